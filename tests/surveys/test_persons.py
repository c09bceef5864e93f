"""What surveys keep of people, and how that ends."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from surveys import persons, services
from surveys.models import Invite, Participation, Receipt, Response, Survey
from surveys.services.people import by_account
from tests.surveys.people import asked, say

pytestmark = pytest.mark.django_db


def test_a_person_sees_where_they_took_part_as_long_as_it_runs(gent, editor, contributor) -> None:
    survey, _other = (asked(gent, editor, anonymity="account", title=title) for title in ("Park", "Square"))
    say(survey, by_account(contributor), colour="red")
    assert list(persons.export(contributor)) == [{"municipality": "Gent", "survey": "Park"}]
    assert list(persons.export(editor)) == []
    services.close(survey=survey)
    assert list(persons.export(contributor)) == []


def test_erasing_forgets_who_took_part_and_keeps_the_answers(gent, editor, contributor) -> None:
    survey = asked(gent, editor, anonymity="account")
    say(survey, by_account(contributor), colour="red")
    say(survey, by_account(editor), colour="red")
    persons.erase(contributor)
    assert (Participation.objects.count(), list(persons.export(contributor))) == (1, [])
    services.close(survey=survey)
    services.fold()
    assert Response.objects.count() == 2


def test_a_week_after_closing_only_the_answers_are_left(gent, editor) -> None:
    survey, running = asked(gent, editor, anonymity="code"), asked(gent, editor)
    services.hand_out(survey=survey, many=2)
    say(survey, colour="red")
    say(running, colour="red")
    services.close(survey=survey)
    services.fold()
    assert persons.forget(now()) == 0
    Survey.objects.filter(pk=survey.pk).update(closed_at=now() - timedelta(days=8))
    assert persons.forget(now()) == 4
    left = (Receipt.objects.count(), Participation.objects.count(), Invite.objects.count(), Response.objects.count())
    assert left == (1, 1, 0, 1)
