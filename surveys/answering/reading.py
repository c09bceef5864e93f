"""What a browser sent, as answers: only the form changes here, whether it is right is for `checking`."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from surveys.definition import Definition, Question
from surveys.logic.language import COMMENT

PREFIX = "a."  # of every field with an answer, so that no question can be called like a button
MOST_UNKNOWN = 20
Sent = MultiValueDict[str, str]


class Read(NamedTuple):
    """The answers in the form of docs/survey-format.md, without what was left open; and what says two things at once."""

    answers: dict[str, Any]
    errors: dict[str, str]


def read(definition: Definition, sent: Sent) -> Read:
    """What a form says, question by question; names that the survey does not know stay, for `checking` to refuse."""
    answers: dict[str, Any] = {}
    for name, question in definition.by_name.items():
        said = READ.get(question.kind, _line)(question, sent)
        if said not in (None, "", []):
            answers[name] = said
        if question.has_other and (words := _words(sent, name + COMMENT)):
            answers[name + COMMENT] = words
    twice = {name: _twice() for name, question in definition.by_name.items() if _has_twice(question, sent)}
    return Read(answers | _unknown(definition, sent), twice)


def _unknown(definition: Definition, sent: Sent) -> dict[str, str]:
    fields = [field.removeprefix(PREFIX) for field in sent if field.startswith(PREFIX)]
    names = [name for name in fields if name.partition(".")[0].removesuffix(COMMENT) not in definition.by_name]
    return {name: words for name in names[:MOST_UNKNOWN] if (words := _words(sent, name))}


def _words(sent: Sent, name: str) -> str:
    return (sent.get(f"{PREFIX}{name}") or "").strip()


def _line(question: Question, sent: Sent) -> str:
    return _words(sent, question.name)


def _several(question: Question, sent: Sent) -> list[str]:
    return [one for one in sent.getlist(f"{PREFIX}{question.name}") if one]


def _date(question: Question, sent: Sent) -> str:
    """Three fields as one day; what is no number of at most so many digits makes a day that does not exist."""
    year, month, day = (_words(sent, f"{question.name}.{part}") for part in ("y", "m", "d"))
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}" if year or month or day else ""


def _ranking(question: Question, sent: Sent) -> list[str]:
    """Each choice comes with the place it got; those without a place are not in it."""
    placed = sorted((int(place), at) for at, place in enumerate(_places(question, sent)) if place)
    return [str(question.choices[at].value) for _place, at in placed]


def _places(question: Question, sent: Sent) -> list[str]:
    typed = [_words(sent, f"{question.name}.{choice.value}") for choice in question.choices]
    return [place if place.isdecimal() and len(place) <= 3 else "" for place in typed]  # noqa: PLR2004 - digits


def _has_twice(question: Question, sent: Sent) -> bool:
    places = [place for place in _places(question, sent) if place] if question.kind == "ranking" else []
    return len(set(places)) < len(places)


def _twice() -> str:
    return _("You gave the same number twice. We put them in an order: look whether it is right.")


def _place(question: Question, sent: Sent) -> dict[str, str] | None:
    place = _words(sent, f"{question.name}.place")
    return {"place": place} if place else None


def _photo(question: Question, sent: Sent) -> None:
    """A file comes in another way: surveys/photos.py."""


READ: Mapping[str, Callable[[Question, Sent], Any]] = {
    "several": _several,
    "date": _date,
    "ranking": _ranking,
    "place": _place,
    "photo": _photo,
}
