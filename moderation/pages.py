"""What the desk shows: the queue with its figures, one case open, and what was just decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from contributions import kinds
from contributions.kinds import Card
from contributions.models import Case
from contributions.queries import cards_of
from contributions.screening import SENTENCES
from moderation import queries, typed
from moderation.ages import age
from moderation.models import Decision, Outcome
from moderation.reasons import REASONS, message_of
from municipalities.models import Municipality

IN_LANGUAGE = {
    "nl": gettext_lazy("in Dutch"),
    "fr": gettext_lazy("in French"),
    "de": gettext_lazy("in German"),
    "en": gettext_lazy("in English"),
}


@dataclass(frozen=True)
class Item:
    """A line of the queue."""

    case: Case
    card: Card
    age: str
    is_late: bool


def address(municipality: Municipality, case_id: object = None, **more: object) -> str:
    """The desk, with this case open when it is given."""
    parts = {name: value for name, value in {"zaak": case_id, **more}.items() if value}
    return municipality.url("moderation:desk") + (f"?{urlencode(parts)}" if parts else "")


def known(kind: str) -> str:
    """The kind that is asked for, when there is such a kind; else all of them."""
    return kind if kind in kinds.registry else ""


def waiting(request: HttpRequest, municipality: Municipality) -> dict[str, Any]:
    """The list alone, with the figures; a case that left the queue while somebody looks at it is `gone`."""
    kind, wanted = known(request.GET.get("soort", "")), request.GET.get("zaak", "")
    stretch = queries.stretch_of(queries.queue_of(municipality, kind=kind), wanted, or_first=False)
    cards = _cards(request, stretch.cases)
    gone = queries.decision_about(municipality, wanted) if wanted and stretch.opened is None else None
    return {**_queue(municipality, stretch, cards, kind), "gone": gone}


def desk(
    request: HttpRequest,
    municipality: Municipality,
    *,
    wanted: str,
    kind: str,
    was_typed: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The whole desk with one case open: the wanted one, else the oldest."""
    user, kind = cast(User, request.user), known(kind)
    stretch = queries.stretch_of(queries.queue_of(municipality, kind=kind), wanted)
    undoable = queries.undoable(municipality, user)
    taken_back = queries.undone(municipality, request.GET.get("terug", ""), user)
    cards = _cards(request, [*stretch.cases, *([undoable.decision.case] if undoable else [])])
    context = {
        **_queue(municipality, stretch, cards, kind),
        **_opened(stretch.opened, cards, was_typed or _typed(request, stretch.opened, taken_back)),
        "undoable": undoable,
        "undoable_title": cards[undoable.decision.case_id].title if undoable else "",
        "is_named": bool(wanted),
    }
    return {**context, "said": _said(request, context, taken_back)}


def title_of(request: HttpRequest, case: Case) -> str:
    """What the card of a case is called."""
    cards = _cards(request, [case])
    return cards[case.pk].title if cards else ""


def _cards(request: HttpRequest, cases: Sequence[Case]) -> dict[int, Card]:
    found = cards_of(cases, cast(User, request.user), get_language() or "nl")
    return {case.pk: card for case, card in found}


def _queue(
    municipality: Municipality, stretch: queries.Stretch, cards: Mapping[int, Card], kind: str
) -> dict[str, Any]:
    moment, figures = now(), queries.figures_of(municipality)
    return {
        "municipality": municipality,
        "items": [
            Item(case, cards[case.pk], age(moment - case.opened_at), case.due_at < moment)
            for case in stretch.cases
            if case.pk in cards
        ],
        "kind": kind,
        "kinds": [(one, figures.by_kind[one.key]) for one in kinds.registry],
        "figures": figures,
        "total": figures.by_kind[kind] if kind else figures.waiting,
        "case": stretch.opened,
        "position": stretch.position,
        "previous_case": stretch.previous and stretch.previous.pk,
        "next_case": stretch.following and stretch.following.pk,
        "beyond": stretch.beyond and stretch.beyond.pk,
    }


def _opened(case: Case | None, cards: Mapping[int, Card], was_typed: Mapping[str, Any] | None) -> dict[str, Any]:
    if case is None:
        return {"typed": {}}
    contribution = case.contribution
    choices = kinds.registry.get(contribution.kind).choices(contribution)
    before = was_typed or {}
    accepted = before.get("accepted") if before.get("outcome") == Outcome.PARTLY else None
    return {
        "card": cards.get(case.pk),
        "age": age(now() - case.opened_at),
        "choices": [(one, accepted is None or one.key in accepted) for one in choices],
        "findings": [SENTENCES[code] for code in contribution.findings],
        "reasons": [(one, message_of(one.code, contribution.language)) for one in REASONS],
        "in_language": IN_LANGUAGE[contribution.language],
        "typed": before,
    }


def _typed(request: HttpRequest, case: Case | None, taken_back: Decision | None) -> dict[str, Any] | None:
    if case and taken_back and taken_back.case_id == case.pk:
        return typed.of(taken_back)
    return typed.found(request, case)


def _said(request: HttpRequest, context: Mapping[str, Any], taken_back: Decision | None) -> str:
    """What is read out once, after a decision or after taking one back."""
    title = context["card"].title if context.get("card") else ""
    if taken_back and title:
        return _("Undone. %(title)s waits again.") % {"title": title}
    undoable = context["undoable"]
    if undoable is None or request.GET.get("besluit", "") != str(undoable.decision.pk):
        return ""
    refused = undoable.decision.outcome == Outcome.REFUSED
    outcome = _("Refused.") if refused else _("Approved.")
    following = _("Next: %(title)s") % {"title": title} if title else _("Everything is handled.")
    return f"{outcome} {following}"
