"""Surveys that are asked, and people who answer them."""

from typing import Any
from uuid import uuid4

from surveys import services
from surveys.models import Survey, SurveyVersion
from surveys.services.people import digest_of

Document = dict[str, Any]
COLOURS = ("red", "green", "blue")


def one(name: str = "colour", **more: Any) -> Document:
    choices = [{"value": value, "text": value.capitalize()} for value in COLOURS]
    return {"type": "radiogroup", "name": name, "title": f"Which {name}?", "choices": choices, **more}


def several(name: str = "colours", **more: Any) -> Document:
    return {**one(name), "type": "checkbox", **more}


def scale(name: str = "mood", **more: Any) -> Document:
    steps = [{"value": step, "text": f"Step {step}"} for step in range(1, 6)]
    return {"type": "rating", "name": name, "title": f"How is your {name}?", "rateValues": steps, **more}


def words(name: str = "why", **more: Any) -> Document:
    return {"type": "comment", "name": name, "title": f"{name}?", **more}


def document(*questions: Document, title: str = "Colours in the park", **more: Any) -> Document:
    return {
        "format": "participatie-survey/1",
        "locale": "nl",
        "title": title,
        "pages": [{"name": "page1", "elements": list(questions) or [one(), several(), scale(), words()]}],
        **more,
    }


def asked(municipality, editor, *questions: Document, **settings: Any) -> Survey:
    """A survey of these questions that people can answer."""
    more = {key: settings.pop(key) for key in ("title", "profile", "languages", "pages", "imported") if key in settings}
    survey = services.create(municipality=municipality, document=document(*questions, **more))
    if settings:
        survey = services.revise(survey=survey, revision=survey.revision, **settings)
    return services.publish(survey=survey, revision=survey.revision, by=editor)


def say(survey: Survey, who: str | None = None, *, version: SurveyVersion | None = None, **answers: Any) -> bool:
    """One answer, of somebody who is nobody else."""
    digest = digest_of(survey, who or f"guest:{uuid4().hex}")
    return services.answer(
        survey=survey, version=version or survey.version, receipt=uuid4(), answers=answers, digest=digest
    )
