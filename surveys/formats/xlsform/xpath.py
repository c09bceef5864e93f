"""The part of ODK's XPath that conditions in our documents can say too."""

import re
from collections.abc import Callable, Iterator

from surveys.formats.foreign import Dialect, Unreadable, negated, negative, parsed, same, several, single
from surveys.logic.language import TODAY, Ast

SELF = ["name", "."]  # the answer that a constraint is about
COLUMN = "column"  # ["column", "district"]: a cell of a choice, in a choice_filter

TOKENS = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<number>\d+(?:\.\d+)?|\.\d+)
    | (?P<text>'[^']*'|"[^"]*"|‘[^’]*’|“[^”]*”)
    | (?P<name>\$\{\s*[^{}]+\s*\}|(?:\.\./|/)[\w./-]+|\.(?![\w.]))
    | (?P<word>[A-Za-z_][\w-]*(?::[A-Za-z_][\w-]*)?(?:\.[\w-]+)*)
    | (?P<sign><=|>=|!=|[=<>+*,()\-])
    """,
    re.VERBOSE,
)


def _name(written: str) -> Ast:
    if written == ".":
        return SELF
    if written.startswith("${"):
        return ["name", written[2:-1].strip().removeprefix("last-saved#")]
    return ["name", written.rstrip("/").rpartition("/")[2]]


def _word(written: str) -> Ast:
    return [COLUMN, written]


def _selected(asked: Ast, value: Ast) -> Ast:
    return ["selected", asked, value]


def _length(asked: Ast) -> Ast:
    return ["length", asked]


def _round(value: Ast, digits: Ast = 0) -> Ast:
    return ["round", value, digits]


def _one_of(first: Ast, second: Ast) -> Ast:
    return ["iif", ["empty", first], second, first]


FUNCTIONS: dict[str, Callable[..., Ast]] = {
    "selected": _selected,
    "count-selected": _length,
    "string-length": _length,
    "not": negated,
    "true": lambda: True,
    "false": lambda: False,
    "if": lambda condition, then, otherwise: ["iif", condition, then, otherwise],
    "coalesce": _one_of,
    "contains": lambda text, part: ["contains", text, part],
    "today": lambda: ["name", TODAY],
    "round": _round,
    "pow": lambda base, power: ["^", base, power],
    **dict.fromkeys(("string", "number", "boolean", "date"), same),
    **{name: several(name) for name in ("min", "max", "sum")},
    **{
        name: single(ours) for name, ours in {"abs": "abs", "floor": "floor", "ceiling": "ceil", "int": "floor"}.items()
    },
}

DIALECT = Dialect(
    tokens=TOKENS,
    operators={
        **{sign: sign for sign in ("or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*")},
        "div": "/",
        "mod": "%",
    },
    functions=FUNCTIONS,
    before={"-": negative},
    name=_name,
    word=_word,
)


def read(source: str) -> Ast:
    """The syntax tree of an expression that looks at answers only. Raises Unreadable."""
    tree = read_with_columns(source)
    if column := next(_columns(tree), None):
        raise Unreadable(column)
    return tree


def read_with_columns(source: str) -> Ast:
    """The syntax tree of a choice_filter, in which words are columns of the choices. Raises Unreadable."""
    return parsed(source, DIALECT)


def _columns(tree: Ast) -> Iterator[str]:
    if isinstance(tree, list):
        if tree[0] == COLUMN:
            yield tree[1]
        for part in tree[1:]:
            yield from _columns(part)
