"""Answers that are there already, as the folder left them."""

from datetime import date
from typing import Any

from django.test import Client

from surveys.analysis.remembering import forget_columns
from surveys.models import Response, Survey

ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
DAY = date(2026, 3, 2)


def responded(survey: Survey, *said: dict[str, Any], **more: Any) -> list[Response]:
    """These answers, each under a number drawn by lot."""
    kept = {"version": survey.version, "day": DAY, **more}
    made = Response.objects.bulk_create([Response(survey=survey, answers=answers, **kept) for answers in said])
    forget_columns()
    return made


def of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(survey: Survey, what: str = "analyse", **query: str) -> str:
    from urllib.parse import urlencode

    more = f"?{urlencode(query)}" if query else ""
    return f"/{survey.municipality.slug}/bevragingen/beheer/{survey.slug}/{what}/{more}"
