"""The desk follows the journal: figures, counts and list move, and nobody loses their place."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import DESK, MANAGER, at_desk, empty, follows, propose

HEARD = """() => {
  window.heard = [];
  const said = document.querySelector("live-region + [role=status]");
  new MutationObserver(() => window.heard.push(said.textContent)).observe(said, {childList: true});
}"""
SELECT = """() => getSelection().selectAllChildren(document.querySelector(".it .ti"))"""
REFRESH = "document.querySelector('live-region').fetch()"


@pytest.fixture(autouse=True)
def _emptied(platform) -> None:
    empty(platform)


def figures(page) -> list[str]:
    return page.locator("#cijfers b").all_inner_texts()


def counts(page) -> list[str]:
    return page.locator("#soorten .num").all_inner_texts()


def test_everything_moves_and_nobody_loses_their_place(window, platform) -> None:
    one, two = propose(platform, 2)
    page = at_desk(window(), platform)
    page.evaluate(HEARD)
    page.locator(".it", has_text=two).focus()
    page.evaluate(SELECT)
    at = page.evaluate("document.activeElement.id")
    propose(platform, 3)
    expect(page.locator(".it")).to_have_count(5)
    expect(page.locator("#cijfers b").nth(1)).to_have_text("5")
    assert (figures(page), counts(page)) == (["0", "5", "0"], ["5", "5", "0", "0"])
    assert page.locator(".qh .num").inner_text() == "1 van 5"
    assert page.evaluate("[document.activeElement.id, getSelection().toString()]") == [at, one]
    expect(page.locator("live-region + [role=status]")).to_have_text("5 wachten, 0 te laat")
    heard = page.evaluate("window.heard")
    assert heard == sorted(set(heard))  # each figure once
    for _ in range(3):
        page.evaluate(REFRESH)
    assert page.evaluate("window.heard") == heard
    expect(page.locator(".it[aria-current] .ti")).to_have_text(one)


def test_a_colleague_decides_what_i_look_at(window, platform) -> None:
    one, two, three = propose(platform, 3)
    page, other = window(), window()
    at_desk(page, platform)
    page.locator(".it", has_text=two).click()
    expect(page.locator("#dt")).to_be_focused()
    follows(page)
    at_desk(other, platform, MANAGER)
    page.locator(".it", has_text=two).focus()
    other.locator(".it", has_text=two).click()
    expect(other.locator("#dt")).to_be_focused()
    other.keyboard.press("a")
    expect(page.locator("#bericht")).to_contain_text("Bas Baert heeft dit net beslist.")
    expect(page.locator(".it")).to_have_count(2)
    expect(page.locator(".it[aria-current]")).to_have_count(0)
    expect(page.locator(".it", has_text=three)).to_be_focused()  # what took its place
    expect(page.locator("h2#dt")).to_have_text(two)  # the case in view is not pulled away
    assert (figures(page), counts(page)) == (["0", "2", "1"], ["2", "2", "0", "0"])
    other.keyboard.press("z")
    expect(page.locator("#bericht")).to_be_empty()
    expect(page.locator(".it[aria-current] .ti")).to_have_text(two)
    assert figures(page) == ["0", "3", "0"]


def test_what_becomes_late_turns_red_without_anybody_doing_anything(window, platform) -> None:
    one, _ = propose(platform, 2)
    page = window()
    page.clock.install()
    at_desk(page, platform)
    platform.rows(
        "UPDATE contributions_case SET opened_at = now() - interval '134 min', due_at = now() - interval '1 s'"
        " WHERE id = (SELECT min(id) FROM contributions_case WHERE closed_at IS NULL) RETURNING id"
    )
    page.clock.run_for(61_000)
    late = page.locator(".it", has_text=one).locator(".ag.late")
    expect(late).to_have_text("te laat, 2 u 14")
    expect(page.locator("#cijfers .late b")).to_have_text("1")
    red, grey = (page.locator(".ag").nth(at).evaluate("one => getComputedStyle(one).color") for at in (0, 1))
    assert red != grey


def test_the_badge_says_when_it_is_not_live(window, platform) -> None:
    page, sockets, broken = window(), [], []

    def through(socket) -> None:
        if broken:
            socket.close()
        else:
            socket.connect_to_server()
            sockets.append(socket)

    page.route_web_socket("**/live/", through)
    at_desk(page, platform)
    badge = page.locator("live-badge")
    expect(badge).to_have_text("Live")
    broken.append(True)
    sockets[0].close()
    expect(badge).to_have_text("Niet live. Laad de pagina opnieuw om zeker te zijn.")
    assert badge.get_attribute("role") == "status"
    propose(platform, 1)
    broken.clear()
    expect(badge).to_have_text("Live", timeout=15_000)
    expect(page.locator(".it")).to_have_count(1)  # what was missed meanwhile is there


def test_signed_out_meanwhile(window, platform) -> None:
    propose(platform, 1)
    page = at_desk(window(), platform)
    page.context.clear_cookies()
    propose(platform, 1)
    expect(page.locator("live-badge")).to_contain_text("Niet live.")
    expect(page.locator(".it")).to_have_count(1)  # no page of signing in where the list stood
    expect(page.locator("h1")).to_have_count(1)


def test_without_script_the_badge_says_nothing(window, platform) -> None:
    propose(platform, 1)
    page = at_desk(window(), platform)
    still = window(javascript=False)
    still.context.add_cookies(page.context.cookies())
    still.goto(DESK)
    expect(still.locator("live-badge")).to_be_hidden()
    expect(still.locator("#keys")).to_be_hidden()
    expect(still.locator("h2#dt")).to_be_visible()
