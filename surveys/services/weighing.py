"""Weighting the results beside the requests: once per state of the figures, and written down as tallies."""

from collections import Counter
from typing import Any
from zlib import crc32

from counting import services as counting
from counting.queries import tallies
from surveys.counted import ANSWERED, ONE, answers_of, kinds_of
from surveys.models import Survey
from surveys.queries import responses_of
from surveys.released import CHANNEL, PUBLIC
from surveys.results.reading import EFFECT, WEIGHED
from surveys.results.releasing import LEAST, size
from surveys.results.weighing import Cell, Counts, cell_of, effect_of, parts_of, raked

BASIS = "{basis}"
WEIGHED_KINDS = ONE | {"several", "place"}
GROWN = 1.05  # so that all weighings together cost a fixed number of times the last one
Sums = dict[tuple[str, str], int]


def weigh() -> int:
    """Weighs the surveys whose figures moved on, or whose reference population changed; returns how many.

    An anonymous survey is weighed when it is closed and whole, so that weighted figures never show a state between.
    """
    asked = Survey.objects.exclude(version=None).exclude(weighted_by=[]).select_related("municipality").order_by("pk")
    return sum(_weigh(survey) for survey in asked if _is_due(survey))


def _is_due(survey: Survey) -> bool:
    start = f"{WEIGHED}:{survey.pk}"
    public = f"{PUBLIC}:{survey.pk}:{CHANNEL}"
    found = tallies([start, public])
    last, many = found.get(start, {}), size(found.get(public, {}))
    is_whole = many == responses_of(survey)
    if many < LEAST or not is_whole or (survey.step > 1 and survey.closed_at is None):
        return False
    is_other = last.get(BASIS) != _basis(survey)
    return is_other or many > (last[ANSWERED] if survey.closed_at else GROWN * last[ANSWERED])


def _basis(survey: Survey) -> int:
    return crc32(repr((sorted(survey.weighted_by), survey.reference)).encode()) or 1


def _weigh(survey: Survey) -> int:
    """Reads every answer once; writes the differences in a transaction of the folder. Returns 1 when it did."""
    names = [name for name in survey.weighted_by if survey.reference.get(name)]
    cells, counts = _counted(survey, names)
    weights = raked(cells, [survey.reference[name] for name in names])
    summed = {
        ANSWERED: sum(cells.values()),
        EFFECT: round(1000 * effect_of(cells, weights)),
        BASIS: _basis(survey),
    }
    start = f"{WEIGHED}:{survey.pk}"
    new: Sums = {(start, bucket): many for bucket, many in summed.items()}
    for name, parts in parts_of(counts, weights).items():
        new |= {(f"{start}:{name}", value): part for value, part in parts.items()}
    with counting.folding() as may:
        if may:
            counting.add(stream=survey.municipality.stream_id, sums=_moved(new, counts, start))
    return int(may)


def _counted(survey: Survey, names: list[str]) -> tuple[Counter[Cell], Counts]:
    """How many are in each cell, and per question and cell what they said."""
    kinds = {name: kind for name, kind in kinds_of(survey).items() if kind in WEIGHED_KINDS}
    cells: Counter[Cell] = Counter()
    counts: Counts = {name: {} for name in kinds}
    for rows in answers_of(survey):
        for answers, _channel in rows:
            cell = cell_of(answers, names)
            cells[cell] += 1
            for name, kind in kinds.items():
                if (said := answers.get(name)) is not None:
                    counts[name].setdefault(cell, Counter()).update(["", *_values(kind, said)])
    return cells, counts


def _values(kind: str, said: Any) -> list[str]:
    if kind == "place":
        return [said["place"]] if said.get("place") else []
    return [str(one) for one in said] if kind == "several" else [str(said)]


def _moved(new: Sums, counts: Counts, start: str) -> Sums:
    found = tallies([start, *(f"{start}:{name}" for name in counts)])
    old: Sums = {(subject, bucket): many for subject, buckets in found.items() for bucket, many in buckets.items()}
    return {key: new.get(key, 0) - old.get(key, 0) for key in {**old, **new}}
