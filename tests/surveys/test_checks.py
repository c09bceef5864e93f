"""What keeps a survey from being asked, told in words at its place."""

import copy
import json
import time
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from surveys.definition.checks import problems
from surveys.definition.shape import SCHEMA
from tests.surveys.making import as_read, asks, choices, document, one, page, scale, several

WHOLE = document(
    pages=[
        page(
            "straat",
            one("stoort", "snel", "oversteken", isRequired=True, showOtherItem=True, otherText="Iets anders"),
            asks("comment", "waar", visibleIf="{stoort} = 'oversteken' or {stoort-Comment} notempty", maxLength=2000),
            several("wat", "a", "b", "c", minSelectedChoices=1, maxSelectedChoices=2, showDontKnowItem=True),
            scale("tevreden", -2, 0, 2, dimension="veilig"),
            asks("rating", "aanbevelen", rateType="nps", minRateDescription="Nee", maxRateDescription="Zeker"),
            asks("text", "leeftijd", inputType="number", min=0, max=120, step=1),
            asks("text", "dag", inputType="date", min="2026-01-01", max="2026-12-31"),
            asks("ranking", "rang", choices=choices("a", "b"), maxSelectedChoices=2),
            asks("place", "plek"),
            asks("file", "foto", acceptedTypes="image/*"),
            asks("html", "uitleg", description="Nog even."),
            title="De straat",
        ),
        page("jij", one("wijk", "centrum", "rand"), visibleIf="{som} > 2"),
    ],
    languages=["nl", "fr"],
    description={"default": "Waarom", "fr": "Pourquoi"},
    completedHtml="Dank je",
    calculatedValues=[{"name": "som", "expression": "sum({leeftijd}, 1)"}],
    scoring={"dimensions": [{"name": "veilig", "title": "Veilig", "bands": [{"from": 0, "title": "Laag"}]}]},
    profile=["wijk"],
)


def told(written: Any) -> list[str]:
    with override("en"):
        return [str(problem) for problem in problems(written)]


def test_a_survey_with_everything_has_no_problems():
    assert told(WHOLE) == []


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


Q = "question q: "
BAD = "A name begins with a letter and has only letters without accents, digits and _, at most 60."
VALUE = "A value has at most 100 characters, does not begin with a space, and has no quotes and no { }."
KEPT = "“other” and “dontknow” are kept for the choices that are made of themselves."
SHAPES: dict[str, tuple[Any, list[str]]] = {
    "a list": ([], ["survey: This is not a survey."]),
    "nothing": ({}, [f"survey: “{one}” is missing." for one in ("format", "locale", "title", "pages")]),
    "a language we do not speak": (
        document(one("q"), locale="es"),
        ["survey: locale: This must be one of: nl, fr, de, en."],
    ),
    "another format": (document(one("q"), format="x"), ["survey: format: This must be one of: participatie-survey/1."]),
    "something unknown": (document(one("q"), triggers=[]), ["survey: “triggers” is not known here."]),
    "the same language twice": (
        document(one("q"), languages=["nl", "nl"]),
        ["survey: languages: The same stands in it twice."],
    ),
    "no type": (document({"name": "q", "title": "q"}), [Q + "There is no question of the type “”."]),
    "an unknown type": (document(asks("matrix", "q")), [Q + "There is no question of the type “matrix”."]),
    "an unknown kind of text": (
        document(asks("text", "q", inputType="color")),
        [Q + "There is no question of the type “text color”."],
    ),
    "no question at all": (document("q"), ["question 1: This must be an object."]),
    "no name": (document({"type": "comment", "title": "q"}), ["question 1: “name” is missing."]),
    "a name with a space": (document(asks("comment", "q q")), [f"question q q: name: {BAD}"]),
    "a name with a line break": (document(asks("comment", "q\n")), [f"question q\n: name: {BAD}"]),
    "no choices": (document(asks("radiogroup", "q")), [Q + "“choices” is missing."]),
    "too few choices": (document(asks("radiogroup", "q", choices=[])), [Q + "choices: There must be at least 1."]),
    "a choice without text": (
        document(asks("radiogroup", "q", choices=[{"value": "a"}])),
        [Q + "choices 1: “text” is missing."],
    ),
    "a quote in a value": (document(one("q", "a", "b'c")), [Q + f"choices 2 value: {VALUE}"]),
    "a line break in a value": (document(one("q", "a\n")), [Q + f"choices 1 value: {VALUE}"]),
    "a value that is kept": (document(one("q", "other")), [Q + f"choices 1 value: {KEPT}"]),
    "a property of another type": (document(asks("comment", "q", min=1)), [Q + "“min” is not known here."]),
    "a long text": (document(asks("comment", "q", maxLength=10001)), [Q + "maxLength: This must be at most 10000."]),
    "no length": (document(asks("comment", "q", maxLength=0)), [Q + "maxLength: This must be at least 1."]),
    "half a length": (document(asks("comment", "q", maxLength=1.5)), [Q + "maxLength: This must be a whole number."]),
    "a step of nothing": (
        document(asks("text", "q", inputType="number", step=0)),
        [Q + "step: This must be more than 0."],
    ),
    "a day in words": (
        document(asks("text", "q", inputType="date", min="1 mei")),
        [Q + "min: Write a day as 2026-12-31."],
    ),
    "a yes in words": (
        document(asks("comment", "q", isRequired="yes")),
        [Q + "isRequired: This must be true or false."],
    ),
    "a title that is a number": (document({**asks("comment", "q"), "title": 3}), [Q + "title: This must be a text."]),
    "a title without its own language": (
        document({**asks("comment", "q"), "title": {"nl": "q"}}),
        [Q + "title: “default” is missing."],
    ),
    "a title in Spanish": (
        document({**asks("comment", "q"), "title": {"default": "q", "es": "q"}}),
        [Q + "title: “es” is not known here."],
    ),
    "an endless title": (
        document({**asks("comment", "q"), "title": {"default": "x" * 4001}}),
        [Q + "title default: This is longer than 4000 characters."],
    ),
    "an empty condition": (document(asks("comment", "q", visibleIf="")), [Q + "visibleIf: This is empty."]),
    "pages that are none": (document(pages={}), ["survey: pages: This must be a list."]),
    "a page without a name": (document(pages=[{"elements": []}]), ["page 1: “name” is missing."]),
    "a value without an expression": (
        document(one("q"), calculatedValues=[{"name": "v"}]),
        ["calculated value v: “expression” is missing."],
    ),
    "a dimension that weighs nothing": (
        document(one("q"), scoring={"dimensions": [{"name": "d", "title": "d", "weight": 0}]}),
        ["dimension d: weight: This must be more than 0."],
    ),
    "too deep": (
        document(one("q"), scoring=json.loads('{"a":' * 30 + "1" + "}" * 30)),
        ["survey: It is nested too deep."],
    ),
    "a number without end": (
        document(asks("text", "q", inputType="number", max=float("inf"))),
        ["survey: A number in it is not finite."],
    ),
    "what a database can't keep": (
        document(one("q"), title="a\x00b"),
        ["survey: A text in it has characters that can't be kept."],
    ),
    "half a character": (
        document(one("q"), title="a\ud800b"),
        ["survey: A text in it has characters that can't be kept."],
    ),
}


@pytest.mark.parametrize("what", SHAPES)
def test_what_does_not_keep_to_the_schema(what):
    written, expected = SHAPES[what]
    assert told(written) == expected


SAME = "Something else has this name already, or one that differs in capitals only."
MEANINGS: dict[str, tuple[Any, list[str]]] = {
    "nothing asked": (document(asks("html", "q")), ["survey: Nothing is asked yet."]),
    "no page": (document(pages=[]), ["survey: Nothing is asked yet."]),
    "no titles": (
        document({**one("q"), "title": " "}, title=""),
        ["survey: The title is missing.", "question q: The question itself is missing."],
    ),
    "a choice without words": (
        document(asks("radiogroup", "q", choices=[{"value": "a", "text": ""}])),
        [Q + "The text of “a” is missing."],
    ),
    "a name twice": (document(one("q"), asks("comment", "Q")), [f"question Q: {SAME}"]),
    "the name of a page": (document(pages=[page("q", one("q"))]), [Q + SAME]),
    "the name of a value": (
        document(one("q"), calculatedValues=[{"name": "q", "expression": "1"}]),
        [f"calculated value q: {SAME}"],
    ),
    "a dimension twice": (
        document(
            one("q"),
            scoring={"dimensions": [{"name": "d", "title": "d", "dimensions": [{"name": "D", "title": "d"}]}]},
        ),
        ["dimension D: Another dimension has this name already."],
    ),
    "values that look alike": (
        document(one("q", "A", "a", "b", "1", "1,0", "Other")),
        [Q + f"The value “{value}” can't be told apart from another." for value in ("A", "a", "1", "1,0", "Other")],
    ),
    "a scale that goes down": (document(scale("q", 1, 3, 2)), [Q + "The numbers of a scale go up."]),
    "a least above the most": (
        document(asks("text", "q", inputType="number", min=2, max=1)),
        [Q + "The least is more than the most."],
    ),
    "a day that does not exist": (
        document(asks("text", "q", inputType="date", max="2026-02-29")),
        [Q + "The day 2026-02-29 does not exist."],
    ),
    "days the wrong way round": (
        document(asks("text", "q", inputType="date", min="2026-02-02", max="2026-02-01")),
        [Q + "The first day is after the last."],
    ),
    "more at least than at most": (
        document(several("q", minSelectedChoices=3, maxSelectedChoices=2)),
        [Q + "At least 3 must be chosen, and at most 2."],
    ),
    "more than there are": (
        document(several("q", maxSelectedChoices=4), asks("ranking", "r", choices=choices("a"), maxSelectedChoices=2)),
        [Q + "It asks for 4 options, and has 3.", "question r: It asks for 2 options, and has 1."],
    ),
    "other is a choice too": (document(several("q", maxSelectedChoices=4, showOtherItem=True)), []),
    "an expression that can't be read": (
        document(one("q", visibleIf="{q} = ")),
        [Q + "“{q} = ” can't be read at character 7. Something is missing at the end."],
    ),
    "what nobody answers": (
        document(
            one("q", requiredIf="{nowhere} = 1 or {uitleg} empty or {p1} empty or {q-Comment} empty"),
            asks("html", "uitleg"),
        ),
        [
            Q + "There is no question {nowhere} in this survey.",
            Q + "{p1} is a page: nobody answers it.",
            Q + "Nothing else can be typed at {q-Comment}.",
            Q + "{uitleg} is a statement: nobody answers it.",
        ],
    ),
    "conditions everywhere": (
        document(
            pages=[page("p", asks("radiogroup", "q", choices=choices("a", a="{x} = 1")), visibleIf="{y} = 1")],
            calculatedValues=[{"name": "v", "expression": "{z}"}],
        ),
        [
            "page p: There is no question {y} in this survey.",
            Q + "There is no question {x} in this survey.",
            "calculated value v: There is no question {z} in this survey.",
        ],
    ),
    "a profile of nobody": (
        document(one("q"), profile=["x"]),
        ["survey: The profile names {x}, and there is no such question."],
    ),
    "a profile halfway": (
        document(pages=[page("p1", one("q")), page("p2", one("r"))], profile=["q"]),
        [Q + "A question of the profile stands on the last page."],
    ),
    "a profile that must be told": (
        document(one("q", isRequired=True), profile=["q"]),
        [Q + "A question of the profile can't be required."],
    ),
    "a dimension that is not there": (
        document(one("q", dimension="d")),
        [Q + "There is no dimension “d” to score it on."],
    ),
    "two bands at once": (
        document(
            one("q"),
            scoring={
                "dimensions": [
                    {"name": "d", "title": "d", "bands": [{"from": 1, "title": "a"}, {"from": 1, "title": "b"}]}
                ]
            },
        ),
        ["dimension d: Two bands begin at the same score."],
    ),
    "a language that is not asked": (
        document({**one("q"), "title": {"default": "q", "fr": "q", "de": "q"}}, languages=["fr"]),
        ["survey: There are texts in “de”, and the survey is not asked in it."],
    ),
    "a circle": (
        document(one("q", visibleIf="{r} = 'a'"), one("r", visibleIf="{q} = 'a'")),
        [Q + "Nothing may depend on itself, and this does: q → r → q."],
    ),
    "a circle through a page": (
        document(pages=[page("p", one("q"), visibleIf="{q} = 'a'")]),
        ["page p: Nothing may depend on itself, and this does: p → q → p."],
    ),
    "each requires the other": (document(one("q", requiredIf="{r} empty"), one("r", requiredIf="{q} empty")), []),
}


@pytest.mark.parametrize("what", MEANINGS)
def test_what_the_schema_cannot_say(what):
    written, expected = MEANINGS[what]
    assert told(written) == expected


def test_a_problem_says_whose_it_is():
    assert [problem.name for problem in problems(document(one("q", visibleIf="{x} = 1"), title=""))] == ["", "q"]


junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3)),
    lambda deeper: st.one_of(st.lists(deeper, max_size=2), st.dictionaries(st.text(max_size=3), deeper, max_size=2)),
    max_leaves=4,
)


@st.composite
def damaged(draw) -> Any:
    """The whole survey with something else, or nothing, in one place."""
    written = copy.deepcopy(WHOLE)
    holder, key = written, draw(st.sampled_from(sorted(written)))
    while isinstance(holder[key], dict | list) and holder[key] and draw(st.integers(0, 3)):
        holder = holder[key]
        key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
    if draw(st.booleans()):
        holder[key] = draw(junk)
    else:
        del holder[key]
    return written


@settings(max_examples=150, deadline=None)
@given(written=damaged())
def test_whatever_is_broken_is_told_and_breaks_nothing(written):
    for problem in problems(written):
        assert problem.where
        assert problem.sentence


def test_a_large_survey_is_checked_in_seconds():
    """Twenty questions with five hundred choices each; each part of the schema is tried in one form only."""
    listed = [{"value": f"v{at}", "text": "x"} for at in range(500)]
    written = as_read(document(*(asks("radiogroup", f"q{at}", choices=listed) for at in range(20))))
    start = time.process_time()
    assert told(written) == []
    assert time.process_time() - start < 5
