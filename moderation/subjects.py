"""What the journal tells of cases: to staff only."""

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
            "case.decided": _("A colleague took a decision"),
            "case.undone": _("A colleague took a decision back"),
            "case.returned": _("A case came back: the record changed meanwhile"),
        }
        return [words[entry.verb] for entry in entries]


def nowhere(entry: Entry) -> None:
    """The desk shows it."""


def nobody(entry: Entry, user: User | None) -> bool:
    """Only the door of the desk lets staff see cases."""
    return False


CASE = Subject(
    key="case",
    verbs=frozenset({"case.decided", "case.undone", "case.returned"}),
    sentences=sentences,
    url=nowhere,
    may_see=nobody,
)
