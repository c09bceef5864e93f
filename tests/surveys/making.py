"""Surveys, expressions and values to test with."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from surveys.logic.language import BINDS, TODAY

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "surveys"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real surveys are not beside this clone")

# Letters that fold in unexpected ways, every kind of white space, what looks like a number and does not, beyond the BMP.
ODD = "aAbBzß İıΑΣσςéÉ \t\n\u00a0\ufeff\u2028\x1f\x850123456789.,-+eExX'\"\\{}[]%\ue000\U0001f600\U00010400"
WORDS = [
    "",
    " ",
    "0",
    "1",
    "-1",
    "1,5",
    "1.50",
    "007",
    "1e5",
    "true",
    "False",
    "x",
    "X",
    "xyz",
    "null",
    "2001-02-03",
    '["x"]',
]
NUMBERS = [
    0,
    -0.0,
    1,
    -1,
    2,
    3,
    0.1,
    0.2,
    0.3,
    2.5,
    -2.5,
    1.005,
    1e-7,
    1.5e-7,
    1e21,
    1e16,
    1e308,
    -1e308,
    5e-324,
    2**53 + 1,
]

texts = st.one_of(
    st.sampled_from(WORDS),
    st.text(ODD, max_size=4),
    st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=4),
    st.dates().map(str),
)
numbers = st.one_of(
    st.sampled_from(NUMBERS),
    st.integers(-10, 110),
    st.integers(),
    st.decimals(-1000, 1000, places=2).map(float),
    st.floats(allow_nan=False, allow_infinity=False),
)
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)
places = st.fixed_dictionaries({"lat": st.just(51.05)}, optional={"place": texts})
values = st.one_of(
    scalars, st.lists(scalars, max_size=4), places, st.lists(st.one_of(scalars, places, st.lists(scalars)), max_size=3)
)
NAMES = ["a", "b", "c", "a-Comment", "constructor", TODAY]
answers = st.dictionaries(st.sampled_from([*NAMES, "__proto__"]), values)

names = st.sampled_from(NAMES).map(lambda name: ["name", name])
ONE = ["not", "empty", "notempty", "abs", "floor", "ceil", "length"]
SOME = ["list", "sum", "avg", "min", "max", "count"]


def _deeper(tree: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(
        st.tuples(st.sampled_from(sorted(set(BINDS) - {"and", "or"})), tree, tree),
        st.tuples(st.sampled_from(ONE), tree),
        st.tuples(st.sampled_from(SOME), st.lists(tree, min_size=1, max_size=3)).map(lambda pair: (pair[0], *pair[1])),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(tree, min_size=2, max_size=3)).map(lambda p: (p[0], *p[1])),
        st.tuples(st.just("iif"), tree, tree, tree),
        st.tuples(st.just("round"), tree, st.one_of(st.integers(-1, 16), tree)),
        st.tuples(st.just("age"), tree, st.just(["name", TODAY])),
    ).map(list)


# Syntax trees: any operation on anything; and only with constants that can be written down.
trees = st.recursive(st.one_of(scalars, names), _deeper, max_leaves=12)
writable = st.one_of(
    st.none(),
    st.booleans(),
    texts,
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.decimals(-1000, 1000, places=2).map(float),
)
writable_trees = st.recursive(st.one_of(writable, names), _deeper, max_leaves=12)


def exact(value: Any) -> Any:
    """A value that equals only the same value of the same kind: True is not 1, 3.0 is 3."""
    if isinstance(value, list):
        return [exact(one) for one in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return (type(value).__name__, value)
    return ("number", float(value))


def as_read(value: Any) -> Any:
    """As the browser gets it."""
    return json.loads(json.dumps(value))


def document(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A survey of one page, or of the pages that are given."""
    pages = more.pop("pages", [{"name": "p1", "elements": list(elements)}])
    return {"format": "participatie-survey/1", "locale": "nl", "title": "Straat", "pages": pages, **more}


def page(name: str, *elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "elements": list(elements), **more}


def asks(kind: str, name: str, **more: Any) -> dict[str, Any]:
    """A question of some type: asks("text", "naam", maxLength=10)."""
    return {"type": kind, "name": name, "title": f"Vraag {name}?", **more}


def choices(*values: str, **conditions: str) -> list[dict[str, Any]]:
    """Choices with these values; choices("a", "b", b="{x} = 1") shows b under a condition."""
    found = [{"value": value, "text": f"Keuze {value}"} for value in values]
    return [{**one, "visibleIf": conditions[one["value"]]} if one["value"] in conditions else one for one in found]


def one(name: str, *values: str, **more: Any) -> dict[str, Any]:
    return asks("radiogroup", name, choices=choices(*(values or ("a", "b", "c"))), **more)


def several(name: str, *values: str, **more: Any) -> dict[str, Any]:
    return asks("checkbox", name, choices=choices(*(values or ("a", "b", "c"))), **more)


def scale(name: str, *values: int, **more: Any) -> dict[str, Any]:
    steps = [{"value": value, "text": f"Stap {value}"} for value in values or (1, 2, 3, 4, 5)]
    return asks("rating", name, rateValues=steps, **more)
