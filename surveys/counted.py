"""What the tallies of a survey say: one way to count, for the folder and for counting anew.

Subjects: `survey:<id>:channel` (a bucket per channel: together all answers), `survey:<id>:q:<question>` (a bucket per
value; `{missing}` where it was shown and left open; `{answered}` where more than one value may be chosen or values are
not counted), `survey:<id>:q:<question>:by:<value>` (the same scale, for people who answered so in the question the
survey is split by). In a ranking a bucket is `value#position`.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

from counting.sources import Counted, Source
from surveys.definition import Definition
from surveys.models import Survey

MISSING, ANSWERED = "{missing}", "{answered}"
SCALES = frozenset({"scale", "nps"})
ONE = frozenset({"one", *SCALES})
Row = tuple[Mapping[str, Any], str]
Sums = dict[tuple[str, str], int]
KEPT = """
SELECT answers::text, channel FROM surveys_response WHERE survey_id = %(survey)s
UNION ALL SELECT answers::text, channel FROM surveys_intake WHERE survey_id = %(survey)s AND is_counted
"""
MOST_AT_ONCE = 2_000


class Counting:
    """Adds up the answers of one survey, over all its versions."""

    def __init__(self, survey: Survey) -> None:
        self.prefix = prefix_of(survey.pk)
        self.kinds = kinds_of(survey)
        self.split_by = survey.split_by if survey.split_by in self.kinds else ""
        self.scales = [name for name, kind in self.kinds.items() if kind in SCALES] if self.split_by else []

    def sums(self, rows: Iterable[Row]) -> Sums:
        """(subject, bucket) -> how many, of these answers."""
        counts: dict[str, Counter[Any]] = {name: Counter() for name in self.kinds}
        apart: Counter[tuple[str, Any, Any]] = Counter()
        channels: Counter[str] = Counter()
        for answers, channel in rows:
            channels[channel] += 1
            for name, said in answers.items():
                if (count := counts.get(name)) is not None:
                    _add(count, self.kinds[name], said)
            if self.scales and (group := _group(answers.get(self.split_by))) is not None:
                apart.update((name, group, answers[name]) for name in self.scales if answers.get(name) is not None)
        return self._named(counts, apart, channels)

    def _named(
        self, counts: Mapping[str, Counter[Any]], apart: Counter[tuple[str, Any, Any]], channels: Counter[str]
    ) -> Sums:
        named: Sums = {(f"{self.prefix}channel", channel): many for channel, many in channels.items()}
        for name, count in counts.items():
            named |= {(f"{self.prefix}q:{name}", str(said)): many for said, many in count.items()}
        for (name, group, said), many in apart.items():
            named[f"{self.prefix}q:{name}:by:{group}", str(said)] = many
        return named


def _add(count: "Counter[Any]", kind: str, said: Any) -> None:
    """One person's answer to one question."""
    if said is None:
        count[MISSING] += 1
    elif kind in ONE:
        count[said] += 1
    else:
        count[ANSWERED] += 1
        if kind == "several":
            count.update(said)
        elif kind == "ranking":
            count.update(f"{value}#{place}" for place, value in enumerate(said, 1))
        elif kind == "place" and said.get("place"):
            count[said["place"]] += 1


def _group(said: Any) -> str | None:
    """The group somebody is in: their choice, or the place of the place they pointed at."""
    group = said.get("place") if isinstance(said, dict) else said
    return None if group is None or isinstance(group, list) else str(group)


def prefix_of(survey: int) -> str:
    """What the subjects of a survey begin with."""
    return f"survey:{survey}:"


def kinds_of(survey: Survey) -> dict[str, str]:
    """The kind of every question that any version asked; a name keeps its kind in all versions."""
    documents = survey.versions.exclude(published_at=None).order_by("number").values_list("document", flat=True)
    return {name: question.kind for one in documents for name, question in Definition.of(one).by_name.items()}


def counted_of(survey: Survey) -> Iterator[Counted]:
    """(stream, subject, bucket, value) of one survey, from its answers."""
    counting, total = Counting(survey), Counter[tuple[str, str]]()
    for rows in answers_of(survey):
        total.update(counting.sums(rows))
    for (subject, bucket), value in total.items():
        if value:
            yield survey.municipality.stream_id, subject, bucket, value


def answers_of(survey: Survey) -> Iterator[list[Row]]:
    """The answers that were counted, some thousands at a time, through a cursor that stays on the server."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(KEPT, {"survey": survey.pk})
        while rows := cursor.fetchmany(MOST_AT_ONCE):
            yield [(json.loads(answers), channel) for answers, channel in rows]


def source_of(survey: Survey) -> Source:
    """The tallies of one survey, to be counted anew."""
    prefix = prefix_of(survey.pk)
    return Source(key=prefix, prefix=prefix, counted=lambda: counted_of(survey))


def counted() -> Iterator[Counted]:
    """The same of every survey."""
    for survey in Survey.objects.select_related("municipality").order_by("pk"):
        yield from counted_of(survey)


SOURCE = Source(key="surveys", prefix="survey:", counted=counted)
