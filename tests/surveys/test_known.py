"""Sending answers in asks the database once, and never goes by what is no longer so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from projects import services as projects
from projects.services import PhasePlan
from surveys import known, services
from surveys.models import Intake
from surveys.services import Limit
from tests.surveys.filling import send, waiting
from tests.surveys.people import asked, document, one, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch) -> list[int | None]:
    """This process follows the journal: the last of these is how much was told in public."""
    numbers: list[int | None] = [0]
    monkeypatch.setattr(known.heads, "public_seq", lambda stream: numbers[-1])
    return numbers


@pytest.fixture
def survey(gent, editor, told):
    """One that this process knows, because somebody answered it."""
    survey = asked(gent, editor)
    assert send(Client(), survey, colour="red").status_code == 302
    return survey


def test_whoever_sends_answers_in_asks_the_database_once(survey, django_assert_num_queries) -> None:
    client = Client()
    with django_assert_num_queries(1):
        assert send(client, survey, colour="green").status_code == 302
    with django_assert_num_queries(1):
        assert send(client, survey, colour="blue").status_code == 409


def test_nothing_is_kept_where_the_journal_is_not_followed(survey, told, django_assert_num_queries) -> None:
    told.append(None)
    with django_assert_num_queries(3):
        assert send(Client(), survey, colour="green").status_code == 302


def test_a_survey_that_was_closed_this_moment_says_so(survey) -> None:
    services.close(survey=survey)
    late = send(Client(), survey, colour="green")
    assert (late.status_code, len(waiting(survey))) == (409, 1)
    assert late.context["survey"].closed_at is not None


def test_places_that_were_limited_this_moment_are_limited(survey) -> None:
    services.limit(survey=survey, limits=[Limit("colour", "red", 1)])
    assert [send(Client(), survey, colour="red").status_code for _ in range(2)] == [302, 422]


def test_what_is_asked_since_this_moment_is_asked(survey, editor) -> None:
    changed = services.revise(survey=survey, revision=survey.revision, document=document(one(), words("more")))
    services.publish(survey=changed, revision=changed.revision, by=editor)
    assert send(Client(), survey, colour="red").status_code == 302
    assert send(Client(), survey, colour="red", more_said="x").status_code == 422
    assert send(Client(), survey, more={"versie": "2"}, colour="red").status_code == 302
    assert list(Intake.objects.order_by("pk").values_list("version__number", flat=True)) == [1, 1, 2]


def test_a_phase_that_was_told_to_be_over_shuts_it(survey, told, gent) -> None:
    project = projects.publish(project=projects.create(municipality=gent, title="Park", purpose="x"))
    over = PhasePlan("Past", ends_on=localdate() - timedelta(days=1), activities=(survey.activity,))
    projects.revise(project=project, version=project.version, phases=[over], activities=[survey.activity])
    told.append(1)
    assert send(Client(), survey, colour="green").status_code == 409


def test_nobody_is_turned_away_by_what_was_so_a_moment_ago(gent, editor, told) -> None:
    survey = asked(gent, editor, opens_at=now() + timedelta(days=1))
    assert send(Client(), survey, colour="red").status_code == 409
    services.revise(survey=survey, revision=survey.revision, opens_at=None)
    assert (send(Client(), survey, colour="red").status_code, len(waiting(survey))) == (302, 1)


def test_threads_that_drop_what_is_old_at_the_same_time_do_not_hinder_each_other(
    survey, gent, editor, monkeypatch
) -> None:
    later, other = known.monotonic() + known.KEPT_FOR + 1, asked(gent, editor, title="Other")
    monkeypatch.setattr(known, "monotonic", lambda: known.forget_known() or later)  # as another thread would, halfway
    assert send(Client(), other, colour="red").status_code == 302


def test_two_municipalities_have_a_survey_of_the_same_name(survey, leuven, editor, told) -> None:
    other = asked(leuven, editor, words())
    assert other.slug == survey.slug
    assert send(Client(), other, why="Zo").status_code == 302
    assert (len(waiting(survey)), waiting(other)) == (1, [{"why": "Zo"}])


def test_what_was_known_a_minute_ago_is_kept_no_longer_than_the_next_one_is_read(
    survey, gent, editor, monkeypatch
) -> None:
    later = known.monotonic() + known.KEPT_FOR + 1
    monkeypatch.setattr(known, "monotonic", lambda: later)
    other = asked(gent, editor, title="Other")
    assert send(Client(), other, colour="red").status_code == 302
    assert [slug for _nis, slug in known._known] == [other.slug]
