"""The columns of an exported table: which answer stands in each, and what it is called."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from surveys import channels
from surveys.analysis.filtering import LANGUAGES
from surveys.asked import Asked
from surveys.definition import OTHER

NOT_SHOWN = ...  # the person was not asked this
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """One answer of a survey, as it is exported."""

    id: UUID
    version: int
    day: date
    channel: str
    language: str
    answers: Answers


@dataclass(frozen=True)
class Field:
    """A column. `kind` is code (`words` has words for it), flag (1 or 0), whole (1 or more), number, day or text.

    `said` gives what stands there of an answer: a value, None where it was left open, NOT_SHOWN where it was not asked.
    """

    name: str
    label: str
    kind: str
    said: Callable[[Answer], Any]
    words: Mapping[Any, str] = field(default_factory=dict)

    def in_words(self, answer: Answer) -> Any:
        """What people read there: a number, a text, or nothing where it was not asked."""
        said = self.said(answer)
        if said is NOT_SHOWN:
            return None
        if said is None:
            return _("(left open)")
        if self.kind == "day":
            return said.isoformat()
        return self.words.get(said, said)


def fields_of(asked: Sequence[Asked], language: str) -> list[Field]:
    """The columns of a survey, with their labels in a language; those of a question stand together."""
    found = [*_own(), *(one for question in asked for one in _fields(question, language))]
    twice = {label for label, many in Counter(one.label for one in found).items() if many > 1}
    return [replace(one, label=f"{one.label} [{one.name}]") if one.label in twice else one for one in found]


def _own() -> list[Field]:
    named = {str(key): str(words) for key, words in channels.WORDS.items()}
    return [
        Field("id", _("Number of the answer"), "text", lambda answer: str(answer.id)),
        Field("version", _("Version"), "whole", lambda answer: answer.version),
        Field("day", _("Day"), "day", lambda answer: answer.day),
        Field("channel", _("Channel"), "code", lambda answer: answer.channel, named),
        Field("language", _("Language"), "code", lambda answer: answer.language, LANGUAGES),
    ]


def _fields(asked: Asked, language: str) -> Iterator[Field]:
    label, name = asked.title(language), asked.name
    words = {value: asked.label(value, language) for value in asked.values}
    if asked.kind in {"one", "scale", "nps"}:
        yield Field(name, label, "code", _plain(name), words)
    elif asked.kind in {"several", "ranking"}:
        part = _is_chosen if asked.kind == "several" else _place
        kind = "flag" if asked.kind == "several" else "whole"
        for value, word in words.items():
            yield Field(f"{name}_{value}", f"{label} – {word}", kind, part(name, value))
    elif asked.kind == "place":
        yield Field(name, label, "code", _of_place(name, "place"), words)
        for axis, called in (("lat", _("latitude")), ("lon", _("longitude"))):
            yield Field(f"{name}_{axis}", f"{label} – {called}", "number", _of_place(name, axis))
    elif asked.kind == "date":
        yield Field(name, label, "day", _day(name))
    else:
        yield Field(name, label, "number" if asked.kind == "number" else "text", _plain(name))
    if OTHER in words:
        yield Field(f"{name}_comment", f"{label} – {words[OTHER]}", "text", _typed(f"{name}-Comment"))


def _plain(name: str) -> Callable[[Answer], Any]:
    return lambda answer: answer.answers.get(name, NOT_SHOWN)


def _typed(name: str) -> Callable[[Answer], Any]:
    """What was typed with the other choice; who did not choose that one was not asked."""
    return lambda answer: answer.answers.get(name) or NOT_SHOWN


def _is_chosen(name: str, value: Any) -> Callable[[Answer], Any]:
    def said(answer: Answer) -> Any:
        chosen = answer.answers.get(name, NOT_SHOWN)
        return int(value in chosen) if isinstance(chosen, list) else chosen

    return said


def _place(name: str, value: Any) -> Callable[[Answer], Any]:
    def said(answer: Answer) -> Any:
        order = answer.answers.get(name, NOT_SHOWN)
        if isinstance(order, list):
            return order.index(value) + 1 if value in order else NOT_SHOWN
        return order

    return said


def _of_place(name: str, part: str) -> Callable[[Answer], Any]:
    def said(answer: Answer) -> Any:
        place = answer.answers.get(name, NOT_SHOWN)
        if not isinstance(place, dict):
            return place
        return NOT_SHOWN if place.get(part) is None else place[part]

    return said


def _day(name: str) -> Callable[[Answer], Any]:
    def said(answer: Answer) -> Any:
        day = answer.answers.get(name, NOT_SHOWN)
        return date.fromisoformat(day) if isinstance(day, str) else day

    return said
