"""What the server takes in: the last word on what a browser, an API or a clerk sends.

An answer is taken in when it is one of a question that is asked, in its form, within its limits, and goes with the other
answers; when nothing required is open; and when nothing was said to what was not asked.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self
from weakref import WeakKeyDictionary

from django.utils.translation import override

from surveys.answering import sentences
from surveys.answering.cleaning import line
from surveys.answering.kinds import Judge, comment_judge, judge_of, word_of
from surveys.answering.sentences import Refused
from surveys.definition.document import OTHER, Definition, Question
from surveys.logic.compiled import Compiled, Logic, Shown, bare
from surveys.logic.language import COMMENT

OPEN: tuple[Any, ...] = ("", None, [], {})
MOST_ERRORS = 100
MOST_NAME = 80  # also of a question that does not exist
NOTHING: frozenset[Any] = frozenset()
Found = list[tuple[str, Refused]]


class Error(NamedTuple):
    """Why an answer is not taken in, in the language of who answered."""

    name: str
    sentence: str


@dataclass(frozen=True)
class Checked:
    """The answers as they are kept, and why they can't be. With errors, nothing is kept.

    `answers` has a key for every question that was shown, None where it was left open, and one for what was typed with
    the other choice.
    """

    answers: dict[str, Any]
    errors: list[Error]


def checked(
    definition: Definition,
    logic: Logic | Compiled,
    answers: Mapping[str, Any],
    *,
    language: str,
    today: date,
    places: Collection[str] | None = None,
) -> Checked:
    """Judges answers to a survey; `places` are the codes of places that can be pointed at, None for any.

    Give the same definition again for the next answer: what is made of it is kept as long as it lives. Logic that was
    not prepared yet is prepared for each answer.
    """
    checker = _CHECKERS.get(definition)
    if checker is None:
        checker = _CHECKERS[definition] = Checker.of(definition)
    prepared = logic if isinstance(logic, Logic) else Logic.of(logic)
    return checker.checked(prepared, answers, language=language, today=today, places=places)


@dataclass(frozen=True)
class Checker:
    """A survey as functions that judge its answers."""

    judges: Mapping[str, Judge]
    questions: tuple[Question, ...]
    conditional: frozenset[str]  # questions that are not always shown

    @classmethod
    def of(cls, definition: Definition) -> Self:
        """Made once for each version."""
        asked = definition.by_name
        judges = {name: judge_of(question) for name, question in asked.items()}
        judges |= {name + COMMENT: comment_judge() for name, question in asked.items() if question.has_other}
        pages = {page.name for page in definition.pages if page.visible_if}
        conditional = [name for name, question in asked.items() if question.visible_if or question.page in pages]
        return cls(judges, tuple(asked.values()), frozenset(conditional))

    def checked(
        self,
        logic: Logic,
        answers: Mapping[str, Any],
        *,
        language: str,
        today: date,
        places: Collection[str] | None = None,
    ) -> Checked:
        """What is kept of these answers, and why they can't be."""
        said, found = self.read(answers)
        if places is not None:
            found += self.wrong_places(said, places)
        shown = logic.shown(said, today.isoformat())
        if shown.hidden or shown.options:
            found += self.out_of_place(said, shown, is_whole=not found)
        found += self.lacking(said, shown, {name for name, _refused in found})
        return Checked(self.kept(said, shown), _errors(found[:MOST_ERRORS], language) if found else [])

    def read(self, answers: Mapping[str, Any]) -> tuple[dict[str, Any], Found]:
        """What was said, in the form in which it is kept; and what could not be read."""
        said: dict[str, Any] = {}
        found: Found = []
        for name, value in answers.items():
            if value in OPEN:
                continue
            judge = self.judges.get(name)
            try:
                kept = (judge or _unknown)(value)
            except Refused as refused:
                found.append((bare(name) if judge else name, refused))
                continue
            if kept is not None:
                said[name] = kept
        return said, found

    def wrong_places(self, said: dict[str, Any], places: Collection[str]) -> Found:
        """Pointed at what is not there."""
        pointed = [question.name for question in self.questions if question.kind == "place" and question.name in said]
        return [(name, Refused(sentences.NO_PLACE)) for name in pointed if said[name]["place"] not in places]

    def out_of_place(self, said: dict[str, Any], shown: Shown, *, is_whole: bool) -> Iterator[tuple[str, Refused]]:
        """Said to what was not asked: not while an answer can't be read, on which that may hang."""
        if not is_whole:
            return
        for name, value in said.items():
            if bare(name) in shown.hidden:
                yield bare(name), Refused(sentences.HIDDEN)
            chosen = value if isinstance(value, list) else [value]
            for one in shown.options[name].intersection(chosen) if name in shown.options else NOTHING:
                yield name, Refused(sentences.NOT_WITH, option=word_of(self.by_name(name), one))

    def by_name(self, name: str) -> Question:
        """A question of the survey."""
        return next(question for question in self.questions if question.name == name)

    def lacking(self, said: dict[str, Any], shown: Shown, wrong: set[str]) -> Found:
        """Left open, and required; or half of the other choice."""
        unsure = self.conditional | wrong if wrong else NOTHING
        found: Found = []
        for question in self.questions:
            name = question.name
            if name in unsure or name in shown.hidden:
                continue
            if name not in said and (question.is_required or (not wrong and name in shown.required)):
                found.append((name, Refused(sentences.REQUIRED)))
            elif question.has_other:
                found += _half(name, said)
        return found

    def kept(self, said: dict[str, Any], shown: Shown) -> dict[str, Any]:
        """A key for everything that was shown, and what was typed."""
        asked = [question.name for question in self.questions if question.name not in shown.hidden]
        return {name: said.get(name) for name in asked} | {name: said[name] for name in said if bare(name) != name}


def _unknown(said: Any) -> Any:
    raise Refused(sentences.UNKNOWN)


def _half(name: str, said: dict[str, Any]) -> Iterator[tuple[str, Refused]]:
    value = said.get(name)
    is_other = OTHER in value if isinstance(value, list) else value == OTHER
    is_typed = name + COMMENT in said
    if is_other != is_typed:
        yield name, Refused(sentences.OTHER_OPEN if is_other else sentences.OTHER_NOT_CHOSEN)


def _errors(found: Found, language: str) -> list[Error]:
    with override(language):
        return [Error(line(name[: 2 * MOST_NAME])[:MOST_NAME], str(refused)) for name, refused in found]


_CHECKERS: WeakKeyDictionary[Definition, Checker] = WeakKeyDictionary()
