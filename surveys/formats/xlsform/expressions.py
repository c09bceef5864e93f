"""From an expression of ours to XPath as ODK evaluates it."""

from collections.abc import Callable, Mapping

from surveys.definition import Definition, Question
from surveys.formats.resolving import LISTS, as_value
from surveys.logic.language import COMMENT, TODAY, Ast
from surveys.logic.parsing import parsed
from surveys.logic.values import Key, key

SIGNS = {
    "=": "=",
    "!=": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
    "+": "+",
    "-": "-",
    "*": "*",
    "/": "div",
    "%": "mod",
}
# What stands between values in XPath: in parentheses inside anything tighter.
LOOSE = {"and", "or", "anyof", "allof"}
COMPOSITE = LOOSE | SIGNS.keys() | {"empty", "notempty", "sum", "count", "avg", "contains"}
SAME = {"abs": "abs", "min": "min", "max": "max", "floor": "floor", "ceil": "ceiling", "round": "round", "iif": "if"}


class Inexpressible(ValueError):
    """ODK has no way to say this."""


class Writer:
    """Writes the conditions of one document; `names` and `values` are what the workbook calls things."""

    def __init__(
        self, definition: Definition, comments: Mapping[str, str], values: Mapping[tuple[str, Key], str]
    ) -> None:
        self.questions: dict[str, Question] = definition.by_name
        self.comments = comments
        self.values = values

    def written(self, expression: str) -> str:
        """The XPath of an expression. Raises Inexpressible."""
        return self.tree(parsed(expression))

    def tree(self, tree: Ast) -> str:
        """The XPath of a syntax tree, in parentheses unless it is one piece."""
        if not isinstance(tree, list):
            return _constant(tree)
        what, *parts = tree
        if what == "name":
            return self.name(parts[0])
        if what in {"and", "or"}:
            return f" {what} ".join(self.part(part) for part in parts)
        if what in SIGNS:
            return self.between(what, *parts)
        if what in SAME:
            return f"{SAME[what]}({', '.join(self.tree(part) for part in parts)})"
        if what not in WRITERS:
            raise Inexpressible(what)
        return WRITERS[what](self, *parts)

    def part(self, tree: Ast) -> str:
        """A part of an enumeration, in which comparisons bind tightly enough."""
        written = self.tree(tree)
        return f"({written})" if isinstance(tree, list) and tree[0] in LOOSE else written

    def inner(self, tree: Ast) -> str:
        """A part of something that binds tighter."""
        written = self.tree(tree)
        return f"({written})" if isinstance(tree, list) and tree[0] in COMPOSITE else written

    def name(self, name: str) -> str:
        """The answer to a question."""
        if name == TODAY:
            return "today()"
        return f"${{{self.comments[name.removesuffix(COMMENT)] if name.endswith(COMMENT) else name}}}"

    def kind(self, tree: Ast) -> str:
        """The kind of question that a name stands for, empty for anything else."""
        question = self.questions.get(tree[1]) if isinstance(tree, list) and tree[0] == "name" else None
        return question.kind if question else ""

    def value(self, asked: Ast, constant: Ast) -> str:
        """A constant that is compared with an answer."""
        if isinstance(constant, list):
            return self.inner(constant)
        if self.kind(asked) in {"one", *LISTS}:
            return _constant(self.values.get((asked[1], key(constant)), as_value(constant)))
        return _constant(constant)

    def between(self, sign: str, left: Ast, right: Ast) -> str:
        """A comparison or a calculation. Several choices are compared one by one."""
        for asked, other in ((left, right), (right, left)):
            if self.kind(asked) in LISTS and sign in {"=", "!="}:
                return self.equal_lists(sign, asked, other)
        is_constant = not isinstance(left, list)
        first = self.value(right, left) if is_constant else self.inner(left)
        return f"{first} {SIGNS[sign]} {self.value(left, right)}"

    def equal_lists(self, sign: str, asked: Ast, other: Ast) -> str:
        """Exactly these choices, in any order."""
        values = _listed(other)
        chosen = " and ".join(f"selected({self.name(asked[1])}, {self.value(asked, value)})" for value in values)
        exactly = f"count-selected({self.name(asked[1])}) = {len(values)}"
        both = f"{chosen} and {exactly}" if chosen else exactly
        return both if sign == "=" else f"not({both})"


def _listed(tree: Ast) -> list[Ast]:
    """The constants of a list. Raises Inexpressible for what is looked up."""
    values = tree[1:] if isinstance(tree, list) and tree[0] == "list" else [tree]
    if any(isinstance(value, list) for value in values):
        raise Inexpressible("list")
    return values


def _constant(value: Ast) -> str:
    if isinstance(value, bool):
        return "true()" if value else "false()"
    if value is None:
        return "''"
    if isinstance(value, str):
        if "'" in value and '"' in value:
            raise Inexpressible("'\"")
        return f'"{value}"' if "'" in value else f"'{value}'"
    return f"{value:.15f}".rstrip("0") if "e" in repr(value) else repr(value)


def _contains(writer: Writer, asked: Ast, value: Ast) -> str:
    if writer.kind(asked) in LISTS:
        return " and ".join(f"selected({writer.tree(asked)}, {writer.value(asked, one)})" for one in _listed(value))
    return f"contains({writer.tree(asked)}, {writer.tree(value)})"


def _any(writer: Writer, asked: Ast, values: Ast) -> str:
    """Any of nothing holds, as in SurveyJS."""
    return (
        " or ".join(f"selected({writer.tree(asked)}, {writer.value(asked, one)})" for one in _listed(values))
        or "true()"
    )


def _all(writer: Writer, asked: Ast, values: Ast) -> str:
    return (
        " and ".join(f"selected({writer.tree(asked)}, {writer.value(asked, one)})" for one in _listed(values))
        or "true()"
    )


def _sum(writer: Writer, *parts: Ast) -> str:
    return " + ".join(f"coalesce({writer.tree(part)}, 0)" for part in parts)


def _filled(writer: Writer, part: Ast) -> str:
    return f"if({writer.inner(part)} != '', 1, 0)"


def _count(writer: Writer, *parts: Ast) -> str:
    return " + ".join(_filled(writer, part) for part in parts)


def _length(writer: Writer, asked: Ast) -> str:
    function = "count-selected" if writer.kind(asked) in LISTS else "string-length"
    return f"{function}({writer.tree(asked)})"


def _age(writer: Writer, day: Ast, today: Ast) -> str:
    days = " - ".join(f"decimal-date-time({writer.tree(one)})" for one in (today, day))
    return f"int(({days}) div 365.25)"


WRITERS: dict[str, Callable[..., str]] = {
    "not": lambda writer, part: f"not({writer.tree(part)})",
    "empty": lambda writer, part: f"{writer.inner(part)} = ''",
    "notempty": lambda writer, part: f"{writer.inner(part)} != ''",
    "contains": _contains,
    "notcontains": lambda writer, asked, value: f"not({_contains(writer, asked, value)})",
    "anyof": _any,
    "allof": _all,
    "noneof": lambda writer, asked, values: f"not({_any(writer, asked, values)})",
    "^": lambda writer, base, power: f"pow({writer.tree(base)}, {writer.tree(power)})",
    "sum": _sum,
    "count": _count,
    "avg": lambda writer, *parts: f"({_sum(writer, *parts)}) div ({_count(writer, *parts)})",
    "length": _length,
    "age": _age,
}
