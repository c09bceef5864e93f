"""Places on a page that rooms above fill, so that siblings meet in HTML without knowing each other."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from accounts.registry import Registry
from municipalities.models import Municipality

PAGES = frozenset({"home", "home-notice", "search", "mijn", "project", "plugin"})


@dataclass(frozen=True)
class Slot:
    """`render` draws one part of a page, or an empty string; lower weights come first."""

    key: str
    page: str
    weight: int
    render: Callable[[HttpRequest, Municipality], SafeString]

    def __post_init__(self) -> None:
        if self.page not in PAGES:
            raise ValueError(f"{self.key}: there is no page {self.page}")


registry: Registry[Slot] = Registry()


def drawn(page: str, request: HttpRequest, municipality: Municipality) -> list[SafeString]:
    """The parts of this page that have something to show, in order of weight."""
    slots = sorted((slot for slot in registry if slot.page == page), key=lambda slot: slot.weight)
    return [part for slot in slots if (part := slot.render(request, municipality))]
