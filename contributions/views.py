"""Following what one said, by signed link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from contributions import kinds, queries
from contributions.access import followed


@require_safe
def status(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Where a contribution stands: received, being looked at, or decided, part by part and with the reason."""
    contribution = followed(request, slug, token)
    kind, language = kinds.registry.get(contribution.kind), get_language() or "nl"
    context = {
        "municipality": contribution.municipality,
        "contribution": contribution,
        "card": kind.cards([contribution.pk], None, language).get(contribution.pk),
        "choices": kind.choices(contribution),
        "outcome_lines": kind.outcome_lines(contribution, language),
        "answer": kind.answer(contribution),
        "has_contact": queries.has_contact(contribution),
        "just_sent": "bedankt" in request.GET,
        "status_url": contribution.municipality.address("contributions:status", token),
        "fragment_url": contribution.municipality.url("contributions:status", token),
    }
    response = render(request, "contributions/status.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
