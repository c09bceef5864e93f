"""Taking an answer in: the hottest write of the house, so one statement, and nothing that two people wait for."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate
from psycopg.errors import UniqueViolation

from accounts.models import User
from contributions.models import Channel
from media import services as pictures
from surveys.asking import definition_of, photo_questions
from surveys.models import Draft, Invite, Quota, Survey, SurveyVersion
from surveys.services.people import NoLongerOpen
from surveys.services.writing import Stale

# The receipt makes sending twice harmless; who took part is noted only where there is somebody to note. A survey that was
# closed meanwhile, or changed since it was remembered, takes nothing: whoever closes it (FOR UPDATE) waits for the answers
# that hold its row, and an answer that comes meanwhile waits, and looks again at what it has become. Somebody who took part
# before is found at once; who sends twice in the same moment breaks `participation_once`, and with it the whole statement.
TAKE_IN = """
WITH open AS (
    SELECT activity_id FROM surveys_survey WHERE activity_id = %(survey)s AND closed_at IS NULL
    AND (NOT %(is_remembered)s OR (revision = %(revision)s AND has_quotas = %(has_quotas)s))
    FOR KEY SHARE
), before AS (
    SELECT id FROM surveys_participation WHERE survey_id = %(survey)s AND digest = %(digest)s::bytea
), receipt AS (
    INSERT INTO surveys_receipt (id, survey_id)
    SELECT %(receipt)s, activity_id FROM open WHERE NOT EXISTS (SELECT FROM before)
    ON CONFLICT DO NOTHING RETURNING survey_id
), person AS (
    INSERT INTO surveys_participation (survey_id, digest)
    SELECT survey_id, %(digest)s::bytea FROM receipt WHERE %(digest)s::bytea IS NOT NULL
), intake AS (
    INSERT INTO surveys_intake (survey_id, version_id, answers, channel, clerk_id, language, day, is_counted)
    SELECT survey_id, %(version)s, %(answers)s::jsonb, %(channel)s, %(clerk)s, %(language)s, %(day)s, false
    FROM receipt
)
SELECT EXISTS (SELECT FROM open), EXISTS (SELECT FROM receipt),
       EXISTS (SELECT FROM before) AND NOT EXISTS (SELECT FROM surveys_receipt WHERE id = %(receipt)s)
"""
TAKE_PLACES = "UPDATE surveys_quota SET taken = taken + 1 WHERE id = ANY(%s) AND taken < most"


class AlreadyAnswered(Exception):
    """This person, code or paper form took part before."""


class QuotaFull(Exception):
    """There is no place left for people who answer this; `question` is the one it hangs on."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


class UnknownCode(Exception):
    """Nobody handed out this code."""


def answer(  # noqa: PLR0913 - what is known of an answer that comes in
    *,
    survey: Survey,
    version: SurveyVersion,
    receipt: UUID,
    answers: Mapping[str, Any],
    digest: bytes | None = None,
    channel: str = Channel.WEB,
    clerk: User | None = None,
    language: str = "nl",
    draft: UUID | None = None,
) -> bool:
    """Takes checked answers in; returns False when this receipt was taken in before (then nothing happens).

    In one transaction: 1. in one statement notes the receipt and who took part, and puts the answer in the intake;
    2. takes a place in every quota the answers fall under, or raises QuotaFull; 3. keeps its photos; 4. drops what was
    kept for later. Raises AlreadyAnswered for somebody who took part, NoLongerOpen when the survey was closed meanwhile,
    and Stale instead when it is a remembered one that was changed or closed; then nothing is kept.
    """
    row = {
        "survey": survey.pk,
        "is_remembered": survey.is_remembered,
        "revision": survey.revision,
        "has_quotas": survey.has_quotas,
        "version": version.pk,
        "receipt": receipt,
        "digest": digest,
        "answers": json.dumps(answers, ensure_ascii=False),
        "channel": str(channel),
        "clerk": clerk.pk if clerk else None,
        "language": language,
        "day": localdate(),
    }
    quotas = _quotas(survey, answers) if survey.has_quotas else []
    photos = [UUID(said) for name in photo_questions(definition_of(version)) if (said := answers.get(name))]
    if not (quotas or photos or draft):
        return _taken_in(row)
    with transaction.atomic():
        is_new = _taken_in(row)
        if is_new:
            _take_places(quotas)
            _settle(survey, photos, draft)
        return is_new


def _settle(survey: Survey, photos: list[UUID], draft: UUID | None) -> None:
    if photos:
        pictures.keep(photos)
    if draft:
        Draft.objects.filter(pk=draft, version__survey=survey).delete()


def _taken_in(row: dict[str, Any]) -> bool:
    is_open, is_new, has_answered = _noted(row)
    if not is_open:
        raise Stale if row["is_remembered"] else NoLongerOpen
    if has_answered:
        raise AlreadyAnswered
    return is_new


def _noted(row: dict[str, Any]) -> tuple[bool, bool, bool]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(TAKE_IN, row)
            is_open, is_new, has_answered = cursor.fetchone()
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise AlreadyAnswered from error
        raise
    return is_open, is_new, has_answered


def _quotas(survey: Survey, answers: Mapping[str, Any]) -> list[Quota]:
    return [quota for quota in Quota.objects.filter(survey=survey) if _is_under(quota, answers.get(quota.question))]


def _is_under(quota: Quota, said: Any) -> bool:
    return quota.value in {str(one) for one in said} if isinstance(said, list) else quota.value == str(said)


def _take_places(quotas: list[Quota]) -> None:
    """In the order of their keys, so that two answers never wait for each other crosswise."""
    for quota in quotas:
        with connection.cursor() as cursor:
            cursor.execute(TAKE_PLACES, [[quota.pk]])
            if cursor.rowcount != 1:
                raise QuotaFull(quota.question)


def check_code(*, survey: Survey, digest: bytes) -> None:
    """Raises UnknownCode unless the code with this digest was handed out for the survey."""
    if not Invite.objects.filter(survey=survey, digest=digest).exists():
        raise UnknownCode
