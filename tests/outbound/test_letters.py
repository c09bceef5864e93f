"""Letters: posted once, sent from outside the request, tried again, blanked."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils.timezone import now
from django.utils.translation import override

from outbound import queries, services
from outbound.letterbox import LetterBackend
from outbound.models import Letter

LETTER = {"key": "receipt:1", "to": "an@example.org", "subject": "Bedankt", "body": "Dag An", "language": "nl"}


@pytest.fixture
def by_smtp(settings, monkeypatch):
    """The real transport, with Django's box in memory at the other end."""
    settings.LETTER_TRANSPORT = "smtp"
    monkeypatch.setattr(services, "SMTP", "django.core.mail.backends.locmem.EmailBackend")
    monkeypatch.setattr(EmailBackend, "__init__", lambda self, *args, **kwargs: _opened(self))
    mail.outbox = []


def _opened(backend: EmailBackend) -> None:
    super(EmailBackend, backend).__init__()


@pytest.fixture
def refusing(settings, monkeypatch):
    """A server that is away."""
    settings.LETTER_TRANSPORT = "smtp"

    def away(letter):
        raise ConnectionRefusedError

    monkeypatch.setattr(services, "_message", away)


def waited() -> None:
    """As if the back-off were over."""
    Letter.objects.update(not_before=now())


@pytest.mark.django_db
def test_the_same_key_is_posted_once():
    services.post(**LETTER)
    services.post(**{**LETTER, "subject": "Nog eens"})
    assert list(Letter.objects.values_list("subject", "state")) == [("Bedankt", "waiting")]


@pytest.mark.django_db
def test_a_subject_cannot_carry_a_header():
    services.post(**{**LETTER, "subject": "Bedankt\r\nBcc: al@example.org"})
    assert Letter.objects.get().subject == "Bedankt Bcc: al@example.org"


@pytest.mark.django_db(transaction=True)
def test_a_letter_shares_the_fate_of_its_transaction():
    with transaction.atomic():
        services.post(**LETTER)
        transaction.set_rollback(True)
    assert Letter.objects.count() == 0


@pytest.mark.django_db
def test_a_sent_letter_loses_its_text(by_smtp):
    services.post(**LETTER)
    assert services.send_letters() == 1
    letter = Letter.objects.get()
    assert (letter.state, letter.body, letter.tries) == ("sent", "", 1)
    (message,) = mail.outbox
    assert (message.to, message.subject, message.body) == (["an@example.org"], "Bedankt", "Dag An")
    assert message.extra_headers == {"Content-Language": "nl", "Auto-Submitted": "auto-generated"}
    assert services.send_letters() == 0


@pytest.mark.django_db
def test_the_demo_keeps_letters_to_be_read(settings):
    settings.LETTER_TRANSPORT = "keep"
    services.post(**LETTER)
    assert services.send_letters() == 0
    assert Letter.objects.get().body == "Dag An"


@pytest.mark.django_db
def test_a_letter_is_tried_five_times_each_later_and_keeps_its_text(refusing):
    services.post(**LETTER)
    waits = []
    for _ in range(5):
        before = now()
        assert services.send_letters() == 1
        waits.append(round((Letter.objects.get().not_before - before).total_seconds() / 60))
        assert services.send_letters() == 0
        waited()
    letter = Letter.objects.get()
    assert waits[:4] == [1, 6, 36, 216]
    assert (letter.state, letter.tries, letter.body) == ("failed", 5, "Dag An")
    assert services.send_letters() == 0


@pytest.mark.django_db
def test_a_letter_that_cannot_be_written_does_not_stop_the_others(by_smtp):
    services.post(**{**LETTER, "to": "an@example.org\nBcc: al@example.org"})
    services.post(**{**LETTER, "key": "receipt:2"})
    assert services.send_letters() == 2
    assert [message.to for message in mail.outbox] == [["an@example.org"]]
    assert sorted(Letter.objects.values_list("key", "state")) == [("receipt:1", "waiting"), ("receipt:2", "sent")]


@pytest.mark.django_db(transaction=True)
def test_a_letter_in_the_hands_of_another_process_is_left_to_it(by_smtp):
    services.post(**LETTER)
    tried = []

    def other() -> None:
        tried.append(services.send_letters())
        connection.close()

    with transaction.atomic():
        Letter.objects.select_for_update().get()
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert tried == [0]
    assert services.send_letters() == 1


@pytest.mark.django_db
def test_letters_go_after_thirty_days_and_on_request(settings):
    services.post(**LETTER)
    services.post(**{**LETTER, "key": "receipt:2", "to": "Bo@example.org"})
    Letter.objects.filter(key="receipt:1").update(created_at=now() - timedelta(days=31))
    assert [letter["subject"] for letter in queries.letters_to("bo@example.org")] == ["Bedankt"]
    assert services.forget_letters(now()) == 1
    services.erase_letters(to="bo@example.org")
    assert Letter.objects.count() == 0


@pytest.mark.django_db
def test_djangos_mail_becomes_a_letter_in_the_language_of_the_page():
    with override("fr"):
        sent = LetterBackend().send_messages(
            [mail.EmailMessage("Votre code", "AB12", to=["an@example.org", "bo@x.be"])]
        )
    assert sent == 1
    assert list(Letter.objects.order_by("to").values_list("to", "language", "body")) == [
        ("an@example.org", "fr", "AB12"),
        ("bo@x.be", "fr", "AB12"),
    ]
