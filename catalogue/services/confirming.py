"""Confirming: one tap, one statement. Chosen, so counted and never judged."""

from uuid import uuid4

from django.db import connection

from accounts.models import Guest, User
from catalogue import layers
from catalogue.models import Confirmation, Record

# The person's own row, and its marks when the answer is another one than before. PostgreSQL 18 returns OLD and NEW.
CONFIRM = """
WITH choice AS (
    INSERT INTO catalogue_confirmation AS mine (id, record_id, field, fingerprint, user_id, guest_id, answer)
    VALUES (%(id)s, %(record)s, %(field)s, %(fingerprint)s, %(user)s, %(guest)s, %(answer)s)
    ON CONFLICT ON CONSTRAINT {constraint}
    DO UPDATE SET answer = EXCLUDED.answer WHERE mine.answer <> EXCLUDED.answer
    RETURNING OLD.answer AS before, NEW.answer AS after
)
INSERT INTO counting_mark (stream_id, subject, bucket, delta)
SELECT %(stream)s, %(subject)s, bucket || suffix, delta
FROM choice,
     LATERAL (VALUES (before, -1), (after, 1)) AS moved (bucket, delta),
     unnest(%(suffixes)s::text[]) AS suffix
WHERE bucket IS NOT NULL
"""
TAKE_BACK = """
WITH gone AS (DELETE FROM catalogue_confirmation WHERE id = %(id)s RETURNING answer)
INSERT INTO counting_mark (stream_id, subject, bucket, delta)
SELECT %(stream)s, %(subject)s, answer || suffix, -1 FROM gone, unnest(%(suffixes)s::text[]) AS suffix
"""
BY_USER = CONFIRM.format(constraint="confirmation_user")
BY_GUEST = CONFIRM.format(constraint="confirmation_guest")


def subject_of(record_id: object, path: str, value: object) -> str:
    """Under which the confirmations of one value are counted."""
    return f"record:{record_id}:{path}:{layers.fingerprint(value)}"


def confirm(
    *, record: Record, path: str, value: object, answer: str, user: User | None = None, guest: Guest | None = None
) -> None:
    """Notes that this person finds the value right (`yes`), wrong (`no`), or does not know (`unknown`).

    One statement: writes or revises the person's own row and, only when the answer is another one, its marks. People
    who signed in are counted once more in a bucket of their own (`yes.verified`), which alone counts towards anything
    automatic.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            BY_USER if user else BY_GUEST,
            {
                "id": uuid4(),
                "record": record.pk,
                "field": path,
                "fingerprint": layers.fingerprint(value),
                "user": user.pk if user else None,
                "guest": guest.pk if guest else None,
                "answer": answer,
                "stream": record.municipality.stream_id,
                "subject": subject_of(record.pk, path, value),
                "suffixes": ["", ".verified"] if user else [""],
            },
        )


def take_back(confirmation: Confirmation) -> None:
    """Removes a person's answer with its marks.

    One statement: what is taken off is the answer that stands there now, once, whatever was read before.
    """
    record = confirmation.record
    with connection.cursor() as cursor:
        cursor.execute(
            TAKE_BACK,
            {
                "id": confirmation.pk,
                "stream": record.municipality.stream_id,
                "subject": f"record:{record.pk}:{confirmation.field}:{confirmation.fingerprint}",
                "suffixes": ["", ".verified"] if confirmation.user_id else [""],
            },
        )
