"""Confirming: one tap, one statement, counted exactly, changeable, and moved along with an account."""

import pytest
from django.test import Client

from accounts.guests import new_guest
from accounts.services import claim
from catalogue.models import Confirmation
from catalogue.services import confirm
from catalogue.services.confirming import subject_of
from counting.models import Mark, Tally
from counting.queries import tallies
from counting.services import fold, recount
from tests.catalogue.making import document, services_of, taken_in

pytestmark = pytest.mark.django_db
PATH, VALUE = "contact/0/telephone", "+32 9 000 00 01"


@pytest.fixture
def record(gent):
    return taken_in(services_of(gent), [document()])[0]


def said(record, value: str = VALUE) -> dict[str, int]:
    fold()
    return tallies([subject_of(record.pk, PATH, value)]).get(subject_of(record.pk, PATH, value), {})


def test_a_choice_is_one_statement(record, django_assert_num_queries) -> None:
    guest = new_guest()
    with django_assert_num_queries(1):
        confirm(record=record, path=PATH, value=VALUE, answer="yes", guest=guest)
    assert Mark.objects.count() == 1


def test_everyone_counts_once_and_may_change(record, contributor) -> None:
    one, two = new_guest(), new_guest()
    for guest in (one, two, two):
        confirm(record=record, path=PATH, value=VALUE, answer="yes", guest=guest)
    confirm(record=record, path=PATH, value=VALUE, answer="yes", user=contributor)
    assert said(record) == {"yes": 3, "yes.verified": 1}
    confirm(record=record, path=PATH, value=VALUE, answer="no", guest=one)
    assert said(record) == {"yes": 2, "yes.verified": 1, "no": 1}
    assert recount() == []


def test_a_proposed_value_is_counted_apart(record) -> None:
    confirm(record=record, path=PATH, value="+32 9 1", answer="yes", guest=new_guest())
    assert (said(record), said(record, "+32 9 1")) == ({}, {"yes": 1})


def test_an_account_takes_its_guest_along(record, contributor) -> None:
    guest = new_guest()
    confirm(record=record, path=PATH, value=VALUE, answer="yes", guest=guest)
    assert claim(guest=guest, user=contributor) == 1
    assert said(record) == {"yes": 1, "yes.verified": 1}
    assert Confirmation.objects.get().user == contributor


def test_recount_finds_and_repairs_a_difference(record) -> None:
    confirm(record=record, path=PATH, value=VALUE, answer="yes", guest=new_guest())
    fold()
    Tally.objects.update(value=7)
    [difference] = recount()
    assert (difference.tally, difference.counted) == (7, 1)
    assert (said(record), recount()) == ({"yes": 1}, [])


def test_by_browser(record, client: Client) -> None:
    page = client.get(f"/gent/catalogus/{record.pk}/").context["groups"]
    [item] = [one for group in page for one in group.fields if one["path"] == PATH]
    data = {"field": PATH, "fingerprint": item["fingerprint"], "answer": "yes"}
    answer = client.post(f"/gent/catalogus/{record.pk}/klopt/", data, HTTP_SEC_FETCH_SITE="same-origin")
    assert (answer.status_code, "gast" in answer.cookies) == (302, True)
    assert said(record) == {"yes": 1}
    assert 'aria-pressed="true"' in client.get(f"/gent/catalogus/{record.pk}/").content.decode()
    stale = client.post(
        f"/gent/catalogus/{record.pk}/klopt/", {**data, "fingerprint": "0" * 32}, HTTP_SEC_FETCH_SITE="same-origin"
    )
    assert stale.status_code == 409
