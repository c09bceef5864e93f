"""The results follow while people answer: in every window, exactly, and only where nobody paused."""

import json
import time

from playwright.sync_api import Page, expect

from tests.browser.results import answered_survey, come_in, many_in, survey, wait_for

MOVES = 20
STANDS = "(many) => document.getElementById('aantal').textContent.trim().split(' ')[0] === String(many)"


def at(page: Page, url: str) -> Page:
    """The page, once it follows."""
    page.goto(url)
    expect(page.locator("live-region[state=live]")).to_be_attached()
    return page


def share(page: Page, label: str) -> str:
    return page.locator(".bar-row", has_text=label).locator("b").inner_text()


def test_what_one_answers_another_sees_within_a_second_of_its_release(window, platform) -> None:
    found = survey(platform)
    windows = [at(window(), found[2]), at(window(width=390), found[2])]
    come_in(platform, found, 10, stoort="oversteken", veilig=4)
    expect(windows[0].locator("#v-stoort")).to_contain_text("Nog te weinig antwoorden")
    wait_for(platform, found, 10, "survey")  # the first step stays back
    took = []
    for number in range(1, MOVES + 1):
        come_in(platform, found, 10, stoort=("snelheid", "oversteken")[number % 2], veilig=3)
        wait_for(platform, found, 10 * number)
        begun = time.monotonic()
        for page in windows:
            page.wait_for_function(STANDS, arg=10 * number, polling=10)
            took.append(time.monotonic() - begun)
    for page in windows:
        assert (share(page, "Oversteken"), share(page, "te snel")) == ("55%", "45%")  # the last step stays back
    assert sorted(took)[int(0.95 * len(took))] < 1, took


def test_own_choices_stay_marked_and_an_open_table_stays_open(window, platform) -> None:
    found = survey(platform)
    page = at(window(), found[2])
    own = json.dumps({"stoort": ["oversteken"], "veilig": [4]})
    page.evaluate("([key, own]) => localStorage.setItem(key, own)", [f"survey-own-{found[0]}", own])
    come_in(platform, found, 10, stoort="oversteken", veilig=4)
    wait_for(platform, found, 10, "survey")
    come_in(platform, found, 10, stoort="snelheid", veilig=2)
    wait_for(platform, found, 10)
    page = at(page, found[2])
    assert page.locator(".bar-row.mine").all_inner_texts() == [
        "Oversteken is gevaarlijk jouw keuze\n100%",
        "Stap 4 jouw keuze\n100%",
    ]
    page.locator("#v-stoort summary").click()
    come_in(platform, found, 10, stoort="snelheid", veilig=2)
    expect(page.locator("#aantal")).to_have_text("20 antwoorden")
    assert page.locator(".bar-row.mine").all_inner_texts() == [
        "Oversteken is gevaarlijk jouw keuze\n50%",
        "Stap 4 jouw keuze\n50%",
    ]
    expect(page.locator("#v-stoort table")).to_be_visible()
    expect(page.locator("#v-stoort tbody tr").first.locator("td")).to_have_text(["10", "50%"])


def test_whoever_pauses_sees_nothing_move_until_they_go_on(window, platform) -> None:
    found = survey(platform)
    page, other = at(window(), found[2]), at(window(), found[2])
    button = page.get_by_role("button", name="Pauzeer")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-live]")).to_contain_text("Gepauzeerd om")
    for many in (10, 20):
        come_in(platform, found, 10, stoort="snelheid")
        wait_for(platform, found, many, "survey")
    expect(other.locator("#aantal")).to_have_text("10 antwoorden")
    time.sleep(1.5)
    assert page.locator("#v-stoort .bar-row").count() == 0
    button.click()
    expect(page.locator("#aantal")).to_have_text("10 antwoorden")
    expect(page.locator("#v-stoort .bar-row")).to_have_count(3)


def test_results_that_are_closed_to_others_do_not_move_and_say_why(window, platform) -> None:
    found = survey(platform, shown="closed")
    page = window()
    page.goto(found[2])
    expect(page.locator("h1")).to_have_text("Je kan deze resultaten nu niet zien")
    expect(page.locator("live-region")).to_have_count(0)


def test_without_script_everything_is_there(window, platform) -> None:
    found = answered_survey(platform)
    page = window(javascript=False)
    page.goto(found[2])
    assert many_in(platform, found) == 40
    expect(page.locator("#aantal")).to_have_text("40 antwoorden")
    expect(page.get_by_role("button", name="Pauzeer")).to_be_hidden()
    page.locator("#v-stoort summary").click()
    expect(page.locator("#v-stoort table")).to_be_visible()
    expect(page.locator("#v-veilig .small-mult > div")).to_have_count(2)
