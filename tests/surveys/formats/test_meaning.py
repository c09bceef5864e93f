"""A condition that went through XPath means what it meant, whatever the answers are."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveys.formats.xlsform import read, write
from surveys.logic import evaluate, parsed
from surveys.logic.values import truth
from surveys.logic.writing import written

AB = [{"value": "a", "text": "A"}, {"value": "b b", "text": "B"}, {"value": "3", "text": "Drie"}]
ASKED = [
    {"type": "radiogroup", "name": "one", "title": "?", "choices": AB, "showOtherItem": True},
    {"type": "checkbox", "name": "some", "title": "?", "choices": AB, "showDontKnowItem": True},
    {"type": "ranking", "name": "rank", "title": "?", "choices": AB},
    {"type": "rating", "name": "step", "title": "?", "rateValues": [{"value": n, "text": "?"} for n in range(1, 4)]},
    {"type": "text", "name": "number", "title": "?", "inputType": "number"},
    {"type": "text", "name": "text", "title": "?"},
]  # fmt: skip
CHOSEN = st.sampled_from(["a", "b b", "3"])
LISTS = st.lists(CHOSEN, unique=True, max_size=3)
answers = st.fixed_dictionaries(
    {
        "one": st.one_of(st.none(), CHOSEN, st.just("other")),
        "some": st.one_of(st.none(), LISTS, st.just(["dontknow"])),
        "rank": st.one_of(st.none(), LISTS),
        "step": st.one_of(st.none(), st.integers(1, 3)),
        "number": st.one_of(st.none(), st.integers(-5, 5), st.just(2.5)),
        "text": st.one_of(st.none(), st.sampled_from(["", "ja", "neen", "3"])),
        "one-Comment": st.one_of(st.none(), st.just("ja")),
    }
)


def name(wanted: str) -> list[str]:
    return ["name", wanted]


lists = LISTS.map(lambda values: ["list", *values])
several = st.sampled_from(["some", "rank"]).map(name)
numbers = st.one_of(
    st.sampled_from(["number", "step"]).map(name), st.integers(-3, 3), several.map(lambda asked: ["length", asked])
)
figures = st.recursive(
    numbers,
    lambda deeper: st.one_of(
        st.tuples(st.sampled_from(["+", "-", "*"]), deeper, deeper).map(list),
        st.tuples(st.sampled_from(["sum", "count"]), deeper, deeper).map(list),
        st.tuples(st.just("iif"), st.just(["=", name("one"), "a"]), deeper, deeper).map(list),
        deeper.map(lambda tree: ["abs", tree]),
    ),
    max_leaves=4,
)
conditions = st.recursive(
    st.one_of(
        st.tuples(st.sampled_from(["=", "!="]), st.just(name("one")), st.one_of(CHOSEN, st.just("other"))).map(list),
        st.tuples(st.sampled_from(["=", "!="]), several, lists).map(list),
        st.tuples(st.sampled_from(["contains", "notcontains"]), several, CHOSEN).map(list),
        st.tuples(st.sampled_from(["anyof", "allof", "noneof"]), several, lists).map(list),
        st.tuples(st.sampled_from(["=", "!="]), st.sampled_from(["text", "one-Comment"]).map(name), st.just("ja")).map(
            list
        ),
        st.tuples(
            st.sampled_from(["empty", "notempty"]), st.sampled_from(["one", "some", "number", "text"]).map(name)
        ).map(list),
        st.tuples(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), figures, figures).map(list),
    ),
    lambda deeper: st.one_of(
        deeper.map(lambda tree: ["not", tree]),
        st.tuples(st.sampled_from(["and", "or"]), deeper, deeper).map(list),
    ),
    max_leaves=4,
)


def through_xpath(tree: Any) -> str:
    last = {"type": "text", "name": "last", "title": "?", "visibleIf": written(tree)}
    document = {
        "format": "participatie-survey/1",
        "locale": "nl",
        "title": "T",
        "pages": [{"name": "p", "elements": [*ASKED, last]}],
    }
    imported = read(write(document), "")
    assert {line.code for line in imported.report} <= {"other_joined"}
    return imported.document["pages"][0]["elements"][-1]["visibleIf"]


@given(conditions, st.lists(answers, min_size=20, max_size=20))
@example(["anyof", name("some"), ["list"]], [{"some": None}])
@example(["noneof", name("some"), ["list"]], [{"some": ["a"]}])
@settings(max_examples=60, deadline=None)
def test_the_same_answers_show_the_same(tree: Any, given_answers: list[dict[str, Any]]) -> None:
    again = parsed(through_xpath(tree))
    for one in given_answers:
        assert truth(evaluate(again, one)) is truth(evaluate(parsed(written(tree)), one)), (one, tree, again)
