"""What the public figures of a survey should say, told from its answers, to be compared with what they do say."""

from collections.abc import Iterator

from counting.sources import Counted, Source
from surveys.counted import counted_of
from surveys.models import Intake, Survey
from surveys.released import CHANNEL, COUNTED, HELD, PUBLIC, read, units_of
from surveys.results.releasing import mended
from surveys.results.whole import whole_of


def public_sources_of(survey: Survey) -> list[Source]:
    """The step that stays back and what everybody sees, as far as the answers say what these have to be."""
    return [_source(survey, HELD, 0), _source(survey, PUBLIC, 1)]


def _source(survey: Survey, where: str, which: int) -> Source:
    prefix = f"{where}:{survey.pk}:"
    return Source(key=prefix, prefix=prefix, counted=lambda: _mended(survey, f"{where}:{survey.pk}", which))


def _mended(survey: Survey, start: str, which: int) -> Iterator[Counted]:
    counted, held, public = (f"{where}:{survey.pk}" for where in (COUNTED, HELD, PUBLIC))
    units, truth = units_of(whole_of(survey)), _truth(survey)
    found = read(units, held, public)
    is_last = _is_released(survey) and f"{held}:{CHANNEL}" not in found
    for unit in units:
        states = unit.counted(counted, truth), unit.state(held, found), unit.state(public, found)
        become = mended(*states, step=survey.step, is_last=is_last)[which]
        for (subject, bucket), many in unit.sums(start, become).items():
            yield survey.municipality.stream_id, subject, bucket, many


def _of_all(where: str, which: int) -> Iterator[Counted]:
    for survey in Survey.objects.exclude(version=None).select_related("municipality").order_by("pk"):
        yield from _mended(survey, f"{where}:{survey.pk}", which)


HELD_BACK = Source(key="surveys.held", prefix=f"{HELD}:", counted=lambda: _of_all(HELD, 0))
SHOWN = Source(key="surveys.shown", prefix=f"{PUBLIC}:", counted=lambda: _of_all(PUBLIC, 1))


def _truth(survey: Survey) -> dict[str, dict[str, int]]:
    """What a tally of every bucket would say, from the answers themselves."""
    found: dict[str, dict[str, int]] = {}
    for _stream, subject, bucket, many in counted_of(survey):
        found.setdefault(subject, {})[bucket] = many
    return found


def _is_released(survey: Survey) -> bool:
    return survey.closed_at is not None and not Intake.objects.filter(survey=survey, is_counted=False).exists()
