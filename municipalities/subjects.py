"""What the journal tells of a municipality itself."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from journal.models import Entry
from journal.subjects import Subject
from municipalities.models import Municipality
from municipalities.wording import role_in_words


def sentences(entries: Sequence[Entry], language: str) -> list[str]:
    """Which settings were changed, without what they became."""
    with override(language):
        words = {
            "plate_colour": _("house colour"),
            "languages": _("languages"),
            "contact_email": _("contact address"),
            "domain": _("own domain"),
        }
        told = _("The settings of the municipality were changed: %(fields)s")
        return [told % {"fields": ", ".join(words[name] for name in one.data.get("fields", []))} for one in entries]


def home(entry: Entry) -> str | None:
    """The municipality's home."""
    found = Municipality.objects.filter(pk=entry.subject_id).first()
    return found.url("municipalities:home") if found else None


def work_sentences(entries: Sequence[Entry], language: str) -> list[str]:
    """Who may do what was changed, without anyone's name."""
    with override(language):
        words = {
            "membership.added": _("A colleague was added: %(role)s"),
            "membership.changed": _("A colleague got another role: %(role)s"),
            "membership.removed": _("A colleague was removed"),
        }
        return [words[one.verb] % {"role": role_in_words(one.data.get("role", ""))} for one in entries]


def nowhere(entry: Entry) -> None:
    """Who works somewhere is on no public page."""


def is_about(entry: Entry, user: User | None) -> bool:
    """The person themselves; managers are asked about at the door of their municipality."""
    return user is not None and entry.person_id == user.pk


def may_see(entry: Entry, user: User | None) -> bool:
    """What everybody sees on the pages, everybody may hear of."""
    return entry.audience == "public"


MUNICIPALITY = Subject(
    key="municipality",
    verbs=frozenset({"municipality.revised"}),
    sentences=sentences,
    url=home,
    may_see=may_see,
)
MEMBERSHIP = Subject(
    key="membership",
    verbs=frozenset({"membership.added", "membership.changed", "membership.removed"}),
    sentences=work_sentences,
    url=nowhere,
    may_see=is_about,
)
