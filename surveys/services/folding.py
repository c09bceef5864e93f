"""Counting the answers that came in, and moving them on so that nothing ties them to who sent them.

Answers of an anonymous survey are counted at least ten at a time, and moved at least twenty at a time in shuffled order;
at its closing whatever is left follows. The answer goes from the intake into `Response` under a new number.
"""

import json
from random import SystemRandom
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from counting import services as counting
from media import services as pictures
from surveys.counted import Counting, kinds_of, prefix_of
from surveys.models import Intake, Survey
from surveys.services.releasing import release, unreleased

MOVED_AT_LEAST = 20
MOST_AT_ONCE = 20_000
shuffle = SystemRandom().shuffle

WAITING = """
SELECT count(*) FILTER (WHERE NOT is_counted), count(*) FROM surveys_intake WHERE survey_id = %s
"""
COUNTED = """
fresh AS (
    UPDATE surveys_intake SET is_counted = true WHERE id IN (
        SELECT id FROM surveys_intake WHERE survey_id = %(survey)s AND NOT is_counted ORDER BY id LIMIT %(most)s
    ) RETURNING answers, channel
)
"""
# Under numbers and in an order that are drawn for it.
COUNTED_AND_MOVED = """
taken AS (
    DELETE FROM surveys_intake WHERE id IN (
        SELECT id FROM surveys_intake WHERE survey_id = %(survey)s ORDER BY NOT is_counted, id LIMIT %(most)s
    ) RETURNING version_id, answers, channel, clerk_id, language, day, is_counted
), moved AS (
    INSERT INTO surveys_response (id, survey_id, version_id, answers, channel, clerk_id, language, day)
    SELECT gen_random_uuid(), %(survey)s, version_id, answers, channel, clerk_id, language, day
    FROM taken ORDER BY gen_random_uuid()
), fresh AS (
    SELECT answers, channel FROM taken WHERE NOT is_counted
)
"""
TAKEN = """
DELETE FROM surveys_intake WHERE survey_id = %s AND is_counted
RETURNING version_id, answers::text, channel, clerk_id, language, day
"""
KEPT = """
COPY surveys_response (id, survey_id, version_id, answers, channel, clerk_id, language, day) FROM STDIN
"""


def fold() -> int:
    """Counts and moves what waits in every survey; returns how many answers it counted."""
    waiting = Intake.objects.filter(survey=OuterRef("pk"))
    asked = Survey.objects.select_related("municipality").order_by("pk")
    surveys = asked.filter(Exists(waiting) | Q(pk__in=unreleased().values("pk")))
    return sum(fold_survey(survey) for survey in surveys)


def fold_survey(survey: Survey) -> int:
    """Counts what waits in a survey once there is enough of it, and moves what was counted; returns how many.

    One transaction of the folder: adds up the answers per question, adds the sums to the tallies, moves the public
    figures as far as they may, and moves the answers on, or marks them as counted while they are too few for that. A
    folder that is killed leaves everything as it was.
    """
    with counting.folding() as may:
        if not may:
            return 0
        is_last, photos = survey.closed_at is not None, _photos(survey)
        waiting, lying = _lying(survey)
        many = 0
        if lying and (is_last or waiting >= survey.step):
            many = _count(survey, may_move=not photos and (is_last or lying >= MOVED_AT_LEAST))
        if many or is_last:
            release(survey, is_last=is_last and many == waiting)
        if photos:
            _move(survey, photos, at_least=1 if is_last else MOVED_AT_LEAST)
        return many


def _lying(survey: Survey) -> tuple[int, int]:
    """(how many wait to be counted, how many lie in the intake)."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [survey.pk])
        waiting, lying = cursor.fetchone()
        return waiting, lying


def _count(survey: Survey, *, may_move: bool) -> int:
    found = Counting(survey).sums(COUNTED_AND_MOVED if may_move else COUNTED, most=MOST_AT_ONCE)
    counting.add(stream=survey.municipality.stream_id, sums=found)
    return sum(many for (subject, _bucket), many in found.items() if subject == f"{prefix_of(survey.pk)}channel")


def _photos(survey: Survey) -> list[str]:
    """Where there are photos, which have to be moved with their answers, moving is a step of its own."""
    return [name for name, kind in kinds_of(survey).items() if kind == "photo"]


def _move(survey: Survey, photos: list[str], *, at_least: int) -> None:
    if Intake.objects.filter(survey=survey, is_counted=True)[:at_least].count() < at_least:
        return
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, [survey.pk])
        rows = _with_other_pictures(photos, cursor.fetchall())
        shuffle(rows)
        with cursor.copy(KEPT) as copy:
            for version, answers, *rest in rows:
                copy.write_row((uuid4(), survey.pk, version, answers, *rest))


def _with_other_pictures(photos: list[str], rows: list[Any]) -> list[Any]:
    """Photos get other numbers as well, because those that came in with an answer lie in the order of the answers."""
    said = [json.loads(answers) for _version, answers, *_rest in rows]
    renewed = pictures.renew(UUID(one[name]) for one in said for name in photos if one.get(name))
    for one in said:
        one.update({name: str(renewed[UUID(one[name])]) for name in photos if one.get(name)})
    return [(row[0], json.dumps(one, ensure_ascii=False), *row[2:]) for row, one in zip(rows, said, strict=True)]
