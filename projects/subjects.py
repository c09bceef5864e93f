"""What the journal tells of projects."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from journal.models import Entry
from journal.subjects import Subject
from projects.models import Project


def sentences(entries: Sequence[Entry], language: str) -> list[str]:
    """One sentence per entry about a project."""
    found = Project.objects.filter(pk__in={entry.subject_id for entry in entries}).values_list("pk", "title")
    titles = {str(key): title for key, title in found}
    with override(language):
        words = {
            "project.published": _("The project “%(title)s” was published"),
            "project.revised": _("The project “%(title)s” was changed"),
            "project.closed": _("The project “%(title)s” was closed"),
        }
        return [words[entry.verb] % {"title": titles.get(entry.subject_id, "…")} for entry in entries]


def url(entry: Entry) -> str | None:
    """The project's page."""
    project = Project.objects.filter(pk=entry.subject_id).select_related("municipality").first()
    return project.municipality.url("projects:project", project.slug) if project else None


def may_see(entry: Entry, user: User | None) -> bool:
    """Published projects are for everyone."""
    return entry.audience == "public"


PROJECT = Subject(
    key="project",
    verbs=frozenset({"project.published", "project.revised", "project.closed"}),
    sentences=sentences,
    url=url,
    may_see=may_see,
)
