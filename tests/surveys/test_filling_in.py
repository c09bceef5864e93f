"""From the first question to the thanks, through HTTP: whoever answers, and whatever they send."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from municipalities import remembering
from surveys import services
from surveys.models import Draft, SurveyVersion
from tests.surveys.filling import ORIGIN, at, brought, fields, send, waiting
from tests.surveys.people import asked, document, one, scale, words

SAID = {"colour": "red", "colours": None, "mood": None, "why": None}


@pytest.fixture
def survey(gent, editor):
    return asked(gent, editor)


def alert(response) -> list[str]:
    """What the page says that is wrong."""
    return [sentence for _name, sentence in response.context["problems"]]


def test_an_answer_goes_from_the_form_to_the_results(survey) -> None:
    client = Client()
    page = client.get(at(survey))
    assert (page.status_code, page.cookies) == (200, {})
    sent = send(client, survey, colour="red", mood="3", why=" Because\r\nit is ", colours=["green", "blue"])
    assert sent.status_code == 302
    assert sent["Location"].startswith(f"{at(survey)}resultaten/?t=")
    kept = {"colour": "red", "colours": ["green", "blue"], "mood": 3, "why": "Because\nit is"}
    assert waiting(survey) == [kept]
    assert client.get(sent["Location"]).status_code == 200


def test_without_script_a_check_page_brings_everything_along(survey) -> None:
    client = Client()
    typed = {**fields(colour="red", colours=["green", "blue"], why="<b>x</b>"), "versie": "1", "receipt": ""}
    check = client.post(at(survey), {**typed, "stap": "kijk"}, **ORIGIN)
    assert check.context["rows"] == [("Which colour?", "Red"), ("Which colours?", "Green, Blue"), ("why?", "<b>x</b>")]
    assert "<b>x</b>" not in check.content.decode()
    sent = client.post(at(survey), {**_unescaped(brought(check)), "stap": "verstuur"}, **ORIGIN)
    assert sent.status_code == 302
    assert waiting(survey) == [{"colour": "red", "colours": ["green", "blue"], "mood": None, "why": "<b>x</b>"}]


def _unescaped(found):
    return {name: [one.replace("&lt;", "<").replace("&gt;", ">") for one in values] for name, values in found.items()}


def test_back_from_the_check_page_everything_stands_there(survey) -> None:
    again = send(Client(), survey, step="terug", colour="green", why="Zo")
    page = again.content.decode()
    assert (again.status_code, 'value="green" checked' in page, ">Zo</textarea>" in page) == (200, True, True)


def test_sending_twice_counts_once(survey) -> None:
    client, receipt = Client(), {"receipt": str(uuid4())}
    first = send(client, survey, colour="red", more=receipt)
    assert send(client, survey, colour="red", more=receipt)["Location"] == first["Location"]
    assert send(Client(), survey, colour="red", more=receipt)["Location"] == first["Location"]
    assert waiting(survey) == [SAID]


def test_a_second_answer_from_the_same_browser_is_refused_and_shown(survey) -> None:
    client = Client()
    send(client, survey, colour="red")
    again = send(client, survey, colour="blue")
    assert (again.status_code, again.context["rows"]) == (409, [("Which colour?", "Blue")])
    assert "Van deze browser hebben we al antwoorden" in again.content.decode()
    assert waiting(survey) == [SAID]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"a.colour": "purple"}, "Kies een van de opties."),
        ({"a.mood": "ten"}, "Kies een van de opties."),
        ({"a.unknown": "x"}, "Deze vraag staat niet in deze bevraging."),
        ({"a.why": "x" * 10_001}, "Maak dit korter"),
        ({"a.colours": ["red", "red"]}, "Je koos “Red” twee keer."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(survey, typed, sentence: str) -> None:
    client = Client()
    answer = client.post(at(survey), {"stap": "verstuur", "receipt": uuid4(), "a.why": "Kijk", **typed}, **ORIGIN)
    assert answer.status_code == 422
    assert [said for said in alert(answer) if said.startswith(sentence)]
    assert answer.context["sheet"].said["why"] == typed.get("a.why", "Kijk")
    assert "Fout:" in answer.content.decode()
    assert waiting(survey) == []


def test_script_is_only_text(survey) -> None:
    evil = "<script>alert(1)</script>"
    answer = send(Client(), survey, colour=evil, why=evil)
    assert evil not in answer.content.decode()
    assert "&lt;script&gt;" in answer.content.decode()


def test_what_was_not_asked_is_refused(gent, editor) -> None:
    survey = asked(gent, editor, one(), words("why", visibleIf="{colour} = 'red'"))
    answer = send(Client(), survey, colour="blue", why="Stiekem")
    assert alert(answer) == ["Dit vragen we niet bij je andere antwoorden. Laat het open."]
    assert ">Stiekem</textarea>" in answer.content.decode()
    assert send(Client(), survey, colour="blue").status_code == 302


def test_what_is_required_is_asked_again(gent, editor) -> None:
    survey = asked(gent, editor, one(isRequired=True), words())
    answer = send(Client(), survey, why="Zo")
    assert (answer.status_code, alert(answer)) == (422, ["Beantwoord deze vraag."])


def test_a_closed_survey_takes_nothing_and_gives_back_what_was_typed(survey) -> None:
    client = Client()
    assert client.get(at(survey)).status_code == 200
    services.close(survey=survey)
    answer = send(client, survey, why="Te laat")
    assert (answer.status_code, answer.context["rows"]) == (409, [("why?", "Te laat")])
    assert waiting(survey) == []


def test_a_survey_that_begins_later_says_when(gent, editor) -> None:
    survey = asked(gent, editor, opens_at=now() + timedelta(days=40))
    page = Client().get(at(survey)).content.decode()
    assert "Je kunt deze bevraging invullen vanaf" in page
    assert send(Client(), survey, colour="red").status_code == 409


def test_an_answer_counts_in_the_version_that_was_seen(survey, editor) -> None:
    changed = services.revise(survey=survey, revision=survey.revision, document=document(scale(), words("else")))
    services.publish(survey=changed, revision=changed.revision, by=editor)
    assert send(Client(), survey, colour="red").status_code == 302
    assert send(Client(), survey, mood="4", more={"versie": "2"}).status_code == 302
    assert send(Client(), survey, mood="5", more={"versie": "99"}).status_code == 302
    assert waiting(survey) == [SAID, {"mood": 4, "else": None}, {"mood": 5, "else": None}]


def test_a_version_that_is_being_written_is_nobodys(survey) -> None:
    services.revise(survey=survey, revision=survey.revision, document=document(words("secret")))
    answer = send(Client(), survey, secret="x", more={"versie": "2"})
    assert alert(answer) == ["Deze vraag staat niet in deze bevraging."]


def test_the_last_place_goes_to_one_and_the_other_hears_why(survey) -> None:
    services.limit(survey=survey, limits=[services.Limit("colour", "red", 1)])
    assert send(Client(), survey, colour="red").status_code == 302
    answer = send(Client(), survey, colour="red", why="Ik ook")
    assert alert(answer) == ["We hebben al genoeg antwoorden van mensen die dit zeggen. Bedankt dat je wilde meedoen."]
    assert ">Ik ook</textarea>" in answer.content.decode()
    assert waiting(survey) == [SAID]


def test_later_by_link(survey) -> None:
    later = send(Client(), survey, step="later", colour="red", why="Nog denken")
    assert later.status_code == 200
    draft = Draft.objects.get()
    path = f"{at(survey)}verder/{draft.pk}/"
    assert later.context["link"].endswith(path)
    other = Client()
    page = other.get(path)
    assert 'value="red" checked' in page.content.decode()
    assert ">Nog denken</textarea>" in page.content.decode()
    assert send(other, survey, colour="red", more={"draft": str(draft.pk)}).status_code == 302
    assert (waiting(survey), Draft.objects.count()) == ([SAID], 0)
    assert other.get(path).status_code == 404


def test_later_again_keeps_the_link(survey) -> None:
    send(Client(), survey, step="later", colour="red")
    draft = Draft.objects.get()
    send(Client(), survey, step="later", colour="blue", more={"draft": str(draft.pk)})
    assert [(one.pk, one.answers) for one in Draft.objects.all()] == [(draft.pk, {"colour": "blue"})]


def test_another_municipality_never_sees_it(survey, leuven) -> None:
    send(Client(), survey, step="later", colour="red")
    for path in (at(survey), f"{at(survey)}verder/{Draft.objects.get().pk}/"):
        assert Client().get(path.replace("/gent/", "/leuven/")).status_code == 404


def test_who_posts_too_often_waits_and_loses_nothing(survey, settings) -> None:
    settings.POST_LIMITS = {**settings.POST_LIMITS, "answer": 1}
    send(Client(), survey, step="kijk", colour="red")
    answer = send(Client(), survey, why="Weer")
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)
    assert ">Weer</textarea>" in answer.content.decode()


def test_no_results_to_see_then_a_page_that_says_when(gent, editor) -> None:
    survey = asked(gent, editor, shown="never")
    sent = send(Client(), survey, colour="red")
    assert sent["Location"] == f"{at(survey)}?bedankt="
    assert "houdt de resultaten van deze bevraging voor zichzelf" in Client().get(sent["Location"]).content.decode()
    survey = asked(gent, editor, shown="closed", title="Later", closes_at=now() + timedelta(days=9))
    assert "als de bevraging afgesloten is" in Client().get(send(Client(), survey)["Location"]).content.decode()


def test_the_form_costs_no_query_when_it_is_warm(survey, django_assert_num_queries, monkeypatch) -> None:
    monkeypatch.setattr(remembering.heads, "public_seq", lambda stream: 7)
    client = Client()
    client.get(at(survey))
    with django_assert_num_queries(0):
        assert client.get(at(survey)).status_code == 200


def test_three_surveys_cost_no_more_to_list_than_one(gent, editor) -> None:
    counts = []
    for number in (1, 2, 3):
        asked(gent, editor, title=f"Nummer {number}")
        Client().get("/gent/bevragingen/")
        with CaptureQueriesContext(connection) as found:
            page = Client().get("/gent/bevragingen/").content.decode()
        assert page.count("Nummer") == number
        counts.append(len(found))
    assert counts[0] == counts[2]


def test_the_draft_of_a_version_keeps_its_version(survey, editor) -> None:
    send(Client(), survey, step="later", colour="red")
    changed = services.revise(survey=survey, revision=survey.revision, document=document(scale()))
    services.publish(survey=changed, revision=changed.revision, by=editor)
    page = Client().get(f"{at(survey)}verder/{Draft.objects.get().pk}/").content.decode()
    assert ('name="versie" value="1"' in page, "Which colour?" in page) == (True, True)
    assert SurveyVersion.objects.count() == 2
