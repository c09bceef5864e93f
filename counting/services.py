"""Folding marks into tallies, rebuilding tallies from choices, and telling them now and then."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db import connection, transaction

from counting import bell, heard
from counting.models import Mark, Seal, Tally
from counting.sources import Counted, Source, registry
from journal.models import Audience
from journal.services import Tell, telling

FOLDER = 7_301_202_611  # the advisory lock: one folder at a time per database
SEALER = 7_301_202_612  # and one who seals

# Takes the marks away and adds them up in one statement, so that every mark is counted exactly once.
FOLD = """
WITH taken AS (
    DELETE FROM counting_mark WHERE id IN (
        SELECT id FROM counting_mark ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED
    ) RETURNING stream_id, subject, bucket, delta
), summed AS (
    SELECT subject, bucket, min(stream_id) AS stream_id, sum(delta) AS delta FROM taken GROUP BY subject, bucket
), written AS (
    INSERT INTO counting_tally AS tally (subject, bucket, value, version, stream_id)
    SELECT subject, bucket, delta, %(version)s, stream_id FROM summed
    ON CONFLICT (subject, bucket) DO UPDATE SET value = tally.value + EXCLUDED.value, version = EXCLUDED.version
)
SELECT count(*) FROM taken
"""
ADD = """
INSERT INTO counting_tally AS tally (subject, bucket, value, version, stream_id)
SELECT subject, bucket, value, %(version)s, %(stream)s
FROM unnest(%(subjects)s::text[], %(buckets)s::text[], %(values)s::bigint[]) AS moved (subject, bucket, value)
ON CONFLICT (subject, bucket) DO UPDATE SET value = tally.value + EXCLUDED.value, version = EXCLUDED.version
"""
MOST_MARKS = 20_000


@dataclass(frozen=True)
class Difference:
    """A tally that does not say what the choices say."""

    stream: int
    subject: str
    bucket: str
    tally: int
    counted: int


@contextmanager
def folding() -> Iterator[bool]:
    """One transaction of the folder; False when another folder is at work, who then does what there is to do."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [FOLDER])
            may = bool(cursor.fetchone()[0])
        yield may


def fold() -> int:
    """Drains the marks that wait into the tallies; returns how many there were.

    One transaction, one folder at a time: takes the marks, adds them up, gives all tallies it touched one new version.
    Rings for whoever shows figures after the commit. A killed folder leaves the marks where they were.
    """
    with folding() as may, connection.cursor() as cursor:
        if not may or not Mark.objects.exists():
            return 0
        cursor.execute(FOLD, {"most": MOST_MARKS, "version": _next_version()})
        folded = int(cursor.fetchone()[0])
        if folded:
            transaction.on_commit(bell.ring)
    return folded


def add(*, stream: int, sums: Mapping[tuple[str, str], int]) -> None:
    """Adds sums ((subject, bucket) -> how many) to the tallies, inside a transaction of the folder (`folding`).

    For choices that are so many that a mark for each would cost more than the counting. Rings after the commit.
    """
    moved = [(subject, bucket, value) for (subject, bucket), value in sums.items() if value]
    if not moved:
        return
    subjects, buckets, values = zip(*moved, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            ADD,
            {"subjects": list(subjects), "buckets": list(buckets), "values": list(values)}
            | {"version": _next_version(), "stream": stream},
        )
    transaction.on_commit(bell.ring)


def _next_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('counting_version')")
        return int(cursor.fetchone()[0])


def recount(*, repair: bool = True, sources: Iterable[Source] | None = None) -> list[Difference]:
    """Counts the choices anew; returns every tally that said something else, and puts it right when asked to.

    Of all registered sources, unless some are given. Folds nothing meanwhile: takes the folder's lock, so that marks
    that wait are counted with their choices.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDER])
        cursor.execute("LOCK TABLE counting_mark IN EXCLUSIVE MODE")
        asked = registry if sources is None else sources
        found = [difference for source in asked for difference in _differences(source.prefix, source.counted())]
        if repair:
            _repair(found, _next_version())
    return found


def _differences(prefix: str, counted: Iterable[Counted]) -> list[Difference]:
    rows = list(counted)
    streams = {(subject, bucket): stream for stream, subject, bucket, _ in rows}
    truth = {(subject, bucket): value for _, subject, bucket, value in rows}
    waiting = _sums(Mark.objects.filter(subject__startswith=prefix).values_list("subject", "bucket", "delta"))
    said = _sums(Tally.objects.filter(subject__startswith=prefix).values_list("subject", "bucket", "value"))
    totals = {key: said.get(key, 0) + waiting.get(key, 0) for key in {*truth, *said, *waiting}}
    return [
        Difference(streams.get(key, 0), *key, total, truth.get(key, 0))
        for key, total in sorted(totals.items())
        if total != truth.get(key, 0)
    ]


def _sums(rows: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for subject, bucket, value in rows:
        sums[subject, bucket] = sums.get((subject, bucket), 0) + value
    return sums


def _repair(found: list[Difference], version: int) -> None:
    for one in found:
        tally, _ = Tally.objects.get_or_create(
            subject=one.subject, bucket=one.bucket, defaults={"stream_id": one.stream}
        )
        tally.value, tally.version = tally.value + one.counted - one.tally, version
        tally.save(update_fields=["value", "version"])


def seal() -> int:
    """Tells the tallies that moved since they were last told, in `tally.sealed` per stream; returns the streams.

    What everybody may see now is told to everybody, the rest to staff: in the public chain it is a leaf that can be
    proved later. One at a time: a second one waits, and then finds nothing left to tell.
    """
    with telling() as tell, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER])
        moved = _moved()
        public = heard.public_among({subject for _, subject, *_ in moved})
        for stream, rows in groupby(moved, key=itemgetter(0)):
            figures = list(rows)
            for audience in Audience.PUBLIC, Audience.STAFF:
                told = [list(row[1:4]) for row in figures if (row[1] in public) == (audience == Audience.PUBLIC)]
                if told:
                    _seal(tell, stream, audience, told)
            last = max(version for *_, version in figures)
            Seal.objects.update_or_create(stream_id=stream, defaults={"version": last})
        return len({row[0] for row in moved})


def _seal(tell: Tell, stream: int, audience: str, tallies: list[list[object]]) -> None:
    tell(
        stream=stream,
        verb="tally.sealed",
        actor="system",
        subject=("tally", str(stream)),
        audience=audience,
        data={"tallies": tallies},
    )


def _moved() -> list[tuple[int, str, str, int, int]]:
    sealed = dict(Seal.objects.values_list("stream_id", "version"))
    rows = Tally.objects.order_by("stream_id", "version", "subject", "bucket")
    fields = rows.values_list("stream_id", "subject", "bucket", "value", "version")
    return [row for row in fields if row[4] > sealed.get(row[0], 0)]
