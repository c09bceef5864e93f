"""What the journal can be told about. Filled from above, read by whoever shows entries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accounts.models import User
from accounts.registry import Registry
from journal.models import Entry


@dataclass(frozen=True)
class Subject:
    """A kind of thing with its verbs (past tense, `idea.published`).

    `sentences` gives one sentence per entry in the language; `url` the thing's page, if it has one; `may_see` whether
    this person (None: anyone) may read the entry.
    """

    key: str
    verbs: frozenset[str]
    sentences: Callable[[Sequence[Entry], str], list[str]]
    url: Callable[[Entry], str | None]
    may_see: Callable[[Entry, User | None], bool]


registry: Registry[Subject] = Registry()
