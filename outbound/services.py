"""Posting letters, and sending them from outside the request."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.utils.timezone import now

from outbound.models import Letter

SMTP = "django.core.mail.backends.smtp.EmailBackend"
MOST_TRIES = 5
MOST_AT_ONCE = 100
FIRST_WAIT, LONGER = timedelta(minutes=1), 6
SMTP_SECONDS = 10
MOST_SUBJECT = 300
KEPT_FOR = timedelta(days=30)

POST = """
INSERT INTO outbound_letter (key, "to", subject, body, language, state, tries, not_before, created_at)
VALUES (%s, %s, %s, %s, %s, 'waiting', 0, now(), now()) ON CONFLICT (key) DO NOTHING
"""


def post(*, key: str, to: str, subject: str, body: str, language: str) -> None:
    """Writes a letter in the caller's transaction; posting the same key again does nothing.

    A line break in the subject would be a new header, so there is none.
    """
    with connection.cursor() as cursor:
        cursor.execute(POST, [key, to, " ".join(subject.split())[:MOST_SUBJECT], body, language])


def send_letters() -> int:
    """Hands the waiting letters to the transport; returns how many were tried.

    With the transport `keep` (the demo) they stay, to be read in the outbox page. A letter that cannot be sent is
    tried again after 1, 6, 36 and 216 minutes, then given up. Its text is blanked when it left: nobody needs it any
    more. Killed between the server's yes and the commit, it sends that one letter again.
    """
    if settings.LETTER_TRANSPORT == "keep":
        return 0
    tried = 0
    while tried < MOST_AT_ONCE and _send_next():
        tried += 1
    return tried


@transaction.atomic
def _send_next() -> bool:
    due = Letter.objects.select_for_update(skip_locked=True).filter(state=Letter.State.WAITING, not_before__lte=now())
    letter = due.order_by("not_before", "pk").first()
    if letter is None:
        return False
    letter.tries += 1
    try:
        _message(letter).send()
    except (OSError, ValueError):  # the server refuses or is away; or the address cannot be written in a header
        letter.not_before = now() + FIRST_WAIT * LONGER ** (letter.tries - 1)
        letter.state = Letter.State.FAILED if letter.tries >= MOST_TRIES else Letter.State.WAITING
    else:
        letter.state, letter.sent_at, letter.body = Letter.State.SENT, now(), ""
    letter.save()
    return True


def _message(letter: Letter) -> EmailMessage:
    headers = {"Content-Language": letter.language, "Auto-Submitted": "auto-generated"}
    carrier = get_connection(SMTP, timeout=SMTP_SECONDS)
    return EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers, connection=carrier)


def forget_letters(moment: datetime) -> int:
    """Removes letters of more than 30 days old, sent or not; returns how many that were."""
    count, _ = Letter.objects.filter(created_at__lt=moment - KEPT_FOR).delete()
    return count


def erase_letters(*, to: str) -> None:
    """Removes every letter to this address."""
    Letter.objects.filter(to__iexact=to).delete()
