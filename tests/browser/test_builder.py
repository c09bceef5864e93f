"""Staff build a survey by keyboard, and without script."""

from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.stop import EDITOR
from tests.browser.surveys import BUILDER


def to(page: Page, selector: str, most: int = 80) -> None:
    """Tabs until the focus is there."""
    for _number in range(most):
        if page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not on the way")


def types(page: Page, selector: str, text: str) -> None:
    to(page, selector)
    page.keyboard.type(text)


def chooses(page: Page, selector: str, first: str) -> None:
    """In a list that drops down, by what its choice begins with; waits for what belongs to it."""
    to(page, selector)
    page.keyboard.type(first)


def presses(page: Page, selector: str) -> None:
    to(page, selector)
    page.keyboard.press("Enter")


def adds(page: Page, kind: str, title: str, *choices: str) -> None:
    """Adds a question of the kind that begins so (the first one: nothing), up to its form."""
    chooses(page, "#k-deel_1", kind)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("h1", has_text="Nieuwe vraag").wait_for()
    types(page, "#id_title", title)
    for at, text in enumerate(choices):
        types(page, f"#id_keuze-{at}-text", text)


def saves(page: Page) -> None:
    presses(page, "button.primary[value=bewaar]")
    page.locator("#nieuw-deel").wait_for()


def test_three_questions_and_a_condition_by_keyboard(window, platform) -> None:
    page = window()
    sign_in(page, platform, EDITOR)
    page.goto(f"{BUILDER}nieuw/")
    types(page, "#id_leeg-title", "Met de toetsen")
    page.keyboard.press("Enter")
    page.locator("#nieuw-deel").wait_for()
    adds(page, "", "Kom je hier vaak?", "Ja", "Nee")
    saves(page)
    adds(page, "Een lange", "Waarom niet?")
    chooses(page, "#id_toon-mode", "als dit allemaal")
    page.locator("#id_toon-0-question").wait_for()
    chooses(page, "#id_toon-0-question", "Kom")
    page.locator("#id_toon-0-value").wait_for()
    chooses(page, "#id_toon-0-value", "Nee")
    saves(page)
    adds(page, "Een getal", "Hoe oud ben je?")
    saves(page)
    presses(page, "#op-hoe_oud_ben_je")
    page.locator("[data-told]", has_text="Omhoog verplaatst").wait_for()
    assert page.evaluate("document.activeElement.id") == "op-hoe_oud_ben_je"
    titles = page.locator(".questions h3").all_inner_texts()
    assert titles == ["Kom je hier vaak?", "Hoe oud ben je?", "Waarom niet?"]
    [(document,)] = platform.rows(
        "SELECT document FROM surveys_surveyversion JOIN surveys_survey ON activity_id = survey_id WHERE slug = 'met-de-toetsen'"
    )
    assert document["pages"][0]["elements"][2]["visibleIf"] == "{kom_je_hier_vaak} = 'nee'"


def test_the_same_without_script(window, platform) -> None:
    page = window(javascript=False)
    sign_in(page, platform, EDITOR)
    page.goto(f"{BUILDER}nieuw/")
    page.locator("#id_leeg-title").fill("Zonder script")
    page.get_by_role("button", name="Begin met de eerste vraag").click()
    here = page.url
    for kind, title in (("one", "Kom je?"), ("comment", "Waarom?")):
        page.goto(f"{here}deel/deel_1/vraag/?kind={kind}")
        page.locator("#id_title").fill(title)
        if kind == "one":
            page.locator("#keuze-meer").click()
            for at, text in enumerate(("Ja", "Nee", "Soms", "Nooit")):
                page.locator(f"#id_keuze-{at}-text").fill(text)
            page.locator("#keuze-op-3").click()
        else:
            page.locator("#id_toon-mode").select_option("and")
            page.locator("#toon button[value=ververs]").first.click()
            page.locator("#id_toon-0-question").select_option("kom_je")
            page.locator("#toon button[value=ververs]").first.click()
            page.locator("#id_toon-0-value").select_option("soms")
        page.locator("button.primary[value=bewaar]").click()
    text = page.locator("main").inner_text()
    assert "Ja, Nee, Nooit, Soms" in text
    assert "Getoond als je bij vraag 1 “Soms” antwoordde" in text
