"""What every answer says to the browser, and what it does not: no cookie for who only looks."""

import pytest
from django.core.cache import cache
from django.test import Client

from municipalities import remembering
from tests.catalogue.making import document, services_of, taken_in
from tests.projects.making import published

SECURE = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=()",
}
PAGES = [
    "/",
    "/?q=gent",
    "/gent/",
    "/gent/fr/",
    "/gent/catalogus/",
    "{record}",
    "{record}deel/",
    "{record}verbeter/",
    "/gent/projecten/",
    "/gent/projecten/het-nieuwe-park/",
    "/gent/journaal/",
    "/gent/toegankelijkheid/",
    "/gent/privacy/",
    "/gent/plaat.css",
    "/aanmelden/",
    "/aanmelden/nieuw/",
    "/api/docs/",
    "/_ui/",
    "/robots.txt",
    "/nergens/",
]


@pytest.fixture
def record(gent) -> str:
    published(gent)
    [made] = taken_in(services_of(gent), [document()])
    return f"/gent/catalogus/{made.pk}/"


@pytest.fixture
def remembers(monkeypatch):
    """A process that knows how far the journal is, and remembers pages."""
    monkeypatch.setattr(remembering.heads, "public_seq", lambda stream: 7)
    cache.clear()
    remembering.shelf.pages.clear()
    yield
    remembering.shelf.pages.clear()


def secure(answer) -> dict[str, str]:
    return {name: answer.headers.get(name) for name in SECURE}


@pytest.mark.parametrize("path", PAGES)
def test_who_looks_gets_no_cookie_and_a_strict_page(path: str, record, remembers) -> None:
    """Rendered, taken from the shelf of this process, and taken from Valkey by another process."""
    for _ in ("rendered", "from the shelf"):
        answer = Client().get(path.format(record=record))
        assert (dict(answer.cookies), secure(answer)) == ({}, SECURE)
        assert answer["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    remembering.shelf.pages.clear()
    assert secure(Client().get(path.format(record=record))) == SECURE


@pytest.mark.parametrize("path", ["/gent/", "/gent/fr/catalogus/", "{record}"])
def test_a_remembered_page_says_the_same_wherever_it_comes_from(path: str, record, remembers) -> None:
    rendered, kept = (Client().get(path.format(record=record)) for _ in range(2))
    remembering.shelf.pages.clear()
    fetched = Client().get(path.format(record=record))
    assert dict(rendered.headers) == dict(kept.headers) == dict(fetched.headers)
    assert rendered["Cache-Control"] == "private, no-cache"
    assert rendered["Vary"] == "Accept-Encoding, Cookie"


def test_nobody_else_keeps_the_page_of_somebody(record, editor, remembers) -> None:
    """Neither a proxy nor the page memory: what was drawn for an editor is not given to a stranger."""
    desk = Client()
    desk.force_login(editor)
    answer = desk.get("/gent/projecten/")
    assert "/gent/projecten/nieuw/" in answer.content.decode()
    assert (answer["Cache-Control"], "Cookie" in answer["Vary"]) == ("private, no-cache", True)
    assert "/gent/projecten/nieuw/" not in Client().get("/gent/projecten/").content.decode()


def test_every_page_says_who_may_keep_it(record) -> None:
    """HTML without a word on caching may be kept by anybody on the way."""
    for path in PAGES:
        answer = Client().get(path.format(record=record))
        if answer["Content-Type"].startswith("text/html"):
            assert "no-cache" in answer["Cache-Control"] or "no-store" in answer["Cache-Control"], path


def test_browsers_are_told_to_stay_on_https(settings, gent) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000
    assert Client().get("/gent/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in Client().get("/gent/").headers


def test_the_cookies_there_are_go_to_us_only_and_are_read_by_no_script(record, contributor, settings) -> None:
    """The guest's key comes with the first contribution, the session with signing in."""
    settings.SESSION_COOKIE_SECURE = True
    browser = Client(headers={"sec-fetch-site": "same-origin"})
    sent = browser.post(f"{record}verbeter/", {"v:contact/0/telephone": "+32 9 210 10 10", "stap": "verstuur"})
    asked = browser.post("/aanmelden/", {"email": contributor.email})
    assert ([*sent.cookies], [*asked.cookies]) == (["gast"], ["sessie"])
    for cookie in (sent.cookies["gast"], asked.cookies["sessie"]):
        assert (cookie["samesite"], cookie["domain"], cookie["path"]) == ("Lax", "", "/")
        assert (cookie["httponly"], cookie["secure"]) == (True, True)
