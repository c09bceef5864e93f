"""What the journal tells of figures."""

from collections.abc import Sequence

from django.utils.translation import ngettext, override

from accounts.models import User
from journal.models import Entry
from journal.subjects import Subject


def sentences(entries: Sequence[Entry], language: str) -> list[str]:
    """How many figures moved that day."""
    with override(language):
        counts = [len(entry.data.get("tallies", [])) for entry in entries]
        return [ngettext("%(count)s figure moved", "%(count)s figures moved", one) % {"count": one} for one in counts]


def nowhere(entry: Entry) -> None:
    """Figures stand on many pages."""


def everyone(entry: Entry, user: User | None) -> bool:
    """Figures are public."""
    return True


TALLY = Subject(key="tally", verbs=frozenset({"tally.sealed"}), sentences=sentences, url=nowhere, may_see=everyone)
