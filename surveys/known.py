"""What this process knows of surveys that are being answered: whoever sends answers in asks the database once.

Known is a survey with its version and its phases, while this process follows the journal and nothing public was told in
the municipality; for a minute at most, like municipalities. What has to be exact (whether it is closed, its settings, its
quotas) the statement that takes the answers in looks at again; and nobody is turned away by what was so a moment ago.
"""

from collections.abc import Callable
from copy import copy
from time import monotonic
from typing import NamedTuple

from journal.heads import heads
from municipalities.models import Municipality
from surveys.models import Survey
from surveys.queries import is_open, phases_of

KEPT_FOR = 60.0
MOST = 500


class Known(NamedTuple):
    """A survey as it was when its municipality had so many public entries."""

    survey: Survey
    number: int
    at: float


_known: dict[tuple[int, str], Known] = {}


def survey_of(municipality: Municipality, slug: str, read: Callable[[], Survey]) -> Survey:
    """The survey at this address as this process knows it, or else as it is read now; one of the caller's own.

    One that nobody could answer when it was read may be opened any moment, without a word to the public: it is read again.
    """
    number = heads.public_seq(municipality.stream_id)
    if number is None:
        return read()
    found = _known.get((municipality.pk, slug))
    if found is None or not _is_true(found, number):
        found = _keep(read(), number)
    survey = copy(found.survey)
    survey.municipality = municipality  # keeps what the door knows of the address
    return survey


def _is_true(found: Known, number: int) -> bool:
    return found.number == number and monotonic() - found.at <= KEPT_FOR and is_open(found.survey)


def _keep(survey: Survey, number: int) -> Known:
    survey.is_remembered, survey.phases = True, phases_of(survey)
    for key in [key for key, one in list(_known.items()) if monotonic() - one.at > KEPT_FOR]:
        _known.pop(key, None)  # with the key that makes digests, which is destroyed when a survey closes
    if len(_known) >= MOST:
        forget_known()
    found = _known[survey.municipality_id, survey.slug] = Known(survey, number, monotonic())
    return found


def forget_known() -> None:
    """Drops what this process keeps of surveys; after one turned out to be changed."""
    _known.clear()
