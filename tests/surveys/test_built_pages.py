"""What staff do with surveys that are built: list, copy, preview and download them; and who may."""

import json

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localdate
from lxml import html

from surveys import services
from tests.people import member
from tests.surveys.building_pages import EVERY_KIND, HERE, asks, begun, now
from tests.surveys.forms import Form, client_of, form, words_of
from tests.surveys.people import asked, document, one, say, scale, several


@pytest.fixture
def desk(editor):
    return client_of(editor)


def test_a_copy_is_a_survey_of_its_own(desk, gent, editor) -> None:
    survey = asked(gent, editor, one(), several())
    sent = form(desk, f"{HERE}nieuw/", "kopie").send(**{"kopie-survey": survey.slug})
    assert sent["Location"] == f"{HERE}kopie-van-colours-in-the-park/"
    copy = now("kopie-van-colours-in-the-park")
    assert copy == {**survey.version.document, "title": "Kopie van Colours in the park"}


def test_the_list_has_states_and_answers_per_channel(desk, gent, editor) -> None:
    begun(desk)
    running, over = asked(gent, editor, one(), title="Loopt"), asked(gent, editor, one(), title="Voorbij")
    for _number in range(12):
        say(running, colour="red")
    services.fold()
    services.close(survey=over)
    told = words_of(desk.get(HERE))
    order = [
        "Loopt open 12 antwoorden",
        "Het park wordt geschreven",
        f"Voorbij afgesloten {date_format(localdate(), 'j F Y')} 0 antwoorden",
    ]
    assert [one for one in order if one not in told] == [], told


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    many: int, desk, gent, editor, django_assert_num_queries
) -> None:
    for _number in range(many):
        asked(gent, editor, one())
    desk.get(HERE)
    with django_assert_num_queries(6):
        assert desk.get(HERE).status_code == 200


def test_the_preview_draws_everything_and_sends_nothing(desk, gent) -> None:
    here = begun(desk)
    for kind, typed in EVERY_KIND.items():
        asks(desk, here, kind, f"Vraag {kind}?", **typed)
    asks(desk, here, "text", "Laatste?", **{"toon-mode": "text", "toon-expression": "{vraag_one} = 'ja'"})
    page = desk.get(f"{here}voorbeeld/")
    told = words_of(page)
    assert [kind for kind in EVERY_KIND if f"Vraag {kind}?" not in told] == []
    assert "Voorbeeld: er wordt niets bewaard." in page.content.decode()
    [drawn] = html.fromstring(page.content.decode()).xpath("//main//form")
    assert (drawn.get("method"), drawn.get("action"), drawn.get("data-survey")) == ("dialog", None, "")
    assert [step[:2] for step in json.loads(drawn.get("data-logic"))["steps"]] == [["question", "laatste"]]
    assert drawn.xpath(".//button[@value='later']") == []
    assert desk.post(f"{here}voorbeeld/", {"stap": "verstuur"}).status_code == 405


def test_the_preview_speaks_the_language_of_the_page(desk, gent) -> None:
    title = {"default": "Welke kleur?", "fr": "Quelle couleur ?"}
    survey = services.create(municipality=gent, document=document(one(title=title), languages=["nl", "fr"]))
    french = desk.get(f"/gent/fr/bevragingen/beheer/{survey.slug}/voorbeeld/").content.decode()
    assert ("Quelle couleur ?" in french, "Welke kleur?" in french) == (True, False)


@pytest.mark.parametrize("condition", ["{weg} = ", "{mood} = 1"])
def test_a_preview_with_a_condition_that_cannot_be_read_asks_everything(desk, gent, condition: str) -> None:
    asks_itself = document(one(visibleIf=condition), scale(visibleIf="{colour} = 'red'"))
    survey = services.create(municipality=gent, document=asks_itself)
    page = desk.get(f"{HERE}{survey.slug}/voorbeeld/")
    assert page.context["logic"] == '{"steps": [], "required": []}'


def test_downloads_and_what_they_cannot_carry(desk, gent, editor) -> None:
    survey = asked(gent, editor, one(), profile=["colour"])
    here = f"{HERE}{survey.slug}/bestanden/"
    told = words_of(desk.get(here))
    assert "Alles staat in dit bestand." in told
    assert "“profile” is niet overgenomen." in told
    sent = desk.get(f"{here}surveyjs/")
    assert sent["Content-Disposition"] == f'attachment; filename="{survey.slug}.json"'
    assert json.loads(sent.content)["profile"] == ["colour"]
    assert desk.get(f"{here}xlsform/").content[:2] == b"PK"
    assert desk.get(f"{here}limesurvey/").status_code == 404


@pytest.mark.parametrize("role", ["moderator", "neighbour", "stranger"])
def test_others_do_not_come_in(role: str, gent, leuven, editor, moderator, client) -> None:
    survey = asked(gent, editor, one())
    people = {
        "moderator": (moderator, 403),
        "neighbour": (member(leuven, "manager", "chief"), 404),
        "stranger": (None, 302),
    }
    user, status = people[role]
    if user:
        client.force_login(user)
    pages = [
        "",
        "nieuw/",
        *(f"{survey.slug}/{one}" for one in ("", "teksten/", "publiceer/", "instellingen/", "deelname/")),
    ]
    assert {client.get(f"{HERE}{page}").status_code for page in pages} == {status}
    assert {client.get(f"/leuven/bevragingen/beheer/{survey.slug}/").status_code} <= {404, 403, 302}


def test_another_document_of_the_same_municipality_is_not_touched(desk, gent, editor) -> None:
    other = services.create(municipality=gent, document=document(title="Ander"))
    here = begun(desk)
    asks(desk, here, "text", "Een?")
    assert now(other.slug) == document(title="Ander")


def test_a_condition_without_a_rule_is_not_forgotten_in_silence(desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "text", "Een?")
    asks(desk, here, "text", "Twee?")
    sent = form(desk, f"{here}vraag/twee/").send(**{"toon-mode": "and"})
    assert sent.status_code == 422
    assert "Kies een vraag om naar te kijken, of een ander moment." in words_of(sent)
    assert Form(desk, "", sent, "ververs").typed["toon-mode"] == "and"


@pytest.mark.parametrize("expression", ["{weg} = 1", "{twee} = 1", "{een} = 'a' and today() = '2026-01-01'"])
def test_what_can_not_be_asked_yet_can_be_downloaded(expression: str, desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "text", "Een?", **{"toon-mode": "text", "toon-expression": "{twee} = 'x'"})
    asks(desk, here, "text", "Twee?", **{"toon-mode": "text", "toon-expression": expression})
    assert desk.get(f"{here}bestanden/").status_code == 200
    for one_format in ("xlsform", "surveyjs"):
        assert desk.get(f"{here}bestanden/{one_format}/").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_the_builder_costs_the_same_for_one_and_for_three(many: int, desk, gent, django_assert_num_queries) -> None:
    here = begun(desk)
    for number in range(many):
        asks(desk, here, "text", f"Vraag {number}?")
    desk.get(here)
    with django_assert_num_queries(5):
        assert desk.get(here).status_code == 200
