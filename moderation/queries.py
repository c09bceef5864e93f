"""What can be asked of the desk."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localtime, now

from accounts.models import User
from contributions.models import Case
from contributions.queries import open_cases
from moderation.models import Decision
from municipalities.models import Municipality

State = Decision.State
MOST_LISTED = 50


@dataclass(frozen=True)
class Figures:
    """The numbers above the queue."""

    late: int
    waiting: int
    done_today: int


def queue_of(municipality: Municipality, *, kind: str = "") -> QuerySet[Case]:
    """The cases nobody decided yet, oldest first; of one kind when it is given."""
    decided = Decision.objects.filter(case=OuterRef("pk"), state=State.WAITING)
    waiting = open_cases(municipality).exclude(Exists(decided))
    return waiting.filter(contribution__kind=kind) if kind else waiting


def decisions_of(municipality: Municipality) -> QuerySet[Decision]:
    """What was decided, newest first, without what was taken back."""
    made = Decision.objects.filter(municipality=municipality).exclude(state=State.UNDONE)
    return made.select_related("decided_by", "contribution", "case").order_by("-decided_at")


def undoable(municipality: Municipality, by: User) -> Decision | None:
    """This colleague's latest decision that did not take effect yet."""
    mine = decisions_of(municipality).filter(decided_by=by, state=State.WAITING, effective_at__gt=now())
    return mine.first()


def figures_of(municipality: Municipality, cases: list[Case]) -> Figures:
    """Too late, waiting, and done since midnight in Brussels."""
    moment = now()
    return Figures(
        late=sum(case.due_at < moment for case in cases),
        waiting=len(cases),
        done_today=decisions_of(municipality).filter(decided_at__gte=_midnight()).count(),
    )


def _midnight() -> datetime:
    return localtime().replace(hour=0, minute=0, second=0, microsecond=0)
