"""The texts of a document: where they stand, what they say in each language."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from surveys.definition import Document, Text

Place = tuple[str | int, ...]
TEXTS = frozenset(
    {
        "title",
        "text",
        "description",
        "minRateDescription",
        "maxRateDescription",
        "otherText",
        "dontKnowText",
        "advice",
        "completedHtml",
    }
)
# As people read: the database keeps no order.
READING = (
    "title",
    "text",
    "description",
    "minRateDescription",
    "maxRateDescription",
    "advice",
    "pages",
    "elements",
    "choices",
    "rateValues",
    "otherText",
    "dontKnowText",
    "scoring",
    "dimensions",
    "bands",
    "completedHtml",
)


class Worded(NamedTuple):
    """A text, the way to it through the document, and the name of what it belongs to (empty: the survey)."""

    place: Place
    text: Text
    name: str


def with_default(text: Any, words: str) -> Any:
    """A text that says this in the document's own language, and in others what it said."""
    others = dict(Text.of(text).others)
    return {"default": words, **others} if others else words


def worded(document: Document) -> list[Worded]:
    """Every text that says something, in the order in which people read."""
    return [one for one in _worded(document, (), "") if one.text]


def _worded(part: Any, place: Place, name: str) -> Iterator[Worded]:
    if isinstance(part, dict):
        name = part.get("name", name)
        for key in [one for one in READING if one in part]:
            if key in TEXTS:
                yield Worded((*place, key), Text.of(part[key]), name)
            else:
                yield from _worded(part[key], (*place, key), name)
    elif isinstance(part, list):
        for at, one in enumerate(part):
            yield from _worded(one, (*place, at), name)


def translated(document: Document, said: Mapping[Place, Mapping[str, str]]) -> Document:
    """With these words, by place and language; an empty one takes the translation away."""
    made = deepcopy(document)
    for place, words in said.items():
        *way, last = place
        part: Any = made
        for step in way:
            part = part[step]
        part[last] = _with(part[last], words)
    return made


def _with(text: Any, words: Mapping[str, str]) -> Any:
    known = Text.of(text)
    others = {language: said for language, said in {**known.others, **words}.items() if said}
    return {"default": known.default, **others} if others else known.default


def in_languages(document: Document, languages: list[str]) -> Document:
    """Asked in these languages besides its own; what was written in others is gone."""
    own = document["locale"]
    listed = [own, *(one for one in languages if one != own)]
    rest = {key: value for key, value in document.items() if key != "languages"}
    made = {**rest, "languages": listed} if len(listed) > 1 else rest
    gone = {one.place: dict.fromkeys(set(one.text.others) - set(listed), "") for one in worded(made)}
    return translated(made, gone)
