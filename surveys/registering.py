"""What surveys tell the floors below about themselves."""

from django.utils.translation import gettext_lazy as _

from accounts import privacy
from counting import heard
from counting import sources as counting
from journal import subjects, sweeps
from projects.kinds import ActivityKind
from projects.kinds import registry as activity_kinds
from projects.models import Activity
from surveys import services
from surveys.counted import SOURCE
from surveys.persons import PRIVACY
from surveys.queries import shown_among
from surveys.released import PUBLIC
from surveys.subjects import SURVEY


def survey_url(activity: Activity) -> str:
    """Where people answer a survey."""
    return activity.municipality.url("surveys:survey", activity.survey.slug)


def register() -> None:
    """Fills subjects, sweeps, activity kinds, what can be counted anew and what can be heard."""
    counting.registry.register(SOURCE)
    privacy.registry.register(PRIVACY)
    heard.registry.register(heard.Heard(key=PUBLIC, topic="survey", among=shown_among))
    subjects.registry.register(SURVEY)
    sweeps.registry.register(sweeps.Sweep(key="surveys.fold", run=services.fold, every_seconds=0.5))
    sweeps.registry.register(sweeps.Sweep(key="surveys.close", run=services.close_due, every_seconds=5.0))
    activity_kinds.register(ActivityKind(key="survey", label=_("Surveys to answer"), url=survey_url))
