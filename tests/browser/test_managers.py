"""A manager in a browser: by keyboard, and without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in

MANAGER = "bas.beheer@gent.example"
PLATE = "getComputedStyle(document.querySelector('.top .plate')).backgroundColor"


@pytest.fixture
def as_it_was(platform):
    yield
    platform.rows(
        "UPDATE municipalities_municipality SET plate_colour = '#0c3f7c', contact_email = '' "
        "WHERE slug = 'gent' RETURNING 1"
    )


def test_a_colour_is_looked_at_saved_and_seen_by_everybody(window, platform, as_it_was) -> None:
    resident = window()
    resident.goto("/gent/")
    assert resident.evaluate(PLATE) == "rgb(12, 63, 124)"
    desk = window(javascript=False)
    sign_in(desk, platform, MANAGER)
    desk.goto("/gent/")
    desk.get_by_role("link", name="Instellingen").click()
    desk.get_by_label("Huiskleur").fill("#ffd51f")
    desk.get_by_role("button", name="Bekijk deze kleur").press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("nog niet bewaard")
    expect(desk.locator("figcaption").first).to_contain_text("#ffd51f")
    desk.get_by_label("Huiskleur").fill("#8a1f1f")
    desk.get_by_role("button", name="Bewaar de instellingen").press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Bewaard")
    resident.wait_for_timeout(1500)
    resident.reload()
    assert resident.evaluate(PLATE) == "rgb(138, 31, 31)"


def test_a_mistake_keeps_the_focus_on_what_is_wrong(window, platform) -> None:
    desk = window(width=390)
    sign_in(desk, platform, MANAGER)
    desk.goto("/gent/instellingen/")
    desk.get_by_label("Eigen domein").fill("geen domein")
    desk.get_by_role("button", name="Bewaar de instellingen").press("Enter")
    expect(desk.locator("#problemen")).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Eigen domein")).to_be_focused()
    expect(desk.get_by_label("Eigen domein")).to_have_value("geen domein")


def test_a_colleague_comes_and_goes_by_keyboard(window, platform) -> None:
    desk = window()
    sign_in(desk, platform, MANAGER)
    desk.goto("/gent/instellingen/medewerkers/")
    desk.get_by_label("E-mailadres").fill("tijdelijk@gent.example")
    desk.get_by_label("redacteur").press("Space")
    desk.get_by_role("button", name="Voeg een collega toe").press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("toegevoegd")
    row = desk.locator(".staff > li", has_text="tijdelijk@gent.example")
    expect(row).to_contain_text("nog niet aangemeld")
    row.get_by_role("combobox").select_option("moderator")
    row.get_by_role("button", name="Verander de rol").press("Enter")
    row = desk.locator(".staff > li", has_text="tijdelijk@gent.example")
    expect(row.get_by_role("combobox")).to_have_value("moderator")
    row.locator("summary").press("Enter")
    row.get_by_role("button", name="Ja, verwijder").press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("verwijderd")
    expect(desk.locator(".staff > li", has_text="tijdelijk@gent.example")).to_have_count(0)
