"""What the journal tells of contributions."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from journal.models import Entry
from journal.subjects import Subject


def sentences(entries: Sequence[Entry], language: str) -> list[str]:
    """One sentence per entry."""
    with override(language):
        words = {
            "contribution.submitted": _("Somebody sent something in"),
            "contribution.settled": _("Something that was sent in was decided"),
        }
        return [words[entry.verb] for entry in entries]


def nowhere(entry: Entry) -> None:
    """Staff find it in the queue, the author by the signed link."""


def may_see(entry: Entry, user: User | None) -> bool:
    """The author; staff are asked about at the door of their municipality."""
    return user is not None and entry.person_id == user.pk


CONTRIBUTION = Subject(
    key="contribution",
    verbs=frozenset({"contribution.submitted", "contribution.settled"}),
    sentences=sentences,
    url=nowhere,
    may_see=may_see,
)
