"""The public figures of a survey, question by question: two queries, whatever was asked and however many answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from counting.queries import tallies
from surveys.asked import Asked
from surveys.counted import ANSWERED
from surveys.definition import Text
from surveys.models import Survey
from surveys.released import CHANNEL, PUBLIC, Tallies, units_of
from surveys.results.figures import Figures, figures, percents
from surveys.results.releasing import State, size
from surveys.results.whole import Whole, whole_of

WEIGHED, EFFECT = "weighed", "{effect}"  # the effect in thousandths


@dataclass(frozen=True)
class Weighing:
    """How the answers were weighted: over how many of them, and how much that costs in certainty (Kish)."""

    responses: int
    effect: float
    parts: Mapping[str, Mapping[str, int]]  # question -> value -> part per ten thousand

    @property
    def effective(self) -> int:
        """So many answers of equal weight would be as certain."""
        return round(self.responses / self.effect)


@dataclass(frozen=True)
class Compared:
    """One answer about the person: how many gave it, and their part beside that of the population, in whole percents.

    The first two are None where they are too few to show.
    """

    value: str
    count: int | None
    answered: int | None
    population: int


@dataclass(frozen=True)
class Results:
    """Everything people may know of a survey."""

    title: Text
    responses: int
    questions: tuple[Figures, ...]
    split_by: Asked | None
    profile: tuple[tuple[Figures, tuple[Compared, ...]], ...]
    weighing: Weighing | None


def results_of(survey: Survey) -> Results:
    """The figures of every question that any version asked, in the order of the newest one."""
    whole = whole_of(survey)
    start, units = f"{PUBLIC}:{survey.pk}", units_of(whole)
    weighed = [f"{WEIGHED}:{survey.pk}", *(f"{WEIGHED}:{survey.pk}:{one.name}" for one in whole.questions)]
    found = tallies([*weighed, *(subject for unit in units for subject in unit.subjects(start))])
    weighing = _weighing(survey, whole, found)
    questions = tuple(
        _figures(survey, whole, one, unit.state(start, found), weighing)
        for one, unit in zip(whole.questions, units[1:], strict=True)
    )
    return Results(
        title=whole.title,
        responses=size(found.get(f"{start}:{CHANNEL}", {})),
        questions=questions,
        split_by=whole.split_by,
        profile=tuple(_profile(survey, whole, questions)),
        weighing=weighing,
    )


def _figures(survey: Survey, whole: Whole, asked: Asked, state: State, weighing: Weighing | None) -> Figures:
    return figures(
        asked,
        state,
        whole.groups_of(asked),
        is_personal=whole.is_personal(asked),
        is_random_sample=survey.is_random_sample,
        weighed=weighing.parts.get(asked.name) if weighing else None,
    )


def _weighing(survey: Survey, whole: Whole, found: Tallies) -> Weighing | None:
    start = f"{WEIGHED}:{survey.pk}"
    summed = found.get(start)
    if not summed or not survey.weighted_by:
        return None
    parts = {one.name: found.get(f"{start}:{one.name}", {}) for one in whole.questions if not whole.is_personal(one)}
    return Weighing(summed[ANSWERED], summed[EFFECT] / 1000, parts)


def _profile(
    survey: Survey, whole: Whole, questions: tuple[Figures, ...]
) -> Iterator[tuple[Figures, tuple[Compared, ...]]]:
    for one in questions:
        people = survey.reference.get(one.asked.name)
        if one.asked.name in whole.profile and people and one.bars:
            yield one, tuple(_compared(one, people))


def _compared(found: Figures, people: Mapping[str, int]) -> Iterator[Compared]:
    """Only what both know: a choice that the population has no number for is not compared."""
    bars = [bar for bar in found.bars if bar.value in people]
    parts = percents([people[bar.value] for bar in bars], sum(people.values()))
    for bar, part in zip(bars, parts, strict=True):
        yield Compared(bar.value, bar.count, bar.percent, part)
