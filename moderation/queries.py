"""What can be asked of the desk."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime, now

from accounts.models import User
from contributions.models import Case
from contributions.queries import open_cases
from moderation.models import Decision
from municipalities.models import Municipality

State = Decision.State
SHOWN = 50
MOST_ID = 2**63 - 1


@dataclass(frozen=True)
class Figures:
    """The numbers above the queue, and how many wait per kind."""

    late: int
    waiting: int
    done_today: int
    by_kind: Counter[str]


@dataclass(frozen=True)
class Stretch:
    """The part of the queue that is shown, with the case that is open in it and the cases next to that."""

    cases: list[Case]
    opened: Case | None
    position: int
    previous: Case | None
    following: Case | None
    beyond: Case | None


@dataclass(frozen=True)
class Undoable:
    """A decision that did not take effect yet, and how many seconds are left."""

    decision: Decision
    seconds: int


def queue_of(municipality: Municipality, *, kind: str = "") -> QuerySet[Case]:
    """The cases nobody decided yet, oldest first; of one kind when it is given."""
    decided = Decision.objects.filter(case=OuterRef("pk"), state=State.WAITING)
    waiting = open_cases(municipality).exclude(Exists(decided))
    return waiting.filter(contribution__kind=kind) if kind else waiting


def stretch_of(queue: QuerySet[Case], wanted: str, *, or_first: bool = True) -> Stretch:
    """The fifty cases among which the wanted one stands; the first fifty when it is not in the queue.

    Then the first one is open in its place, or none when `or_first` is False.
    """
    named = _named(queue, wanted)
    before = queue.filter(_older(named)).count() if named else 0
    start = before - before % SHOWN
    first = max(start - 1, 0)
    around = list(queue[first : start + SHOWN + 1])
    shown = around[start - first :][:SHOWN]
    opened = next((case for case in shown if case == named), shown[0] if or_first and shown else None)
    at = around.index(opened) if opened else 0
    return Stretch(
        cases=shown,
        opened=opened,
        position=first + at + 1,
        previous=around[at - 1] if at else None,
        following=around[at + 1] if opened and at + 1 < len(around) else None,
        beyond=around[-1] if around and around[-1] not in shown else None,
    )


def _named(queue: QuerySet[Case], wanted: str) -> Case | None:
    number = _number(wanted)
    return queue.filter(pk=number).first() if number else None


def _number(text: str) -> int | None:
    """A key as it stands in an address, when it can be one."""
    return int(text) if text.isdecimal() and int(text) <= MOST_ID else None


def _older(case: Case) -> Q:
    return Q(opened_at__lt=case.opened_at) | Q(opened_at=case.opened_at, pk__lt=case.pk)


def decisions_of(municipality: Municipality) -> QuerySet[Decision]:
    """What was decided, newest first, without what was taken back."""
    made = Decision.objects.filter(municipality=municipality).exclude(state=State.UNDONE)
    return made.select_related("decided_by", "case__contribution").order_by("-decided_at")


def decision_about(municipality: Municipality, case_id: str) -> Decision | None:
    """The latest decision about a case, with whoever took it."""
    number = _number(case_id)
    return decisions_of(municipality).filter(case=number).first() if number else None


def undoable(municipality: Municipality, by: User) -> Undoable | None:
    """This colleague's latest decision that did not take effect yet."""
    moment = now()
    mine = decisions_of(municipality).filter(decided_by=by, state=State.WAITING, effective_at__gt=moment)
    latest = mine.first()
    return Undoable(latest, ceil((latest.effective_at - moment).total_seconds())) if latest else None


def undone(municipality: Municipality, decision_id: str, by: User) -> Decision | None:
    """This colleague's decision with this number, when it was taken back."""
    number = _number(decision_id)
    mine = Decision.objects.filter(municipality=municipality, decided_by=by, state=State.UNDONE)
    return mine.filter(pk=number).first() if number else None


def figures_of(municipality: Municipality) -> Figures:
    """Too late, waiting (in all and per kind), and done since midnight in Brussels."""
    kinds = queue_of(municipality).order_by().values_list("contribution__kind")
    rows = list(kinds.annotate(many=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now()))))
    return Figures(
        late=sum(late for _, _, late in rows),
        waiting=sum(many for _, many, _ in rows),
        done_today=decisions_of(municipality).filter(decided_at__gte=_midnight()).count(),
        by_kind=Counter({kind: many for kind, many, _ in rows}),
    )


def _midnight() -> datetime:
    return localtime().replace(hour=0, minute=0, second=0, microsecond=0)
