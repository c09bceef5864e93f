"""An answer that comes in the very moment a survey closes is in before it, or it is not in: none comes after the end."""

from threading import Event

import pytest
from django.db import connection, transaction

from surveys import services
from surveys.models import Intake, Quota, Receipt, Survey
from surveys.services import NoLongerOpen, Stale
from tests.at_once import at_once
from tests.surveys.people import asked, one, say

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


@pytest.fixture
def survey(gent, editor) -> Survey:
    return asked(gent, editor, one())


def until_somebody_waits() -> None:
    """For a lock, in this database."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(WAITS)
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.02)")
    raise TimeoutError


@pytest.mark.parametrize("has_quotas", [False, True])
def test_who_sends_while_it_closes_is_told_that_it_is_closed(survey, has_quotas: bool) -> None:
    if has_quotas:
        services.limit(survey=survey, limits=[services.Limit("colour", "red", 5)])
        survey.refresh_from_db()
    shutting = Event()

    def close() -> None:
        with transaction.atomic():
            services.close(survey=survey)
            shutting.set()
            until_somebody_waits()

    def answer() -> bool:
        shutting.wait(10)
        return say(survey, "guest:late", colour="red")

    closed, late = at_once(close, answer)
    assert (closed, type(late)) == (None, NoLongerOpen)
    assert (Intake.objects.count(), Receipt.objects.count()) == (0, 0)
    assert list(Quota.objects.values_list("taken", flat=True)) == [0] * has_quotas


def test_who_closes_waits_for_answers_that_are_on_their_way(survey) -> None:
    sent, seen = Event(), []

    def answer() -> None:
        with transaction.atomic():
            say(survey, "guest:early", colour="red")
            sent.set()
            until_somebody_waits()

    def close() -> None:
        sent.wait(10)
        services.close(survey=survey)
        seen.append(Intake.objects.count())

    assert at_once(answer, close) == [None, None]
    assert seen == [1]


def test_nothing_comes_in_after_the_end_however_many_send(survey) -> None:
    seen: list[int] = []

    def close() -> None:
        services.close(survey=survey)
        seen.append(Receipt.objects.count())

    def send(who: int) -> int:
        many = 0
        try:
            for number in range(30):
                many += say(survey, f"guest:{who}-{number}", colour="red")
        except (NoLongerOpen, Stale):
            pass
        return many

    took = at_once(*(lambda who=who: send(who) for who in range(4)), close)
    assert [sum(took[:-1])] == seen == [Intake.objects.count()]
