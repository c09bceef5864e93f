"""How ballots are counted: pure functions of what was chosen.

A budget: every ballot names ideas whose costs fit in the amount. The ideas with most ballots come first; each is funded
when its cost still fits in what is left (among equals the cheapest first, then the oldest).
A ranking is counted after Borda: with n ideas the first choice gets n - 1 points, the second n - 2, and so on; what
somebody did not rank gets nothing. Equal points share a place.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Costed(Generic[Key]):
    """An idea of which the cost is known."""

    key: Key
    cost: int
    number: int


@dataclass(frozen=True)
class Placed(Generic[Key]):
    """An idea with its place: 1 for the best."""

    key: Key
    points: int
    place: int


def of_survivors(choices: Sequence[Key], merged: Mapping[Key, Key]) -> list[Key]:
    """A ballot after ideas were merged: each survivor once, at the best place that it or its originals had."""
    return list(dict.fromkeys(_survivor(key, merged) for key in choices))


def _survivor(key: Key, merged: Mapping[Key, Key]) -> Key:
    while key in merged:
        key = merged[key]
    return key


def approvals(ballots: Iterable[Sequence[Key]]) -> Counter[Key]:
    """On how many ballots each idea stands."""
    return Counter(key for ballot in ballots for key in dict.fromkeys(ballot))


def funded(ideas: Iterable[Costed[Key]], votes: Mapping[Key, int], budget: int) -> list[Key]:
    """The ideas that are paid for, best first; one without a single ballot is not."""
    paid, left = [], budget
    for one in sorted(ideas, key=lambda idea: (-votes.get(idea.key, 0), idea.cost, idea.number)):
        if votes.get(one.key, 0) and one.cost <= left:
            paid.append(one.key)
            left -= one.cost
    return paid


def borda(ballots: Iterable[Sequence[Key]], candidates: int) -> Counter[Key]:
    """The points of each idea, when so many could be ranked."""
    points: Counter[Key] = Counter()
    for ballot in ballots:
        for place, key in enumerate(ballot, 1):
            points[key] += candidates - place
    return points


def placed(points: Mapping[Key, int], order: Mapping[Key, int]) -> list[Placed[Key]]:
    """Best first; equals share the best of their places, and stand in the given order."""
    listed = sorted(points, key=lambda key: (-points[key], order.get(key, 0)))
    best = {value: at for at, value in reversed(list(enumerate((points[key] for key in listed), 1)))}
    return [Placed(key, points[key], best[points[key]]) for key in listed]
