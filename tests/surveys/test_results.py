"""The page of results: who sees it when, and what stands on it."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.guests import COOKIE, signer
from contributions import services as contributions
from contributions.kinds import Verdict
from contributions.models import Case, Contribution
from surveys import services
from surveys.results import body
from surveys.results.access import has_answered_url
from surveys.services.tagging import quote
from tests.people import member
from tests.surveys.analysis.making import responded
from tests.surveys.people import asked, document, one, say, scale, several, words

pytestmark = pytest.mark.django_db
AREAS = ("north", "south", "east")


def area(name: str = "area", **more):
    choices = [{"value": value, "text": value.capitalize()} for value in AREAS]
    return {**one(name), "choices": choices, **more}


def answered(survey, many: int, **answers) -> None:
    """So many people who answer the same, counted at once."""
    for _ in range(many):
        say(survey, **answers)
    services.fold_survey(survey)


def page(survey, client: Client | None = None):
    return (client or Client()).get(has_answered_url(survey))


def text(response) -> str:
    """What can be read, on one line."""
    body = re.sub(r"<template.*?</template>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return unescape(re.sub(r"\s+", " ", body))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def bare(survey) -> str:
    return f"/gent/bevragingen/{survey.slug}/resultaten/"


@pytest.mark.parametrize(
    ("shown", "stranger", "participant", "stranger_after", "participant_after"),
    [("never", 403, 403, 403, 403), ("answered", 403, 200, 200, 200), ("closed", 403, 403, 200, 200)],
)
def test_who_sees_the_results_and_when(
    gent, editor, shown: str, stranger: int, participant: int, stranger_after: int, participant_after: int
) -> None:
    survey = asked(gent, editor, shown=shown)
    assert [Client().get(bare(survey)).status_code, page(survey).status_code] == [stranger, participant]
    assert Client().get(f"{bare(survey)}deel/").status_code == stranger
    services.close(survey=survey)
    assert [Client().get(bare(survey)).status_code, page(survey).status_code] == [stranger_after, participant_after]
    for role in ("editor", "manager", "moderator"):
        assert signed_in(member(gent, role, f"one-{role}")).get(bare(survey)).status_code == 200


def test_another_municipality_sees_nothing(gent, leuven, editor, neighbour) -> None:
    survey = asked(gent, editor, shown="never")
    assert signed_in(neighbour).get(bare(survey)).status_code == 403
    assert signed_in(neighbour).get(f"/leuven/bevragingen/{survey.slug}/resultaten/").status_code == 404


def test_the_token_of_one_survey_opens_no_other(gent, editor) -> None:
    survey, other = asked(gent, editor), asked(gent, editor, title="Other")
    token = has_answered_url(other).partition("?")[2]
    assert Client().get(f"{bare(survey)}?{token}").status_code == 403
    assert Client().get(f"{bare(survey)}?t=made-up").status_code == 403


def test_whoever_comes_back_with_the_same_browser_sees_them_too(gent, editor) -> None:
    survey, key = asked(gent, editor), uuid4()
    client = Client()
    client.cookies[COOKIE] = signer.sign(key.hex)
    assert client.get(bare(survey)).status_code == 403
    say(survey, f"guest:{key.hex}", colour="red")
    assert client.get(bare(survey)).status_code == 200


def test_a_closed_door_says_when_it_opens(gent, editor) -> None:
    said = {
        "never": "De gemeente houdt de resultaten van deze bevraging voor zich.",
        "answered": "Wie antwoordt, ziet ze meteen daarna. Als de bevraging gesloten is, ziet iedereen ze.",
        "closed": "Iedereen ziet ze als de bevraging gesloten is.",
    }
    for shown, sentence in said.items():
        assert sentence in text(Client().get(bare(asked(gent, editor, title=shown, shown=shown))))


def quoted(survey, editor, *said: tuple[str, str]) -> None:
    """Words of people that passed the desk: (language, words)."""
    for language, spoken in said:
        [response] = responded(survey, {"why": spoken}, language=language)
        quote(response=response, question="why", text=spoken, by=editor)
    services.close(survey=survey)
    for case in Case.objects.filter(contribution__kind="quote", closed_at=None):
        contributions.settle(case=case, verdict=Verdict("approved", by=editor))


def test_what_people_said_stands_under_its_question_in_their_language(gent, editor) -> None:
    survey = asked(gent, editor, one(), words())
    quoted(survey, editor, ("fr", "La rue est <b>dangereuse</b>."))
    drawn = page(survey).content.decode()
    under = drawn[drawn.index('id="v-why"') : drawn.index('id="uitleg"')]
    [found] = re.findall(r'<blockquote class="quote" id="c-[0-9a-f-]{36}"([^>]*)>(.*?)</blockquote>', under)
    assert found == (' lang="fr"', '<p class="lines">La rue est &lt;b&gt;dangereuse&lt;/b&gt;.</p>')
    assert drawn.count("<blockquote") == 1
    assert under.index("In hun eigen woorden") < under.index("<blockquote")


def test_quotes_cost_one_query_however_many(gent, editor) -> None:
    def queries(survey) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert page(survey).status_code == 200
        return len(seen)

    few, many = (asked(gent, editor, words(), title=title) for title in ("Few", "Many"))
    quoted(few, editor, ("nl", "Een"))
    quoted(many, editor, ("nl", "Een"), ("de", "Zwei"), ("nl", "Drie"))
    queries(few)  # the first page of a process reads what it keeps of the municipality
    assert queries(many) == queries(few)


def test_a_quote_that_is_taken_back_is_gone_at_once(gent, editor) -> None:
    survey = asked(gent, editor, words())
    quoted(survey, editor, ("nl", "Weg ermee"))
    assert "Weg ermee" in text(page(survey))
    Contribution.objects.update(status="hidden")
    assert "Weg ermee" not in text(page(survey))


def test_sentence_bars_table_and_honest_denominators(gent, editor) -> None:
    survey = asked(gent, editor, one(), words())
    answered(survey, 12, colour="red", why="Mooi")
    answered(survey, 8, colour="green", why=None)
    answered(survey, 10, colour=None)
    services.close(survey=survey)
    services.fold()
    said = text(page(survey))
    assert "30 antwoorden" in said
    assert "Meer dan de helft koos “Red”." in said
    assert "Toon als tabel : Which colour? Antwoord Aantal Aandeel Red 12 60% Green 8 40% Blue 0 0%" in said
    assert "30 mensen zagen deze vraag: 20 antwoordden, 10 lieten ze open." in said
    assert "12 mensen antwoordden hierop." in said
    assert "Mooi" not in said
    assert "Dit is dus geen representatieve steekproef" in said


def test_a_branched_question_counts_only_who_saw_it(gent, editor) -> None:
    survey = asked(gent, editor, one(), scale(visibleIf="{colour} = 'red'"))
    answered(survey, 15, colour="red", mood=4)
    answered(survey, 12, colour="green")
    answered(survey, 13, colour="red", mood=None)
    services.close(survey=survey)
    services.fold()
    said = text(page(survey))
    assert "40 mensen zagen deze vraag: 40 antwoordden, 0 lieten ze open." in said
    assert "28 mensen zagen deze vraag: 15 antwoordden, 13 lieten ze open." in said


def test_it_says_that_there_is_too_little_to_show(gent, editor) -> None:
    survey = asked(gent, editor, one())
    answered(survey, 10, colour="red")
    said = text(page(survey))
    assert "Nog te weinig antwoorden om te tonen. Vanaf 20 antwoorden zie je hier de tussenstand." in said
    assert "0 antwoorden" in said


def test_groups_under_ten_are_not_shown_and_neither_is_what_gives_them_away(gent, editor) -> None:
    survey = asked(gent, editor, area(), scale(), split_by="area")
    for where, many, mood in (("north", 30, 5), ("south", 12, 1), ("east", 4, 3)):
        answered(survey, many, area=where, mood=mood)
    services.close(survey=survey)
    services.fold()
    said = text(page(survey))
    assert "North 5,0 South te weinig antwoorden – East te weinig antwoorden –" in said
    assert "North 30 65% South – – East – –" in said


def test_what_changed_between_versions_is_said_and_old_choices_still_count(gent, editor) -> None:
    survey = asked(gent, editor, one(), several("tools"))
    answered(survey, 20, colour="red", tools=["red"])
    choices = [{"value": value, "text": value.capitalize()} for value in ("green", "blue", "pink")]
    changed = document({**one(), "choices": choices})
    survey = services.revise(survey=survey, revision=survey.revision, document=changed)
    survey = services.publish(survey=survey, revision=survey.revision, by=editor)
    answered(survey, 20, colour="pink")
    services.close(survey=survey)
    services.fold()
    said = text(page(survey))
    assert said.count("De woorden of de keuzes van deze vraag zijn veranderd terwijl de bevraging liep.") == 1
    assert said.count("Deze vraag wordt niet meer gesteld.") == 1
    assert "Green 0 0% Blue 0 0% Pink 20 50% Red 20 50%" in said


def test_intervals_appear_when_staff_say_that_people_were_drawn_by_lot(gent, editor) -> None:
    survey = asked(gent, editor, one())
    answered(survey, 50, colour="red")
    answered(survey, 50, colour="green")
    services.close(survey=survey)
    services.fold()
    assert "Wilson" not in text(page(survey))
    survey.refresh_from_db()
    services.revise(survey=survey, revision=survey.revision, is_random_sample=True)
    said = text(page(survey))
    assert "methode van Wilson" in said
    assert "representatieve" not in said
    assert "Red 50 50% 40,4 tot 59,6%" in said


def test_other_languages_use_their_own_words(gent, editor) -> None:
    survey = asked(
        gent, editor, one(title={"default": "Welke kleur?", "fr": "Quelle couleur ?"}), languages=["nl", "fr"]
    )
    answered(survey, 10, colour="red")
    answered(survey, 10, colour="red")
    french = has_answered_url(survey).replace("/gent/", "/gent/fr/")
    assert "Quelle couleur ? Presque tous ont choisi « Red »." in text(Client().get(french))


def queries_of(survey) -> int:
    url, client = has_answered_url(survey), Client()
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_page_costs_the_same_however_much_was_asked_and_answered(gent, editor) -> None:
    small = asked(gent, editor, one(), title="Small")
    large = asked(gent, editor, area(), scale(), several(), words(), title="Large", split_by="area")
    for number in range(2):
        again = document(area(), scale(title=f"Version {number}"), several(), words(), title="Large")
        large = services.revise(survey=large, revision=large.revision, document=again)
        large = services.publish(survey=large, revision=large.revision, by=editor)
    answered(small, 20, colour="red")
    for where in AREAS:
        answered(large, 40, area=where, mood=3, colours=["red"], why="x")
    assert queries_of(small) == queries_of(large) == 4


def test_the_fragment_has_the_same_figures_and_the_number_beside_them(gent, editor) -> None:
    survey = asked(gent, editor, one())
    answered(survey, 20, colour="red")
    answered(survey, 20, colour="red")
    found = page(survey).content.decode()
    url = re.search(r'<live-region src="([^"]+)"', found)[1]
    part = Client().get(unescape(url)).content.decode()
    assert re.search(r'<template data-for="aantal">\s*20 antwoorden\s*</template>', part)
    body = re.search(r'<div id="vragen".*</div>', part, re.DOTALL)[0]
    assert body in found


def test_a_name_with_a_script_in_it_is_words(gent, editor) -> None:
    survey = asked(gent, editor, one(title="<script>alert(1)</script>"))
    answered(survey, 10, colour="red")
    assert "<script>alert" not in page(survey).content.decode()


def test_the_questions_are_drawn_once_per_state_of_the_figures(gent, editor, monkeypatch) -> None:
    survey = asked(gent, editor, one())
    drawn, draw = [], body.render_to_string
    monkeypatch.setattr(body, "render_to_string", lambda *given: drawn.append(1) or draw(*given))
    for _ in range(3):
        assert "Nog te weinig" in text(page(survey))
    assert len(drawn) == 1
    answered(survey, 10, colour="red")
    answered(survey, 10, colour="red")
    assert ["Red 10 100%" in text(page(survey)) for _ in range(3)] == [True, True, True]
    assert len(drawn) == 2
    survey = services.revise(survey=survey, revision=survey.revision, is_random_sample=True)
    assert "Red 10 100% 72,2 tot 100,0%" in text(page(survey))
