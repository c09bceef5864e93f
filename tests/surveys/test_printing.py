"""The printed form: every kind of question can be filled in with a pen, in each language, and says what goes with what."""

import re

import pytest

from tests.people import member
from tests.surveys.forms import client_of
from tests.surveys.people import asked, one, scale
from tests.surveys.reading_pdf import texts

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"\b[2-9A-Z]{3}-[2-9A-Z]{4}\b")
TWO = [{"value": value, "text": value.title()} for value in ("bus", "tram")]
KINDS = {
    "ranking": ({"type": "ranking", "choices": TWO}, ["Wat het belangrijkste is, krijgt nummer 1.", "Bus", "Tram"]),
    "place": ({"type": "place"}, ["Drongen", "Oostakker"]),
    "date": ({"type": "text", "inputType": "date"}, ["Dag / maand / jaar:"]),
    "photo": ({"type": "file"}, ["Je kan een foto afgeven bij dit formulier."]),
    "nps": ({"type": "rating", "rateType": "nps"}, [str(step) for step in range(11)]),
    "scale": (scale("q"), [f"Step {step}" for step in range(1, 6)]),
}


@pytest.fixture
def printed(gent):
    """The texts of a survey's form as a moderator gets it."""
    client = client_of(member(gent, "moderator", "clerk"))

    def found(survey, *, language: str = "", many: int = 1) -> list[str]:
        path = f"/gent/{language}bevragingen/beheer/{survey.slug}/formulier.pdf?aantal={many}"
        return texts(b"".join(client.get(path).streaming_content))

    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_filled_in_with_a_pen(printed, gent, editor, kind: str) -> None:
    question, words = KINDS[kind]
    found = printed(asked(gent, editor, {"name": "q", "title": "Vraag?", **question}))
    assert [one for one in words if one not in found] == []


@pytest.mark.parametrize(
    ("language", "title", "condition"),
    [
        ("fr/", "Quelle couleur ?", "vous avez répondu “Rouge” à la question 1."),
        ("de/", "Welche Farbe?", "wenn Sie auf Frage 1 “Rot” geantwortet haben."),
    ],
)
def test_in_another_language(printed, gent, editor, language: str, title: str, condition: str) -> None:
    red = {"value": "red", "text": {"default": "Rood", "fr": "Rouge", "de": "Rot"}}
    blue = {"value": "blue", "text": {"default": "Blauw", "fr": "Bleu", "de": "Blau"}}
    asks = {"default": "Welke kleur?", "fr": "Quelle couleur ?", "de": "Welche Farbe?"}
    why = {"default": "Waarom?", "fr": "Pourquoi ?", "de": "Warum?"}
    survey = asked(
        gent,
        editor,
        one(title=asks, choices=[red, blue]),
        {"type": "comment", "name": "why", "title": why, "visibleIf": "{colour} = 'red'"},
        title={"default": "Kleuren", "fr": "Couleurs", "de": "Farben"},
        languages=["nl", "fr", "de"],
    )
    found = " ".join(printed(survey, language=language))
    assert f"1. {title}" in found
    assert condition in found


def test_a_choice_that_goes_with_some_answers_only_says_so(printed, gent, editor) -> None:
    dark = [{"value": "dark", "text": "Dark", "visibleIf": "{colour} = 'red'"}, {"value": "light", "text": "Light"}]
    found = " ".join(printed(asked(gent, editor, one(), one("shade", choices=dark))))
    assert "Dark – alleen als je bij vraag 1 “Red” antwoordde" in found


def test_with_codes_the_form_asks_the_code_and_has_no_number(printed, gent, editor) -> None:
    found = printed(asked(gent, editor, one(), anonymity="code"), many=2)
    assert found.count("Code van de brief:") == 2
    assert NUMBER.findall(" ".join(found)) == []
