"""The reference population out of a CSV: what is right is taken, and of what is not each line is named."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import Definition
from surveys.results.reference import BadReference, read_reference
from tests.surveys.people import document, one

DEFINITION = Definition.of(
    document(one("age"), one("area", title={"default": "Waar?"}), one("other"), profile=["age", "area"])
)
WHOLE = {"age": {"red": 1200, "green": 30}, "area": {"blue": 7}}


@pytest.mark.parametrize(
    "written",
    [
        "age,red,1200\nage,green,30\narea,blue,7",
        "vraag;antwoord;aantal\r\nage;red;1.200\r\nage;Green;30\r\n\r\narea;BLUE;7\r\n",
        "\ufeffquestion\tanswer\tpeople\nage\tred\t1 200\nage\tgreen\t30\narea\tblue\t7\n",
        '"age","red","1200"\n"age","green","30"\n"area","blue","7"\n',
    ],
)
def test_what_spreadsheets_write_is_read(written: str) -> None:
    assert read_reference(written, DEFINITION) == WHOLE


def test_every_bad_line_is_named_in_words() -> None:
    written = "age;red;10\nother;red;10\nage;pink;10\nage;green;veel\nage;red;11\nage;green\n"
    with override("nl"), pytest.raises(BadReference) as bad:
        read_reference(written, DEFINITION)
    assert bad.value.problems == [
        "Regel 2: “other” is geen vraag over de persoon in deze bevraging.",
        "Regel 3: “pink” kan je niet kiezen bij “age”.",
        "Regel 4: “veel” is geen aantal mensen.",
        "Regel 5: “red” staat er twee keer in.",
        "Regel 6: er moeten drie cellen staan: de vraag, het antwoord en het aantal mensen.",
    ]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "Er staat geen regel met mensen in dit bestand."),
        ("vraag;antwoord;aantal\n", "Er staat geen regel met mensen in dit bestand."),
        ("x" * 300_000, "Dit bestand is te lang voor een referentiebevolking."),
    ],
)
def test_a_file_with_nothing_in_it(written: str, sentence: str) -> None:
    with override("nl"), pytest.raises(BadReference) as bad:
        read_reference(written, DEFINITION)
    assert bad.value.problems == [sentence]


@given(st.text(max_size=400))
def test_any_text_gives_people_or_sentences(written: str) -> None:
    try:
        found = read_reference(written, DEFINITION)
    except BadReference as bad:
        assert bad.problems
    else:
        assert all(isinstance(many, int) for people in found.values() for many in people.values())
