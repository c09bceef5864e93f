"""The pages between a survey and its end: the questions, what to check, to prove or to keep, and how it ended."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from accounts.middleware import typed_in
from surveys import photos, rules
from surveys.answering.reading import PREFIX
from surveys.asking import anonymity_of, minutes_of
from surveys.definition import Text
from surveys.drawing import drawn, in_words
from surveys.logic import InvalidExpression
from surveys.logic.compiled import Circular, compile_
from surveys.models import Anonymity, Survey
from surveys.views.sheets import Sheet, language_now

BROUGHT = ("versie", "draft", "receipt", "code")  # what goes along beside the answers


def questions(request: HttpRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    """The survey as one form: all questions, with what was said and what is wrong beside them."""
    context = _asked(request, sheet, sheet.version.compiled)
    return render(request, "surveys/answer.html", context, status=status)


def preview(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The same of what staff are writing, from which nothing is sent. Conditions that can't be read hide nothing yet."""
    try:
        compiled: Mapping[str, Any] = compile_(sheet.definition)
    except (InvalidExpression, Circular):
        compiled = {"steps": [], "required": []}
    return render(request, "surveys/answer.html", {**_asked(request, sheet, compiled), "is_preview": True})


def _asked(request: HttpRequest, sheet: Sheet, compiled: Mapping[str, Any]) -> dict[str, Any]:
    definition, language = sheet.definition, language_now()
    return {
        **_about(sheet),
        "sheet": sheet,
        "description": Text.of(definition.document.get("description")).in_(language),
        "questions": drawn(definition, language, sheet.said | sheet.signed, sheet.errors),
        "problems": [(name if name in definition.by_name else "", said) for name, said in sheet.errors.items()],
        "logic": json.dumps({"steps": compiled["steps"], "required": compiled["required"]}),
        "today": localdate().isoformat(),
        "minutes": minutes_of(definition),
        "anonymity": anonymity_of(sheet.survey),
        "places": sheet.places,
        "code": (request.POST.get("code") or request.GET.get("code", ""))[:20],
        "is_coded": sheet.survey.anonymity == Anonymity.CODE,
    }


def check(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Without script: what was answered, before it is sent. The receipt makes sending twice harmless."""
    receipt = sheet.receipt or uuid4()
    context = {**_about(sheet), "rows": _rows(sheet), "brought": [*_brought(request, sheet), ("receipt", receipt)]}
    return render(request, "surveys/check.html", context)


def prove(request: HttpRequest, sheet: Sheet, *, problem: str = "", token: str = "", sent_to: str = "") -> HttpResponse:
    """An address is asked, or the code that was sent to it; the answers wait in the form itself."""
    brought = [*_brought(request, sheet), ("receipt", sheet.receipt or uuid4())]
    about = {"address": request.POST.get("adres", ""), "token": token, "sent_to": sent_to, "problem": problem}
    context = {**_about(sheet), **about, "brought": brought}
    return render(request, "surveys/prove.html", context, status=422 if problem else 200)


def later(request: HttpRequest, sheet: Sheet, link: str, until: Any) -> HttpResponse:
    """Where the answers wait, and how long."""
    return render(request, "surveys/later.html", {**_about(sheet), "link": link, "until": until})


def closed(request: HttpRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    """Nobody can answer now: not yet, not for a while, or not any more. What was filled in can still be read."""
    survey = sheet.survey
    context = {
        **_about(sheet),
        "rows": _rows(sheet),
        "is_over": rules.is_closed(survey),
        "is_coming": survey.opens_at is not None and survey.opens_at > now(),
        "has_results": rules.are_results_public(survey, has_answered=False),
    }
    return render(request, "surveys/closed.html", context, status=status)


def already(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """This person, or this code, took part before. What was filled in can still be read."""
    return render(request, "surveys/already.html", {**_about(sheet), "rows": _rows(sheet)}, status=409)


def thanks(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Where there are no results to show yet: thank you, and when they come."""
    sheet = Sheet.blank(survey)
    words = Text.of(sheet.definition.document.get("completedHtml")).in_(language_now())
    return render(request, "surveys/thanks.html", {**_about(sheet), "words": words})


def _about(sheet: Sheet) -> dict[str, Any]:
    definition, language = sheet.definition, language_now()
    spoken = language if language in definition.languages else definition.languages[0]
    return {
        "municipality": sheet.survey.municipality,
        "survey": sheet.survey,
        "title": definition.title.in_(language),
        "spoken": spoken,  # the language of what staff wrote
        "action": sheet.survey.municipality.url("surveys:survey", sheet.survey.slug),
    }


def _rows(sheet: Sheet) -> list[tuple[str, str]]:
    return in_words(sheet.definition, language_now(), sheet.said, sheet.places)


def _brought(request: HttpRequest, sheet: Sheet) -> list[tuple[str, str]]:
    """What a form has to bring along to be the same form again; a photo by its signed number."""
    typed = typed_in(request)
    answers = [(name, value) for name, value in typed if name.startswith(PREFIX) and not name.endswith(photos.KEPT)]
    kept = [(f"{PREFIX}{name}{photos.KEPT}", number) for name, number in sheet.signed.items()]
    return [*answers, *kept, *((name, value) for name, value in typed if name in BROUGHT and name != "receipt")]
