"""What a survey shows, given what was answered: its conditions in the order in which they can be judged.

A question that is not shown has no answer for the others, nor has what was typed with it; a choice that is not shown is
not chosen; a page that is not shown hides its questions. So what a name is worth depends on its own conditions, those of
its page and of its choices, and on what these look at. Nothing may depend on itself (`Circular`), so there is an order in
which everything is judged after what it looks at, one walk in that order ends, and what it finds is the only answer there
is. Whether a question is required is judged last: nothing looks at that, so two questions may require each other.

Compiled, a survey is JSON for both evaluators: `steps` are `["page", name, tree, names in it]`, `["question", name, tree,
[]]`, `["choice", question, tree, value]` and `["value", name, tree, null]`, only for what has a condition; `required`
are `[question, tree]`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any, Self, TypedDict

from surveys.definition.document import Definition, Page, Question
from surveys.logic.evaluating import Prepared, prepared
from surveys.logic.language import COMMENT, TODAY
from surveys.logic.parsing import names, parsed
from surveys.logic.values import truth

Step = list[Any]
Steps = dict[str, list[Step]]  # by the name of a page, a question or a calculated value


class Compiled(TypedDict):
    """The logic of a survey, as it is stored with the version."""

    steps: list[Step]
    required: list[list[Any]]


class Circular(ValueError):
    """Something depends on itself: `path` goes from it, by what it looks at, back to it."""

    def __init__(self, path: list[str]) -> None:
        super().__init__(" → ".join(path))
        self.path = path


def compile_(definition: Definition) -> Compiled:
    """The logic of a survey; InvalidExpression when one can't be read, Circular when something depends on itself."""
    steps = _steps(definition)
    return {
        "steps": [step for name in _order(definition, steps) for step in steps.get(name, [])],
        "required": [[one.name, parsed(one.required_if)] for one in definition.questions if one.required_if],
    }


def _steps(definition: Definition) -> Steps:
    found = {page.name: _of_page(page) for page in definition.pages}
    found |= {question.name: _of_question(question) for question in definition.questions}
    found |= {name: [["value", name, parsed(text), None]] for name, text in definition.calculated.items()}
    return {name: steps for name, steps in found.items() if steps}


def _of_page(page: Page) -> list[Step]:
    held = [question.name for question in page.questions]
    return [["page", page.name, parsed(page.visible_if), held]] if page.visible_if else []


def _of_question(question: Question) -> list[Step]:
    own = [["question", question.name, parsed(question.visible_if), []]] if question.visible_if else []
    choices = [one for one in question.choices if one.visible_if]
    return own + [["choice", question.name, parsed(one.visible_if), one.value] for one in choices]


def _order(definition: Definition, steps: Steps) -> list[str]:
    """Every name after those it looks at."""
    looks_at = {name: {bare(one) for step in own for one in names(step[2])} for name, own in steps.items()}
    for question in definition.questions:
        looks_at[question.name] = looks_at.get(question.name, set()) | {question.page}
    try:
        return list(TopologicalSorter({name: sorted(others) for name, others in looks_at.items()}).static_order())
    except CycleError as error:
        raise Circular(error.args[1][::-1]) from None


def bare(name: str) -> str:
    """The question a name belongs to."""
    return name.removesuffix(COMMENT)


@dataclass(frozen=True)
class Shown:
    """What a survey shows."""

    hidden: frozenset[str]  # names of pages, questions and statements
    options: Mapping[str, frozenset[str | int]]  # choices that are hidden, by question
    required: frozenset[str]  # questions that a condition requires
    values: Mapping[str, Any]  # the answers that count, and the calculated values


@dataclass(frozen=True)
class Logic:
    """The logic of a survey as functions: made once, asked often."""

    steps: tuple[tuple[str, str, Prepared, Any], ...]
    required: tuple[tuple[str, Prepared], ...]

    @classmethod
    def of(cls, compiled: Compiled) -> Self:
        """From what is stored with a version."""
        steps = tuple((kind, name, prepared(tree), more) for kind, name, tree, more in compiled["steps"])
        return cls(steps, tuple((name, prepared(tree)) for name, tree in compiled["required"]))

    def shown(self, answers: Mapping[str, Any], today: str = "") -> Shown:
        """What these answers make of the survey, on this day (2026-12-31)."""
        walk = _Walk(answers, today)
        for kind, name, condition, more in self.steps:
            walk.step(kind, name, condition, more)
        required = [name for name, asks in self.required if name not in walk.hidden and truth(asks(walk.values))]
        options = {name: frozenset(values) for name, values in walk.options.items()}
        return Shown(frozenset(walk.hidden), options, frozenset(required), walk.values)


class _Walk:
    """What was found so far."""

    def __init__(self, answers: Mapping[str, Any], today: str) -> None:
        self.values = {**answers, TODAY: today}
        self.hidden: set[str] = set()
        self.options: dict[str, set[str | int]] = {}

    def step(self, kind: str, name: str, condition: Prepared, more: Any) -> None:
        value = condition(self.values)
        if kind == "value":
            self.values[name] = value
        elif not truth(value) and kind == "choice":
            self.drop(name, more)
        elif not truth(value):
            self.hidden.update((name, *more))
            for one in (name, *more):
                self.forget(one)

    def drop(self, name: str, option: str | int) -> None:
        """A choice can't be chosen."""
        self.options.setdefault(name, set()).add(option)
        chosen = self.values.get(name)
        if isinstance(chosen, list):
            self.values[name] = [one for one in chosen if one != option]
        elif chosen == option:
            self.forget(name)

    def forget(self, name: str) -> None:
        self.values.pop(name, None)
        self.values.pop(name + COMMENT, None)


def shown(compiled: Compiled, answers: Mapping[str, Any], today: str = "") -> Shown:
    """What these answers make of a survey."""
    return Logic.of(compiled).shown(answers, today)
