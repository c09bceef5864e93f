"""What surveys tell the floors below about themselves."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts import privacy
from contributions import kinds
from counting import heard
from counting import sources as counting
from journal import subjects, sweeps
from municipalities import slots
from municipalities.models import Municipality
from projects.kinds import ActivityKind
from projects.kinds import registry as activity_kinds
from projects.models import Activity
from surveys import queries, services
from surveys.asking import anonymity_of, definition_of, minutes_of
from surveys.counted import SOURCE
from surveys.kind import QUOTE
from surveys.persons import FILES, PRIVACY
from surveys.queries import shown_among
from surveys.recounted import HELD_BACK, SHOWN
from surveys.released import PUBLIC
from surveys.rules import is_published
from surveys.subjects import SURVEY


def survey_url(activity: Activity) -> str:
    """Where people answer a survey, once they are asked it."""
    survey = activity.survey
    return activity.municipality.url("surveys:survey", survey.slug) if is_published(survey) else ""


def notice(request: HttpRequest, municipality: Municipality) -> SafeString:
    """The one yellow notice: the open survey that ends first. No open survey, no notice."""
    survey = queries.most_urgent(municipality)
    if survey is None or survey.version is None:
        return SafeString("")
    context = {
        "survey": survey,
        "municipality": municipality,
        "minutes": minutes_of(definition_of(survey.version)),
        "anonymity": anonymity_of(survey)[0],
    }
    return render_to_string("surveys/notice.html", context, request)


def register() -> None:
    """Fills subjects, sweeps, slots, activity kinds, what is kept of people, what is counted and what can be heard."""
    for source in (SOURCE, HELD_BACK, SHOWN):
        counting.registry.register(source)
    privacy.registry.register(PRIVACY)
    heard.registry.register(heard.Heard(key=PUBLIC, topic="survey", among=shown_among))
    privacy.registry.register(FILES)
    kinds.registry.register(QUOTE)
    subjects.registry.register(SURVEY)
    sweeps.registry.register(sweeps.Sweep(key="surveys.fold", run=services.fold, every_seconds=0.5))
    sweeps.registry.register(sweeps.Sweep(key="surveys.close", run=services.close_due, every_seconds=5.0))
    slots.registry.register(slots.Slot("surveys.notice", "home-notice", -10, notice))
    activity_kinds.register(ActivityKind(key="survey", label=_("Surveys to answer"), url=survey_url))
