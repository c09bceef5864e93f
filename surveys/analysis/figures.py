"""Figures of a selection of answers: per question and per day. Staff see every group; small ones are marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from surveys.analysis.columns import NOT_SHOWN, Column, Columns, Mask, Numbers
from surveys.asked import Asked

LEAST = 10  # groups below this say little, and may lead to persons


@dataclass(frozen=True)
class Line:
    """One thing that could be chosen: how many did, and which part of those who answered."""

    label: str
    many: int
    percent: float

    @property
    def is_small(self) -> bool:
        """So few that it says little, and may lead to persons."""
        return 0 < self.many < LEAST


@dataclass(frozen=True)
class Summary:
    """One question: who was shown it, who answered, and what."""

    asked: Asked
    title: str
    shown: int
    answered: int
    lines: tuple[Line, ...]
    mean: float | None = None
    median: float | None = None

    @property
    def open(self) -> int:
        """Who was shown it and left it open."""
        return self.shown - self.answered


def summaries(columns: Columns, asked: Sequence[Asked], mask: Mask, language: str) -> list[Summary]:
    """The figures of every question, of the answers in the mask."""
    return [_summary(one, columns.questions[one.name], mask, language) for one in asked]


def _summary(asked: Asked, column: Column, mask: Mask, language: str) -> Summary:
    answered = mask & column.is_answered
    many = int(answered.sum())
    counts = counts_of(column, answered, len(asked.values))
    lines = [
        Line(asked.label(value, language), count, 100 * count / many if many else 0.0)
        for value, count in zip(asked.values, counts, strict=True)
        if count or asked.kind != "place"
    ]
    said = _numbers(asked, column, answered)
    return Summary(
        asked=asked,
        title=asked.title(language),
        shown=int((mask & (column.codes > NOT_SHOWN)).sum()),
        answered=many,
        lines=tuple(lines) if asked.is_closed else (),
        mean=float(said.mean()) if said is not None and len(said) else None,
        median=float(np.median(said)) if said is not None and len(said) else None,
    )


def counts_of(column: Column, mask: Mask, values: int) -> list[int]:
    """How many in the mask chose each value."""
    if column.chosen is not None:
        return [int((chosen & mask).sum()) for chosen in column.chosen]
    return [int(one) for one in np.bincount(column.codes[mask], minlength=values)[:values]]


def _numbers(asked: Asked, column: Column, mask: Mask) -> Numbers | None:
    """What can be averaged: what was typed, or the steps of a scale."""
    if column.numbers is not None:
        return column.numbers[mask]
    if asked.kind not in {"scale", "nps"}:
        return None
    steps = np.array([value if isinstance(value, int) else np.nan for value in asked.values])
    said: Numbers = steps[column.codes[mask]]
    return np.extract(~np.isnan(said), said)


@dataclass(frozen=True)
class Day:
    """How many answers came in on a day, and its bar on a plate of 100 by 100."""

    day: date
    many: int
    x: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """Where its bar begins, from above."""
        return 100 - self.height


def days_of(columns: Columns, mask: Mask) -> list[Day]:
    """Every day from the first answer to the last, also those on which nobody answered."""
    days = columns.days[mask]
    if not len(days):
        return []
    first = int(days.min())
    counts = np.bincount(days - first)
    width, most = 100 / len(counts), int(counts.max())
    return [
        Day(date.fromordinal(first + at), int(many), at * width, width * 0.85, 100 * int(many) / most)
        for at, many in enumerate(counts)
    ]
