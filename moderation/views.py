"""The desk: one queue, one case in view, and the decision."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from contributions import kinds
from contributions.models import Case
from contributions.queries import cards_of
from contributions.screening import SENTENCES
from moderation import queries, services
from moderation.access import case_for, decision_for, desk_for
from moderation.forms import DecideForm
from moderation.reasons import REASONS, message_of
from municipalities.models import Municipality

SHOWN = 50


@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The queue with one case open: the one in the address, else the oldest."""
    municipality, _ = desk_for(request, slug)
    return render(request, "moderation/desk.html", _desk(request, municipality))


@require_safe
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """The list alone: what follows the journal while somebody works."""
    municipality, _ = desk_for(request, slug)
    return render(request, "moderation/queue.html", _desk(request, municipality))


def _desk(request: HttpRequest, municipality: Municipality, **more: Any) -> dict[str, Any]:
    user, language = cast(User, request.user), get_language() or "nl"
    kind = request.GET.get("soort", "")
    cases = list(queries.queue_of(municipality)[: SHOWN * 4])
    listed = [case for case in cases if not kind or case.contribution.kind == kind][:SHOWN]
    rows = cards_of(listed, user, language)
    opened, card = _opened(request.GET.get("zaak", ""), rows)
    return {
        "municipality": municipality,
        "rows": rows,
        "kind": kind,
        "kinds": [(one, sum(case.contribution.kind == one.key for case in cases)) for one in kinds.registry],
        "total": len(cases),
        "figures": queries.figures_of(municipality, cases),
        "undoable": queries.undoable(municipality, user),
        **_case(opened, card, rows),
        **more,
    }


def _opened(wanted: str, rows: list[tuple[Case, kinds.Card]]) -> tuple[Case | None, kinds.Card | None]:
    named = [row for row in rows if str(row[0].pk) == wanted]
    return next(iter(named or rows), (None, None))


def _case(case: Case | None, card: kinds.Card | None, rows: list[tuple[Case, kinds.Card]]) -> dict[str, Any]:
    if case is None:
        return {"case": None}
    contribution = case.contribution
    keys = [one.pk for one, _ in rows]
    at = keys.index(case.pk)
    return {
        "case": case,
        "card": card,
        "choices": kinds.registry.get(contribution.kind).choices(contribution),
        "findings": [SENTENCES[code] for code in contribution.findings],
        "reasons": [(one, message_of(one.code, contribution.language)) for one in REASONS],
        "position": at + 1,
        "previous_case": keys[at - 1] if at else None,
        "next_case": keys[at + 1] if at + 1 < len(keys) else None,
    }


@require_POST
def decide(request: HttpRequest, slug: str, case_id: int) -> HttpResponse:
    """Approve, approve in part, or refuse with a reason; then the next case."""
    case = case_for(request, slug, case_id)
    kind = kinds.registry.get(case.contribution.kind)
    form = DecideForm(request.POST, [choice.key for choice in kind.choices(case.contribution)])
    if not form.is_valid():
        return _again(request, case, form)
    decided = form.cleaned_data
    try:
        services.decide(
            case=case,
            case_version=decided["version"],
            outcome=decided["outcome"],
            accepted=decided["accepted"],
            reason=decided["reason"],
            sentence=decided["sentence"],
            by=cast(User, request.user),
        )
    except services.Stale as stale:
        context = _desk(request, case.municipality, stale=stale)
        return render(request, "moderation/desk.html", context, status=409)
    return HttpResponseRedirect(_after(request, case))


def _again(request: HttpRequest, case: Case, form: DecideForm) -> HttpResponse:
    """The same case with what was typed and what is wrong with it."""
    municipality = case.municipality
    rows = cards_of([case], cast(User, request.user), get_language() or "nl")
    context = _desk(request, municipality, form=form, typed=request.POST)
    context |= _case(rows[0][0], rows[0][1], rows) if rows else {}
    return render(request, "moderation/desk.html", context, status=422)


def _after(request: HttpRequest, case: Case) -> str:
    following = request.POST.get("volgende", "")
    query = f"?zaak={following}" if following.isdecimal() else ""
    return case.municipality.url("moderation:desk") + query


@require_POST
def undo(request: HttpRequest, slug: str, decision_id: int) -> HttpResponse:
    """Takes back a decision that did not take effect yet, and opens its case again."""
    decision = decision_for(request, slug, decision_id)
    municipality, _ = desk_for(request, slug)
    try:
        services.undo(decision=decision)
    except services.TooLate:
        return render(request, "moderation/too_late.html", {"municipality": municipality}, status=409)
    return HttpResponseRedirect(f"{municipality.url('moderation:desk')}?zaak={decision.case_id}")


@require_safe
def handled(request: HttpRequest, slug: str) -> HttpResponse:
    """What was decided, newest first."""
    municipality, _ = desk_for(request, slug)
    decisions = list(queries.decisions_of(municipality)[:SHOWN])
    cards = cards_of([one.case for one in decisions], cast(User, request.user), get_language() or "nl")
    by_case = {case.pk: card for case, card in cards}
    rows = [(one, by_case.get(one.case_id)) for one in decisions]
    return render(request, "moderation/handled.html", {"municipality": municipality, "rows": rows})
