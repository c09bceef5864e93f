"""Cases for the desk of the started platform."""

from uuid import uuid4

import requests
from playwright.sync_api import Page, expect

from tests.browser.conftest import Platform, sign_in

DESK = "/gent/moderatie/"
MODERATOR, MANAGER = "mia.moderator@gent.example", "bas.beheer@gent.example"


def empty(platform: Platform) -> None:
    """Nothing waits, and nothing was decided."""
    platform.rows("UPDATE contributions_case SET closed_at = now() WHERE closed_at IS NULL RETURNING id")
    platform.rows("DELETE FROM moderation_statement RETURNING decision_id")
    platform.rows("DELETE FROM moderation_decision RETURNING id")


def propose(platform: Platform, many: int, *, language: str = "nl") -> list[str]:
    """Residents send so many corrections of two fields, each of another service; the titles, oldest first."""
    found = requests.get(f"{platform.url}/api/v1/records", {"municipality": "gent"}, timeout=10).json()["results"]
    for record in found[:many]:
        drawn = uuid4().int % 10_000  # hardly ever what an earlier test made of it: that would be no change
        changes = [
            {"field": "contact/0/telephone", "value": f"+32 9 210 {drawn // 100:02} {drawn % 100:02}"},
            {"field": "contact/0/email", "value": f"b{uuid4().hex[:6]}@gent.example"},
        ]
        answer = requests.post(
            f"{platform.url}/api/v1/corrections",
            json={"record": record["id"], "changes": changes, "language": language},
            headers={"Idempotency-Key": str(uuid4())},
            timeout=10,
        )
        assert answer.status_code == 201, answer.text
    return [record["title"] for record in found[:many]]


def at_desk(page: Page, platform: Platform, email: str = MODERATOR) -> Page:
    """Somebody sits at the desk and follows it."""
    sign_in(page, platform, email)
    page.goto(DESK)
    follows(page)
    return page


def follows(page: Page) -> None:
    expect(page.locator("live-region")).to_have_attribute("state", "live")


def decisions(platform: Platform) -> list[tuple]:
    """(outcome, reason, accepted, sentence) of what was decided and not undone, oldest first."""
    return platform.rows(
        "SELECT outcome, reason, accepted, sentence FROM moderation_decision WHERE state <> 'undone' ORDER BY id"
    )
