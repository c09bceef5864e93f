"""A clerk enters answers with the keyboard: numbers choose, what is not asked is not there, back does not count twice."""

from tests.browser.conftest import sign_in
from tests.browser.stop import MANAGER

PAGE = "/gent/bevragingen/beheer/hoe-maken-we-de-stationsstraat-veiliger/invoeren/"
COUNTER = f"{PAGE}?kanaal=counter"


def entered(platform) -> int:
    [(many,)] = platform.rows("SELECT count(*) FROM surveys_receipt")
    return many


def test_a_number_key_chooses_in_the_question_that_has_focus(window, platform) -> None:
    page = window()
    sign_in(page, platform, MANAGER)
    page.goto(COUNTER)
    first, focused = page.locator("[data-kind=one]").first, "document.activeElement.value"
    inputs = first.locator(".choice label > input")
    page.keyboard.press("2")  # focus stands in the first question of the next form
    assert inputs.nth(1).is_checked()
    assert page.evaluate(focused) == inputs.nth(1).get_attribute("value")
    page.keyboard.press("9")
    page.keyboard.press("Control+1")
    assert inputs.nth(1).is_checked()
    page.locator("[name=kanaal]:checked").focus()
    page.keyboard.press("1")
    assert (inputs.nth(0).is_checked(), page.locator("[name=kanaal]:checked").input_value()) == (False, "counter")


def test_single_keys_are_off_where_the_desk_turned_them_off(window, platform) -> None:
    page = window()
    sign_in(page, platform, MANAGER)
    page.goto(COUNTER)
    page.locator("#keys").click()
    assert page.locator("[data-keyed]").is_hidden()
    page.reload()
    page.locator("[data-kind=one] input").first.focus()
    page.keyboard.press("3")
    assert page.locator("[data-kind=one]").first.locator(":checked").count() == 0


def test_what_is_saved_leads_to_an_empty_form_and_back_counts_no_more(window, platform) -> None:
    page, before = window(), entered(platform)
    sign_in(page, platform, MANAGER)
    page.goto(COUNTER)
    page.keyboard.press("1")
    with page.expect_navigation():
        page.locator("main form .primary").click()
    assert (entered(platform), page.locator(".asked input:checked").count()) == (before + 1, 0)
    assert page.evaluate("document.activeElement.matches('.asked .q:first-of-type legend')")
    page.go_back()
    page.locator("main form .primary").click()
    page.wait_for_load_state()
    assert entered(platform) == before + 1
