"""Every page of surveys, and how somebody gets there."""

from uuid import uuid4

from playwright.sync_api import Page

from tests.browser.answered import answered
from tests.browser.conftest import Platform
from tests.browser.results import answered_survey, survey
from tests.browser.stop import EDITOR, MANAGER, Arrive, Stop, sends
from tests.browser.surveys import BUILDER, being_written, running

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
    Stop("results", "surveys/results.html", arrive=results),
    Stop("results not shown", "surveys/results_closed.html", arrive=results_for_nobody),
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
]
