"""What was asked over all versions of a survey: a question keeps its name, so its answers are put together by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from municipalities.reference import places_of
from surveys.counted import LISTED, ONE
from surveys.definition import DONT_KNOW, OTHER, Definition, Question, Text
from surveys.models import Survey

SINGLE = ONE | {"place"}  # at most one value each
Value = str | int


@dataclass(frozen=True)
class Asked:
    """A question as it was last asked, with everything that could be chosen in any version, in words."""

    question: Question
    words: Mapping[Value, Text]
    was_changed: bool = False  # its words are not the same in all versions
    is_asked_still: bool = True

    @property
    def name(self) -> str:
        """By which its answers are kept, the same in all versions."""
        return self.question.name

    @property
    def kind(self) -> str:
        """What kind of question it is, the same in all versions."""
        return self.question.kind

    @property
    def values(self) -> tuple[Value, ...]:
        """Everything that could be chosen, in order."""
        return tuple(self.words)

    @cached_property
    def choices(self) -> Mapping[str, Text]:
        """The same by what the tallies call it."""
        return {str(value): text for value, text in self.words.items()}

    @property
    def steps(self) -> list[int]:
        """The steps of a scale, from low to high."""
        return sorted(value for value in self.words if isinstance(value, int))

    @property
    def is_closed(self) -> bool:
        """Whether values are chosen in it, so that people fall in groups by it."""
        return self.kind in LISTED

    def title(self, language: str) -> str:
        """What was asked, in a language."""
        return self.question.title.in_(language)

    def label(self, value: Value, language: str) -> str:
        """What was chosen, in a language; what nobody wrote words for is called by its usual name."""
        usual = {OTHER: _("Something else"), DONT_KNOW: _("I don't know")}
        return self.choices[str(value)].in_(language) or usual.get(str(value), str(value))


def asked_in(survey: Survey) -> list[Asked]:
    """Every question of the published versions, in the order of the newest; those no longer asked come last."""
    return merged(definitions_of(survey), places_of(survey.municipality_id))


def definitions_of(survey: Survey) -> list[Definition]:
    """The published versions, oldest first. One query."""
    documents = survey.versions.exclude(published_at=None).order_by("number").values_list("document", flat=True)
    return [Definition.of(one) for one in documents]


def merged(definitions: Sequence[Definition], places: Mapping[str, str]) -> list[Asked]:
    """The questions of these versions, oldest first; `places` are those of the municipality, code -> name."""
    forms: dict[str, list[Question]] = {}
    for one in reversed(definitions):
        for name, question in one.by_name.items():
            forms.setdefault(name, []).append(question)
    newest = definitions[-1].by_name if definitions else {}
    return [
        Asked(found[0], words_of(found, places), _was_changed(found), name in newest) for name, found in forms.items()
    ]


def words_of(found: Sequence[Question], places: Mapping[str, str]) -> dict[Value, Text]:
    """What can be chosen in these forms of one question, newest first; what is no choice of its own comes last."""
    if found[0].kind == "place":
        return {code: Text(name) for code, name in places.items()}
    words: dict[Value, Text] = {}
    for question in found:
        words |= {value: text for value, text in _words_of(question).items() if value not in words}
    apart = [value for value in (OTHER, DONT_KNOW) if value in words]
    return {value: text for value, text in words.items() if value not in apart} | {one: words[one] for one in apart}


def _words_of(question: Question) -> dict[Value, Text]:
    apart: dict[Value, Any] = {
        OTHER: Text.of(question.written.get("otherText")),
        DONT_KNOW: Text.of(question.written.get("dontKnowText")),
    }
    named = {choice.value: choice.text for choice in question.choices}
    return {value: named[value] if value in named else apart[value] for value in question.values}


def _was_changed(found: Iterable[Question]) -> bool:
    words = [(one.title.default, [(value, text.default) for value, text in _words_of(one).items()]) for one in found]
    return any(one != words[0] for one in words)
