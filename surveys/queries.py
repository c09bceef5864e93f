"""What can be asked of surveys."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate, now

from counting.queries import tallies
from municipalities.models import Municipality
from projects.models import Phase
from projects.rules import is_closed as is_project_closed
from projects.rules import is_open as is_phase_open
from surveys.counted import prefix_of
from surveys.models import Draft, Survey
from surveys.rules import are_results_public, is_closed, is_published, is_within_dates


def surveys_of(municipality: Municipality) -> QuerySet[Survey]:
    """The surveys of a municipality that people were asked: those that run first, then the newest."""
    asked = Survey.objects.filter(municipality=municipality).exclude(version=None)
    return asked.select_related("activity", "version").order_by(F("closed_at").asc(nulls_first=True), "-pk")


def is_open(survey: Survey) -> bool:
    """Whether people can answer now: published, within its dates, and in an open phase where phases hold it."""
    if not is_published(survey) or is_closed(survey) or not is_within_dates(survey, now()):
        return False
    phases = list(Phase.objects.filter(activities=survey.pk).select_related("project"))
    if any(is_project_closed(phase.project) for phase in phases):
        return False
    return is_phase_open(phases, localdate())


def open_surveys(municipality: Municipality) -> list[Survey]:
    """The surveys that people can answer now, the one that ends first in front."""
    moment = now()
    begun = Q(opens_at=None) | Q(opens_at__lte=moment)
    running = surveys_of(municipality).filter(begun, closed_at=None).exclude(closes_at__lte=moment)
    return [one for one in running.order_by(F("closes_at").asc(nulls_last=True), "-pk") if is_open(one)]


def most_urgent(municipality: Municipality) -> Survey | None:
    """The open survey that ends first."""
    return next(iter(open_surveys(municipality)), None)


def shown_among(ids: Collection[str]) -> list[str]:
    """Of the surveys with these keys, those whose results somebody from outside may see now."""
    known = Survey.objects.filter(pk__in=[int(one) for one in ids]).order_by("pk")
    return [str(one.pk) for one in known if are_results_public(one, has_answered=True)]


def responses_of(survey: Survey) -> int:
    """How many answers were counted."""
    subject = f"{prefix_of(survey.pk)}channel"
    return sum(tallies([subject]).get(subject, {}).values())


def draft_of(survey: Survey, key: UUID) -> Draft | None:
    """The answers that were kept under this key, while they are kept."""
    found = Draft.objects.filter(pk=key, version__survey=survey, until__gt=now())
    return found.select_related("version").first()
