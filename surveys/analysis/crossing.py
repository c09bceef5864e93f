"""Two questions set against each other, and whether the difference may be chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt

import numpy as np
from django.utils.translation import gettext as _

from surveys.analysis.columns import Column, Columns, Mask
from surveys.analysis.figures import LEAST
from surveys.asked import SINGLE, Asked

ENOUGH, ENOUGH_IN = 5, 0.8  # Cochran (1954): no expected count below 1, and below 5 in at most a fifth of the cells
CHANCE = 0.05


@dataclass(frozen=True)
class Cell:
    """How many chose both, as a part of their row and of their column."""

    many: int
    of_row: float
    of_column: float

    @property
    def is_small(self) -> bool:
        """So few that it says little, and may lead to persons."""
        return 0 < self.many < LEAST


@dataclass(frozen=True)
class Row:
    """One value of the first question: how many chose it, and what they chose in the second."""

    label: str
    base: int
    cells: tuple[Cell, ...]

    @property
    def is_small(self) -> bool:
        """A group too small to say much of."""
        return 0 < self.base < LEAST


@dataclass(frozen=True)
class Crossing:
    """The whole table. The base is who answered both; who chose more than one value stands in more than one row."""

    row_title: str
    column_title: str
    columns: tuple[tuple[str, int], ...]  # (label, base)
    rows: tuple[Row, ...]
    base: int
    note: str


def crossed(
    columns: Columns, first: Asked, second: Asked, mask: Mask, language: str, *, is_random_sample: bool
) -> Crossing:
    """Sets two closed questions against each other, for the answers in the mask."""
    a, b = columns.questions[first.name], columns.questions[second.name]
    both = mask & a.is_answered & b.is_answered
    counts = counts_of_both(a, b, both, (len(first.values), len(second.values)))
    row_bases = [int((a.has(at) & both).sum()) for at in range(len(first.values))]
    column_bases = [int((b.has(at) & both).sum()) for at in range(len(second.values))]
    labels = [second.label(value, language) for value in second.values]
    return Crossing(
        row_title=first.title(language),
        column_title=second.title(language),
        columns=tuple(zip(labels, column_bases, strict=True)),
        rows=tuple(
            Row(first.label(value, language), base, _cells(line, base, column_bases))
            for value, base, line in zip(first.values, row_bases, counts, strict=True)
        ),
        base=int(both.sum()),
        note=_note(first, second, counts) if is_random_sample else _no_sample(),
    )


def counts_of_both(a: Column, b: Column, both: Mask, sizes: tuple[int, int]) -> list[list[int]]:
    """How many chose each value of one and each value of the other."""
    if a.chosen is None and b.chosen is None:
        pairs = a.codes[both].astype(np.int32) * sizes[1] + b.codes[both]
        return np.bincount(pairs, minlength=sizes[0] * sizes[1]).reshape(sizes).tolist()
    return [
        [int(np.count_nonzero(mine & b.has(column))) for column in range(sizes[1])]
        for mine in (a.has(row) & both for row in range(sizes[0]))
    ]


def _cells(counts: Sequence[int], base: int, column_bases: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(
        Cell(many, 100 * many / base if base else 0.0, 100 * many / column if column else 0.0)
        for many, column in zip(counts, column_bases, strict=True)
    )


def _no_sample() -> str:
    return _("Who answered chose to do so: this is no random sample, so nothing is said of chance here.")


def _note(first: Asked, second: Asked, counts: Sequence[Sequence[int]]) -> str:
    """What the chi-square test of independence says (Pearson, 1900), or which of its conditions does not hold."""
    if not {first.kind, second.kind} <= SINGLE:
        return _("No test of chance: people could choose more than one value here, so they are counted more than once.")
    table = np.array(counts, np.float64)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(table.shape) < 2:  # noqa: PLR2004 - a difference takes two
        return _("No test of chance: there are no two groups to compare.")
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / table.sum()
    if expected.min() < 1 or (expected >= ENOUGH).mean() < ENOUGH_IN:
        return _(
            "No test of chance: too few answers in some cells (the chi-square test asks for at least 5 expected in "
            "four of five cells, and 1 in every cell)."
        )
    square = float(((table - expected) ** 2 / expected).sum())
    freedom = (table.shape[0] - 1) * (table.shape[1] - 1)
    words = {"square": f"{square:.1f}".replace(".", ","), "freedom": freedom}
    if by_chance(square, freedom) < CHANCE:
        return (
            _(
                "The groups differ more than chance explains: if they were equal, such a difference would turn up in fewer "
                "than 5 of 100 random samples (chi-square %(square)s, %(freedom)s degrees of freedom)."
            )
            % words
        )
    return (
        _("The groups may well differ by chance alone (chi-square %(square)s, %(freedom)s degrees of freedom).") % words
    )


def by_chance(square: float, freedom: int) -> float:
    """The probability of a chi-square at least this large (Abramowitz and Stegun, 26.4.4 and 26.4.5)."""
    half = square / 2
    if not half:
        return 1.0
    terms = range(freedom // 2) if freedom % 2 == 0 else (k - 0.5 for k in range(1, freedom // 2 + 1))
    rest = sum(exp(k * log(half) - half - lgamma(k + 1)) for k in terms)
    return rest if freedom % 2 == 0 else erfc(sqrt(half)) + rest
