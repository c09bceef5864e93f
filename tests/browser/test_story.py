"""The story in two windows: one proposes, the other sees it come, decides, and the first sees the page change."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import sign_in

MODERATOR = "mia.moderator@gent.example"


def test_two_windows(window, platform) -> None:
    desk = window()
    sign_in(desk, platform, MODERATOR)
    desk.goto("/gent/moderatie/")
    expect(desk.locator("live-region")).to_have_attribute("state", "live")

    resident = window(width=390, height=844)
    resident.goto("/")
    resident.get_by_role("link", name="Gent", exact=True).click()
    resident.get_by_role("textbox").first.fill("straatfeest")
    resident.keyboard.press("Enter")
    resident.locator(".results a").first.click()
    title = resident.locator("h1").inner_text()
    record = resident.url
    expect(resident.locator("live-region")).to_have_attribute("state", "live")
    watcher = window()
    watcher.goto(record)
    expect(watcher.locator("live-region")).to_have_attribute("state", "live")

    resident.locator(".fact", has_text=re.compile("Telefoon")).first.get_by_role(
        "link", name=re.compile("aanpassen")
    ).click()
    resident.locator("details[open] input").first.fill("09 210 10 10")
    resident.get_by_role("button", name="Verstuur 1 verbetering").click()
    expect(resident.locator("ins").first).to_be_visible()
    resident.get_by_role("button", name=re.compile("Verstuur")).click()
    expect(resident.locator("h1")).to_contain_text("Bedankt")

    expect(desk.locator(".queue .ti", has_text=title).first).to_be_visible()
    desk.locator(".queue .it", has_text=title).last.click()  # the oldest come first
    expect(desk.locator(".diff")).to_contain_text("210 10 10")
    desk.keyboard.press("a")
    expect(desk.locator("#toast")).to_be_visible()

    expect(watcher.locator(".record")).to_contain_text("210 10 10", timeout=15000)
    expect(watcher.locator(".history")).to_contain_text("een inwoner")
