"""A columnar copy of the answers of one survey, so that a million of them are counted in a moment."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils.timezone import localtime

from surveys.asked import SINGLE, Asked
from surveys.models import Survey

OPEN, NOT_SHOWN = -1, -2
MOST_AT_ONCE = 20_000
ROWS = """
SELECT version.number, channel, language, day, answers::text FROM surveys_response AS response
JOIN surveys_surveyversion AS version ON version.id = response.version_id WHERE response.survey_id = %s
"""
Codes = np.ndarray[Any, np.dtype[np.int16]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, eq=False)
class Column:
    """The answers to one question.

    `codes`: the place of the value that was chosen, or 0 for any other answer; below 0 where nothing was said.
    `chosen`: a row for each value of a question in which more may be chosen (in a ranking: what was put first).
    `numbers`: what was typed in a number.
    """

    codes: Codes
    chosen: Mask | None = None
    numbers: Numbers | None = None

    @property
    def is_answered(self) -> Mask:
        """Whose answer says something."""
        return self.codes >= 0

    def has(self, place: int) -> Mask:
        """Who chose the value in this place."""
        mine: Mask = self.codes == place if self.chosen is None else self.chosen[place]
        return mine

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(one.nbytes for one in (self.codes, self.chosen, self.numbers) if one is not None)


@dataclass(frozen=True, eq=False)
class Columns:
    """All answers of a survey as they were at a moment; row by row the same answer in every column."""

    at: datetime
    many: int
    versions: Codes
    days: np.ndarray[Any, np.dtype[np.int32]]  # as proleptic ordinals
    channels: Sequence[str]
    channel: Codes  # places in `channels`; so with languages
    languages: Sequence[str]
    language: Codes
    questions: Mapping[str, Column]

    @property
    def size(self) -> int:
        """In bytes."""
        own = (self.versions, self.days, self.channel, self.language)
        return sum(one.nbytes for one in own) + sum(one.size for one in self.questions.values())


Row = tuple[int, str, str, Any, str]
Part = dict[str, Any]


def read(survey: Survey, asked: Sequence[Asked]) -> Columns:
    """Reads every answer of a survey once, some thousands at a time."""
    readers = {one.name: _reader(one) for one in asked}
    channels: dict[str, int] = {}
    languages: dict[str, int] = {}
    parts = [_part(rows, readers, channels, languages) for rows in _rows(survey)] or [_part([], readers, {}, {})]
    whole = {name: np.concatenate([part[name] for part in parts]) for name in ("version", "day", "channel", "language")}
    return Columns(
        at=localtime(),
        many=len(whole["day"]),
        versions=whole["version"],
        days=whole["day"],
        channels=list(channels),
        channel=whole["channel"],
        languages=list(languages),
        language=whole["language"],
        questions={name: _joined([part["questions"][name] for part in parts]) for name in readers},
    )


def _rows(survey: Survey) -> Iterator[list[Row]]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(ROWS, [survey.pk])
        while rows := cursor.fetchmany(MOST_AT_ONCE):
            yield rows


def _part(
    rows: list[Row],
    readers: Mapping[str, Callable[[list[Any]], Column]],
    channels: dict[str, int],
    languages: dict[str, int],
) -> Part:
    answers = [json.loads(row[4]) for row in rows]
    return {
        "version": np.array([row[0] for row in rows], np.int16),
        "day": np.array([row[3].toordinal() for row in rows], np.int32),
        "channel": np.array([channels.setdefault(row[1], len(channels)) for row in rows], np.int16),
        "language": np.array([languages.setdefault(row[2], len(languages)) for row in rows], np.int16),
        "questions": {name: reader([one.get(name, ...) for one in answers]) for name, reader in readers.items()},
    }


def _joined(parts: list[Column]) -> Column:
    chosen = [one.chosen for one in parts if one.chosen is not None]
    numbers = [one.numbers for one in parts if one.numbers is not None]
    return Column(
        np.concatenate([one.codes for one in parts]),
        np.concatenate(chosen, axis=1) if chosen else None,
        np.concatenate(numbers) if numbers else None,
    )


def _reader(asked: Asked) -> Callable[[list[Any]], Column]:
    """The function that makes a column of answers; ... stands for a question that was not shown."""
    places: dict[Any, int] = {value: place for place, value in enumerate(asked.values)}
    if asked.kind in SINGLE:
        return _one_reader(places, is_place=asked.kind == "place")
    if asked.kind in {"several", "ranking"}:
        return _several_reader(places, only_first=asked.kind == "ranking")
    return _number_reader if asked.kind == "number" else lambda said: Column(_states(said))


def _states(said: list[Any]) -> Codes:
    return np.array([NOT_SHOWN if one is ... else OPEN if one is None else 0 for one in said], np.int16)


def _one_reader(places: dict[Any, int], *, is_place: bool) -> Callable[[list[Any]], Column]:
    known = places | {None: OPEN, ...: NOT_SHOWN}

    def read_one(said: list[Any]) -> Column:
        if is_place:  # a spot outside of every known place says something, but falls in no group
            said = [one.get("place") or None if isinstance(one, dict) else one for one in said]
        return Column(np.array([known.get(one, OPEN) for one in said], np.int16))

    return read_one


def _several_reader(places: dict[Any, int], *, only_first: bool) -> Callable[[list[Any]], Column]:
    def read_several(said: list[Any]) -> Column:
        chosen = np.zeros((len(places), len(said)), np.bool_)
        for at, one in enumerate(said):
            for value in (one[:1] if only_first else one) if isinstance(one, list) else ():
                chosen[places[value], at] = True
        return Column(_states(said), chosen)

    return read_several


def _number_reader(said: list[Any]) -> Column:
    numbers = np.array([one if isinstance(one, int | float) else np.nan for one in said], np.float64)
    return Column(_states(said), numbers=numbers)
