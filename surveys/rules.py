"""Predicates of surveys."""

from datetime import datetime

from surveys.models import Shown, Survey


def is_published(survey: Survey) -> bool:
    """Whether people were ever asked it."""
    return survey.version_id is not None


def is_closed(survey: Survey) -> bool:
    """Whether it was closed for good; its key is gone then."""
    return survey.closed_at is not None


def is_within_dates(survey: Survey, moment: datetime) -> bool:
    """Whether the moment lies between its own dates, where it has any."""
    begun = survey.opens_at is None or survey.opens_at <= moment
    return begun and (survey.closes_at is None or moment < survey.closes_at)


def are_results_public(survey: Survey, *, has_answered: bool) -> bool:
    """Whether somebody from outside may see the results now."""
    if survey.shown == Shown.ANSWERED:
        return has_answered or is_closed(survey)
    return survey.shown == Shown.CLOSED and is_closed(survey)
