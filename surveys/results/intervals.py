"""How sure a part of a random sample is."""

from math import sqrt
from typing import NamedTuple

Z = 1.959964  # 95 %


class Interval(NamedTuple):
    """From where to where, in percents with one decimal."""

    low: float
    high: float


def wilson(count: int, total: int) -> Interval:
    """The score interval of Wilson (1927) at 95 % of a part of a simple random sample. `total` is not zero."""
    part, extra = count / total, Z * Z / total
    middle = part + extra / 2
    around = Z * sqrt(part * (1 - part) / total + extra / total / 4)
    low, high = ((middle + side * around) / (1 + extra) for side in (-1, 1))
    return Interval(round(100 * max(0.0, low), 1), round(100 * min(1.0, high), 1))
