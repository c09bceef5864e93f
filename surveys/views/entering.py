"""Answers that come in by paper, telephone or at a counter: the form to print, and the page on which a clerk enters them."""

import json
from typing import Any
from uuid import uuid4

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.context import person
from contributions.models import Channel
from surveys import queries, services
from surveys.access import entered_survey_for, only_enters
from surveys.channels import ENTERED, WORDS
from surveys.drawing import Drawn, drawn
from surveys.models import Anonymity, Survey
from surveys.paper.numbers import WrongNumber, new_number, proper
from surveys.paper.printing import form as printed
from surveys.services.people import by_code, digest_of
from surveys.views.sheets import Sheet, language_now

MOST_COPIES, MOST_DIGITS = 200, 9  # of copies: about ten seconds of printing
Errors = dict[str, str]


@require_safe
@never_cache
def form(request: HttpRequest, slug: str, survey_slug: str) -> FileResponse:
    """The survey as PDF, in the language of this page; `?aantal=` copies, each with its own number or asking the code."""
    survey = entered_survey_for(request, slug, survey_slug)
    asked = request.GET.get("aantal", "1")
    many = min(max(int(asked), 1), MOST_COPIES) if asked.isdecimal() and len(asked) <= MOST_DIGITS else 1
    version = Sheet.blank(survey).version
    numbers = ["" if survey.anonymity == Anonymity.CODE else new_number() for _copy in range(many)]
    pdf = printed(survey, version, language=language_now(), numbers=numbers)
    return FileResponse(pdf, content_type="application/pdf", filename=f"{survey.slug}.pdf")


@require_http_methods(["GET", "POST"])
@never_cache
def enter(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """A clerk enters one answer after the other."""
    survey = entered_survey_for(request, slug, survey_slug)
    if request.method == "GET":
        return _page(request, Sheet.blank(survey))
    sheet = Sheet.sent(request, survey).with_photos(request)
    judged = sheet.judged()
    sheet = sheet.wrong({name: said for name, said in judged.errors if name not in sheet.errors})
    digest, errors = _who(request, survey)
    sheet = sheet.wrong(errors)
    if not queries.is_open(survey):
        sheet = sheet.wrong({"": _closed()})
    if sheet.errors:
        return _page(request, sheet, status=422)
    return _taken_in(request, sheet, judged.answers, digest)


def _who(request: HttpRequest, survey: Survey) -> tuple[bytes | None, Errors]:
    """The digest of the code or the form, None where there is nothing to compare; and what is wrong with it."""
    if request.POST.get("kanaal") not in ENTERED:
        return None, {"kanaal": _("Choose how this answer came in.")}
    try:
        return _digest(request, survey), {}
    except services.UnknownCode:
        return None, {"code": _("We do not know this code. Look again at the letter.")}
    except WrongNumber:
        return None, {"nummer": _("This is no form number. Look again: seven letters and figures, such as K7Q-P3MW.")}
    except services.NoLongerOpen:
        return None, {"": _closed()}


def _digest(request: HttpRequest, survey: Survey) -> bytes | None:
    if survey.anonymity == Anonymity.CODE:
        digest = digest_of(survey, by_code(request.POST.get("code", "")))
        services.check_code(survey=survey, digest=digest)
        return digest
    if request.POST["kanaal"] == Channel.PAPER:
        return digest_of(survey, f"paper:{proper(request.POST.get('nummer', ''))}")
    return None


def _taken_in(request: HttpRequest, sheet: Sheet, answers: dict[str, Any], digest: bytes | None) -> HttpResponse:
    survey, channel = sheet.survey, request.POST["kanaal"]
    try:
        services.answer(
            survey=survey, version=sheet.version, receipt=sheet.receipt or uuid4(), answers=answers, digest=digest,
            channel=channel, clerk=person(request)["person"], language=language_now(),
        )  # fmt: skip
    except services.AlreadyAnswered:
        name = "code" if survey.anonymity == Anonymity.CODE else "nummer"
        return _page(request, sheet.wrong({name: _("This one was entered before. It counts once.")}), status=409)
    except services.QuotaFull as full:
        said = _("There are enough answers of people who say this; no place is left.")
        return _page(request, sheet.wrong({full.question: said}), status=422)
    except services.NoLongerOpen:
        return _page(request, sheet.wrong({"": _closed()}), status=409)
    is_numbered = channel == Channel.PAPER and survey.anonymity != Anonymity.CODE
    last = f"&laatst={proper(request.POST['nummer'])}" if is_numbered else ""
    return HttpResponseRedirect(f"{survey.municipality.url('surveys:enter', survey.slug)}?kanaal={channel}{last}")


def _closed() -> str:
    return _("This survey takes no answers now. What you typed still stands below.")


def _page(request: HttpRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    survey, language, definition = sheet.survey, language_now(), sheet.definition
    questions = drawn(definition, language, sheet.said | sheet.signed, sheet.errors)
    channel = request.POST.get("kanaal") or request.GET.get("kanaal", Channel.PAPER)
    is_next = request.GET.get("kanaal") in ENTERED and not sheet.errors
    compiled, counted = sheet.version.compiled, queries.channels_of(survey)
    known = {*definition.by_name, "kanaal", "nummer", "code"}
    context = {
        "municipality": survey.municipality,
        "survey": survey,
        "only_enters": only_enters(request, survey),
        "sheet": sheet,
        "title": definition.title.in_(language),
        "spoken": language if language in definition.languages else definition.languages[0],
        "questions": questions,
        "first": _first(survey, questions, channel) if is_next else None,
        "logic": json.dumps({"steps": compiled["steps"], "required": compiled["required"]}),
        "today": localdate().isoformat(),
        "problems": [(name if name in known else "", said) for name, said in sheet.errors.items()],
        "places": sheet.places,
        "receipt": sheet.receipt or uuid4(),
        "channels": [(one.value, WORDS[one]) for one in ENTERED],
        "channel": channel,
        "number": request.POST.get("nummer", ""),
        "code": request.POST.get("code", ""),
        "is_coded": survey.anonymity == Anonymity.CODE,
        "last": _last(request),
        "is_next": is_next,
        "entered": queries.entered_today(survey, person(request)["person"]),
        "counted": [(words, counted.get(one, 0)) for one, words in WORDS.items()],
    }
    return render(request, "surveys/enter.html", context, status=status)


def _first(survey: Survey, questions: list[Drawn], channel: str) -> Drawn | None:
    """The question a clerk begins the next form with, where no code or number comes before it."""
    if survey.anonymity == Anonymity.CODE or channel == Channel.PAPER:
        return None
    return next((one for one in questions if one.question.is_asked), None)


def _last(request: HttpRequest) -> str:
    try:
        return proper(request.GET.get("laatst", ""))
    except WrongNumber:
        return ""
