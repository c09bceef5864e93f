"""Weighting: answers counted as if the groups of the reference population had taken part in proportion.

By raking (iterative proportional fitting, Deming and Stephan 1940) over groups of at least ten people. Who did not say
what group they are in, or is in a smaller one or in one without a number, keeps the weight of one. A weight is never
more than five times another's middle, so that nobody speaks for a crowd.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveys.results.releasing import LEAST

Cell = tuple[str | None, ...]
MOST_ROUNDS, CLOSE_ENOUGH, MOST_WEIGHT = 200, 1e-9, 5.0


def raked(cells: Mapping[Cell, int], targets: Sequence[Mapping[str, int]]) -> dict[Cell, float]:
    """The weight of one answer in each cell, on average one.

    A cell is the answers to the weighting questions together; `targets` has the population of each of those questions.
    """
    keys = sorted(cells, key=str)
    many = np.array([cells[key] for key in keys], dtype=float)
    weights = np.ones(len(keys))
    margins = [_margin(keys, many, at, people) for at, people in enumerate(targets)]
    for _round in range(MOST_ROUNDS):
        before = weights.copy()
        for members, shares in margins:
            _fit(weights, many, members, shares)
        weights = np.clip(weights, 1 / MOST_WEIGHT, MOST_WEIGHT)
        if np.max(np.abs(weights - before), initial=0.0) < CLOSE_ENOUGH:
            break
    total = float((weights * many).sum())
    return {key: float(weight * many.sum() / total) for key, weight in zip(keys, weights, strict=True)}


Margin = tuple[list[NDArray[np.bool_]], list[float]]


def _margin(keys: Sequence[Cell], many: NDArray[np.float64], at: int, people: Mapping[str, int]) -> Margin:
    """Which cells are in each group that can be weighed, and the part of those groups' people that it has to have."""
    members = {group: np.array([key[at] == group for key in keys], dtype=bool) for group in people}
    large = [group for group in people if people[group] > 0 and many[members[group]].sum() >= LEAST]
    total = sum(people[group] for group in large)
    return [members[group] for group in large], [people[group] / total for group in large]


def _fit(
    weights: NDArray[np.float64], many: NDArray[np.float64], members: list[NDArray[np.bool_]], shares: list[float]
) -> None:
    weighed = [float((weights * many)[inside].sum()) for inside in members]
    kept = sum(float(many[inside].sum()) for inside in members)
    for inside, share, now in zip(members, shares, weighed, strict=True):
        weights[inside] *= share * kept / now


def effect_of(cells: Mapping[Cell, int], weights: Mapping[Cell, float]) -> float:
    """The design effect of unequal weights (Kish 1965): how many weighted answers say as much as one unweighted."""
    total = sum(cells.values())
    summed = sum(many * weights[cell] for cell, many in cells.items())
    squared = sum(many * weights[cell] ** 2 for cell, many in cells.items())
    return total * squared / summed**2 if summed else 1.0


def cell_of(answers: Mapping[str, Any], names: Sequence[str]) -> Cell:
    """The groups somebody is in; None where they did not say."""
    return tuple(_group(answers.get(name)) for name in names)


def _group(said: Any) -> str | None:
    group = said.get("place") if isinstance(said, dict) else said
    return None if group is None or isinstance(group, list) else str(group)


Counts = dict[str, dict[Cell, Counter[str]]]


def parts_of(counts: Counts, weights: Mapping[Cell, float]) -> dict[str, dict[str, int]]:
    """Per question the part of each value after weighting, per ten thousand of who answered.

    `counts` is question -> cell -> value -> how many, with who answered under the value "".
    """
    return {name: _parts(by_cell.items(), weights) for name, by_cell in counts.items()}


def _parts(by_cell: Iterable[tuple[Cell, Counter[str]]], weights: Mapping[Cell, float]) -> dict[str, int]:
    summed: dict[str, float] = {}
    for cell, counter in by_cell:
        for value, many in counter.items():
            summed[value] = summed.get(value, 0.0) + many * weights[cell]
    answered = summed.pop("", 0.0)
    return {value: round(10_000 * many / answered) for value, many in summed.items()} if answered else {}
