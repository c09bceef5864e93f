"""A page of the house, and how somebody gets there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.conftest import Platform, sign_in

MANAGER, EDITOR = "bas.beheer@gent.example", "els.redacteur@gent.example"
SEND = """([path, typed]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: path});
  for (const [name, value] of Object.entries(typed)) form.append(Object.assign(document.createElement("input"), {name, value}));
  document.body.append(form);
  form.submit();
}"""
Arrive = Callable[[Page, Platform], None]


def record_of(platform: Platform) -> str:
    """The page of a service with a telephone number."""
    [(key,)] = platform.rows("SELECT id FROM catalogue_record WHERE title ILIKE '%%rijbewijs%%' ORDER BY id LIMIT 1")
    return f"/gent/catalogus/{key}/"


@dataclass(frozen=True)
class Stop:
    """A page: its template, its address or else how to get there, who looks, and what is opened on it first."""

    name: str
    template: str
    path: str = ""
    who: str = ""
    arrive: Arrive | None = None
    opened: str = ""

    def visit(self, page: Page, platform: Platform) -> None:
        """Goes there."""
        if self.who:
            sign_in(page, platform, self.who)
        if self.arrive:
            self.arrive(page, platform)
        else:
            page.goto(self.path.format(record=record_of(platform)))


def sends(page: Page, path: str, **typed: str) -> None:
    """Sends a form of this host, and shows what comes back."""
    page.goto("/gent/privacy/")
    with page.expect_navigation():
        page.evaluate(SEND, [path, typed])
