"""From the names a file uses in its conditions to ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from surveys.logic.language import COMMENT, TODAY, Ast

LISTS = frozenset({"several", "ranking"})
CHOOSING = LISTS | {"one"}
NUMBERS = frozenset({"scale", "nps", "number"})
COMPARING = frozenset(
    {"=", "!=", "<", "<=", ">", ">=", "contains", "notcontains", "anyof", "allof", "noneof", "selected"}
)


class Unknown(ValueError):
    """A condition looks at something that is not in the document."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Asked:
    """What conditions may look at: our name, the kind of question, and our values by those of the file."""

    name: str
    kind: str
    values: Mapping[str, str] = field(default_factory=dict)

    def value(self, written: Ast) -> Ast:
        """A constant that stands beside this name in a comparison, as our answers have it."""
        if self.kind in CHOOSING:
            return self.values.get(as_value(written), as_value(written))
        if self.kind in NUMBERS and isinstance(written, str):
            return as_number(written)
        return written


def as_value(constant: Ast) -> str:
    """A constant as the text it is as a value: true is `true`, 1.0 is `1`."""
    if isinstance(constant, bool):
        return str(constant).lower()
    if isinstance(constant, float) and constant.is_integer():
        return str(int(constant))
    return str(constant)


def as_number(text: str) -> Ast:
    """A text as the number it holds, or as it is."""
    try:
        number = float(text)
    except ValueError:
        return text
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - not a number
        return text
    return int(number) if number.is_integer() else number


def is_day(text: str) -> bool:
    """Whether a text is a day that exists, as 2026-12-31."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def resolved(tree: Ast, asked: Mapping[str, Asked]) -> Ast:
    """The tree in our names and values; Unknown for a name that is not asked.

    `["selected", name, value]`, which holds for one choice as well as for several, becomes what it is here.
    """
    if not isinstance(tree, list):
        return tree
    what, *parts = tree
    if what == "name":
        return tree if parts == [TODAY] else ["name", _looked_up(parts[0], asked)]
    if what in COMPARING:
        beside = _beside(parts, asked)
        what = _selected(beside) if what == "selected" else what
        parts = [_as_beside(part, beside) for part in parts] if beside else parts
    return [what, *(resolved(part, asked) for part in parts)]


def _looked_up(name: str, asked: Mapping[str, Asked]) -> str:
    if name in asked:
        return asked[name].name
    question = name.removesuffix(COMMENT)
    if question == name or question not in asked:
        raise Unknown(name)
    return asked[question].name + COMMENT


def _beside(parts: list[Ast], asked: Mapping[str, Asked]) -> Asked | None:
    """What the constants of a comparison are compared with."""
    names = [part[1] for part in parts if isinstance(part, list) and part[0] == "name"]
    return asked.get(names[0]) if names else None


def _selected(beside: Asked | None) -> str:
    return "contains" if beside is None or beside.kind in LISTS else "="


def _as_beside(part: Ast, beside: Asked) -> Ast:
    if isinstance(part, list):
        return ["list", *(_as_beside(one, beside) for one in part[1:])] if part[0] == "list" else part
    return part if part is None else beside.value(part)


def all_of(trees: list[Ast]) -> Ast:
    """One tree that holds when all of them hold."""
    flat = [part for tree in trees for part in (tree[1:] if isinstance(tree, list) and tree[0] == "and" else [tree])]
    return flat[0] if len(flat) == 1 else ["and", *flat]
