"""Scores of one person's answers, from 0 to 100.

*A question* scores what was chosen as a part of the best that can be chosen. With one choice that is its score over the
best score; with several, the sum of their scores over the sum of all that add something; below 0 is 0. A scale without
scores goes evenly from 0 at its first step to 100 at its last. What was not asked, left open, answered with "other" or "I
don't know", or has no score or `score: null` is not applicable. So is a question of which no choice scores more than 0.

*A dimension* is the weighted mean of its questions, each with weight 1, and of the dimensions in it, each with its own
weight. What is not applicable counts in no mean; a dimension of which nothing is applicable has no score.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from surveys.definition.document import Band, Choice, Definition, Dimension, Question

BEST = 100.0


@dataclass(frozen=True)
class Score:
    """What a dimension scores; `value` is None when nothing in it is applicable."""

    dimension: Dimension
    value: float | None
    answered: int  # questions in it, and in the dimensions in it, that count
    scores: tuple["Score", ...]  # of the dimensions in it

    @cached_property
    def band(self) -> Band | None:
        """What that means, and what to do."""
        if self.value is None:
            return None
        return next((band for band in reversed(self.dimension.bands) if band.start <= self.value), None)


def scores(definition: Definition, answers: Mapping[str, Any]) -> tuple[Score, ...]:
    """What each dimension of a survey scores, given answers that were checked."""
    found: dict[str, list[float]] = {}
    for question in definition.questions:
        value = score_of(question, answers.get(question.name))
        if value is not None:
            found.setdefault(question.written.get("dimension", ""), []).append(value)
    return tuple(_score(dimension, found) for dimension in definition.dimensions)


def _score(dimension: Dimension, found: Mapping[str, list[float]]) -> Score:
    own = found.get(dimension.name, [])
    deeper = tuple(_score(one, found) for one in dimension.dimensions)
    weighed = [(value, 1.0) for value in own]
    weighed += [(one.value, one.dimension.weight) for one in deeper if one.value is not None]
    total = sum(weight for _value, weight in weighed)
    mean = sum(value * weight for value, weight in weighed) / total if total else None
    return Score(dimension, mean, len(own) + sum(one.answered for one in deeper), deeper)


def score_of(question: Question, answer: Any) -> float | None:
    """What an answer to a question scores; None when that is not applicable."""
    chosen = answer if isinstance(answer, list) else [answer]
    worth = {choice.value: _worth(question, choice) for choice in question.choices}
    scored = [worth[one] for one in chosen if worth.get(one) is not None]
    best = _best([one for one in worth.values() if one is not None], several=question.kind == "several")
    if not scored or best <= 0 or question.kind == "ranking":
        return None
    return min(max(sum(one for one in scored if one is not None) / best * BEST, 0.0), BEST)


def _best(scores: list[float], *, several: bool) -> float:
    return sum(one for one in scores if one > 0) if several else max(scores, default=0)


def _worth(question: Question, choice: Choice) -> float | None:
    """The score of a choice; that of a step where a scale has no scores is how far it is."""
    if question.kind not in {"scale", "nps"} or any(one.has_score for one in question.choices):
        return choice.score
    first = question.choices[0].value
    return float(choice.value) - float(first)
