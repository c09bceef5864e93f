"""How an answer to each kind of question is judged: one function a question, made once with its limits.

Such a function gets what was sent, and returns it as it is kept (None for nothing); or raises Refused.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.answering import sentences
from surveys.answering.cleaning import line, lines
from surveys.answering.sentences import Refused
from surveys.definition.document import DONT_KNOW, OTHER, Question, Text

Judge = Callable[[Any], Any]

MOST_SHORT, MOST_LONG = 500, 10_000
BEYOND = 1e15  # no number people write is larger, and up to here a double is exact to the tenth
TYPED = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PHOTO = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PLACE = re.compile(r"[A-Za-z0-9._-]{1,40}")
LATITUDE, LONGITUDE = 90, 180
PRECISE = 5  # digits: about a metre


def judge_of(question: Question) -> Judge:
    """The function for a question."""
    return JUDGES[question.kind](question)


def comment_judge() -> Judge:
    """The function for what is typed with the other choice."""
    return _typed(line, MOST_SHORT)


def _typed(clean: Callable[[str], str], most: int) -> Judge:
    def judge(said: Any) -> str | None:
        if not isinstance(said, str):
            raise Refused(sentences.UNREADABLE)
        text = clean(said)
        if len(text) > most:
            raise Refused(sentences.TOO_LONG, many=len(text), limit=most)
        return text or None

    return judge


def _text(question: Question) -> Judge:
    return _typed(line, question.written.get("maxLength", MOST_SHORT))


def _comment(question: Question) -> Judge:
    return _typed(lines, question.written.get("maxLength", MOST_LONG))


def _one(question: Question) -> Judge:
    allowed = frozenset(question.values)

    def judge(said: Any) -> Any:
        if not isinstance(said, str) or said not in allowed:
            raise Refused(sentences.NOT_AMONG)
        return said

    return judge


def _scale(question: Question) -> Judge:
    """A step; also as it is written, because a form sends texts."""
    allowed = {value: value for value in question.values} | {str(value): value for value in question.values}

    def judge(said: Any) -> Any:
        if isinstance(said, bool) or not isinstance(said, int | str) or said not in allowed:
            raise Refused(sentences.NOT_AMONG)
        return allowed[said]

    return judge


def _chosen(question: Question) -> Callable[[Any], list[Any]]:
    """A list of different choices, as it was sent."""
    allowed = frozenset(question.values)

    def chosen(said: Any) -> list[Any]:
        if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
            raise Refused(sentences.UNREADABLE)
        if not allowed.issuperset(said):
            raise Refused(sentences.NOT_AMONG)
        if len(set(said)) < len(said):
            twice = next(one for one in said if said.count(one) > 1)
            raise Refused(sentences.TWICE, option=word_of(question, twice))
        return said

    return chosen


def _several(question: Question) -> Judge:
    """In the order of the choices. Who chose something exclusive chose enough."""
    chosen, place = _chosen(question), {value: at for at, value in enumerate(question.values)}
    alone = {DONT_KNOW} | {choice.value for choice in question.choices if choice.is_exclusive}
    least, most = question.written.get("minSelectedChoices", 0), question.written.get("maxSelectedChoices", math.inf)

    def judge(said: Any) -> Any:
        found = sorted(chosen(said), key=place.__getitem__)
        if not alone.isdisjoint(found):
            if len(found) > 1:
                raise Refused(sentences.ALONE, option=word_of(question, next(one for one in found if one in alone)))
        elif len(found) > most:
            raise Refused(sentences.TOO_MANY, limit=most)
        elif 0 < len(found) < least:
            raise Refused(sentences.TOO_FEW, limit=least)
        return found or None

    return judge


def _ranking(question: Question) -> Judge:
    chosen, most = _chosen(question), question.written.get("maxSelectedChoices", math.inf)

    def judge(said: Any) -> Any:
        found = chosen(said)
        if len(found) > most:
            raise Refused(sentences.TOO_MANY, limit=most)
        return found or None

    return judge


def word_of(question: Question, value: Any) -> Any:
    """What a choice says, in the language that is active once somebody reads it."""
    return lazy(_words, str)(question, value)


def _words(question: Question, value: Any) -> str:
    choices = {choice.value: choice.text for choice in question.choices}
    made = {OTHER: Text.of(question.written.get("otherText")), DONT_KNOW: Text.of(question.written.get("dontKnowText"))}
    defaults = {OTHER: _("Something else"), DONT_KNOW: _("I don't know")}
    text = choices.get(value) or made.get(value, Text(""))
    return text.in_(get_language() or "") or defaults.get(value, str(value))


def _figure(number: float) -> Any:
    """A number as it is written in the language that is active once somebody reads it."""
    return lazy(number_format, str)(number)


def _number(question: Question) -> Judge:
    least, most, step = (question.written.get(one) for one in ("min", "max", "step"))
    start = least if least is not None else 0

    def judge(said: Any) -> int | float:
        number = _as_number(said)
        if least is not None and number < least:
            raise Refused(sentences.TOO_LOW, limit=_figure(least))
        if most is not None and number > most:
            raise Refused(sentences.TOO_HIGH, limit=_figure(most))
        if step and (Fraction(str(number)) - Fraction(str(start))) % Fraction(str(step)):
            raise Refused(sentences.OFF_STEP, step=_figure(step), start=_figure(start))
        return number

    return judge


def _as_number(said: Any) -> int | float:
    """A number; also as it is written, with a comma or a point, because a form sends texts."""
    if isinstance(said, str) and TYPED.fullmatch(said.strip()):
        said = float(said.strip().replace(",", "."))
    if isinstance(said, bool) or not isinstance(said, int | float) or not abs(said) <= BEYOND:
        raise Refused(sentences.NO_NUMBER)
    return int(said) if said == int(said) else said


def _date(question: Question) -> Judge:
    first, last = question.written.get("min", ""), question.written.get("max", "9999-12-31")

    def judge(said: Any) -> str:
        day = said if isinstance(said, str) and DAY.fullmatch(said) else ""
        if not _exists(day):
            raise Refused(sentences.NO_DAY)
        if day < first:
            raise Refused(sentences.TOO_EARLY, limit=_in_words(first))
        if day > last:
            raise Refused(sentences.TOO_LATE, limit=_in_words(last))
        return day

    return judge


def _exists(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def _in_words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)}/{int(month)}/{year}"


def _place(question: Question) -> Judge:
    def judge(said: Any) -> dict[str, Any]:
        code = said.get("place") if isinstance(said, dict) else None
        if not isinstance(code, str) or not PLACE.fullmatch(code):
            raise Refused(sentences.NO_PLACE)
        if said.keys() == {"place"}:
            return {"place": code}
        if said.keys() != {"place", "lat", "lon"}:
            raise Refused(sentences.UNREADABLE)
        return {"lat": _degrees(said["lat"], LATITUDE), "lon": _degrees(said["lon"], LONGITUDE), "place": code}

    return judge


def _degrees(said: Any, most: int) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float) or not abs(said) <= most:
        raise Refused(sentences.NO_PLACE)
    return round(float(said), PRECISE)


def _photo(question: Question) -> Judge:
    def judge(said: Any) -> str:
        if not isinstance(said, str) or not PHOTO.fullmatch(said.lower()):
            raise Refused(sentences.NO_PHOTO)
        return said.lower()

    return judge


JUDGES: dict[str, Callable[[Question], Judge]] = {
    "one": _one,
    "several": _several,
    "scale": _scale,
    "nps": _scale,
    "text": _text,
    "comment": _comment,
    "number": _number,
    "date": _date,
    "ranking": _ranking,
    "place": _place,
    "photo": _photo,
}
