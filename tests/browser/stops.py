"""Every page of the house, and how somebody gets there. A new page template needs a stop: tests/browser/test_accessible.py
says which is missing."""

from uuid import uuid4

import requests
from django.template.loader import render_to_string
from playwright.sync_api import Page

from tests.browser import survey_stops
from tests.browser.conftest import Platform
from tests.browser.desk import DESK, propose
from tests.browser.stop import EDITOR, MANAGER, Arrive, Stop, record_of, sends


def rendered(template: str) -> Arrive:
    """A page that is hard to provoke, as its template draws it."""

    def arrive(page: Page, platform: Platform) -> None:
        body = render_to_string(template, {"language": "nl", "municipality": None})
        page.route("**/antwoord/", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto("/antwoord/")

    return arrive


def unconfirmed(page: Page, platform: Platform) -> None:
    """A browser that does not say where a form came from; this one always does."""
    answer = requests.post(f"{platform.url}{record_of(platform)}klopt/", {"answer": "yes"}, timeout=10)
    headers = {"content-type": "text/html", "content-security-policy": answer.headers["Content-Security-Policy"]}
    page.route("**/antwoord/", lambda route: route.fulfill(body=answer.text, headers=headers))
    page.goto("/antwoord/")


def stale(page: Page, platform: Platform) -> None:
    """A value that was changed meanwhile."""
    sends(page, f"{record_of(platform)}klopt/", field="contact/0/telephone", fingerprint="0" * 32, answer="yes")


def case_of(platform: Platform) -> int:
    """A case that waits, and that nobody else is at."""
    propose(platform, 1)
    [(case,)] = platform.rows("SELECT max(id) FROM contributions_case")
    return case


def too_late(page: Page, platform: Platform) -> None:
    """Taking back what took effect."""
    sends(page, f"{DESK}zaak/{case_of(platform)}/", version="1", outcome="approved")
    [(decision,)] = platform.rows(
        "UPDATE moderation_decision SET state = 'settled' WHERE id = (SELECT max(id) FROM moderation_decision) RETURNING id"
    )
    sends(page, f"{DESK}terug/{decision}/")


def overtaken(page: Page, platform: Platform) -> None:
    """Deciding what was just decided."""
    case = case_of(platform)
    sends(page, f"{DESK}zaak/{case}/", version="1", outcome="approved")
    sends(page, f"{DESK}zaak/{case}/", version="1", outcome="refused", reason="duplicate", sentence="Dubbel.")


def without_reason(page: Page, platform: Platform) -> None:
    """A refusal that is not complete."""
    sends(page, f"{DESK}zaak/{case_of(platform)}/", version="1", outcome="refused", sentence="Neen.")


def a_case(page: Page, platform: Platform) -> None:
    page.goto(f"{DESK}?zaak={case_of(platform)}")


def filled_in(page: Page, platform: Platform) -> None:
    """The page to check a correction on."""
    page.goto(f"{record_of(platform)}verbeter/")
    page.locator("summary", has_text="Telefoon").first.click()
    page.locator("details[open] input").first.fill(f"09 210 10 {uuid4().int % 90 + 10}")
    page.locator("#send").click()
    page.locator("dl.checked").wait_for()


def sent(page: Page, platform: Platform) -> None:
    """The page that says thank you, and where the correction can be followed."""
    filled_in(page, platform)
    page.get_by_role("button", name="Verstuur").click()
    page.locator(".thanks").wait_for()


def mistyped(page: Page, platform: Platform) -> None:
    """A correction with a mistake in it."""
    page.goto(f"{record_of(platform)}verbeter/")
    page.locator("summary", has_text="Telefoon").first.click()
    page.locator("details[open] input").first.fill("negen tien")
    page.locator("#send").click()
    page.locator("#problemen").wait_for()


def code_asked(path: str) -> Arrive:
    """Where the code from the mail is typed."""

    def arrive(page: Page, platform: Platform) -> None:
        page.goto(path)
        page.get_by_label("e-mail", exact=False).first.fill(f"{uuid4().hex[:8]}@example.org")
        page.locator("main form button").first.click()
        page.locator("main form input[name=code]").wait_for()

    return arrive


STOPS = [
    Stop("choose", "municipalities/choose.html", "/"),
    Stop("home", "municipalities/home.html", "/gent/"),
    Stop("home in French", "municipalities/home.html", "/gent/fr/"),
    Stop("services", "catalogue/list.html", "/gent/catalogus/"),
    Stop("found", "catalogue/list.html", "/gent/catalogus/?q=rijbewijs"),
    Stop("nothing found", "catalogue/list.html", "/gent/catalogus/?q=xyzzy"),
    Stop("record", "catalogue/record.html", "{record}"),
    Stop("correct", "catalogue/correct.html", "{record}verbeter/"),
    Stop("correct with a mistake", "catalogue/correct.html", arrive=mistyped),
    Stop("check a correction", "catalogue/correct_check.html", arrive=filled_in),
    Stop("thank you", "contributions/status.html", arrive=sent),
    Stop("value just changed", "catalogue/confirm_stale.html", arrive=stale),
    Stop("projects", "projects/list.html", "/gent/projecten/"),
    Stop("project", "projects/project.html", "/gent/projecten/dienstverlening-die-klopt/"),
    Stop("journal", "municipalities/journal.html", "/gent/journaal/"),
    Stop("accessibility", "municipalities/accessibility.html", "/gent/toegankelijkheid/"),
    Stop("privacy", "municipalities/privacy.html", "/gent/privacy/"),
    Stop("project in French", "projects/project.html", "/gent/fr/projecten/dienstverlening-die-klopt/"),
    Stop("sign in from French", "account/request_login_code.html", "/fr/aanmelden/?next=/gent/fr/"),
    Stop("sign in", "account/request_login_code.html", "/aanmelden/"),
    Stop("type the code", "account/confirm_login_code.html", arrive=code_asked("/aanmelden/")),
    Stop("make an account", "account/signup.html", "/aanmelden/nieuw/"),
    Stop("prove an address", "account/confirm_email_verification_code.html", arrive=code_asked("/aanmelden/nieuw/")),
    Stop("closed account", "account/account_inactive.html", "/aanmelden/gesloten/"),
    Stop("sign out", "account/logout.html", "/aanmelden/afmelden/", who=MANAGER),
    Stop("outbox", "outbound/outbox.html", "/postvak/"),
    Stop("open data", "api/docs.html", "/api/docs/"),
    Stop("components", "ui/components.html", "/_ui/"),
    Stop("send this?", "confirm_post.html", arrive=unconfirmed),
    Stop("may not", "403.html", DESK, who=EDITOR),
    Stop("not found", "404.html", "/nergens/"),
    Stop("too many tries", "429.html", arrive=rendered("429.html")),
    Stop("our fault", "500.html", arrive=rendered("500.html")),
    Stop("desk", "moderation/desk.html", DESK, who=MANAGER),
    Stop("desk with a case", "moderation/desk.html", who=MANAGER, arrive=a_case),
    Stop("desk while refusing", "moderation/desk.html", who=MANAGER, arrive=a_case, opened="#weiger summary"),
    Stop("desk per field", "moderation/desk.html", who=MANAGER, arrive=a_case, opened=".per summary"),
    Stop("desk with a mistake", "moderation/desk.html", who=MANAGER, arrive=without_reason),
    Stop("desk when somebody was first", "moderation/desk.html", who=MANAGER, arrive=overtaken),
    Stop("too late to undo", "moderation/too_late.html", who=MANAGER, arrive=too_late),
    Stop("handled", "moderation/handled.html", DESK + "afgehandeld/", who=MANAGER),
    Stop("conflicts", "catalogue/conflicts.html", "/gent/catalogus/conflicten/", who=MANAGER),
    Stop("new project", "projects/edit.html", "/gent/projecten/nieuw/", who=MANAGER),
    Stop("settings", "municipalities/settings.html", "/gent/instellingen/?bewaard=1", who=MANAGER),
    Stop("colleagues", "municipalities/staff.html", "/gent/instellingen/medewerkers/?gedaan=toegevoegd", who=MANAGER),
    Stop("own page", "accounts/my_data.html", "/mijn/", who=MANAGER),
    *survey_stops.STOPS,
]
