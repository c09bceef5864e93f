"""Somebody who fills in a survey through HTTP: looks, checks, sends."""

import re
from typing import Any
from uuid import uuid4

from django.test import Client

from surveys.models import Intake, Survey

ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def at(survey: Survey) -> str:
    """The survey's address."""
    return f"/{survey.municipality.slug}/bevragingen/{survey.slug}/"


def fields(**answers: Any) -> dict[str, Any]:
    """Answers as a form names them: `mood=3` is `a.mood`."""
    return {f"a.{name}": said for name, said in answers.items()}


def send(client: Client, survey: Survey, *, step: str = "verstuur", more: dict[str, Any] | None = None, **answers: Any):
    """Posts a form as the browser does once everything is filled in."""
    typed = {"stap": step, "receipt": str(uuid4()), "versie": "1", **fields(**answers), **(more or {})}
    return client.post(at(survey), typed, **ORIGIN)


def brought(response) -> dict[str, Any]:
    """What the form of a page would bring along."""
    found: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode()):
        found.setdefault(name, []).append(value)
    return found


def waiting(survey: Survey) -> list[dict[str, Any]]:
    """The answers that were taken in."""
    return list(Intake.objects.filter(survey=survey).order_by("pk").values_list("answers", flat=True))
