"""Conditions in words, for people who fill in a form with a pen and for staff who look over their survey."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.answering.kinds import word_of
from surveys.definition import Definition, Question
from surveys.logic.compiled import bare
from surveys.logic.language import Ast
from surveys.logic.parsing import InvalidExpression, parsed
from surveys.logic.writing import written


def numbers_of(definition: Definition) -> dict[str, int]:
    """The number each question has on the form; a statement has none."""
    return {name: number for number, name in enumerate(definition.by_name, 1)}


def in_words(expression: str, definition: Definition) -> str:
    """An expression as the rest of a sentence that begins with "if", in the active language; as written if it is none."""
    try:
        tree = parsed(expression) if expression else None
    except InvalidExpression:
        return expression
    return Words(definition, numbers_of(definition)).of(tree) if tree is not None else ""


@dataclass(frozen=True)
class Words:
    """Says trees of one survey."""

    definition: Definition
    numbers: Mapping[str, int]

    def of(self, tree: Ast) -> str:
        """A condition."""
        what, *parts = tree if isinstance(tree, list) else ["", tree]
        if what in {"and", "or"}:
            return self._joined(what, [self.of(part) for part in parts])
        if what == "not":
            return _("it is not so that %(what)s") % {"what": self.of(parts[0])}
        question = self._question(parts[0]) if parts else None
        said = self._about(what, question, parts) if question else ""
        return said or _("this holds: %(what)s") % {"what": written(tree)}

    def _question(self, tree: Ast) -> Question | None:
        is_name = isinstance(tree, list) and tree[0] == "name"
        return self.definition.by_name.get(bare(tree[1])) if is_name else None

    def _about(self, what: str, question: Question, parts: list[Ast]) -> str:
        """What is asked of one question; empty where there are no plain words for it."""
        number = self.numbers[question.name]
        if what in {"empty", "notempty", "name"}:
            left = _("you left question %(number)s open")
            return (left if what == "empty" else _("you answered question %(number)s")) % {"number": number}
        if what not in SENTENCES or not _is_value(parts[1]):
            return ""
        values = parts[1][1:] if isinstance(parts[1], list) else [parts[1]]
        choices = [f"“{_word(question, value)}”" for value in values]
        said = self._joined("and" if what == "allof" else "or", choices)
        return _sentences()[SENTENCES[what]] % {"number": number, "answer": said}

    def _joined(self, what: str, parts: Iterable[str]) -> str:
        return (_(" and ") if what == "and" else _(" or ")).join(parts)


SENTENCES = {
    "=": "is",
    "contains": "is",
    "anyof": "is",
    "allof": "is",
    "!=": "is not",
    "notcontains": "is not",
    "noneof": "is not",
    "<": "less",
    "<=": "at most",
    ">": "more",
    ">=": "at least",
}


def _sentences() -> dict[str, str]:
    return {
        "is": _("you answered %(answer)s to question %(number)s"),
        "is not": _("you did not answer %(answer)s to question %(number)s"),
        "less": _("your answer to question %(number)s is less than %(answer)s"),
        "at most": _("your answer to question %(number)s is at most %(answer)s"),
        "more": _("your answer to question %(number)s is more than %(answer)s"),
        "at least": _("your answer to question %(number)s is at least %(answer)s"),
    }


def _is_value(tree: Ast) -> bool:
    return not isinstance(tree, list) or (tree[0] == "list" and all(not isinstance(one, list) for one in tree[1:]))


def _word(question: Question, value: Ast) -> str:
    same = next((one for one in question.values if str(one) == str(value)), None)
    return str(value) if same is None else word_of(question, same)
