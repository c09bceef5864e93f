"""The correct page: what it shows while somebody types."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessible import judge, walk
from tests.fixtures import WORDS_CORPUS

CORPUS = json.loads(WORDS_CORPUS.read_text())
SPLIT = "async (texts) => { const page = await import('/static/js/correct.js'); return texts.map(page.words); }"
MARK = """async (pairs) => {
  const page = await import("/static/js/correct.js");
  const html = (parts) => { const box = document.createElement("p"); box.append(...parts); return box.innerHTML; };
  return pairs.map(([was, becomes]) => {
    const [old, fresh] = page.difference(was, becomes);
    return [html(page.marked("del", old)), html(page.marked("ins", fresh))];
  });
}"""


def test_the_browser_reads_the_same_words_as_the_server(window) -> None:
    page = window()
    page.goto("/_ui/")
    assert page.evaluate(SPLIT, [text for text, _words in CORPUS["words"]]) == [
        words for _text, words in CORPUS["words"]
    ]
    pairs = [(was, becomes) for was, becomes, _old, _new in CORPUS["changes"]]
    assert page.evaluate(MARK, pairs) == [[old, new] for _was, _becomes, old, new in CORPUS["changes"]]


@pytest.fixture(scope="module")
def form(platform) -> str:
    query = "SELECT id FROM catalogue_record WHERE title ILIKE '%%recyclagepark%%' ORDER BY id LIMIT 1"
    [(key,)] = platform.rows(query)
    return f"/gent/catalogus/{key}/verbeter/"


def opened(page: Page, label: str):
    row = page.locator("#facts details", has=page.locator("summary", has_text=re.compile(rf"^\s*{re.escape(label)}")))
    row.first.locator("summary").click()
    return row.first


def test_the_button_counts_while_typing(window, form) -> None:
    page = window(width=390, height=844)
    page.goto(form)
    button = page.locator("#send")
    expect(button).to_have_text("Verder")
    hours = opened(page, "Openingsuren")
    was = hours.locator("textarea").input_value()
    time = re.search(r"\d+(\.\d\d)?", was)[0]
    hours.locator("textarea").fill(was.replace(time, "18.45", 1))
    expect(button).to_have_text("Verstuur 1 verbetering")
    expect(hours.locator(".was del")).to_have_text(time)
    expect(hours.locator(".was ins")).to_have_text("18.45")
    stopped = opened(page, "Gestopt?")
    stopped.locator("label", has_text="Deze dienst bestaat niet meer").click()
    expect(button).to_have_text("Verstuur 2 verbeteringen")
    stopped.locator("label").first.click()
    box = opened(page, "Bus").locator("input:not([type=hidden])")
    box.fill("B")
    expect(button).to_have_text("Verstuur 2 verbeteringen")
    hours.locator("textarea").fill(f"  {was}\n")
    expect(button).to_have_text("Verstuur 1 verbetering")
    expect(hours.locator(".was")).to_be_hidden()
    box.fill(" ")
    expect(button).to_have_text("Verder")


def test_by_keyboard_to_the_check_page_back_and_on(window, form) -> None:
    page = window(width=390, height=844)
    page.goto(form)
    page.locator("#facts summary", has_text="Bus").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("B")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kijk je verbetering na")
    assert judge(page) == []
    assert walk(page) == []
    page.get_by_role("button", name="Wijzig nog iets").press("Enter")
    expect(page.locator("#send")).to_have_text("Verstuur 1 verbetering")
    expect(page.locator("#facts details[open] ins")).to_have_text("B")
    page.go_back()
    page.get_by_role("button", name="Verstuur 1 verbetering").press("Enter")
    expect(page.locator("h1")).to_contain_text("Bedankt")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_a_mistake_is_shown_on_top_and_at_its_opened_row(window, form, width: int, scheme: str) -> None:
    page = window(width=width, height=844, scheme=scheme)
    page.goto(form)
    opened(page, "Telefoon").locator("input:not([type=hidden])").fill("bel ons")
    opened(page, "Gestopt?")
    page.locator("#send").click()
    expect(page.locator("#problemen")).to_be_focused()
    expect(page.locator("details[open] .error")).to_have_text("Dit is geen telefoonnummer. Voorbeeld: 09 210 10 10")
    expect(page.locator("#send")).to_have_text("Verstuur 1 verbetering")
    assert judge(page) == []
    page.locator("#problemen a").click()
    expect(page.locator("details[open] input:not([type=hidden])").first).to_have_value("bel ons")


@pytest.mark.parametrize(("height", "position"), [(844, "sticky"), (640, "static")])
def test_the_bar_sticks_only_where_there_is_room(window, form, height: int, position: str) -> None:
    page = window(width=390, height=height)
    page.goto(form)
    assert page.locator(".foot2").evaluate("bar => getComputedStyle(bar).position") == position
