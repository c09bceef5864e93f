"""A survey's answers as a table that is read once, row by row, whatever its length."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction
from django.utils.translation import override

from surveys.asked import Asked, asked_in
from surveys.exporting.fields import Answer, Field, fields_of
from surveys.models import Survey

MOST_AT_ONCE = 1_000
ROWS = """
SELECT response.id, version.number, day, channel, language, answers::text FROM surveys_response AS response
JOIN surveys_surveyversion AS version ON version.id = response.version_id
WHERE response.survey_id = %s ORDER BY response.id
"""


@dataclass(frozen=True)
class Table:
    """What a format writes: a title, columns, and answers that can be read once."""

    title: str
    language: str
    asked: Sequence[Asked]
    fields: Sequence[Field]
    answers: Iterator[Answer]


def table_of(survey: Survey, language: str) -> Table:
    """The table of a survey, with its words in a language."""
    asked = asked_in(survey)
    with override(language):
        fields = fields_of(asked, language)
    return Table(survey.activity.title, language, asked, fields, _answers(survey))


def _answers(survey: Survey) -> Iterator[Answer]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(ROWS, [survey.pk])
        for rows in iter(partial(cursor.fetchmany, MOST_AT_ONCE), []):
            for key, version, day, channel, language, answers in rows:
                yield Answer(key, version, day, channel, language, json.loads(answers))
