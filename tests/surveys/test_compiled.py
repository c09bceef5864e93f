"""What a survey shows, given answers: the same in Python and in the browser, whatever depends on what."""

import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.definition import Definition
from surveys.logic import TODAY
from surveys.logic.compiled import Circular, Logic, Shown, compile_, shown
from tests.surveys.conftest import LOGIC
from tests.surveys.making import as_read, asks, choices, document, exact, one, page


def shows(written: dict[str, Any], said: dict[str, Any], today: str = "2026-11-24") -> Shown:
    """By way of JSON, as it is stored."""
    return shown(as_read(compile_(Definition.of(written))), said, today)


def test_nothing_is_judged_where_nothing_hangs_on_anything():
    assert compile_(Definition.of(document(one("a"), asks("text", "b")))) == {"steps": [], "required": []}


def test_the_order_follows_what_looks_at_what():
    written = document(
        pages=[
            page("p1", one("a", visibleIf="{sum} > 1"), one("b"), asks("html", "c", visibleIf="{a} = 'x'")),
            page("p2", one("d", "x", "y", requiredIf="{a} empty"), visibleIf="{b} = 'a'"),
        ],
        calculatedValues=[
            {"name": "more", "expression": "{sum} + 1"},
            {"name": "sum", "expression": "length({d})"},
        ],
    )
    assert compile_(Definition.of(written)) == {
        "steps": [
            ["page", "p2", ["=", ["name", "b"], "a"], ["d"]],
            ["value", "sum", ["length", ["name", "d"]], None],
            ["question", "a", [">", ["name", "sum"], 1], []],
            ["value", "more", ["+", ["name", "sum"], 1], None],
            ["question", "c", ["=", ["name", "a"], "x"], []],
        ],
        "required": [["d", ["empty", ["name", "a"]]]],
    }


def test_a_hidden_question_has_no_answer_for_the_others():
    written = document(
        one("a"),
        one("b", visibleIf="{a} = 'a'", showOtherItem=True),
        one("c", visibleIf="{b} = 'a'"),
        asks("text", "d", visibleIf="{b-Comment} notempty"),
        calculatedValues=[{"name": "chosen", "expression": "iif({b} = 'a', 'yes', 'no')"}],
    )
    said = {"a": "b", "b": "a", "b-Comment": "x", "c": "a"}
    found = shows(written, said)
    assert found.hidden == {"b", "c", "d"}
    assert found.values == {"a": "b", "chosen": "no", TODAY: "2026-11-24"}
    assert shows(written, {**said, "a": "a"}).hidden == frozenset()


def test_a_hidden_page_hides_its_questions():
    written = document(
        pages=[
            page("p1", one("a")),
            page("p2", one("b"), visibleIf="{a} = 'a'"),
            page("p3", one("c", visibleIf="{b} = 'a'")),
        ]
    )
    assert shows(written, {"b": "a"}).hidden == {"p2", "b", "c"}


def test_a_hidden_choice_is_not_chosen():
    written = document(
        one("a"),
        asks("checkbox", "b", choices=choices("x", "y", y="{a} = 'a'")),
        asks("radiogroup", "c", choices=choices("x", "y", x="{b} contains 'y'"), visibleIf="{b} contains 'x'"),
        one("d", visibleIf="{b} contains 'y' or {c} = 'x'"),
    )
    found = shows(written, {"b": ["x", "y"], "c": "x"})
    assert (found.hidden, found.options) == ({"d"}, {"b": {"y"}, "c": {"x"}})
    assert found.values == {"b": ["x"], TODAY: "2026-11-24"}


def test_two_questions_may_require_each_other_and_a_hidden_one_is_never_required():
    written = document(
        asks("text", "mail", requiredIf="{phone} empty"),
        asks("text", "phone", requiredIf="{mail} empty"),
        asks("text", "why", requiredIf="true", visibleIf="{mail} notempty"),
    )
    assert shows(written, {}).required == {"mail", "phone"}
    assert shows(written, {"mail": "x"}).required == {"mail", "why"}


def test_a_condition_can_look_at_the_day():
    written = document(asks("text", "born", inputType="date"), one("a", visibleIf="age({born}) >= 18"))
    assert shows(written, {"born": "2008-11-24"}).hidden == frozenset()
    assert shows(written, {"born": "2008-11-24"}, "2026-11-23").hidden == {"a"}


CIRCLES = {
    "itself": (document(one("a", visibleIf="{a} = 'a'")), "a → a"),
    "two": (document(one("a", visibleIf="{b} = 'a'"), one("b", visibleIf="{a} = 'a'")), "a → b → a"),
    "what was typed": (document(one("a", showOtherItem=True, visibleIf="{a-Comment} empty")), "a → a"),
    "its choices": (
        document(asks("checkbox", "a", choices=choices("x", x="{b} = 1")), one("b", visibleIf="{a} notempty")),
        "a → b → a",
    ),
    "its page": (document(pages=[page("p", one("a"), visibleIf="{a} = 'a'")]), "a → p → a"),
    "a calculated value": (
        document(one("a", visibleIf="{v} > 1"), calculatedValues=[{"name": "v", "expression": "length({a})"}]),
        "a → v → a",
    ),
}


@pytest.mark.parametrize("written", CIRCLES)
def test_nothing_depends_on_itself(written):
    made, path = CIRCLES[written]
    with pytest.raises(Circular) as found:
        compile_(Definition.of(made))
    steps = str(found.value).split(" → ")
    assert steps[0] == steps[-1]
    assert sorted(set(steps)) == sorted(set(path.split(" → ")))
    assert len(steps) == len(path.split(" → "))


NAMES = ["a", "b", "c", "d", "constructor"]


@st.composite
def surveys(draw) -> dict[str, Any]:
    """Questions, pages, choices and values with conditions on what stands before them, in any order on the page."""

    def condition(at: int) -> dict[str, str]:
        looked_at = [*NAMES[:at], *(["sum"] if at > 2 else [])]
        value = st.sampled_from(["'x'", "'y'", "2", "['x', 'y']", *(["{a}"] if at else [])])
        made = st.tuples(
            st.sampled_from(looked_at or ["nothing"]), st.sampled_from(["=", "!=", "contains", "anyof"]), value
        )
        return draw(st.sampled_from([{}, {"visibleIf": "{{{}}} {} {}".format(*draw(made))}]))

    asked = []
    for at, name in enumerate(NAMES):
        offered = [{**choice, **condition(at)} for choice in choices("x", "y", "z")]
        kind = draw(st.sampled_from(["radiogroup", "checkbox"]))
        required = {"requiredIf": f"{{{draw(st.sampled_from(NAMES))}}} empty"}
        asked.append(asks(kind, name, choices=offered, showOtherItem=True, **condition(at), **required))
    first = draw(st.permutations(asked[:3]))
    pages = [page("p1", *first), page("p2", *asked[3:], **condition(3))]
    value = {"name": "sum", "expression": "length({a}) + length({b})"}
    return document(pages=draw(st.permutations(pages)), calculatedValues=[value])


values = st.one_of(st.sampled_from(["x", "y", "z", "other", None]), st.lists(st.sampled_from("xyz"), unique=True))
answers = st.dictionaries(st.sampled_from([*NAMES, "a-Comment", "sum", "__proto__"]), values)


@settings(max_examples=100, deadline=None)
@given(written=surveys(), said=answers)
def test_the_browser_shows_the_same(javascript, written, said):
    compiled = as_read(compile_(Definition.of(written)))
    here = shown(compiled, said, "2026-11-24")
    [there] = javascript([["shown", compiled, said, "2026-11-24"]])
    assert sorted(there["hidden"]) == sorted(here.hidden), json.dumps([written, said])
    assert {name: set(options) for name, options in there["options"].items()} == here.options
    assert sorted(there["required"]) == sorted(here.required)
    assert {name: exact(value) for name, value in there["values"].items()} == {
        name: exact(value) for name, value in here.values.items()
    }


@settings(max_examples=100, deadline=None)
@given(written=surveys(), said=answers)
def test_what_was_found_stays_so(written, said):
    """Judged anew with only the answers that count, the same is shown: the walk found a fixed point."""
    logic = Logic.of(compile_(Definition.of(written)))
    found = logic.shown(said, "2026-11-24")
    again = logic.shown(found.values, "2026-11-24")
    assert (again.hidden, again.options, again.required, again.values) == (
        found.hidden, found.options, found.required, found.values
    )  # fmt: skip


def test_it_is_small_enough_for_every_page():
    """At most 3 KB compressed, and no way to run a text as code."""
    source = LOGIC.read_bytes()
    assert len(gzip.compress(source, 9)) <= 3 * 1024
    assert not any(word in source for word in (b"eval(", b"Function(", b"import("))
