"""What ideas tell the floors below about themselves."""

from django.utils.translation import gettext_lazy as _

from accounts import claims, privacy
from contributions import kinds
from counting import sources as counting
from ideas import services
from ideas.addresses import board_url
from ideas.counted import BALLOTS, SUPPORTS
from ideas.kind import IDEA
from ideas.persons import CLAIM, PRIVACY
from ideas.subjects import BOARD
from ideas.subjects import IDEA as TOLD
from journal import subjects, sweeps
from projects.kinds import ActivityKind
from projects.kinds import registry as activity_kinds
from projects.models import Activity


def url(activity: Activity) -> str:
    """Where people see and propose ideas."""
    return board_url(activity.municipality, activity.board)


def register() -> None:
    """Fills kinds, subjects, sweeps, activity kinds, what is kept of people and what can be counted anew."""
    claims.registry.register(CLAIM)
    privacy.registry.register(PRIVACY)
    kinds.registry.register(IDEA)
    counting.registry.register(SUPPORTS)
    counting.registry.register(BALLOTS)
    subjects.registry.register(BOARD)
    subjects.registry.register(TOLD)
    sweeps.registry.register(sweeps.Sweep(key="ideas.close", run=services.close_due, every_seconds=5.0))
    sweeps.registry.register(sweeps.Sweep(key="ideas.count", run=services.count_closed, every_seconds=5.0))
    sweeps.registry.register(sweeps.Sweep(key="ideas.tell", run=services.tell_due, every_seconds=5.0))
    sweeps.registry.register(sweeps.Sweep(key="ideas.weigh", run=services.weigh, every_seconds=5.0))
    activity_kinds.register(ActivityKind(key="board", label=_("Ideas to propose and support"), url=url))
