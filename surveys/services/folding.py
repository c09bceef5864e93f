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
from surveys.counted import Counting, kinds_of
from surveys.models import Intake, Survey
from surveys.services.releasing import release, unreleased

MOVED_AT_LEAST = 20
MOST_AT_ONCE = 20_000
shuffle = SystemRandom().shuffle

WAITING = "SELECT answers::text, channel FROM surveys_intake WHERE id = ANY(%s)"
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

    One transaction of the folder: adds up the answers per question, adds the sums to the tallies, marks the answers as
    counted, moves the public figures as far as they may, and moves counted answers on. A folder that is killed leaves
    everything as it was.
    """
    with counting.folding() as may:
        if not may:
            return 0
        waiting = _waiting(survey)
        is_last = survey.closed_at is not None
        if len(waiting) < survey.step and not (is_last and waiting):
            waiting = []
        if waiting:
            _count(survey, waiting)
        if waiting or is_last:
            is_whole = is_last and not Intake.objects.filter(survey=survey, is_counted=False).exists()
            release(survey, is_last=is_whole)
        _move(survey, at_least=1 if is_last else MOVED_AT_LEAST)
        return len(waiting)


def _waiting(survey: Survey) -> list[int]:
    found = Intake.objects.select_for_update(skip_locked=True).filter(survey=survey, is_counted=False)
    return list(found.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def _count(survey: Survey, waiting: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [waiting])
        rows = [(json.loads(answers), channel) for answers, channel in cursor.fetchall()]
    counting.add(stream=survey.municipality.stream_id, sums=Counting(survey).sums(rows))
    Intake.objects.filter(pk__in=waiting).update(is_counted=True)


def _move(survey: Survey, *, at_least: int) -> None:
    if Intake.objects.filter(survey=survey, is_counted=True)[:at_least].count() < at_least:
        return
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, [survey.pk])
        rows = _with_other_pictures(survey, cursor.fetchall())
        shuffle(rows)
        with cursor.copy(KEPT) as copy:
            for version, answers, *rest in rows:
                copy.write_row((uuid4(), survey.pk, version, answers, *rest))


def _with_other_pictures(survey: Survey, rows: list[Any]) -> list[Any]:
    """Photos get other numbers as well, because those that came in with an answer lie in the order of the answers."""
    asked = [name for name, kind in kinds_of(survey).items() if kind == "photo"]
    if not asked:
        return rows
    said = [json.loads(answers) for _version, answers, *_rest in rows]
    renewed = pictures.renew(UUID(one[name]) for one in said for name in asked if one.get(name))
    for one in said:
        one.update({name: str(renewed[UUID(one[name])]) for name in asked if one.get(name)})
    return [(row[0], json.dumps(one, ensure_ascii=False), *row[2:]) for row, one in zip(rows, said, strict=True)]
