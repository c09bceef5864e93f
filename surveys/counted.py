"""What the tallies of a survey say: one way to count, for the folder and for counting anew.

Subjects: `survey:<id>:channel` (a bucket per channel: together all answers), `survey:<id>:q:<question>` (a bucket per
value; `{missing}` where it was shown and left open; `{answered}` where more than one value may be chosen or values are
not counted), `survey:<id>:q:<question>:by:<value>` (the same scale, for people who answered so in the question the
survey is split by). In a ranking a bucket is `value#position`.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

from counting.sources import Counted, Source
from surveys.definition import Definition
from surveys.models import Survey

MISSING, ANSWERED = "{missing}", "{answered}"
SCALES = frozenset({"scale", "nps"})
ONE = frozenset({"one", *SCALES})
LISTED = ONE | {"several", "ranking", "place"}
Row = tuple[Mapping[str, Any], str]
Sums = dict[tuple[str, str], int]
KEPT = """
SELECT answers, channel FROM surveys_response WHERE survey_id = %(survey)s
UNION ALL SELECT answers, channel FROM surveys_intake WHERE survey_id = %(survey)s AND is_counted
"""
# Of what is typed only that there is something; of a place only which. Whoever answered so is in that group.
ADDED_UP = """
SELECT 'channel', channel, '', '', count(*) FROM fresh GROUP BY channel
UNION ALL
SELECT 'said', one.key, '', CASE
    WHEN one.value = 'null' THEN 'null'
    WHEN one.key = ANY(%(worded)s) THEN 'true'
    WHEN one.key = ANY(%(places)s) THEN (one.value -> 'place')::text
    ELSE one.value::text
END, count(*)
FROM fresh, jsonb_each(answers) AS one WHERE one.key = ANY(%(names)s) GROUP BY 2, 4
UNION ALL
SELECT 'group', one.key, groups.name, one.value #>> '{}', count(*)
FROM fresh, jsonb_each(answers) AS one, LATERAL (
    SELECT CASE jsonb_typeof(answers -> %(split)s)
        WHEN 'object' THEN answers -> %(split)s ->> 'place' WHEN 'array' THEN NULL ELSE answers ->> %(split)s
    END
) AS groups (name)
WHERE one.key = ANY(%(scales)s) AND one.value <> 'null' AND groups.name IS NOT NULL GROUP BY 2, 3, 4
"""
MOST_AT_ONCE = 2_000


class Counting:
    """Adds up the answers of one survey, over all its versions, where they lie: they never leave the database."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey.pk
        self.prefix = prefix_of(survey.pk)
        self.kinds = kinds_of(survey)
        self.split_by = survey.split_by if survey.split_by in self.kinds else ""

    def sums(self, fresh: str, **more: Any) -> Sums:
        """(subject, bucket) -> how many. `fresh` is a list of CTEs, of which the one called so has answers and channel.

        One statement, so that what it takes or marks is exactly what it counts. `more` are parameters of `fresh`.
        """
        asked: dict[str, Any] = {
            "names": list(self.kinds),
            "places": self._of({"place"}),
            "worded": [name for name, kind in self.kinds.items() if kind not in LISTED],
            "split": self.split_by,
            "scales": self._of(SCALES) if self.split_by else [],
        }
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {fresh} {ADDED_UP}", {"survey": self.survey, **more, **asked})
            return self._named(cursor.fetchall())

    def _of(self, kinds: Collection[str]) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind in kinds]

    def _named(self, rows: Iterable[tuple[str, str, str, str, int]]) -> Sums:
        named: Counter[tuple[str, str]] = Counter()
        for what, name, group, said, many in rows:
            if what == "channel":
                named[f"{self.prefix}channel", name] += many
            elif what == "group":
                named[f"{self.prefix}q:{name}:by:{group}", said] += many
            else:
                for bucket in _buckets(self.kinds[name], json.loads(said)):
                    named[f"{self.prefix}q:{name}", bucket] += many
        return named


def _buckets(kind: str, said: Any) -> Iterator[str]:
    """Where one answer to one question is counted."""
    if said is None:
        yield MISSING
    elif kind in ONE:
        yield str(said)
    else:
        yield ANSWERED
        if kind == "several":
            yield from said
        elif kind == "ranking":
            yield from (f"{value}#{place}" for place, value in enumerate(said, 1))
        elif kind == "place":
            yield said


def prefix_of(survey: int) -> str:
    """What the subjects of a survey begin with."""
    return f"survey:{survey}:"


def kinds_of(survey: Survey) -> dict[str, str]:
    """The kind of every question that any version asked; a name keeps its kind in all versions."""
    documents = survey.versions.exclude(published_at=None).order_by("number").values_list("document", flat=True)
    return {name: question.kind for one in documents for name, question in Definition.of(one).by_name.items()}


def counted_of(survey: Survey) -> Iterator[Counted]:
    """(stream, subject, bucket, value) of one survey, from its answers."""
    for (subject, bucket), value in Counting(survey).sums(f"fresh AS ({KEPT})").items():
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
