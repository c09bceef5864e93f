"""What can be asked of surveys."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.timezone import localdate, now

from accounts.models import User
from contributions.lifecycle import Status
from contributions.models import Contribution
from counting.queries import tallies
from municipalities.models import Municipality
from projects.models import Phase
from projects.rules import is_closed as is_project_closed
from projects.rules import is_open as is_phase_open
from surveys.counted import prefix_of
from surveys.models import Draft, Export, Intake, Quote, Response, Survey, SurveyVersion
from surveys.rules import are_results_public, is_closed, is_published, is_within_dates

MOST_DIGITS = 6
MOST_QUOTES = 100
MOST_EXPORTS = 20


def surveys_of(municipality: Municipality) -> QuerySet[Survey]:
    """The surveys of a municipality that people were asked: those that run first, then the newest."""
    asked = Survey.objects.filter(municipality=municipality).exclude(version=None)
    return asked.select_related("activity", "version").order_by(F("closed_at").asc(nulls_first=True), "-pk")


def is_open(survey: Survey) -> bool:
    """Whether people can answer now: published, within its dates, and in an open phase where phases hold it."""
    return survey in _open_of([survey])


def phases_of(survey: Survey) -> list[Phase]:
    """The phases that it is in, with their projects."""
    return _phases_of([survey]).get(survey.pk, [])


def _open_of(surveys: list[Survey]) -> list[Survey]:
    """Those of these that can be answered now."""
    moment = now()
    running = [one for one in surveys if is_published(one) and not is_closed(one) and is_within_dates(one, moment)]
    phases = _phases_of(running)
    return [one for one in running if _is_held_open(phases.get(one.pk, []))]


def _phases_of(surveys: list[Survey]) -> dict[int, list[Phase]]:
    found = {one.pk: one.phases for one in surveys if one.phases is not None}
    asked = [one.pk for one in surveys if one.phases is None]
    if asked:
        held = Phase.activities.through.objects.filter(activity__in=asked)
        for row in held.select_related("phase__project"):
            found.setdefault(row.activity_id, []).append(row.phase)
    return found


def _is_held_open(phases: list[Phase]) -> bool:
    return not any(is_project_closed(one.project) for one in phases) and is_phase_open(phases, localdate())


def open_surveys(municipality: Municipality) -> list[Survey]:
    """The surveys that people can answer now, the one that ends first in front."""
    running = surveys_of(municipality).filter(closed_at=None).order_by(F("closes_at").asc(nulls_last=True), "-pk")
    return _open_of(list(running))


class Listed(NamedTuple):
    """The surveys of a municipality as people look for them."""

    open: list[Survey]
    coming: list[Survey]
    paused: list[Survey]
    closed: list[Survey]


def listed(municipality: Municipality, *, most: int) -> Listed:
    """The newest surveys, sorted; what can be answered and ends first in front. Closed ones know of `has_results`."""
    moment, running = now(), open_surveys(municipality)
    others = [one for one in surveys_of(municipality)[:most] if one not in running]
    begin_later = [one for one in others if not is_closed(one) and one.opens_at is not None and one.opens_at > moment]
    closed = [one for one in others if is_closed(one)]
    for one in closed:
        one.has_results = are_results_public(one, has_answered=False)
    paused = [one for one in others if one not in begin_later and one not in closed]
    return Listed(running, sorted(begin_later, key=lambda one: one.opens_at or moment), paused, closed)


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


def version_of(survey: Survey, number: str) -> SurveyVersion:
    """The version somebody saw; the one that is asked now where there is no such one. One query, or none."""
    asked = survey.version
    if asked is None:
        raise SurveyVersion.DoesNotExist
    if not number.isdecimal() or len(number) > MOST_DIGITS or int(number) == asked.number:
        return asked
    return survey.versions.exclude(published_at=None).filter(number=number).first() or asked


def quotes_of(survey: Survey) -> list[tuple[str, Contribution]]:
    """What may be quoted from the open answers: (question, published contribution), newest first."""
    shown = Quote.objects.filter(survey=survey, contribution__status=Status.PUBLISHED).select_related("contribution")
    return [
        (one.question, one.contribution) for one in shown.order_by("-contribution__published_at", "-pk")[:MOST_QUOTES]
    ]


def exports_of(survey: Survey) -> list[Export]:
    """The large files that were asked for, newest first."""
    return list(survey.exports.select_related("asked_by").order_by("-pk")[:MOST_EXPORTS])


def channels_of(survey: Survey) -> dict[str, int]:
    """How many answers were counted per channel."""
    subject = f"{prefix_of(survey.pk)}channel"
    return tallies([subject]).get(subject, {})


def entered_today(survey: Survey, clerk: User | None) -> int:
    """How many answers this clerk entered today, counted or waiting."""
    mine = {"survey": survey, "clerk": clerk, "day": localdate()}
    return Intake.objects.filter(**mine).count() + Response.objects.filter(**mine).count()
