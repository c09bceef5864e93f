"""What was asked over all versions of a survey: a question keeps its name, so its answers are put together by it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from municipalities.reference import places_of
from surveys.definition import DONT_KNOW, OTHER, Definition, Question, Text
from surveys.models import Survey

ONE = frozenset({"one", "scale", "nps", "place"})  # at most one value each
CLOSED = ONE | {"several", "ranking"}
OPEN = frozenset({"text", "comment", "photo", "place"})
Value = str | int


@dataclass(frozen=True)
class Asked:
    """A question as it was last asked, with everything that could be chosen in any version, in words."""

    question: Question
    words: Mapping[Value, Text]
    is_changed: bool = False  # its words are not the same in all versions

    @property
    def name(self) -> str:
        """By which its answers are kept."""
        return self.question.name

    @property
    def kind(self) -> str:
        """What kind of question it is."""
        return self.question.kind

    @property
    def values(self) -> tuple[Value, ...]:
        """Everything that could be chosen, in order."""
        return tuple(self.words)

    @property
    def is_closed(self) -> bool:
        """Whether values are chosen in it, so that people fall in groups by it."""
        return self.kind in CLOSED

    def title(self, language: str) -> str:
        """What was asked, in a language."""
        return self.question.title.in_(language)

    def label(self, value: Value, language: str) -> str:
        """What was chosen, in a language; what nobody wrote words for is called by its usual name."""
        usual = {OTHER: _("Something else"), DONT_KNOW: _("I don't know")}
        return self.words[value].in_(language) or str(usual.get(str(value), value))


def asked_in(survey: Survey) -> list[Asked]:
    """Every question of the published versions, in the order of the newest; those no longer asked come last."""
    documents = survey.versions.exclude(published_at=None).order_by("number").values_list("document", flat=True)
    return merged([Definition.of(one) for one in documents], places_of(survey.municipality_id))


def merged(definitions: list[Definition], places: Mapping[str, str]) -> list[Asked]:
    """The same of these versions, oldest first."""
    forms: dict[str, list[Question]] = {}
    for one in reversed(definitions):
        for name, question in one.by_name.items():
            forms.setdefault(name, []).append(question)
    return [Asked(found[0], _words(found, places), _is_changed(found)) for found in forms.values()]


def _words(found: list[Question], places: Mapping[str, str]) -> dict[Value, Text]:
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


def _is_changed(found: Iterable[Question]) -> bool:
    words = [(one.title.default, [(value, text.default) for value, text in _words_of(one).items()]) for one in found]
    return any(one != words[0] for one in words)
