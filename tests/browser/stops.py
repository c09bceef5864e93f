"""Every page of the house, and how somebody gets there. A new page template needs a stop: tests/browser/test_accessible.py
says which is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import requests
from django.template.loader import render_to_string
from playwright.sync_api import Page

from tests.browser.answered import answered
from tests.browser.conftest import Platform, sign_in
from tests.browser.desk import DESK, propose
from tests.browser.results import answered_survey, survey
from tests.browser.surveys import BUILDER, being_written, running

MANAGER, EDITOR = "bas.beheer@gent.example", "els.redacteur@gent.example"
SEND = """([path, typed]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: path});
  for (const [name, value] of Object.entries(typed)) form.append(Object.assign(document.createElement("input"), {name, value}));
  document.body.append(form);
  form.submit();
}"""
Arrive = Callable[[Page, Platform], None]


def record_of(platform: Platform) -> str:
    """The page of a service with a telephone number."""
    [(key,)] = platform.rows("SELECT id FROM catalogue_record WHERE title ILIKE '%%rijbewijs%%' ORDER BY id LIMIT 1")
    return f"/gent/catalogus/{key}/"


@dataclass(frozen=True)
class Stop:
    """A page: its template, its address or else how to get there, who looks, and what is opened on it first."""

    name: str
    template: str
    path: str = ""
    who: str = ""
    arrive: Arrive | None = None
    opened: str = ""

    def visit(self, page: Page, platform: Platform) -> None:
        """Goes there."""
        if self.who:
            sign_in(page, platform, self.who)
        if self.arrive:
            self.arrive(page, platform)
        else:
            page.goto(self.path.format(record=record_of(platform)))


def sends(page: Page, path: str, **typed: str) -> None:
    """Sends a form of this host, and shows what comes back."""
    page.goto("/gent/privacy/")
    with page.expect_navigation():
        page.evaluate(SEND, [path, typed])


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


STREET, DESK_VISIT = (
    f"/gent/bevragingen/{slug}/"
    for slug in ("hoe-maken-we-de-stationsstraat-veiliger", "hoe-was-je-bezoek-aan-het-loket")
)
FILLED = {"versie": "1", "stap": "kijk", "a.vervoer": "fiets", "a.stoort": "snel", "a.deel.place": "gent"}


def survey_checked(page: Page, platform: Platform) -> None:
    """What was answered, without script."""
    sends(page, STREET, **FILLED)


def survey_wrong(page: Page, platform: Platform) -> None:
    """A survey with something to put right."""
    sends(
        page,
        STREET,
        **{**FILLED, "a.vervoer": "", "a.stoort": "other", "a.volgorde.bussen": "1", "a.volgorde.autos": "1"},
    )


def survey_kept(page: Page, platform: Platform) -> None:
    """Answers that are kept for later."""
    sends(page, STREET, **{**FILLED, "stap": "later"})


def survey_question(page: Page, platform: Platform) -> None:
    """A question with the one that follows from it on its way."""
    page.goto(STREET)
    page.locator("[data-next]").click()
    page.locator("label:visible").first.click()
    page.locator("[data-next]").click()


def survey_ranked(page: Page, platform: Platform) -> None:
    """An order to make with buttons."""
    page.goto(STREET)
    page.evaluate("""() => document.querySelector('[data-to="volgorde"]').click()""")
    page.get_by_role("button", name="Bussen").click()


def survey_reviewed(page: Page, platform: Platform) -> None:
    """The answers to check, with script."""
    page.goto(STREET)
    page.evaluate("""() => document.querySelector('[data-to="."]').click()""")


def survey_proved(page: Page, platform: Platform) -> None:
    """An address to prove."""
    sends(page, DESK_VISIT, **{"versie": "1", "stap": "verstuur", "receipt": str(uuid4()), "a.tevreden": "4"})


def survey_mailed(page: Page, platform: Platform) -> None:
    """The code from the mail to type."""
    survey_proved(page, platform)
    page.get_by_label("e-mailadres").fill("an@example.org")
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("code uit de mail").wait_for()


def survey_twice(page: Page, platform: Platform) -> None:
    """Answering for the second time; the key of the first goes with the page."""
    for _ in range(2):
        sends(page, STREET, **{**FILLED, "stap": "verstuur", "receipt": str(uuid4())})


def code_asked(path: str) -> Arrive:
    """Where the code from the mail is typed."""

    def arrive(page: Page, platform: Platform) -> None:
        page.goto(path)
        page.get_by_label("e-mail", exact=False).first.fill(f"{uuid4().hex[:8]}@example.org")
        page.locator("main form button").first.click()
        page.locator("main form input[name=code]").wait_for()

    return arrive


def results(page: Page, platform: Platform) -> None:
    """The results of a survey that many answered."""
    page.goto(answered_survey(platform)[2])


def results_for_nobody(page: Page, platform: Platform) -> None:
    """Results that the municipality keeps to itself."""
    page.goto(survey(platform, shown="never")[2])


def building(rest: str, *, published: bool = False) -> Arrive:
    """A page on which staff work on a survey."""

    def arrive(page: Page, platform: Platform) -> None:
        page.goto((running if published else being_written)(platform) + rest)

    return arrive


def in_survey(what: str) -> Arrive:
    """A page of staff about a survey that people answered."""

    def arrive(page: Page, platform: Platform) -> None:
        place, response = answered(platform)
        page.goto(f"{place}{what.format(response=response)}")

    return arrive


def question_with_a_mistake(page: Page, platform: Platform) -> None:
    """A question without words, and without a choice."""
    page.goto(f"{being_written(platform)}deel/page1/vraag/?kind=several")
    page.locator("button.primary[value=bewaar]").click()
    page.locator("#problemen").wait_for()


def closing(page: Page, platform: Platform) -> None:
    """A survey that is about to be closed."""
    page.goto(f"{running(platform)}sluit/")


def large_files(page: Page, platform: Platform) -> None:
    """Files in every state."""
    place, _response = answered(platform)
    platform.rows(
        "INSERT INTO surveys_export (survey_id, format, language, asked_at, state, tries, rows, size)"
        " SELECT activity_id, 'csv', 'nl', now(), state, 0, 12345, 2345678"
        " FROM surveys_survey, unnest(ARRAY['queued', 'running', 'ready', 'failed']) AS state"
        " WHERE slug = %s RETURNING id",
        place.split("/")[-2],
    )
    page.goto(f"{place}uitvoer/")


def wrongly_quoted(page: Page, platform: Platform) -> None:
    """Words that nobody said."""
    place, response = answered(platform)
    sends(page, f"{place}analyse/antwoorden/{response}/citeer/waarom/", tekst="Dit zei niemand.")


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
    Stop("surveys", "surveys/list.html", "/gent/bevragingen/"),
    Stop("survey", "surveys/answer.html", STREET),
    Stop("survey in French", "surveys/answer.html", STREET.replace("/gent/", "/gent/fr/")),
    Stop("survey with a question", "surveys/answer.html", arrive=survey_question),
    Stop("survey with an order", "surveys/answer.html", arrive=survey_ranked),
    Stop("survey to check with script", "surveys/answer.html", arrive=survey_reviewed),
    Stop("survey with mistakes", "surveys/answer.html", arrive=survey_wrong),
    Stop("survey to check", "surveys/check.html", arrive=survey_checked),
    Stop("survey for later", "surveys/later.html", arrive=survey_kept),
    Stop("survey for an address", "surveys/prove.html", arrive=survey_proved),
    Stop("survey for a code", "surveys/prove.html", arrive=survey_mailed),
    Stop("survey answered before", "surveys/already.html", arrive=survey_twice),
    Stop("survey closed", "surveys/closed.html", "/gent/bevragingen/wat-komt-er-op-het-speelplein-aan-de-bron/"),
    Stop(
        "survey thanks", "surveys/thanks.html", "/gent/bevragingen/wat-komt-er-op-het-speelplein-aan-de-bron/?bedankt="
    ),
    Stop("projects", "projects/list.html", "/gent/projecten/"),
    Stop("project", "projects/project.html", "/gent/projecten/dienstverlening-die-klopt/"),
    Stop("journal", "municipalities/journal.html", "/gent/journaal/"),
    Stop("accessibility", "municipalities/accessibility.html", "/gent/toegankelijkheid/"),
    Stop("privacy", "municipalities/privacy.html", "/gent/privacy/"),
    Stop("project in French", "projects/project.html", "/gent/fr/projecten/dienstverlening-die-klopt/"),
    Stop("results", "surveys/results.html", arrive=results),
    Stop("results not shown", "surveys/results_closed.html", arrive=results_for_nobody),
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
    Stop("surveys of staff", "surveys/staff.html", BUILDER, who=EDITOR),
    Stop("new survey", "surveys/new.html", f"{BUILDER}nieuw/", who=EDITOR),
    Stop("builder", "surveys/build.html", who=EDITOR, arrive=building("")),
    Stop("builder of what runs", "surveys/build.html", who=EDITOR, arrive=building("", published=True)),
    Stop("section", "surveys/section.html", who=EDITOR, arrive=building("deel/page1/")),
    Stop("question", "surveys/question.html", who=EDITOR, arrive=building("vraag/why/")),
    Stop("question with an expression", "surveys/question.html", who=EDITOR, arrive=building("vraag/rich/")),
    Stop("new scale", "surveys/question.html", who=EDITOR, arrive=building("deel/page1/vraag/?kind=scale")),
    Stop("question with a mistake", "surveys/question.html", who=EDITOR, arrive=question_with_a_mistake),
    Stop("texts", "surveys/texts.html", who=EDITOR, arrive=building("teksten/")),
    Stop("translations", "surveys/translations.html", who=EDITOR, arrive=building("vertalingen/")),
    Stop("preview", "surveys/answer.html", who=EDITOR, arrive=building("voorbeeld/")),
    Stop("report of an import", "surveys/report.html", who=EDITOR, arrive=building("verslag/")),
    Stop("publish", "surveys/publish.html", who=EDITOR, arrive=building("publiceer/")),
    Stop("publish again", "surveys/publish.html", who=EDITOR, arrive=building("publiceer/", published=True)),
    Stop("close", "surveys/close.html", who=EDITOR, arrive=closing),
    Stop("files", "surveys/files.html", who=EDITOR, arrive=building("bestanden/")),
    Stop("settings of a survey", "surveys/settings.html", who=EDITOR, arrive=building("instellingen/")),
    Stop(
        "settings that are fixed", "surveys/settings.html", who=EDITOR, arrive=building("instellingen/", published=True)
    ),
    Stop("taking part", "surveys/people.html", who=EDITOR, arrive=building("deelname/", published=True)),
    Stop(
        "answers of a survey", "surveys/analysis.html", who=EDITOR, arrive=in_survey("analyse/?rij=stoort&kolom=veilig")
    ),
    Stop(
        "answers, filtered", "surveys/analysis.html", who=EDITOR, arrive=in_survey("analyse/?v_stoort=snel&kanaal=web")
    ),
    Stop(
        "answers, wrong filter",
        "surveys/analysis.html",
        who=EDITOR,
        arrive=in_survey("analyse/?van=2026-02-02&tot=2026-01-01"),
    ),
    Stop("open answers", "surveys/open_answers.html", who=EDITOR, arrive=in_survey("analyse/antwoorden/")),
    Stop(
        "places people answered",
        "surveys/open_answers.html",
        who=EDITOR,
        arrive=in_survey("analyse/antwoorden/?vraag=waar"),
    ),
    Stop(
        "quote an answer",
        "surveys/quote.html",
        who=EDITOR,
        arrive=in_survey("analyse/antwoorden/{response}/citeer/waarom/"),
    ),
    Stop("quote wrongly", "surveys/quote.html", who=EDITOR, arrive=wrongly_quoted),
    Stop("large files", "surveys/export.html", who=EDITOR, arrive=large_files),
    Stop("download answers", "surveys/export.html", who=EDITOR, arrive=in_survey("uitvoer/")),
    Stop(
        "answers entered",
        "surveys/enter.html",
        "/gent/bevragingen/beheer/hoe-maken-we-de-stationsstraat-veiliger/invoeren/",
        who=MANAGER,
    ),  # fmt: skip
    Stop("own page", "accounts/my_data.html", "/mijn/", who=MANAGER),
]
