"""Answers on paper: the form says everything, its number is checked, and what a clerk enters counts once."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from surveys import services
from surveys.definition import Definition
from surveys.logic.wording import Words, in_words
from surveys.models import Intake
from surveys.paper.numbers import WrongNumber, new_number, proper
from surveys.services.people import ALPHABET
from tests.people import member
from tests.surveys.filling import ORIGIN, fields
from tests.surveys.forms import Form, client_of, form
from tests.surveys.making import writable_trees
from tests.surveys.people import asked, document, one, say, several, words
from tests.surveys.reading_pdf import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(gent):
    return member(gent, "moderator", "clerk")


@pytest.fixture
def client(clerk) -> Client:
    return client_of(clerk)


def a_photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return SimpleUploadedFile("photo.png", out.getvalue(), "image/png")


@pytest.fixture
def survey(gent, editor):
    return asked(gent, editor, one(isRequired=True), words(visibleIf="{colour} = 'red'"))


def at(survey, page: str = "invoeren/") -> str:
    return f"/gent/bevragingen/beheer/{survey.slug}/{page}"


def enter(client: Client, survey, *, channel: str = "paper", number: str = "", code: str = "", **answers):
    """Posts what a clerk typed."""
    typed = {"kanaal": channel, "nummer": number, "code": code, "versie": "1", "receipt": str(uuid4())}
    return client.post(at(survey), {**typed, **fields(**answers)}, **ORIGIN)


def test_the_form_says_what_is_asked_and_when(client, survey) -> None:
    response = client.get(at(survey, "formulier.pdf"))
    pdf = b"".join(response.streaming_content)
    text = " ".join(texts(pdf))
    assert (response["Content-Type"], pdf[:5]) == ("application/pdf", b"%PDF-")
    assert all(said in text for said in ("Colours in the park", "1. Which colour?", "Red", "2. why?", "“Red”"))
    assert b"/Lang (nl)" in pdf
    assert b"/Outlines" in pdf


def test_every_copy_has_a_number_of_its_own(client, survey) -> None:
    pdf = b"".join(client.get(at(survey, "formulier.pdf") + "?aantal=3").streaming_content)
    numbers = {found for text in texts(pdf) for found in re.findall(r"\b[2-9A-Z]{3}-[2-9A-Z]{4}\b", text)}
    assert len(numbers) == 3
    assert {proper(number) for number in numbers} == numbers


def test_a_sheet_that_comes_loose_says_which_form_it_is_of(client, gent, editor) -> None:
    survey = asked(gent, editor, *(words(f"why{at}") for at in range(12)))
    found = texts(b"".join(client.get(at(survey, "formulier.pdf") + "?aantal=2").streaming_content))
    numbers = [text.rpartition(" ")[2] for text in found if text.startswith("Formuliernummer")]
    later = [text.removeprefix("Gent, ") for text in found if text.startswith("Gent, ")]
    assert (len(numbers), list(dict.fromkeys(later))) == (2, numbers)


def test_an_answer_on_paper_counts_once(client, survey, clerk) -> None:
    number = new_number()
    first = enter(client, survey, number=number.lower(), colour="red", why="café")
    assert (first.status_code, first["Location"]) == (302, f"{at(survey)}?kanaal=paper&laatst={number}")
    again = enter(client, survey, number=number, colour="blue")
    assert again.status_code == 409
    [row] = Intake.objects.filter(survey=survey)
    assert (row.channel, row.clerk, row.answers) == ("paper", clerk, {"colour": "red", "why": "café"})
    assert number in client.get(first["Location"]).content.decode()


def test_a_number_that_was_mistyped_is_refused_and_nothing_typed_is_lost(client, survey) -> None:
    response = enter(client, survey, number="AAA-AAAB", colour="red", why="omdat het <mag>")
    page = response.content.decode()
    assert (response.status_code, Intake.objects.count()) == (422, 0)
    assert 'value="AAA-AAAB"' in page
    assert "omdat het &lt;mag&gt;" in page
    assert 'value="red" checked' in page


def test_by_telephone_and_at_the_counter_no_number_is_asked(client, survey) -> None:
    for channel in ("telephone", "counter"):
        assert enter(client, survey, channel=channel, colour="red").status_code == 302
    assert sorted(Intake.objects.values_list("channel", flat=True)) == ["counter", "telephone"]


def test_a_form_that_is_sent_twice_counts_once(client, survey) -> None:
    found = form(client, at(survey))
    assert [found.send(**{"kanaal": "telephone", "a.colour": "red"}).status_code for _twice in range(2)] == [302, 302]
    refused = form(client, at(survey))
    wrong = refused.send(kanaal="telephone").content.decode()
    assert refused.typed["receipt"] in wrong
    assert found.typed["receipt"] != refused.typed["receipt"]
    assert Intake.objects.count() == 1


def test_a_web_answer_cannot_be_entered(client, survey) -> None:
    assert enter(client, survey, channel="web", colour="red").status_code == 422


def test_the_server_checks_what_was_asked(client, survey) -> None:
    hidden = enter(client, survey, channel="counter", colour="blue", why="niet gevraagd")
    open_ = enter(client, survey, channel="counter")
    assert (hidden.status_code, open_.status_code, Intake.objects.count()) == (422, 422, 0)


def test_sections_and_statements_are_on_the_page(client, gent, editor) -> None:
    told = {"type": "html", "name": "told", "title": "Read this aloud."}
    pages = [{"name": "page1", "title": "The colours", "description": "All of them.", "elements": [told, one()]}]
    survey = asked(gent, editor, pages=pages)
    page = client.get(at(survey)).content.decode()
    assert all(words in page for words in ("<h2", "The colours", "All of them.", "Read this aloud."))


def test_a_photo_stays_while_something_else_is_put_right(client, gent, editor) -> None:
    survey = asked(gent, editor, one(isRequired=True), {"type": "file", "name": "photo", "title": "A photo?"})
    found = form(client, at(survey))
    refused = found.send(kanaal="counter", **{"a.photo": a_photo()})
    again = Form(client, at(survey), refused, "bewaar")
    assert again.send(**{"a.colour": "red"}).status_code == 302
    assert set(Intake.objects.get().answers) == {"colour", "photo"}


def test_every_member_of_staff_enters_and_only_editors_and_managers_build(gent, leuven, survey) -> None:
    for role in ("moderator", "editor", "manager"):
        staff = client_of(member(gent, role, f"{role}-here"))
        seen = [staff.get(at(survey, page)).status_code for page in ("invoeren/", "formulier.pdf", "")]
        assert seen == [200, 200, 403 if role == "moderator" else 200]
    stranger = client_of(member(leuven, "manager", "stranger"))
    assert [stranger.get(at(survey, page)).status_code for page in ("invoeren/", "formulier.pdf")] == [404, 404]
    assert stranger.get(at(survey).replace("gent", "leuven")).status_code == 404


def test_the_page_costs_the_same_however_much_is_asked_and_answered(client, gent, editor) -> None:
    costs = []
    for many, answers in ((1, 0), (3, 0), (3, 30)):
        survey = asked(gent, editor, *(one(f"colour{at}") for at in range(many)), title=f"Survey {many} {answers}")
        for _answer in range(answers):
            say(survey, colour0="red")
        client.get(at(survey))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(survey)).status_code == 200
        costs.append(len(queries))
    assert len(set(costs)) == 1, costs


def test_a_closed_survey_takes_none_and_keeps_what_was_typed(client, survey) -> None:
    services.close(survey=survey)
    response = enter(client, survey, number=new_number(), colour="red", why="te laat")
    assert (response.status_code, Intake.objects.count()) == (422, 0)
    assert "te laat" in response.content.decode()


def test_a_clerk_types_the_code_of_the_letter(client, gent, editor) -> None:
    survey = asked(gent, editor, one(), anonymity="code")
    [code] = services.hand_out(survey=survey, many=1)
    assert enter(client, survey, code="XXXX-XXXX", colour="red").status_code == 422
    assert enter(client, survey, code=code, colour="red").status_code == 302
    assert enter(client, survey, code=code, channel="counter", colour="red").status_code == 409


def test_quotas_hold_for_clerks(client, survey) -> None:
    services.limit(survey=survey, limits=[services.Limit("colour", "red", 1)])
    assert enter(client, survey, channel="counter", colour="red").status_code == 302
    number = new_number()
    assert enter(client, survey, number=number, colour="red").status_code == 422
    assert enter(client, survey, number=number, colour="blue").status_code == 302


@given(st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_letter_that_is_wrong_is_noticed(place: int, letter: str) -> None:
    number = new_number()
    letters = list(number.replace("-", ""))
    if letters[place] != letter:
        letters[place] = letter
        with pytest.raises(WrongNumber):
            proper("".join(letters))
    assert proper(f" {number.lower()} ") == number


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("{colour} = 'red'", "you answered “Red” to question 1"),
        ("{colours} anyof ['red', 'blue']", "you answered “Red” or “Blue” to question 2"),
        (
            "{colour} != 'red' and {colours} notempty",
            "you did not answer “Red” to question 1 and you answered question 2",
        ),
        ("{colour} empty", "you left question 1 open"),
        ("!({colour} empty)", "it is not so that you left question 1 open"),
        ("count({colours}) > 2", "this holds: count({colours}) > 2"),
        ("{colour} =", "{colour} ="),
        ("", ""),
    ],
)
def test_conditions_in_words(expression: str, said: str) -> None:
    with override("en"):
        assert in_words(expression, Definition.of(document(one(), several()))) == said


@given(writable_trees)
def test_any_condition_can_be_said(tree) -> None:
    assert Words(Definition.of(document(one("a"), several("b"))), {"a": 1, "b": 2}).of(tree)
