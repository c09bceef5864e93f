"""Moving what was counted to where the public sees it, in steps that nobody can look between."""

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from counting import services as counting
from counting.models import Tally
from surveys.models import Survey
from surveys.released import CHANNEL, COUNTED, HELD, PUBLIC, Tallies, Unit, read, units_of
from surveys.results.releasing import released
from surveys.results.whole import whole_of


def release(survey: Survey, *, is_last: bool) -> None:
    """Moves the public figures on to what may be known now; at the last time to everything that was counted.

    Inside a transaction of the folder: reads the tallies, adds the differences.
    """
    starts = [f"{where}:{survey.pk}" for where in (COUNTED, HELD, PUBLIC)]
    units = units_of(whole_of(survey))
    found = read(units, *starts)
    moved: dict[tuple[str, str], int] = {}
    for unit in units:
        moved |= _moved(unit, starts, found, step=survey.step, is_last=is_last)
    counting.add(stream=survey.municipality.stream_id, sums=moved)


def _moved(unit: Unit, starts: list[str], found: Tallies, *, step: int, is_last: bool) -> dict[tuple[str, str], int]:
    held, public = (unit.state(start, found) for start in starts[1:])
    after = released(unit.counted(starts[0], found), held, public, step=step, is_last=is_last)
    sums: dict[tuple[str, str], int] = {}
    for start, old, new in zip(starts[1:], (held, public), after, strict=True):
        was, becomes = unit.sums(start, old), unit.sums(start, new)
        sums |= {key: becomes.get(key, 0) - was.get(key, 0) for key in {**was, **becomes}}
    return sums


def unreleased() -> QuerySet[Survey]:
    """Surveys that closed while a step of theirs stayed back."""
    subject = Concat(Value(f"{HELD}:"), Cast(OuterRef("pk"), CharField()), Value(f":{CHANNEL}"))
    kept = Tally.objects.filter(subject=subject).exclude(value=0)
    return Survey.objects.filter(Exists(kept), closed_at__isnull=False)
