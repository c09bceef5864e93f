"""The desk by keyboard, by two people at once, signed out while writing, and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.desk import DESK, MANAGER, MODERATOR, at_desk, decisions, empty, follows, propose

FIELDS = ["contact/0/email", "contact/0/telephone"]


@pytest.fixture(autouse=True)
def _emptied(platform) -> None:
    empty(platform)


def says(page: Page, words: str) -> None:
    """The heading of the case has the focus, and the live line says what was done."""
    expect(page.locator("#gezegd")).to_have_text(words)
    expect(page.locator("#dt")).to_be_focused()


def message(page: Page):
    return page.locator("#sentence")


def test_approve_and_take_back(window, platform) -> None:
    one, two = propose(platform, 2)
    page = at_desk(window(), platform)
    page.keyboard.press("a")
    says(page, f"Goedgekeurd. Volgende: {two}")
    expect(page.locator("h2#dt")).to_have_text(two)
    expect(page.locator("#toast")).to_contain_text(f"Goedgekeurd. {one}")
    page.keyboard.press("z")
    says(page, f"Ongedaan gemaakt. {one} wacht weer.")
    expect(page.locator("h2#dt")).to_have_text(one)
    assert decisions(platform) == []


def test_to_and_fro(window, platform) -> None:
    one, two, three = propose(platform, 3)
    page = at_desk(window(), platform)
    for key, title in (("j", two), ("j", three), ("k", two), ("k", one)):
        page.keyboard.press(key)
        expect(page.locator("h2#dt")).to_have_text(title)
        expect(page.locator("h2#dt")).to_be_focused()
        expect(page.locator(".it[aria-current] .ti")).to_have_text(title)


@pytest.mark.parametrize("digit", range(1, 7))
def test_refuse_with_each_reason(window, platform, digit: int) -> None:
    propose(platform, 1, language="fr")
    page = at_desk(window(), platform)
    page.keyboard.press("r")
    page.keyboard.press(str(digit))
    page.keyboard.press("Enter")
    says(page, "Geweigerd. Alles is behandeld.")
    reason = ["cannot_verify", "already_right", "duplicate", "personal_data", "house_rules", "other_service"][digit - 1]
    [(outcome, why, _, sentence)] = decisions(platform)
    assert (outcome, why) == ("refused", reason)
    assert re.search(r"\b(nous|votre|avons)\b", sentence, re.IGNORECASE)  # the message is in the person's language


def test_per_field(window, platform) -> None:
    propose(platform, 1)
    page = at_desk(window(), platform)
    page.keyboard.press("e")
    expect(page.locator(".pick [type=checkbox]").first).to_be_focused()
    page.keyboard.press("Space")
    unticked = page.locator(".pick [type=checkbox]").first.get_attribute("value")
    page.keyboard.press("Enter")  # in a form of its own, so that Enter never approves the whole
    says(page, "Goedgekeurd. Alles is behandeld.")
    [(outcome, _, accepted, _)] = decisions(platform)
    assert (outcome, accepted) == ("partly", [path for path in FIELDS if path != unticked])


def test_enter_on_a_reason_never_approves(window, platform) -> None:
    propose(platform, 1)
    page = at_desk(window(), platform)
    page.keyboard.press("r")
    expect(page.locator("[name=reason]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#problemen")).to_be_focused()
    expect(page.locator("#problemen")).to_contain_text("Kies een reden en schrijf het bericht.")
    expect(message(page)).to_be_visible()
    assert decisions(platform) == []


def test_own_words_are_not_overwritten_by_another_reason(window, platform) -> None:
    propose(platform, 1)
    page = at_desk(window(), platform)
    page.keyboard.press("r")
    page.keyboard.press("1")
    first = message(page).input_value()
    page.keyboard.press("2")
    expect(message(page)).not_to_have_value(first)
    message(page).fill("Bel ons even.")
    page.locator("[name=reason][value=duplicate]").check(force=True)
    expect(message(page)).to_have_value("Bel ons even.")


@pytest.mark.parametrize("key", ["r", "e"])
@pytest.mark.parametrize("width", [1280, 320])
def test_escape_closes_the_box_and_gives_the_focus_back(window, platform, key: str, width: int) -> None:
    propose(platform, 1)
    page = at_desk(window(width=width), platform)
    page.locator(".it").first.click()
    expect(page.locator("#dt")).to_be_focused()
    page.keyboard.press(key)
    box = page.locator("dialog[open]")
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("details.box[open]")).to_have_count(0)
    expect(box).to_have_count(0)
    expect(page.locator(f"summary[data-key={key}]")).to_be_focused()
    page.keyboard.press(key)  # and it opens again
    expect(box).to_be_visible()
    box.get_by_role("button", name="Annuleer").click()
    expect(page.locator(f"summary[data-key={key}]")).to_be_focused()


def test_an_open_box_follows_who_zooms_in(window, platform) -> None:
    propose(platform, 1)
    page = at_desk(window(), platform)
    page.goto(page.locator(".it").first.get_attribute("href"))
    page.keyboard.press("r")
    dialog = page.locator("dialog[open]")
    for width, is_modal in ((1280, False), (320, True), (1280, False)):
        page.set_viewport_size({"width": width, "height": 700})
        expect(dialog).to_be_visible()
        expect(page.locator("dialog:modal")).to_have_count(int(is_modal))
    page.keyboard.press("Escape")
    expect(page.locator("summary[data-key=r]")).to_be_focused()


def test_keys_do_nothing_where_somebody_writes_or_with_another_key(window, platform) -> None:
    propose(platform, 2)
    page = at_desk(window(), platform)
    for keys in ("Control+a", "Alt+a", "Shift+a", "Meta+a"):
        page.keyboard.press(keys)
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', repeat: true, bubbles: true}))")
    page.keyboard.press("r")
    message(page).click()
    page.keyboard.type("zakjer 123")
    assert message(page).input_value() == "zakjer 123"
    page.locator("dialog[open] legend").click()
    page.keyboard.press("a")  # the box is open: what lies behind it is out of reach
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert (decisions(platform), page.locator("h2#dt").count()) == ([], 1)
    expect(page.locator("#weiger")).to_have_attribute("open", "")


def test_one_switch_turns_the_keys_off(window, platform) -> None:
    one, two = propose(platform, 2)
    page = at_desk(window(), platform)
    switch = page.get_by_role("button", name="Sneltoetsen")
    switch.click()
    for _ in range(2):  # also after the page was loaded again
        expect(switch).to_have_attribute("aria-pressed", "false")
        expect(page.locator(".acts .kbd").first).to_be_hidden()
        for key in "aerjz":
            page.keyboard.press(key)
        expect(page.locator("h2#dt")).to_have_text(one)
        expect(page.locator("details.box[open]")).to_have_count(0)
        page.reload()
    assert decisions(platform) == []
    switch.click()
    page.keyboard.press("j")
    expect(page.locator("h2#dt")).to_have_text(two)


def test_the_toast_counts_down_and_stays_when_the_page_is_loaded_again(window, platform) -> None:
    propose(platform, 2)
    page = at_desk(window(), platform)
    page.keyboard.press("a")
    expect(page.locator("#toast")).to_be_visible()
    platform.rows(
        "UPDATE moderation_decision SET effective_at = now() + interval '6 s' WHERE state = 'waiting' RETURNING id"
    )
    page.goto(DESK)
    seen = int(page.locator("#nog").inner_text())
    assert 4 <= seen <= 6
    expect(page.locator("#nog")).to_have_text(str(seen - 1), timeout=3000)
    expect(page.locator("#toast")).to_have_count(0, timeout=8000)


def test_too_late_is_a_page_with_a_sentence(window, platform) -> None:
    propose(platform, 2)
    page = window(javascript=False)
    sign_in(page, platform, MODERATOR)
    page.goto(DESK)
    page.get_by_role("button", name="Keur goed").click()
    undo = page.get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_visible()
    platform.rows(
        "UPDATE moderation_decision SET effective_at = now(), state = 'settled' WHERE state = 'waiting' RETURNING id"
    )
    undo.click()
    expect(page.locator("h1")).to_have_text("Te laat om ongedaan te maken")
    page.get_by_role("link", name="Terug naar de moderatie").click()
    expect(page.locator("h1")).to_have_text("Moderatie")


def test_two_people_decide_at_once(window, platform) -> None:
    one, two = propose(platform, 2)
    mia, bas = window(), window()
    at_desk(mia, platform), at_desk(bas, platform, MANAGER)
    bas.route("**/lijst/**", lambda route: route.abort())  # he has not seen yet what she is doing
    bas.keyboard.press("r")
    bas.keyboard.press("1")
    mia.keyboard.press("a")
    says(mia, f"Goedgekeurd. Volgende: {two}")
    bas.keyboard.press("Enter")
    expect(bas.locator("#problemen")).to_be_focused()
    expect(bas.locator("#problemen")).to_contain_text(f"Mia Moens heeft dit net beslist: {one}.")
    expect(bas.locator("h2#dt")).to_have_text(two)
    assert [row[0] for row in decisions(platform)] == ["approved"]
    bas.keyboard.press("a")
    says(bas, "Goedgekeurd. Alles is behandeld.")


@pytest.mark.parametrize("javascript", [True, False])
def test_signed_out_while_writing(window, platform, javascript: bool) -> None:
    _, two = propose(platform, 2)
    page = window(javascript=javascript)
    sign_in(page, platform, MODERATOR)
    page.goto(DESK)
    page.get_by_role("link", name="Volgende").click()
    page.locator("#weiger summary").click()
    page.locator("[name=reason][value=other_service]").check(force=True)
    message(page).fill("Hiervoor bel je De Lijn.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Weiger en verstuur").click()
    expect(page.get_by_label("e-mail", exact=False).first).to_be_visible()
    sign_in_here(page, platform)
    expect(page.locator("h2#dt")).to_have_text(two)
    expect(message(page)).to_be_visible()
    expect(message(page)).to_have_value("Hiervoor bel je De Lijn.")
    expect(page.locator("[name=reason][value=other_service]")).to_be_checked()
    page.get_by_role("button", name="Weiger en verstuur").click()
    expect(page.locator("#toast")).to_contain_text(f"Geweigerd. {two}")
    assert [(row[1], row[3]) for row in decisions(platform)] == [("other_service", "Hiervoor bel je De Lijn.")]


def sign_in_here(page: Page, platform) -> None:
    """On the page where the door sent this person, with a code by mail."""
    platform.rows('DELETE FROM outbound_letter WHERE "to" = %s RETURNING id', MODERATOR)
    page.get_by_label("e-mail", exact=False).first.fill(MODERATOR)
    page.locator("main form button").first.click()
    page.locator("main form input[name=code]").wait_for()
    [(body,)] = platform.rows('SELECT body FROM outbound_letter WHERE "to" = %s ORDER BY id DESC LIMIT 1', MODERATOR)
    page.locator("main form input[name=code]").fill(re.search(r"\b([A-Z0-9]{3,5}-[A-Z0-9]{3,5})\b", body)[1])
    page.locator("main form button").first.click()


@pytest.mark.parametrize("width", [320, 390])
def test_one_pane_at_a_time_on_a_phone(window, platform, width: int) -> None:
    one, two = propose(platform, 2)
    page = at_desk(window(width=width, height=700), platform)
    expect(page.locator(".it")).to_have_count(2)
    expect(page.locator(".detail")).to_be_hidden()
    page.keyboard.press("a")  # nobody decides about a case that is not in view
    page.locator(".it", has_text=one).click()
    expect(page.locator("h2#dt")).to_have_text(one)
    expect(page.locator(".queue")).to_be_hidden()
    page.get_by_role("link", name="Wachtrij (2)").click()
    expect(page.locator(".it")).to_have_count(2)
    page.locator(".it", has_text=two).click()
    page.get_by_text("Weiger", exact=False).first.click()
    dialog = page.get_by_role("dialog", name="Waarom weiger je?")
    expect(dialog).to_be_visible()
    expect(page.locator("dialog:modal")).to_have_count(1)
    dialog.get_by_text("Dubbel van een ander voorstel").click()
    expect(message(page)).to_have_value(re.compile("hetzelfde"))
    dialog.get_by_role("button", name="Weiger en verstuur").click()
    expect(page.locator("#toast")).to_contain_text(f"Geweigerd. {two}")
    assert [row[1] for row in decisions(platform)] == ["duplicate"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    follows(page)
