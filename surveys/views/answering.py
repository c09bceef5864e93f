"""Pages on which people answer: what is asked here, one survey, and its answers kept for later."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from accounts.guests import remember
from accounts.sign_in_links import sign_in_url
from municipalities.access import SignInNeeded, municipality_for
from municipalities.remembering import remembered
from surveys import gates, known, queries, rules, services
from surveys.access import answered_survey_for, draft_for, survey_for
from surveys.models import Survey
from surveys.results.access import has_answered_url
from surveys.views import pages
from surveys.views.sheets import Sheet, language_now

MOST_LISTED = 100
MOST_MAILS = 5  # to one address in ten minutes, from wherever they are asked
THANKS = "bedankt"


@require_safe
@remembered()
def surveys(request: HttpRequest, slug: str) -> HttpResponse:
    """What people can answer now, what follows, and what was asked before."""
    municipality = municipality_for(request, slug)
    listed = queries.listed(municipality, most=MOST_LISTED)
    return render(request, "surveys/list.html", {"municipality": municipality, **listed._asdict()})


@require_http_methods(["GET", "POST"])
@remembered()
def survey(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """One survey: its questions, and what somebody sends."""
    if request.method == "POST":
        return _sent(request, answered_survey_for(request, slug, survey_slug))
    found = survey_for(request, slug, survey_slug)
    if THANKS in request.GET:
        return pages.thanks(request, found)
    show = pages.questions if queries.is_open(found) else pages.closed
    return show(request, Sheet.blank(found))


@require_safe
@never_cache
def resume(request: HttpRequest, slug: str, survey_slug: str, key: UUID) -> HttpResponse:
    """The survey with the answers that were kept for later."""
    found, draft = draft_for(request, slug, survey_slug, key)
    show = pages.questions if queries.is_open(found) else pages.closed
    return show(request, Sheet.later(found, draft))


def _sent(request: HttpRequest, found: Survey) -> HttpResponse:
    sheet = Sheet.sent(request, found)
    if seconds := limits.wait("answer", limits.visitor_of(request)):
        return _too_many(request, sheet, seconds)
    step = request.POST.get("stap")
    if step == "terug":
        return pages.questions(request, sheet)
    sheet = sheet.with_photos(request)
    if not queries.is_open(found):
        return pages.closed(request, sheet, status=409)
    if step == "later":
        return _later(request, sheet)
    return _judged(request, sheet, step)


def _too_many(request: HttpRequest, sheet: Sheet, seconds: int) -> HttpResponse:
    response = pages.questions(request, sheet.wrong({"": limits.sentence(seconds)}), status=429)
    response["Retry-After"] = str(seconds)
    return response


def _later(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    found = sheet.survey
    draft = services.keep_for_later(version=sheet.version, key=sheet.draft, answers=sheet.said, language=language_now())
    link = found.municipality.address("surveys:resume", found.slug, draft.pk)
    return pages.later(request, sheet, link, draft.until)


def _judged(request: HttpRequest, sheet: Sheet, step: str | None) -> HttpResponse:
    """On to the next step, or back with what has to be put right."""
    judged = sheet.judged()
    sheet = sheet.wrong({name: said for name, said in judged.errors if name not in sheet.errors})
    if sheet.errors:
        return pages.questions(request, sheet, status=422)
    if step == "verstuur" and sheet.receipt:
        return _handed_in(request, sheet, judged.answers)
    return _mailed(request, sheet) if step == "mail" else pages.check(request, sheet)


def _handed_in(request: HttpRequest, sheet: Sheet, answers: dict[str, Any]) -> HttpResponse:
    try:
        return _taken_in(request, sheet, answers)
    except (gates.Refused, services.QuotaFull) as refused:
        return pages.questions(request, sheet.wrong(_why(refused)), status=422)
    except gates.NotProven as not_proven:
        return _prove(request, sheet, str(not_proven))
    except SignInNeeded:
        return _sign_in(request, sheet)
    except services.AlreadyAnswered:
        return pages.already(request, sheet)
    except (services.NoLongerOpen, services.Stale):
        return _as_it_is_now(request, sheet, answers)


def _as_it_is_now(request: HttpRequest, sheet: Sheet, answers: dict[str, Any]) -> HttpResponse:
    """Once more when the survey was changed since this process read it, and the end when it was closed."""
    known.forget_known()
    sheet = replace(sheet, survey=survey_for(request, sheet.survey.municipality.slug, sheet.survey.slug))
    if not queries.is_open(sheet.survey):
        return pages.closed(request, sheet, status=409)
    return _handed_in(request, sheet, answers)


def _why(refused: gates.Refused | services.QuotaFull) -> dict[str, str]:
    if isinstance(refused, gates.Refused):
        return {"": str(refused)}
    return {refused.question: _("We have enough answers of people who say this. Thank you for wanting to take part.")}


def _taken_in(request: HttpRequest, sheet: Sheet, answers: dict[str, Any]) -> HttpResponse:
    assert sheet.receipt is not None  # noqa: S101 - who has none is asked to check first
    passed = gates.passed(request, sheet.survey)
    services.answer(
        survey=sheet.survey,
        version=sheet.version,
        receipt=sheet.receipt,
        answers=answers,
        digest=passed.digest,
        language=language_now(),
        draft=sheet.draft,
    )
    response = HttpResponseRedirect(_end(sheet.survey))
    if passed.key:
        remember(response, passed.key)
    return response


def _end(found: Survey) -> str:
    """The results, for who may see them now; else a page that says when they come."""
    if rules.are_results_public(found, has_answered=True):
        return has_answered_url(found)
    return f"{found.municipality.url('surveys:survey', found.slug)}?{THANKS}="


def _mailed(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Sends a code to the address, unless too many were asked."""
    address = request.POST.get("adres", "").strip()
    asked = (limits.visitor_of(request), 0), (f"mail {address.lower()}", MOST_MAILS)
    for who, most in asked:
        if seconds := limits.wait("survey_code", who, most=most):
            return pages.prove(request, sheet, problem=limits.sentence(seconds))
    try:
        token = services.send_code(survey=sheet.survey, address=address, language=language_now())
    except services.NoAddress:
        return pages.prove(request, sheet, problem=_("This is no e-mail address. Look whether it is complete."))
    return pages.prove(request, sheet, token=token, sent_to=address)


def _prove(request: HttpRequest, sheet: Sheet, problem: str) -> HttpResponse:
    """Asks the code again that was sent, or else an address."""
    token = request.POST.get("brief", "")
    try:
        address = services.sent_to(survey=sheet.survey, token=token) if token else ""
    except services.WrongCode:
        token = address = ""
    return pages.prove(request, sheet, problem=problem, token=token, sent_to=address)


def _sign_in(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Keeps the answers, and shows the way to them through signing in."""
    found = sheet.survey
    draft = services.keep_for_later(version=sheet.version, key=sheet.draft, answers=sheet.said, language=language_now())
    back = found.municipality.url("surveys:resume", found.slug, draft.pk)
    return HttpResponseRedirect(sign_in_url(request, back))
