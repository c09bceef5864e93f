"""Where things stand on the page: at 320, 390 and 1280 px."""

import pytest

from tests.browser.conftest import sign_in

MANAGER = "bas.beheer@gent.example"
PLATFORM_PAGES = ["/mijn/", "/api/docs/", "/_ui/"]
SHORT_PAGES = ["/nergens/", "/aanmelden/", "/leuven/projecten/", "/gent/catalogus/?q=xyzzy"]
BOTTOM = "Math.round(document.querySelector('.foot').getBoundingClientRect().bottom)"
RIGHT = "at => Math.round(document.querySelector(at).getBoundingClientRect().right)"
FREE = """document.documentElement.clientWidth
  - parseInt(getComputedStyle(document.querySelector('.top .wrap')).marginRight)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_foot_of_a_short_page_is_at_the_bottom(window, width: int) -> None:
    page = window(width=width, height=1400)
    for path in SHORT_PAGES:
        page.goto(path)
        assert (path, page.evaluate(BOTTOM), page.evaluate(TOO_WIDE)) == (path, 1400, 0)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_persons_name_is_at_the_right_end(window, platform, width: int) -> None:
    page = window(width=width)
    sign_in(page, platform, MANAGER)
    for path in PLATFORM_PAGES:
        page.goto(path)
        assert page.locator(".top .me").is_visible(), path
        assert (path, page.evaluate(RIGHT, ".top .me"), page.evaluate(TOO_WIDE)) == (path, page.evaluate(FREE), 0)


@pytest.fixture
def rode(platform):
    """A municipality with a long name in four languages, managed by somebody whose name is long too."""
    named = "UPDATE accounts_user SET name = %s WHERE email = %s RETURNING id"
    speaks = "UPDATE municipalities_municipality SET languages = %s WHERE slug = 'sint-genesius-rode' RETURNING nis"
    works = (
        "INSERT INTO municipalities_membership (user_id, municipality_id, role) VALUES (%s, %s, 'manager') RETURNING id"
    )
    [(user,)] = platform.rows(named, "Maximiliaan " * 6, MANAGER)
    [(nis,)] = platform.rows(speaks, ["nl", "fr", "de", "en"])
    [(membership,)] = platform.rows(works, user, nis)
    yield "/sint-genesius-rode/"
    platform.rows("DELETE FROM municipalities_membership WHERE id = %s RETURNING id", membership)
    platform.rows(speaks, ["nl"])
    platform.rows(named, "Bas Baert", MANAGER)


@pytest.mark.parametrize("width", [320, 993, 1100, 1185, 1280])
def test_the_longest_names_fit_in_the_header(window, platform, rode, width: int) -> None:
    page = window(width=width)
    sign_in(page, platform, MANAGER)
    for path in (rode, "/mijn/"):
        page.goto(path)
        assert page.evaluate(TOO_WIDE) == 0
        assert page.evaluate("document.querySelector('.top').offsetHeight") <= 130
