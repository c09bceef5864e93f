"""The results of a survey: the page, and the part of it that follows while people answer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from municipalities.access import membership_here
from surveys.access import only_enters, survey_for
from surveys.models import Survey
from surveys.queries import quotes_of
from surveys.results.access import TOKEN, check_results, has_answered_url, has_token
from surveys.results.body import body_of
from surveys.results.drawn import drawn
from surveys.results.reading import results_of

__all__ = ["fragment", "has_answered_url", "results"]


@require_safe
def results(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """What people said, for who may know it now; for others why they do not see it, with 403."""
    found = survey_for(request, slug, survey_slug)
    try:
        check_results(request, found)
    except PermissionDenied:
        context = {"municipality": found.municipality, "survey": found}
        return render(request, "surveys/results_closed.html", context, status=403)
    return render(request, "surveys/results.html", _page(request, found))


@require_safe
def fragment(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """The part that follows, by itself."""
    found = survey_for(request, slug, survey_slug)
    check_results(request, found)
    return render(request, "surveys/results_part.html", _page(request, found))


def _page(request: HttpRequest, found: Survey) -> dict[str, Any]:
    municipality, language, known = found.municipality, get_language() or "nl", results_of(found)
    part = municipality.url("surveys:results_fragment", found.slug)
    token = f"?{TOKEN}={request.GET[TOKEN]}" if has_token(request, found) else ""
    context = {**drawn(found, known, language, quotes_of(found)), "data": f"/api/v1/surveys/{found.pk}/results{token}"}
    return {
        **context,
        "body": body_of(found, known, language, context),
        "part": f"{part}{token}",
        "has_thanks": bool(token) and not found.closed_at,
        "is_staff": membership_here(request, municipality) is not None,
        "only_enters": only_enters(request, found),
    }
