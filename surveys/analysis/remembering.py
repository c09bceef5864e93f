"""The columnar copies that this process keeps: a few, bounded in bytes, each as long as it is true enough.

A copy is true while no answer was counted since. Reading a large survey takes seconds in which new answers come in: such
a copy is used for some times as long as it took, and the page says of when it is.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.db import connection

from surveys.analysis.columns import Columns, read
from surveys.asked import Asked
from surveys.counted import prefix_of
from surveys.models import Survey

MOST_BYTES = 256_000_000
TIMES_AS_LONG = 20
STATE = """
SELECT (SELECT max(version) FROM counting_tally WHERE subject = %(subject)s),
       EXISTS (SELECT 1 FROM surveys_intake WHERE survey_id = %(survey)s AND is_counted)
"""
State = tuple[int | None, bool, int | None]


@dataclass(frozen=True)
class Kept:
    """A copy, the state of the survey it was made in, and how long it may be used although that changed."""

    columns: Columns
    state: State
    until: float


_kept: OrderedDict[int, Kept] = OrderedDict()
_reading = Lock()


def columns_of(survey: Survey, asked: Sequence[Asked]) -> Columns:
    """The copy of a survey: the one that is kept while it is true enough, else a new one."""
    with _reading:
        state, kept = _state(survey), _kept.get(survey.pk)
        if kept is None or (kept.state != state and (monotonic() > kept.until or kept.state[2] != state[2])):
            begun = monotonic()
            columns = read(survey, asked)
            kept = _kept[survey.pk] = Kept(columns, state, monotonic() + TIMES_AS_LONG * (monotonic() - begun - 0.5))
        _kept.move_to_end(survey.pk)
        _bound()
        return kept.columns


def _state(survey: Survey) -> State:
    """What changes whenever answers were counted or moved on, or another version is asked."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"subject": f"{prefix_of(survey.pk)}channel", "survey": survey.pk})
        version, is_moving = cursor.fetchone()
    return version, is_moving, survey.version_id


def _bound() -> None:
    """Lets go of the copies that were not used for longest; the last one stays, however large."""
    while len(_kept) > 1 and sum(one.columns.size for one in _kept.values()) > MOST_BYTES:
        _kept.popitem(last=False)


def forget_columns() -> None:
    """Drops what this process keeps."""
    _kept.clear()
