"""The kinds of contribution, filled from above. The desk, the API and the plugin know them through this only."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from accounts.models import User
from accounts.registry import Registry
from contributions.models import Contribution
from municipalities.models import Municipality


@dataclass(frozen=True)
class Signal:
    """Something staff should know before deciding, in words; `tone` is "", ok, warn, danger or info."""

    word: str
    tone: str = ""


@dataclass(frozen=True)
class Card:
    """A contribution as the queue shows it."""

    title: str
    subtitle: str
    url: str
    icon: str
    lines: tuple[str, ...]
    signals: tuple[Signal, ...]
    body: SafeString


@dataclass(frozen=True)
class Choice:
    """A part of a contribution that can be decided apart."""

    key: str
    label: str
    now: str
    proposed: str


@dataclass(frozen=True)
class Verdict:
    """What staff decided: `outcome` is approved, partly (then `accepted` holds the choices) or refused."""

    outcome: str
    accepted: frozenset[str] = frozenset()
    reason: str = ""
    sentence: str = ""
    by: User | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Answer:
    """What staff told the author: open while `outcome` is empty."""

    outcome: str = ""
    reason: str = ""
    sentence: str = ""
    at: datetime | None = None


Telling = tuple[str, tuple[str, str], str, dict[str, Any]]


@dataclass(frozen=True)
class Settled:
    """The kind did what was decided. `verbs` is what it wants told: (verb, subject, audience, data)."""

    status: str
    verbs: tuple[Telling, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """The kind could not do it, and changed nothing: the case goes back to staff with the reason."""

    sentence: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """What the rooms around have to know of a kind.

    `questions` are asked when it is submitted; `cards` is batched; `choices` are the parts that can be decided apart;
    `settle` runs inside the caller's transaction; `outcome_lines` tell the author what became of each part and
    `answer` what staff said; `export` gives the municipality's contributions of this kind without persons.
    """

    key: str
    label: str | Promise
    questions: tuple[str, ...]
    may_comment: bool
    cards: Callable[[Sequence[UUID], User | None, str], dict[UUID, Card]]
    choices: Callable[[Contribution], list[Choice]]
    settle: Callable[[Contribution, Verdict], Settled | Conflict]
    export: Callable[[Municipality], Iterable[dict[str, Any]]]
    outcome_lines: Callable[[Contribution, str], list[str]]
    answer: Callable[[Contribution], Answer]


registry: Registry[Kind] = Registry()
