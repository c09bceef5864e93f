"""What was asked over all versions of a survey: every question by its name, with everything that could be chosen in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from municipalities.reference import places_of
from surveys.counted import ONE, SCALES
from surveys.definition import DONT_KNOW, OTHER, Definition, Question, Text
from surveys.models import Survey

CELLED = ONE | {"place"}
Words = tuple[str, tuple[tuple[str | int, str], ...]]


@dataclass(frozen=True)
class Asked:
    """A question in its newest words. `choices` (value -> text) also has what only older versions let people choose."""

    question: Question
    choices: Mapping[str, Text]
    was_changed: bool = False
    is_asked_still: bool = True

    @property
    def name(self) -> str:
        """Its name, the same in all versions."""
        return self.question.name

    @property
    def kind(self) -> str:
        """Its kind, the same in all versions."""
        return self.question.kind

    @property
    def steps(self) -> list[int]:
        """The steps of a scale, from low to high."""
        return sorted(int(value) for value in self.choices if value not in {OTHER, DONT_KNOW})


@dataclass(frozen=True)
class Whole:
    """All that was asked, in the order of the newest version; `groups` are the answers by which scales are shown apart."""

    title: Text
    questions: tuple[Asked, ...]
    split_by: Asked | None
    groups: tuple[str, ...]
    profile: tuple[str, ...]

    def groups_of(self, asked: Asked) -> tuple[str, ...]:
        """The groups by which a question is shown apart: only a scale is, and none that says who somebody is."""
        return self.groups if asked.kind in SCALES and not self.is_personal(asked) else ()

    def cells_of(self, asked: Asked) -> tuple[str, ...]:
        """The answers that put people in groups: those about the person, where each gives one."""
        return tuple(asked.choices) if self.is_personal(asked) and asked.kind in CELLED else ()

    def is_personal(self, asked: Asked) -> bool:
        """Whether its answers make groups of people: it is of the profile, or scales are shown apart by it."""
        return asked.name in self.profile or asked == self.split_by


def whole_of(survey: Survey) -> Whole:
    """What any published version asked. One query."""
    written = survey.versions.exclude(published_at=None).order_by("number").values_list("document", flat=True)
    documents = [Definition.of(one) for one in written]
    questions = tuple(_merged(documents, survey.municipality_id))
    split = next((one for one in questions if one.name == survey.split_by), None)
    title, profile = (documents[-1].title, documents[-1].profile) if documents else (Text(""), ())
    return Whole(title, questions, split, tuple(split.choices) if split else (), profile)


def _merged(documents: list[Definition], nis: int) -> list[Asked]:
    """What is no longer asked comes last."""
    forms: dict[str, list[Question]] = {}
    for one in documents:
        for name, question in one.by_name.items():
            forms.setdefault(name, []).append(question)
    order = list(documents[-1].by_name) if documents else []
    found = [_asked(variants, nis, is_asked_still=name in order) for name, variants in forms.items()]
    return sorted(found, key=lambda one: order.index(one.name) if one.is_asked_still else len(order))


def _asked(variants: list[Question], nis: int, *, is_asked_still: bool) -> Asked:
    choices: dict[str, Text] = {}
    for question in reversed(variants):
        for value, text in _choices(question, nis).items():
            choices.setdefault(value, text)
    return Asked(variants[-1], choices, len({_words(one) for one in variants}) > 1, is_asked_still)


def _choices(question: Question, nis: int) -> dict[str, Text]:
    if question.kind == "place":
        return {code: Text(name) for code, name in places_of(nis).items()}
    return {str(value): _text(question, str(value)) for value in question.values}


def _text(question: Question, value: str) -> Text:
    if value in {OTHER, DONT_KNOW}:
        return Text.of(question.written.get("otherText" if value == OTHER else "dontKnowText"))
    return next(choice.text for choice in question.choices if str(choice.value) == value)


def _words(question: Question) -> Words:
    """What makes an answer mean what it means."""
    return question.title.default, tuple((value, _text(question, str(value)).default) for value in question.values)
