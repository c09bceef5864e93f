"""A survey on a phone: counted in taps, by keyboard alone, without script, without a network, and later."""

import re
from gzip import compress

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.survey_stops import DESK_VISIT, STREET
from tests.browser.test_layout import TOO_WIDE

OWN = ["survey-answers.js", "survey-logic.js", "survey-sending.js", "survey.js"]
MOST_BYTES = 6 * 1024
KEPT = "Object.keys(localStorage).map((key) => key.replace(/[0-9]+/, ''))"


@pytest.fixture
def phone(window) -> Page:
    return window(width=390, height=844)


def on(page: Page) -> None:
    page.locator("[data-next]").click()


def tile(page: Page, words: str) -> None:
    page.locator(".choice label:visible", has_text=words).first.click()


def heading(page: Page) -> str:
    return page.locator("h2:visible, h1:not(.sr):visible").first.inner_text()


def test_the_own_script_of_the_page_is_small(phone) -> None:
    scripts: list[str] = []
    phone.on("request", lambda request: scripts.append(request.url) if request.url.endswith(".js") else None)
    phone.goto(STREET, wait_until="networkidle")
    assert sorted(re.sub(r"\.[0-9a-f]{12}", "", one.rpartition("/")[2]) for one in scripts) == OWN
    assert sum(packed(one) for one in scripts) <= MOST_BYTES


def packed(url: str) -> int:
    """What a browser loads that knows no better packing than gzip."""
    return len(compress(requests.get(url, timeout=10).content, 9))


def test_eight_questions_in_eighteen_taps(phone) -> None:
    asked: list[str] = []
    taps = 0
    phone.goto(STREET)

    def tap(*locators) -> None:
        nonlocal taps
        for one in locators:
            one.click()
            taps += 1

    following = phone.locator("[data-next]")
    tap(following)
    phone.on("request", lambda request: asked.append(request.url))
    tap(phone.get_by_text("Met de fiets"), following, phone.get_by_text("Oversteken is gevaarlijk"), following)
    assert phone.locator("span[data-count]:visible").inner_text() == "Vraag 3 van 8"
    tap(phone.locator("textarea:visible"))
    phone.keyboard.type("Aan het station")
    tap(following, phone.locator("label:visible", has_text="Tussenin"), following)
    tap(phone.get_by_text("Zone 30"), following, phone.get_by_role("button", name="Fietsers"), following)
    phone.locator("select:visible").select_option("drongen")
    taps += 1
    tap(following, phone.get_by_text("35 tot 54"), following)
    assert asked == []
    assert heading(phone) == "Kijk je antwoorden na"
    tap(following)
    phone.wait_for_url("**/resultaten/?t=*")
    assert taps <= 18
    assert phone.evaluate(KEPT) == ["survey-own-"]


def test_what_is_not_asked_any_more_is_not_sent(phone) -> None:
    phone.goto(STREET)
    on(phone), tile(phone, "Met de bus"), on(phone), tile(phone, "Oversteken"), on(phone)
    phone.locator("textarea:visible").fill("Nergens")
    phone.get_by_role("button", name="Vorige").click()
    tile(phone, "Iets anders")
    phone.locator("input.own:visible").fill("De putten in het wegdek")
    on(phone)
    assert heading(phone) == "Hoe veilig voel je je in de Stationsstraat?"
    for _ in range(5):
        on(phone)
    assert phone.locator("[data-row=waar]").is_hidden()
    assert "De putten in het wegdek" in phone.locator("[data-row=stoort] dd").first.inner_text()
    on(phone)
    phone.wait_for_url("**/resultaten/?t=*")


def test_on_the_same_device_one_goes_on_where_one_was(phone) -> None:
    phone.goto(STREET)
    on(phone), tile(phone, "Te voet"), on(phone), tile(phone, "parkeerplaats")
    expect(phone.locator("[data-saved]")).to_be_visible()
    phone.reload()
    assert heading(phone) == "Hoe maken we de Stationsstraat veiliger?"
    on(phone)
    assert heading(phone) == "Hoe veilig voel je je in de Stationsstraat?"
    phone.get_by_role("button", name="Vorige").click()
    assert phone.locator("label:visible", has_text="parkeerplaats").locator("input").is_checked()


def test_later_by_link_on_another_device(phone, window) -> None:
    phone.goto(STREET)
    on(phone), tile(phone, "Te voet"), on(phone), tile(phone, "parkeerplaats")
    phone.get_by_role("button", name="Later verder").click()
    link = phone.locator(".link a").get_attribute("href")
    other = window(width=320, height=640)
    other.goto(link)
    assert heading(other) == "Hoe veilig voel je je in de Stationsstraat?"
    other.get_by_role("button", name="Vorige").click()
    assert other.locator("label:visible", has_text="parkeerplaats").locator("input").is_checked()


def test_one_answer_is_changed_from_where_they_are_checked(phone) -> None:
    phone.goto(STREET)
    on(phone)
    on(phone)
    expect(phone.locator(".error:visible")).to_have_text("Kies of vul eerst een antwoord in.")
    tile(phone, "Te voet")
    expect(phone.locator(".error:visible")).to_have_count(0)
    for _ in range(5):
        on(phone)
    phone.get_by_role("button", name="Sla deze vragen over").click()
    phone.locator("[data-row=vervoer] button").click()
    tile(phone, "Met de auto")
    on(phone)
    assert heading(phone) == "Kijk je antwoorden na"
    assert phone.locator("[data-row=vervoer] [data-said]").inner_text() == "Met de auto"


def test_by_keyboard_alone(window) -> None:
    page = window()
    page.goto(STREET)

    def to(selector: str, words: str) -> None:
        for _ in range(40):
            if page.evaluate(
                "([at, words]) => { const on = document.activeElement; return on.matches(at) && (on.closest('label') ?? on).textContent.includes(words); }",
                [selector, words],
            ):
                return
            page.keyboard.press("Tab")
        raise AssertionError(words)

    to("button", "Start")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Hoe ga je meestal door de Stationsstraat?"
    to("input", "Te voet")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[value=fiets]").is_checked()
    page.keyboard.press("Enter")
    assert heading(page) == "Wat stoort je het meest in de Stationsstraat?"
    for _ in range(3):
        to("button", "Verder")
        page.keyboard.press("Enter")
    to("[data-ranking] button", "Bussen")
    page.keyboard.press("Space")
    assert page.locator("[data-ranking] button", has_text="Bussen").get_attribute("aria-pressed") == "true"
    to("button", "Verder")
    page.keyboard.press("Enter")
    to("button", "Sla deze vragen over")
    page.keyboard.press("Enter")
    to("button", "Verstuur")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resultaten/?t=*")


def test_an_order_takes_numbers_and_gives_them_back(phone) -> None:
    phone.goto(STREET)
    phone.evaluate("""() => document.querySelector('[data-to="volgorde"]').click()""")
    lines = [phone.get_by_role("button", name=name) for name in ("Bussen", "Fietsers", "Auto’s")]
    for one in lines:
        one.click()
    lines[0].click()
    shown = [one.locator("b").inner_text() for one in lines]
    assert shown == ["", "1", "2"]


def test_without_a_network_nothing_is_lost(phone) -> None:
    phone.goto(STREET)
    on(phone), tile(phone, "Te voet")
    phone.evaluate("""() => document.querySelector('[data-to="."]').click()""")
    phone.context.set_offline(True)
    on(phone)
    expect(phone.get_by_text("Er is nu geen netwerk")).to_be_visible()
    phone.context.set_offline(False)
    on(phone)
    phone.wait_for_url("**/resultaten/?t=*")


def test_without_script(window) -> None:
    page = window(width=390, javascript=False)
    page.goto(STREET)
    page.locator("[data-next]").click()
    page.get_by_role("link", name="Beantwoord deze vraag.").click()
    page.get_by_text("Te voet").click()
    page.locator("select[name='a.volgorde.bussen']").select_option("1")
    page.locator("[data-next]").click()
    assert heading(page) == "Kijk je antwoorden na"
    page.get_by_role("button", name="Iets wijzigen").or_(page.locator("button[value=terug]")).first.click()
    assert page.locator("input[value=voet]").is_checked()
    page.locator("[data-next]").click()
    page.locator("button[value=verstuur]").click()
    page.wait_for_url("**/resultaten/?t=*")


def test_an_address_is_proved_and_nothing_stays_behind(phone, platform) -> None:
    phone.goto(DESK_VISIT)
    on(phone), on(phone), tile(phone, "Tevreden"), on(phone), on(phone), on(phone)
    phone.get_by_label("e-mailadres").fill("an.phone@example.org")
    phone.get_by_role("button", name="Stuur me een code").click()
    phone.get_by_label("code uit de mail").wait_for()
    [(body,)] = platform.rows('SELECT body FROM outbound_letter WHERE "to" = %s', "an.phone@example.org")
    phone.get_by_label("code uit de mail").fill(re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", body)[0])
    phone.get_by_role("button", name="Verstuur mijn antwoorden").click()
    phone.wait_for_url("**/resultaten/?t=*")
    assert phone.evaluate(KEPT) == ["survey-own-"]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_step_fits(window, width: int) -> None:
    page = window(width=width, height=700)
    page.goto(STREET)
    on(page), tile(page, "Met de fiets")
    for _ in range(7):
        on(page)
        assert (heading(page), page.evaluate(TOO_WIDE)) == (heading(page), 0)


def test_closed_meanwhile_what_was_typed_can_be_copied(phone, platform) -> None:
    phone.request.post(STREET, headers={"Origin": platform.url})  # so that the process knows it as it was, in any order
    phone.goto(STREET)
    on(phone), tile(phone, "Te voet"), on(phone), tile(phone, "Oversteken"), on(phone)
    phone.locator("textarea:visible").fill("Aan de apotheek")
    phone.evaluate("""() => document.querySelector('[data-to="."]').click()""")
    shut = "UPDATE surveys_survey SET opens_at = %s, revision = revision + 1 WHERE slug = 'hoe-maken-we-de-stationsstraat-veiliger' RETURNING slug"
    platform.rows(shut, "2099-01-01")
    try:
        on(phone)
        expect(phone.get_by_text("Aan de apotheek")).to_be_visible()
        expect(phone.get_by_text("Het is niet verstuurd")).to_be_visible()
    finally:
        platform.rows(shut, None)
    phone.goto(STREET)  # what was kept on the device is sent, now that it is open again
    phone.evaluate("""() => document.querySelector('[data-to="."]').click()""")
    on(phone)
    phone.wait_for_url("**/resultaten/?t=*")
