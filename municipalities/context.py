"""What every template knows of the page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def page(request: HttpRequest) -> dict[str, Any]:
    """`language` of the page, `live_url` of the socket, `site_url` and whether this is a demo."""
    return {
        "language": get_language() or "nl",
        "live_url": settings.LIVE_URL,
        "site_url": settings.SITE_URL,
        "is_demo": settings.DEMO,
    }
