"""What the journal tells of surveys."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from journal.models import Entry
from journal.subjects import Subject
from surveys.models import Survey


def sentences(entries: Sequence[Entry], language: str) -> list[str]:
    """One sentence per entry about a survey."""
    found = Survey.objects.filter(pk__in={entry.subject_id for entry in entries}).values_list("pk", "activity__title")
    titles = {str(key): title for key, title in found}
    with override(language):
        words = {
            "survey.published": _("The survey “%(title)s” was published"),
            "survey.revised": _("The survey “%(title)s” was changed"),
            "survey.closed": _("The survey “%(title)s” was closed"),
            "quote.submitted": _("Words out of an answer to “%(title)s” were brought before the desk"),
            "quote.published": _("Words out of an answer to “%(title)s” were published"),
            "quote.refused": _("Words out of an answer to “%(title)s” were not published"),
        }
        return [words[entry.verb] % {"title": titles.get(entry.subject_id, "…")} for entry in entries]


def url(entry: Entry) -> str | None:
    """The survey's page."""
    survey = Survey.objects.filter(pk=int(entry.subject_id)).select_related("municipality").first()
    return survey.municipality.url("surveys:survey", survey.slug) if survey else None


def may_see(entry: Entry, user: User | None) -> bool:
    """What is asked in public is told in public."""
    return entry.audience == "public"


SURVEY = Subject(
    key="survey",
    verbs=frozenset(
        {"survey.published", "survey.revised", "survey.closed", "quote.submitted", "quote.published", "quote.refused"}
    ),
    sentences=sentences,
    url=url,
    may_see=may_see,
)
