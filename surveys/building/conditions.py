"""Conditions as people choose them (a question, how, a value; all or any of these), to an expression and back.

An expression that says more than this can't be read back: `rules_of` gives None, and it is shown as it is written.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.definition import DONT_KNOW, OTHER, Definition, Question
from surveys.logic import Ast, InvalidExpression, parsed, written
from surveys.logic.values import digits

ALL, ANY = "and", "or"
OPERATORS = {
    "=": gettext_lazy("is"),
    "!=": gettext_lazy("is not"),
    "contains": gettext_lazy("has"),
    "notcontains": gettext_lazy("has not"),
    ">=": gettext_lazy("is at least"),
    "<=": gettext_lazy("is at most"),
    ">": gettext_lazy("is more than"),
    "<": gettext_lazy("is less than"),
    "notempty": gettext_lazy("was answered"),
    "empty": gettext_lazy("was not answered"),
}
WITHOUT_VALUE = ("notempty", "empty")
COMPARING = ("=", "!=", ">=", "<=", ">", "<")
BY_KIND: dict[str, tuple[str, ...]] = {
    "one": ("=", "!="),
    "several": ("contains", "notcontains"),
    "scale": COMPARING,
    "nps": COMPARING,
    "number": COMPARING,
    "date": COMPARING,
    "text": ("=", "!=", "contains", "notcontains"),
    "comment": ("contains", "notcontains"),
}
MOST_RULES = 20


class Rule(NamedTuple):
    """One thing that is asked of an answer. `value` is as it was typed or chosen."""

    question: str
    operator: str
    value: str = ""


class Condition(NamedTuple):
    """Rules that must all hold, or of which any must."""

    joined: str
    rules: tuple[Rule, ...]


def operators_of(question: Question | None) -> tuple[str, ...]:
    """What can be asked of a question: of no question in particular, everything."""
    if question is None:
        return tuple(OPERATORS)
    return (*BY_KIND.get(question.kind, ()), *WITHOUT_VALUE)


def expression_of(condition: Condition, definition: Definition) -> str:
    """The expression that says so; empty without rules.

    Raises KeyError for a question that is not there, ValueError for a number that is none.
    """
    trees = [_tree(rule, definition.by_name[rule.question]) for rule in condition.rules]
    if not trees:
        return ""
    return written(trees[0] if len(trees) == 1 else [condition.joined, *trees])


def _tree(rule: Rule, question: Question) -> Ast:
    name = ["name", rule.question]
    if rule.operator in WITHOUT_VALUE:
        return [rule.operator, name]
    return [rule.operator, name, constant(question, rule.value)]


def constant(question: Question, typed: str) -> str | int | float:
    """What a typed value is, for this question. Raises ValueError."""
    if question.choices:
        return {str(one): one for one in question.values}.get(typed, typed)
    if question.kind == "number":
        number = float(typed.replace(",", "."))
        return int(number) if number.is_integer() else number
    return typed


def rules_of(expression: str, definition: Definition) -> Condition | None:
    """The rules that an expression says; none for an empty one, None for one that says more than rules can."""
    if not expression:
        return Condition(ALL, ())
    try:
        tree = parsed(expression)
    except InvalidExpression:
        return None
    joined, parts = (tree[0], tree[1:]) if isinstance(tree, list) and tree[0] in {ALL, ANY} else (ALL, [tree])
    rules = [_rule(part, definition) for part in parts]
    found = tuple(rule for rule in rules if rule)
    return Condition(joined, found) if len(found) == len(rules) <= MOST_RULES else None


def _rule(tree: Ast, definition: Definition) -> Rule | None:
    match tree:
        case [str(operator), ["name", str(name)], *values] if len(values) == (operator not in WITHOUT_VALUE):
            question = definition.by_name.get(name)
            if question is None or operator not in operators_of(question):
                return None
            typed = _typed(question, values[0]) if values else ""
            return None if typed is None else Rule(name, operator, typed)
    return None


def _typed(question: Question, value: Ast) -> str | None:
    """How people would type a constant; None for one that they can't."""
    if question.choices:
        return next((str(one) for one in question.values if type(one) is type(value) and one == value), None)
    if question.kind == "number":
        return digits(float(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None
    return value if isinstance(value, str) and value.strip() == value and value else None


def word_of(question: Question, value: str) -> str:
    """What people read for a value of a question."""
    texts = {str(choice.value): choice.text.default for choice in question.choices}
    own = {OTHER: _("something else"), DONT_KNOW: _("I don't know")}
    return texts.get(value) or own.get(value, value)
