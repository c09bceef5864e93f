"""Pages of the platform and of a municipality as a whole."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal import queries as journal
from municipalities import outlines, queries, slots, theme
from municipalities.access import municipality_for
from municipalities.remembering import remembered

JOURNAL_PAGE = 50


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The platform's front door: choose one of the 285 by name, part of a name, or postcode."""
    words = request.GET.get("q", "").strip()[:80]
    found = queries.municipalities_like(words)
    context = {
        "municipality": None,
        "q": words,
        "count": len(found),
        "provinces": queries.by_province(found),
        "outlines": outlines.paths(),
    }
    return render(request, "municipalities/choose.html", context)


@require_safe
@remembered()
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """A municipality's home: look up, what is open now, is this still right, and what was done."""
    municipality = municipality_for(request, slug)
    context = {
        "municipality": municipality,
        "notices": slots.drawn("home-notice", request, municipality)[:1],  # yellow means one thing at a time
        "slots": slots.drawn("home", request, municipality),
        "outline": outlines.outline(municipality.nis),
    }
    return render(request, "municipalities/home.html", context)


@require_safe
def plate(request: HttpRequest, slug: str) -> HttpResponse:
    """The municipality's own colour as a style sheet, because the policy allows no inline style.

    Pages ask for it with their version, so that a browser may keep it for good and still shows a new colour at once.
    """
    municipality = municipality_for(request, slug)
    response = HttpResponse(theme.stylesheet(municipality.plate_colour), content_type="text/css; charset=utf-8")
    is_named = request.GET.get("v") == str(municipality.version)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_named else "public, no-cache"
    return response


@require_safe
@remembered("na")
def public_journal(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public that changed, newest first, and the signed heads that make it tamper-evident."""
    municipality = municipality_for(request, slug)
    before = request.GET.get("na", "")
    entries = journal.public_entries(
        municipality.stream_id, before=int(before) if before.isdecimal() else None, most=JOURNAL_PAGE
    )
    context: dict[str, Any] = {
        "municipality": municipality,
        "entries": journal.told(entries, request.LANGUAGE_CODE),
        "next_url": f"?na={entries[-1].seq}" if len(entries) == JOURNAL_PAGE else "",
        "heads": [journal.published_head(head) for head in journal.signed_heads(municipality.stream_id)[:14]],
    }
    return render(request, "municipalities/journal.html", context)


@require_safe
@remembered()
def accessibility(request: HttpRequest, slug: str) -> HttpResponse:
    """The accessibility statement, in the manner of Decision (EU) 2018/1523."""
    return render(request, "municipalities/accessibility.html", {"municipality": municipality_for(request, slug)})


@require_safe
@remembered()
def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """What is kept of people, why and how long."""
    return render(request, "municipalities/privacy.html", {"municipality": municipality_for(request, slug)})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be indexed; the desk and people's own pages are behind doors anyway."""
    return HttpResponse(f"User-agent: *\nAllow: /\n# {settings.SITE_URL}\n", content_type="text/plain")
