"""The demo's outbox: what would have been mailed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from outbound.models import Letter

SHOWN = 50


@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """The latest letters. Only in the demo: elsewhere the page does not exist."""
    if not settings.DEMO:
        raise Http404
    letters = Letter.objects.order_by("-created_at", "-id")[:SHOWN]
    return render(request, "outbound/outbox.html", {"municipality": None, "letters": letters})
