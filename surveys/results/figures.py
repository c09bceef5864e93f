"""Results of a survey as pure figures, out of the public tallies and never out of answers.

So a million of them cost what a thousand do. Every denominator is honest: a question that not everybody was shown counts only those who were. What is too small to show
never comes here (`releasing`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.asked import Asked
from surveys.counted import MISSING, SCALES
from surveys.definition import DONT_KNOW
from surveys.results.intervals import Interval, wilson
from surveys.results.releasing import LEAST, Buckets, State, size

BARRED = frozenset({"one", "several", "ranking", "place", *SCALES})


@dataclass(frozen=True)
class Bar:
    """One thing that could be chosen: how many did (in a ranking: its points), and their part in whole percents.

    Both are None where they are too few to show. `interval` is the 95 % interval of that part, in a random sample; `weighed` the part after weighting.
    """

    value: str
    count: int | None
    percent: int | None
    interval: Interval | None = None
    weighed: int | None = None


@dataclass(frozen=True)
class Group:
    """The mean of a scale among people who answered so in another question; None where they are too few to show."""

    value: str
    answered: int | None
    mean: float | None


@dataclass(frozen=True)
class Figures:
    """One question: who saw it, who answered, and what. `bars` is empty where nothing finer is shown."""

    asked: Asked
    shown: int
    answered: int
    bars: tuple[Bar, ...] = ()
    mean: float | None = None
    nps: int | None = None
    groups: tuple[Group, ...] = field(default=())

    @property
    def missing(self) -> int:
        """Who saw it and left it open."""
        return self.shown - self.answered

    @property
    def is_suppressed(self) -> bool:
        """Too few people answered to show anything but that."""
        return self.answered < LEAST


def figures(
    asked: Asked,
    state: State,
    groups: Iterable[str] = (),
    *,
    is_personal: bool = False,
    is_random_sample: bool = False,
    weighed: Mapping[str, int] | None = None,
) -> Figures:
    """The figures of one question; `groups` are those by which it is shown apart, `weighed` parts per ten thousand."""
    answered = size(state.whole)
    if answered < LEAST:
        return Figures(asked, 0, 0)
    bars = _cells(asked, state) if is_personal else _bars(asked, state.whole, answered, weighed or {})
    if is_random_sample and asked.kind != "ranking":
        bars = [_with_interval(bar, answered) for bar in bars]
    return Figures(
        asked=asked,
        shown=answered + state.whole.get(MISSING, 0),
        answered=answered,
        bars=tuple(bars),
        mean=mean_of(asked, state.whole) if asked.kind in SCALES else None,
        nps=nps_of(state.whole) if asked.kind == "nps" else None,
        groups=tuple(_group(asked, name, state.groups.get(name)) for name in groups),
    )


def _bars(asked: Asked, buckets: Buckets, answered: int, weighed: Mapping[str, int]) -> list[Bar]:
    if asked.kind not in BARRED:
        return []
    values = list(asked.choices)
    counts = [
        _points(buckets, value, len(values)) if asked.kind == "ranking" else buckets.get(value, 0) for value in values
    ]
    total = sum(counts) if asked.kind == "ranking" else answered
    parts = [_rounded(one, total) for one in counts] if asked.kind == "several" else percents(counts, total)
    after = _weighed(asked, values, weighed)
    return [
        Bar(value, count, part, None, after.get(value))
        for value, count, part in zip(values, counts, parts, strict=True)
    ]


def _points(buckets: Buckets, value: str, most: int) -> int:
    """A first place gives as many points as there are choices, a last one 1, no place none (Borda, 1781)."""
    return sum(buckets.get(f"{value}#{place}", 0) * (most - place + 1) for place in range(1, most + 1))


def _weighed(asked: Asked, values: list[str], weighed: Mapping[str, int]) -> dict[str, int]:
    if not weighed:
        return {}
    counts = [weighed.get(value, 0) for value in values]
    parts = [_rounded(one, 10_000) for one in counts] if asked.kind == "several" else percents(counts, sum(counts))
    return dict(zip(values, parts, strict=True))


def _cells(asked: Asked, state: State) -> list[Bar]:
    """Who people are is shown in groups of ten and more only; the parts are of all who answered then."""
    if not state.groups:
        return []
    counts = {value: size(buckets) for value, buckets in state.groups.items()}
    total = sum(counts.values()) + state.rest
    parts = dict(zip(counts, percents(list(counts.values()), total), strict=True))
    return [Bar(value, counts.get(value), parts.get(value)) for value in asked.choices]


def _with_interval(bar: Bar, answered: int) -> Bar:
    if bar.count is None:
        return bar
    return Bar(bar.value, bar.count, bar.percent, wilson(bar.count, answered), bar.weighed)


def _rounded(count: int, total: int) -> int:
    return (200 * count + total) // (2 * total)


def percents(counts: Sequence[int], total: int) -> list[int]:
    """Whole percents that add up to what they should: the largest remainders get the points that rounding left."""
    if not total:
        return [0 for _ in counts]
    floors = [100 * count // total for count in counts]
    left = _rounded(sum(counts), total) - sum(floors)
    order = sorted(range(len(counts)), key=lambda at: (-(100 * counts[at] % total), at))
    extra = set(order[:left])
    return [floor + (at in extra) for at, floor in enumerate(floors)]


def mean_of(asked: Asked, buckets: Buckets) -> float | None:
    """The mean of a scale over those who gave a step of it."""
    steps = [(step, buckets.get(str(step), 0)) for step in asked.steps]
    many = sum(count for _, count in steps)
    return sum(step * count for step, count in steps) / many if many else None


def nps_of(buckets: Buckets) -> int | None:
    """Promoters (9, 10) minus detractors (0 to 6), in percent points of those who gave a step (Reichheld, 2003)."""
    counts = {int(step): count for step, count in buckets.items() if step not in {MISSING, DONT_KNOW}}
    many = sum(counts.values())
    if not many:
        return None
    promoters = sum(count for step, count in counts.items() if step >= 9)  # noqa: PLR2004 - the measure's own
    detractors = sum(count for step, count in counts.items() if step <= 6)  # noqa: PLR2004 - the measure's own
    return round(100 * (promoters - detractors) / many)


def _group(asked: Asked, name: str, buckets: Buckets | None) -> Group:
    return Group(name, size(buckets), mean_of(asked, buckets)) if buckets else Group(name, None, None)
