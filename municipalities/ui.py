"""/_ui/: every component in every state, with real words. Where looks and accessibility are checked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

ICONS = [
    "back",
    "bell",
    "bulb",
    "chat",
    "check",
    "clock",
    "doc",
    "edit",
    "flag",
    "globe",
    "help",
    "house",
    "inbox",
    "link",
    "list",
    "map",
    "menu",
    "mute",
    "next",
    "pause",
    "photo",
    "pin",
    "share",
    "shop",
    "undo",
    "up",
    "user",
    "users",
    "x",
]


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The components on one page."""
    return render(request, "ui/components.html", {"municipality": None, "icons": ICONS, "steps": range(1, 5)})
