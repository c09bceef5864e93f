"""What every template knows of the page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from municipalities.access import municipality_at
from municipalities.languages import NEXT


def page(request: HttpRequest) -> dict[str, Any]:
    """`language` of the page, `live_url` of the socket, `site_url` and whether this is a demo."""
    return {
        "language": get_language() or "nl",
        "live_url": settings.LIVE_URL,
        "site_url": settings.SITE_URL,
        "is_demo": settings.DEMO,
    }


def came_from(request: HttpRequest) -> dict[str, Any]:
    """`municipality` on the pages of signing in: the one of the page that the visitor comes from and goes back to."""
    if not request.path_info.startswith(reverse("account_login")):
        return {}
    return {"municipality": municipality_at(request, request.GET.get(NEXT, ""))}
