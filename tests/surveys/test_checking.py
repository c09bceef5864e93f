"""What the server takes in of what people answer, and what it says of the rest."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.answering import Error, checked
from surveys.definition import Definition
from surveys.logic.compiled import Logic, compile_
from tests.surveys.making import asks, choices, document, one, page, scale, several

TODAY = date(2026, 11, 24)
PHOTO = "0193572a-7c1c-7a3c-9d2f-0123456789ab"
ACUTE = "e\u0301"


def check(written, answers, language="en", places=None):
    definition = Definition.of(written)
    return checked(definition, compile_(definition), answers, language=language, today=TODAY, places=places)


def taken(asked, answer, **more):
    """What is kept of one answer, or the sentence that refuses it."""
    found = check(document(asked), {"q": answer, **more})
    assert len(found.errors) <= 1, found.errors
    return found.errors[0].sentence if found.errors else found.answers["q"]


AMONG = "Choose one of the options."
UNREADABLE = "This answer can't be read. Answer again."
NUMBER = "Write a number, such as 12 or 3.5."
DAY = "This day does not exist. Write a day, a month and a year."
PLACE = "Choose a place on the map or in the list."
EXCLUSIVE = asks(
    "checkbox",
    "q",
    choices=[*choices("a", "b"), {"value": "none", "text": "Geen", "isExclusive": True}],
    showDontKnowItem=True,
)
LIMITED = several("q", *"abcd", minSelectedChoices=2, maxSelectedChoices=3)
AMOUNT = asks("text", "q", inputType="number", min=-1.5, max=100, step=0.5)
PERIOD = asks("text", "q", inputType="date", min="2026-02-01", max="2026-12-31")
RANKING = asks("ranking", "q", choices=choices(*"abc"), maxSelectedChoices=2)
TAKEN = [
    # one
    (one("q"), "a", "a"),
    (one("q"), "A", AMONG),
    (one("q"), 1, AMONG),
    (one("q"), ["a"], AMONG),
    (one("q"), {"a": 1}, AMONG),
    (one("q"), True, AMONG),
    (one("q"), "other", AMONG),
    (one("q"), "dontknow", AMONG),
    (one("q", showDontKnowItem=True), "dontknow", "dontknow"),
    (one("q"), "", None),
    (one("q"), None, None),
    # several
    (several("q"), ["c", "a"], ["a", "c"]),
    (several("q"), [], None),
    (several("q"), "a", UNREADABLE),
    (several("q"), [1], UNREADABLE),
    (several("q"), [["a"]], UNREADABLE),
    (several("q"), ["a", "x"], AMONG),
    (several("q"), ["a", "a"], "You chose “Keuze a” twice."),
    (LIMITED, ["a"], "Choose at least 2 options."),
    (LIMITED, ["a", "b"], ["a", "b"]),
    (LIMITED, ["a", "b", "c", "d"], "Choose at most 3 options."),
    (several("q", maxSelectedChoices=1), ["a", "b"], "Choose at most 1 option."),
    (EXCLUSIVE, ["none"], ["none"]),
    (EXCLUSIVE, ["dontknow"], ["dontknow"]),
    (EXCLUSIVE, ["a", "none"], "“Geen” does not go with another option. Choose either."),
    (EXCLUSIVE, ["dontknow", "b"], "“I don't know” does not go with another option. Choose either."),
    ({**EXCLUSIVE, "minSelectedChoices": 2}, ["none"], ["none"]),
    # scale
    (scale("q"), 3, 3),
    (scale("q"), "3", 3),
    (scale("q"), 6, AMONG),
    (scale("q"), 3.5, AMONG),
    (scale("q"), True, AMONG),
    (scale("q"), "dontknow", AMONG),
    (scale("q", showDontKnowItem=True), "dontknow", "dontknow"),
    (scale("q", -1, 0, 1), "-1", -1),
    (scale("q", -1, 0, 1), 0, 0),
    (asks("rating", "q", rateType="nps"), 0, 0),
    (asks("rating", "q", rateType="nps"), "10", 10),
    (asks("rating", "q", rateType="nps"), 11, AMONG),
    # number
    (AMOUNT, 12, 12),
    (AMOUNT, 12.0, 12),
    (AMOUNT, 0, 0),
    (AMOUNT, "12,5", 12.5),
    (AMOUNT, " -1.5 ", -1.5),
    (AMOUNT, -2, "Write a number of at least -1.5."),
    (AMOUNT, 100.5, "Write a number of at most 100."),
    (AMOUNT, 0.25, "Write a number in steps of 0.5 from -1.5."),
    (AMOUNT, "twelve", NUMBER),
    (AMOUNT, "1e3", NUMBER),
    (AMOUNT, "١٢", NUMBER),
    (AMOUNT, True, NUMBER),
    (AMOUNT, [1], NUMBER),
    (AMOUNT, float("nan"), NUMBER),
    (AMOUNT, float("inf"), NUMBER),
    (AMOUNT, 10**400, NUMBER),
    (asks("text", "q", inputType="number", step=0.1), 0.3, 0.3),
    (asks("text", "q", inputType="number", step=5e-324), 1e-7, 1e-7),
    (asks("text", "q", inputType="number", min=1, step=2), 4, "Write a number in steps of 2 from 1."),
    # date
    (PERIOD, "2026-02-28", "2026-02-28"),
    (PERIOD, "2026-02-29", DAY),
    (PERIOD, "2026-2-3", DAY),
    (PERIOD, "20260203", DAY),
    (PERIOD, "2026-W05-1", DAY),
    (PERIOD, "2026-05-01\n", DAY),
    (PERIOD, "0000-01-01", DAY),
    (PERIOD, 20260203, DAY),
    (PERIOD, "2026-01-31", "Write a day from 1/2/2026 on."),
    (PERIOD, "2027-01-01", "Write a day up to 31/12/2026."),
    # text
    (asks("text", "q"), "  Jan  \t\n de \r\n Man ", "Jan de Man"),
    (asks("text", "q"), " \u00a0\u200b", None),
    (asks("text", "q"), ACUTE, "é"),
    (asks("text", "q"), "a\x00b\x1bc\u202ed\ud800e", "abcde"),
    (asks("text", "q"), "<script>alert(1)</script> & <3", "<script>alert(1)</script> & <3"),
    (asks("text", "q"), "👩\u200d👧 ok", "👩\u200d👧 ok"),
    (asks("text", "q"), 12, UNREADABLE),
    (asks("text", "q", maxLength=3), "abc ", "abc"),
    (asks("text", "q", maxLength=3), "abcd", "Make this shorter: it has 4 characters, and at most 3 fit."),
    (asks("text", "q"), "x" * 501, "Make this shorter: it has 501 characters, and at most 500 fit."),
    (asks("comment", "q"), " een\r\n\r\ntwee\u2028drie\t ", "een\n\ntwee\ndrie"),
    (asks("comment", "q"), "x" * 10001, "Make this shorter: it has 10001 characters, and at most 10000 fit."),
    # ranking
    (RANKING, ["c", "a"], ["c", "a"]),
    (RANKING, ["c", "c"], "You chose “Keuze c” twice."),
    (RANKING, ["a", "b", "c"], "Choose at most 2 options."),
    (RANKING, {"a": 1}, UNREADABLE),
    # place
    (asks("place", "q"), {"place": "44021"}, {"place": "44021"}),
    (
        asks("place", "q"),
        {"place": "44021", "lat": 51, "lon": 3.7234567},
        {"lat": 51.0, "lon": 3.72346, "place": "44021"},
    ),
    (asks("place", "q"), {"place": "44021", "lat": 91, "lon": 3}, PLACE),
    (asks("place", "q"), {"place": "44021", "lat": "51", "lon": 3}, PLACE),
    (asks("place", "q"), {"place": "44021", "lat": float("nan"), "lon": 3}, PLACE),
    (asks("place", "q"), {"place": "44021", "lat": True, "lon": 3}, PLACE),
    (asks("place", "q"), {"lat": 51, "lon": 3}, PLACE),
    (asks("place", "q"), {"place": "44021", "lat": 51}, UNREADABLE),
    (asks("place", "q"), {"place": "44021", "extra": 1}, UNREADABLE),
    (asks("place", "q"), {"place": 44021}, PLACE),
    (asks("place", "q"), {"place": "<b>"}, PLACE),
    (asks("place", "q"), "44021", PLACE),
    # photo
    (asks("file", "q"), PHOTO.upper(), PHOTO),
    (asks("file", "q"), "../" + PHOTO, "This photo was not received. Send it again."),
    (asks("file", "q"), 3, "This photo was not received. Send it again."),
]


@pytest.mark.parametrize(("asked", "answer", "expected"), TAKEN)
def test_one_answer(asked, answer, expected):
    found = taken(asked, answer)
    assert (found, type(found)) == (expected, type(expected))


def test_only_places_that_are_there():
    written = document(asks("place", "q"))
    assert check(written, {"q": {"place": "44021"}}, places={"44021"}).errors == []
    assert check(written, {"q": {"place": "11002"}}, places={"44021"}).errors == [Error("q", PLACE)]


OTHER = several("q", "a", showOtherItem=True)
HALF = "Write what you mean, or choose another option."
LOOSE = "You wrote something of your own. Choose that option too, or leave it empty."


@pytest.mark.parametrize(
    ("answers", "kept", "sentences"),
    [
        ({"q": ["a", "other"], "q-Comment": " x\ny "}, {"q": ["a", "other"], "q-Comment": "x y"}, []),
        ({"q": ["other"]}, {"q": ["other"]}, [HALF]),
        ({"q": ["other"], "q-Comment": " "}, {"q": ["other"]}, [HALF]),
        ({"q": ["a"], "q-Comment": "x"}, {"q": ["a"], "q-Comment": "x"}, [LOOSE]),
        ({"q-Comment": "x"}, {"q": None, "q-Comment": "x"}, [LOOSE]),
        ({"q": ["a"], "q-Comment": ""}, {"q": ["a"]}, []),
        ({"q": ["other"], "q-Comment": 3}, {"q": ["other"]}, [UNREADABLE]),
    ],
)
def test_the_other_choice_and_what_is_typed_with_it(answers, kept, sentences):
    found = check(document(OTHER), answers)
    assert (found.answers, found.errors) == (kept, [Error("q", sentence) for sentence in sentences])


def test_the_name_of_an_unknown_question_is_cleaned_too():
    assert check(document(one("q")), {"<x>\ud800\n" + "y" * 100: 1}).errors == [
        Error("<x> " + "y" * 76, "This survey does not have this question.")
    ]


def test_only_what_can_be_typed_is_typed():
    assert check(document(one("q")), {"q-Comment": "x"}).errors == [
        Error("q-Comment", "This survey does not have this question.")
    ]


def test_nothing_is_said_to_what_is_not_asked():
    written = document(
        pages=[
            page("p1", one("a"), one("b", visibleIf="{a} = 'a'", isRequired=True, showOtherItem=True)),
            page("p2", asks("text", "c", isRequired=True), visibleIf="{b} = 'a'"),
            page("p3", asks("text", "d", requiredIf="{a} = 'b'"), asks("html", "e")),
        ],
        calculatedValues=[{"name": "v", "expression": "1"}],
    )
    hidden = "This is not asked with your other answers. Leave it open."
    required = "Answer this question."
    unknown = "This survey does not have this question."
    assert check(written, {"a": "c", "d": ""}).answers == {"a": "c", "d": None}
    assert check(written, {"a": "c", "b": "", "c": None}).errors == []
    assert check(written, {"a": "c", "b": "a", "c": "x"}).errors == [Error("b", hidden), Error("c", hidden)]
    assert check(written, {"a": "c", "b-Comment": "x"}).errors == [Error("b", hidden)]
    assert check(written, {"a": "b"}).errors == [Error("d", required)]
    assert check(written, {"a": "a"}).errors == [Error("b", required)]
    assert check(written, {"a": "a", "b": "a"}).errors == [Error("c", required)]
    assert check(written, dict.fromkeys(("e", "p1", "v", "x"), "x")).errors == [
        Error(name, unknown) for name in ("e", "p1", "v", "x")
    ]


def test_while_an_answer_can_not_be_read_nothing_is_said_of_what_may_hang_on_it():
    written = document(
        one("a", isRequired=True),
        one("b", visibleIf="{a} = 'a'"),
        one("c", visibleIf="{a} empty", isRequired=True),
        one("d", isRequired=True),
        one("e", requiredIf="{a} empty"),
    )
    assert check(written, {"a": "x", "b": "a"}).errors == [Error("a", AMONG), Error("d", "Answer this question.")]


def test_a_hidden_choice_can_not_be_chosen():
    written = document(
        one("a"),
        asks("radiogroup", "b", choices=choices("x", "y", y="{a} = 'a'")),
        asks("checkbox", "c", choices=choices("x", "y", y="{a} = 'a'")),
    )
    sentence = "“Keuze y” does not go with your other answers. Choose something else."
    assert check(written, {"a": "a", "b": "y", "c": ["x", "y"]}).errors == []
    assert check(written, {"a": "b", "b": "y", "c": ["x", "y"]}).errors == [Error("b", sentence), Error("c", sentence)]


def test_a_place_goes_with_a_question_that_is_not_shown():
    asked = document(one("q"), asks("place", "where"), asks("comment", "why", visibleIf="{q} = 'b'"))
    found = check(asked, {"q": "a", "where": {"place": "gent"}})
    assert (found.errors, found.answers) == ([], {"q": "a", "where": {"place": "gent"}})


def test_what_is_said_is_said_in_the_language_of_who_answered():
    asked = several("q", maxSelectedChoices=1, showOtherItem=True)
    asked["choices"][0]["text"] = {"default": "Groen", "fr": "Vert"}
    number = asks("text", "n", inputType="number", min=1.5)
    answers = {"q": ["a", "a"], "n": 1}
    assert check(document(asked, number), answers, "nl").errors == [
        Error("q", "Je koos “Groen” twee keer."),
        Error("n", "Schrijf een getal van minstens 1,5."),
    ]
    assert check(document(asked, number), answers, "fr").errors == [
        Error("q", "Vous avez choisi «\u00a0Vert\u00a0» deux fois."),
        Error("n", "Écrivez un nombre d'au moins 1,5."),
    ]
    assert check(document(asked, number), answers, "de").errors == [
        Error("q", "Sie haben „Groen“ zweimal gewählt."),
        Error("n", "Schreiben Sie eine Zahl von mindestens 1,5."),
    ]


def test_a_survey_is_made_ready_once():
    definition = Definition.of(document(one("q")))
    logic = Logic.of(compile_(definition))
    from surveys.answering import checking

    for answer in ("a", "b"):
        assert checked(definition, logic, {"q": answer}, language="nl", today=TODAY).answers == {"q": answer}
    assert checking._CHECKERS[definition] is checking._CHECKERS[definition]
    held = len(checking._CHECKERS)
    del definition
    assert len(checking._CHECKERS) == held - 1


EVERYTHING = document(
    one("a", showOtherItem=True, isRequired=True),
    several("b", visibleIf="{a} = 'a'", maxSelectedChoices=2, showDontKnowItem=True),
    scale("c", requiredIf="{b} notempty"),
    asks("text", "d"),
    asks("text", "e", inputType="number", step=0.1),
    asks("text", "f", inputType="date"),
    asks("ranking", "g", choices=choices("x", "y", y="{c} > 2")),
    asks("place", "h"),
    asks("file", "i"),
)
junk = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=5),
        st.sampled_from(["a", "x", "other", "2026-02-03", PHOTO]),
    ),
    lambda deeper: st.one_of(
        st.lists(deeper, max_size=3), st.dictionaries(st.sampled_from(["place", "lat", "lon", "x"]), deeper, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=400)
@given(st.dictionaries(st.one_of(st.sampled_from([*"abcdefghi", "a-Comment"]), st.text(max_size=4)), junk))
def test_whatever_is_sent_is_kept_whole_or_refused_in_words(answers):
    found = check(EVERYTHING, answers)
    assert all(error.sentence and "%" not in error.sentence for error in found.errors)
    if not found.errors:
        stored = json.loads(json.dumps(found.answers, allow_nan=False).encode())
        assert stored == found.answers
        assert "\\u0000" not in json.dumps(stored)
        again = check(EVERYTHING, stored)
        assert (again.answers, again.errors) == (found.answers, [])


def test_nothing_sent_is_open_everywhere_but_where_it_must_not():
    found = check(EVERYTHING, {})
    assert found.answers == dict.fromkeys("acdefghi")
    assert found.errors == [Error("a", "Answer this question.")]
