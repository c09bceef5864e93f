"""The desk: one queue, one case in view, and the decision."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from contributions import kinds
from contributions.models import Case
from contributions.queries import cards_of
from moderation import pages, queries, services, typed
from moderation.access import case_for, decision_for, desk_for
from moderation.forms import DecideForm
from moderation.models import Decision


@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The queue with one case open: the one in the address, else the oldest."""
    municipality, _ = desk_for(request, slug)
    wanted, kind = request.GET.get("zaak", ""), request.GET.get("soort", "")
    context = pages.desk(request, municipality, wanted=wanted, kind=kind)
    return render(request, "moderation/desk.html", context)


@require_safe
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """The list with the figures: what follows the journal while somebody works."""
    municipality, _ = desk_for(request, slug)
    return render(request, "moderation/waiting.html", pages.waiting(request, municipality))


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, slug: str, case_id: int) -> HttpResponse:
    """Approve, approve in part, or refuse with a reason; then the next case. Its address opens the case."""
    with typed.kept(request, case_id):
        case = case_for(request, slug, case_id)
    if request.method != "POST":
        return HttpResponseRedirect(pages.address(case.municipality, case.pk))
    kind = kinds.registry.get(case.contribution.kind)
    form = DecideForm(request.POST, [choice.key for choice in kind.choices(case.contribution)])
    if not form.is_valid():
        return _again(request, case, form)
    decided = form.cleaned_data
    try:
        decision = services.decide(
            case=case,
            case_version=decided["version"],
            outcome=decided["outcome"],
            accepted=decided["accepted"],
            reason=decided["reason"],
            sentence=decided["sentence"],
            by=cast(User, request.user),
        )
    except services.Stale as stale:
        decided_already = stale.decision
        if decided_already is None or not _is_same(decided_already, request, decided["outcome"]):
            return _overtaken(request, case, stale)
        decision = decided_already
    typed.sent(request)
    following, kind_shown = request.POST.get("volgende", ""), request.POST.get("soort", "")
    there = pages.address(case.municipality, following, soort=kind_shown, besluit=decision.pk)
    return HttpResponseRedirect(there)


def _is_same(decision: Decision, request: HttpRequest, outcome: str) -> bool:
    """Whether this is the same button, pressed twice."""
    return (decision.decided_by, decision.outcome) == (request.user, outcome)


def _again(request: HttpRequest, case: Case, form: DecideForm) -> HttpResponse:
    """The same case with what was typed and what is wrong with it."""
    kind = request.POST.get("soort", "")
    context = pages.desk(request, case.municipality, wanted=str(case.pk), kind=kind, was_typed=form.typed())
    return render(request, "moderation/desk.html", {**context, "form": form}, status=422)


def _overtaken(request: HttpRequest, case: Case, stale: services.Stale) -> HttpResponse:
    """Somebody was first: says who, and goes on with the next case. A case that changed is shown again."""
    is_open = stale.decision is None and case.closed_at is None
    context = pages.desk(
        request,
        case.municipality,
        wanted=str(case.pk) if is_open else request.POST.get("volgende", ""),
        kind=request.POST.get("soort", ""),
        was_typed=DecideForm(request.POST, []).typed() if is_open else None,
    )
    more = {"stale": stale, "stale_title": pages.title_of(request, case), "is_open": is_open}
    return render(request, "moderation/desk.html", {**context, **more}, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, slug: str, decision_id: int) -> HttpResponse:
    """Takes back a decision that did not take effect yet, and opens its case again. Its address opens the case."""
    decision = decision_for(request, slug, decision_id)
    municipality, _ = desk_for(request, slug)
    if request.method != "POST":
        return HttpResponseRedirect(pages.address(municipality, decision.case_id))
    try:
        services.undo(decision=decision)
    except services.TooLate:
        return render(request, "moderation/too_late.html", {"municipality": municipality}, status=409)
    return HttpResponseRedirect(pages.address(municipality, decision.case_id, terug=decision.pk))


@require_safe
def handled(request: HttpRequest, slug: str) -> HttpResponse:
    """What was decided, newest first."""
    municipality, _ = desk_for(request, slug)
    decisions = list(queries.decisions_of(municipality)[: queries.SHOWN])
    cards = cards_of([one.case for one in decisions], cast(User, request.user), get_language() or "nl")
    by_case = {case.pk: card for case, card in cards}
    rows = [(one, by_case.get(one.case_id)) for one in decisions]
    return render(request, "moderation/handled.html", {"municipality": municipality, "rows": rows})
