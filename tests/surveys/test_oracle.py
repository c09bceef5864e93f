"""What SurveyJS itself, survey-core from npm, makes of the same expressions; and where we mean something else."""

import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.logic import TODAY, evaluate, is_true, parsed, written
from surveys.logic.values import key
from tests.surveys.making import SHARED, needs_shared
from tests.surveys.oracle import survey_core  # noqa: F401 - a fixture

TEXTS = ["auto", "Fiets", "bus", "te voet", "2024-05-01"]
FIGURES = [0, 1, 2, 3, 5, 10, 0.1, 0.25, 2.5, 100]
NUMBER, TEXT, LIST, FLAG = ("n", "m", "k"), ("t", "o"), ("l",), ("b",)


def named(names: tuple[str, ...]) -> st.SearchStrategy:
    return st.sampled_from(names).map(lambda name: ["name", name])


def operation(signs: list[str], *parts: st.SearchStrategy) -> st.SearchStrategy:
    return st.tuples(st.sampled_from(signs), *parts).map(list)


def calculations(figure: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(
        operation(["+", "-", "*", "/", "sum", "avg", "min", "max", "count"], figure, figure),
        operation(["%"], figure, st.sampled_from([0, 2, 3, 0.25])),
        operation(["round"], operation(["+"], st.just(0), figure), st.integers(0, 2)),
        operation(["iif"], comparisons, figure, figure),
    )


text = st.one_of(named(TEXT), st.sampled_from(TEXTS))
several = st.one_of(
    named(LIST),
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3, unique=True).map(lambda found: ["list", *found]),
)
figure = st.one_of(named(NUMBER), st.sampled_from(FIGURES))
comparisons = st.one_of(
    operation(["=", "!=", "<", ">", "<=", ">="], figure, figure),
    operation(["=", "!="], text, text),
    operation(["=", "!="], several, several),
    operation(["=", "!="], named(FLAG), st.booleans()),
    operation(["empty", "notempty"], named(NUMBER + TEXT + LIST + FLAG)),
    operation(["contains", "notcontains"], several, st.sampled_from(TEXTS)),
    operation(["contains", "notcontains"], text, st.sampled_from(["e", "bus", "AUTO"])),
    operation(["anyof", "allof", "noneof"], several, several),
)
figures = st.recursive(figure, calculations, max_leaves=8)
powers = operation(["^"], figures, st.integers(-3, 3))
conditions = st.recursive(
    st.one_of(comparisons, operation(["=", "<", ">="], figures, figures)),
    lambda deeper: st.one_of(operation(["and", "or"], deeper, deeper), operation(["not"], deeper)),
    max_leaves=8,
)
amounts = st.sampled_from([0, 1, 2, 3, 4, 7, 10, 0.1, 0.2, 1.5, -3, "3", "2.5", "1,5"])
said = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(NUMBER, amounts),
        **dict.fromkeys(TEXT, st.sampled_from([*TEXTS, "AUTO", " bus ", ""])),
        **dict.fromkeys(LIST, st.lists(st.sampled_from(TEXTS), max_size=4, unique=True)),
        **dict.fromkeys(FLAG, st.booleans()),
    },
)
thorough = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_same(ours: Any, theirs: Any) -> bool:
    """But for the last digits: we multiply powers in another order, and keep what is smaller than 0.000001."""
    if isinstance(key(ours), float) and isinstance(key(theirs), float):
        return math.isclose(key(ours), key(theirs), rel_tol=1e-12, abs_tol=1e-12)
    return key(ours) == key(theirs)


@thorough
@given(tree=conditions, said=said)
def test_conditions(survey_core, tree, said):  # noqa: F811
    assert survey_core([["condition", written(tree), said]]) == [is_true(tree, said)], json.dumps([written(tree), said])


@thorough
@given(tree=st.one_of(figures, powers), said=said)
def test_calculations(survey_core, tree, said):  # noqa: F811
    [theirs] = survey_core([["expression", written(tree), said]])
    assert is_same(evaluate(tree, said), theirs), json.dumps([written(tree), said, theirs])


def corpus() -> list[tuple[str, dict[str, Any]]]:
    """(expression, answers): every expression of every real survey, with every submission of it."""
    found = []
    for file in sorted((SHARED / "surveyjs").glob("endatix*.json")):
        form = json.loads(file.read_text())
        written = list(_expressions(form["definition"]))
        for sent in form["submissions"]:
            said = dict(sent["jsonData"])
            for name, what, text in written:
                found.append((text, dict(said)))
                if what == "expression" and name:
                    said.setdefault(name, evaluate(parsed(text), said))
    return found


def _expressions(written: Any) -> Iterator[tuple[str, str, str]]:
    """(name of the question, property, expression)"""
    for part in written if isinstance(written, list) else written.values() if isinstance(written, dict) else ():
        yield from _expressions(part)
    if isinstance(written, dict):
        for what, value in written.items():
            if what.endswith(("If", "xpression")) and isinstance(value, str):
                yield written.get("name", ""), what, value


@needs_shared
def test_the_real_surveys_in_python_and_the_browser(javascript):
    cases = [(parsed(text), said) for text, said in corpus()]
    assert len(cases) > 150
    found = javascript([["evaluate", tree, said] for tree, said in cases])
    assert [key(one) for one in found] == [key(evaluate(tree, said)) for tree, said in cases]


@needs_shared
def test_the_real_surveys_in_survey_core(survey_core):  # noqa: F811
    """`pow` does not exist there, and `today()` gives a moment: the one is asked as `^`, the other is left out."""
    cases = [(parsed(text), said) for text, said in corpus() if text != TODAY]
    theirs = survey_core([["expression", written(tree), said] for tree, said in cases])
    assert [
        tree for (tree, said), one in zip(cases, theirs, strict=True) if not is_same(evaluate(tree, said), one)
    ] == []


# expression, answers, what we make of it, what survey-core makes of it, each for a reason:
DEVIATIONS = [
    ("{t}", {"t": "x"}, True, False, "a bare value is a condition: something was said"),
    ("{t} or {b}", {"t": "x"}, True, False, "`or` gives true or false, not one of its sides"),
    ("{b} = 1", {"b": True}, False, True, "truth values are no numbers"),
    ("{l} notcontains {t}", {}, True, False, "`notcontains` is always the opposite of `contains`"),
    ("{l} = {t}", {"l": []}, True, False, "everything empty is equal"),
    ("{l} = ['b', 'A']", {"l": ["B", "a"]}, True, False, "lists in no order, regardless of capitals"),
    ("{t} = 7", {"t": "007"}, False, True, "a code with leading zeros is no number"),
    ("{t} > 'a'", {"t": "B"}, True, False, "more and less regardless of capitals, as equal is"),
    ("'10' > '9'", {}, True, False, "texts that read as numbers are numbers, also between quotes"),
    ("{T} = 'x'", {"t": "x"}, False, True, "names are exact; a name that does not exist is refused on saving"),
    ("length({l}) = 2", {"l": ["a", "b"]}, True, False, "length, abs, floor, ceil and pow exist"),
    ("2 ^ 0.5 > 1", {}, False, True, "powers are whole, so that every engine gives the same last digit"),
    ("round({n}, 2) = 2", {}, False, True, "nothing rounded is nothing, not the 2 behind it"),
    ("count({t}) = 0", {"t": ""}, True, False, "what is empty is not counted"),
    ("max({t}, {o}) = 'b'", {"t": "a", "o": "b"}, False, True, "the largest of numbers only"),
    ("{t} + {o} = 'ab'", {"t": "a", "o": "b"}, False, True, "texts are not glued"),
]


@pytest.mark.parametrize(
    ("expression", "said", "ours", "theirs", "reason"), DEVIATIONS, ids=[one[0] for one in DEVIATIONS]
)
def test_where_we_mean_something_else(survey_core, expression, said, ours, theirs, reason):  # noqa: F811
    assert is_true(parsed(expression), said) is ours
    assert survey_core([["condition", expression, said]]) == [theirs], reason


@pytest.mark.parametrize("expression", ["not {n} = 1", "{n} = 1 and ({m}) empty"])
def test_what_survey_core_cannot_read_is_written_in_its_way(survey_core, expression):  # noqa: F811
    said = {"n": 1}
    assert survey_core([["condition", expression, said]]) != survey_core(
        [["condition", written(parsed(expression)), said]]
    )
    assert survey_core([["condition", written(parsed(expression)), said]]) == [is_true(parsed(expression), said)]
