"""The kinds of questions: what staff call them, what can be said of each, and the element that says it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy

from surveys.building.identity import value_for
from surveys.building.wording import with_default
from surveys.definition import Document

LABELS = {
    "one": gettext_lazy("One answer"),
    "several": gettext_lazy("Several answers"),
    "scale": gettext_lazy("A scale with words"),
    "nps": gettext_lazy("Would you recommend it, 0 to 10"),
    "number": gettext_lazy("A number"),
    "text": gettext_lazy("A short text"),
    "comment": gettext_lazy("A long text"),
    "ranking": gettext_lazy("An order"),
    "date": gettext_lazy("A day"),
    "place": gettext_lazy("A place"),
    "photo": gettext_lazy("A photo"),
    "statement": gettext_lazy("Words only, nothing to answer"),
}
BASES: dict[str, Document] = {
    "one": {"type": "radiogroup"},
    "several": {"type": "checkbox"},
    "scale": {"type": "rating"},
    "nps": {"type": "rating", "rateType": "nps"},
    "number": {"type": "text", "inputType": "number"},
    "text": {"type": "text"},
    "comment": {"type": "comment"},
    "ranking": {"type": "ranking"},
    "date": {"type": "text", "inputType": "date"},
    "place": {"type": "place"},
    "photo": {"type": "file", "acceptedTypes": "image/*"},
    "statement": {"type": "html"},
}
CHOOSING = frozenset({"one", "several", "ranking"})
LISTED = CHOOSING | {"scale"}  # have rows of choices
# What can be said of a kind besides what can be said of all, as the document calls it.
PROPERTIES: dict[str, tuple[str, ...]] = {
    "one": ("showOtherItem", "showDontKnowItem"),
    "several": ("showOtherItem", "showDontKnowItem", "minSelectedChoices", "maxSelectedChoices"),
    "scale": ("showDontKnowItem",),
    "nps": ("showDontKnowItem", "minRateDescription", "maxRateDescription"),
    "number": ("min", "max", "step"),
    "text": ("maxLength",),
    "comment": ("maxLength",),
    "ranking": ("maxSelectedChoices",),
    "date": ("min", "max"),
}
WORDED = frozenset({"minRateDescription", "maxRateDescription"})
COMMON = ("isRequired", "requiredIf", "visibleIf", "dimension")
FOLLOWING = {"showOtherItem": "otherText", "showDontKnowItem": "dontKnowText"}  # kept as long as the first is


@dataclass(frozen=True)
class Choice:
    """A choice as it was typed: `was` is the value it has already, if any."""

    text: str
    was: str = ""
    description: str = ""
    number: int | None = None  # of a step of a scale
    score: float | None = None
    has_score: bool = False
    is_exclusive: bool = False
    visible_if: str = ""


@dataclass(frozen=True)
class Typed:
    """A question as it was typed. `properties` are by the names of the document; what is empty is left out."""

    kind: str
    title: str
    description: str = ""
    properties: dict[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


def composed(before: Document, typed: Typed, *, taken: frozenset[str | int] = frozenset()) -> Document:
    """The element that says what was typed, with the name and the translations of the one before it.

    `taken` are values that once meant something else in this question.
    """
    element = {**BASES[typed.kind], "name": before["name"], "title": with_default(before.get("title"), typed.title)}
    if typed.description:
        element["description"] = with_default(before.get("description"), typed.description)
    for name in (*COMMON, *PROPERTIES.get(typed.kind, ())):
        if not _is_nothing(typed.properties.get(name)):
            element[name] = _property(before, name, typed.properties[name])
            _follow(element, before, name)
    if typed.kind in LISTED:
        element["rateValues" if typed.kind == "scale" else "choices"] = _choices(before, typed, taken)
    return element


def _is_nothing(value: Any) -> bool:
    """0 is something."""
    return value is None or value is False or value == ""


def _property(before: Document, name: str, value: Any) -> Any:
    return with_default(before.get(name), value) if name in WORDED else value


def _follow(element: Document, before: Document, name: str) -> None:
    """The words of a choice that is made of itself stay as long as it does."""
    follower = FOLLOWING.get(name, "")
    if follower in before:
        element[follower] = before[follower]


def _choices(before: Document, typed: Typed, taken: frozenset[str | int]) -> list[Document]:
    known = {str(one["value"]): one for one in [*before.get("choices", []), *before.get("rateValues", [])]}
    used: set[str | int] = {*taken, *known}
    made = []
    for choice in typed.choices:
        was = known.get(choice.was, {})
        value = choice.number if typed.kind == "scale" else _value(was, choice, used)
        used.add(value if value is not None else "")
        made.append({"value": value, "text": with_default(was.get("text"), choice.text), **_more(typed, choice, was)})
    return made


def _value(was: Document, choice: Choice, used: set[str | int]) -> str:
    return str(was["value"]) if was else value_for(choice.text, used)


def _more(typed: Typed, choice: Choice, was: Document) -> Document:
    more: Document = {"score": choice.score} if choice.has_score else {}
    if typed.kind == "scale":
        return more
    if choice.description:
        more["description"] = with_default(was.get("description"), choice.description)
    if choice.visible_if:
        more["visibleIf"] = choice.visible_if
    if choice.is_exclusive and typed.kind == "several":
        more["isExclusive"] = True
    return more
