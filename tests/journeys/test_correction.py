"""The story: a correction travels from a resident to the published catalogue, through HTTP."""

import re

import pytest
from django.test import Client

from catalogue.models import Correction, Record
from contributions.mail import READER
from contributions.models import Case
from journal.services import advance
from journal.verifying import faults
from moderation.models import Decision, Statement
from outbound.models import Letter
from tests.catalogue.making import document, services_of, taken_in
from tests.journeys.steps import ORIGIN, decide, form_of, propose, take_effect

pytestmark = pytest.mark.django_db
PHONE = "v:contact/0/telephone"
NEW = "+32 9 210 10 10"


@pytest.fixture
def record(gent) -> Record:
    [record] = taken_in(services_of(gent), [document()])
    return record


def test_from_resident_to_catalogue(client, record, desk) -> None:
    thanks = propose(client, record, **{PHONE: NEW, "email": "iemand@example.org", "signature": "Noor"})
    page = client.get(thanks).content.decode()
    assert "Thank you" in page or "Bedankt" in page
    advance(READER)
    [receipt] = Letter.objects.all()
    [link] = re.findall(r"http://testserver(\S+)", receipt.body)
    assert client.get(link).status_code == 200

    queue = desk.get("/gent/moderatie/").content.decode()
    assert ("Dienst 001" in queue, "210" in queue) == (True, True)
    assert decide(desk, outcome="approved").status_code == 302
    record.refresh_from_db()
    assert record.fields["contact/0/telephone"] == "+32 9 000 00 01"  # it can still be undone
    take_effect()

    record.refresh_from_db()
    assert (record.version, record.fields["contact/0/telephone"]) == (2, NEW)
    assert NEW in client.get(f"/gent/catalogus/{record.pk}/").content.decode()
    history = client.get(f"/api/v1/records/{record.pk}/history").json()
    assert [(step["version"], step["who"], step["changes"]) for step in history] == [
        (2, "Noor", [{"field": "contact/0/telephone", "from": "+32 9 000 00 01", "to": NEW}]),
        (1, "bron", []),
    ]
    for form, media in (("jsonld", "application/ld+json"), ("ttl", "text/turtle"), ("json", "application/json")):
        answer = client.get(f"/api/v1/records/{record.pk}", headers={"accept": media})
        assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, media), form
        assert NEW in answer.content.decode()
    assert Letter.objects.count() == 2
    assert list(faults()) == []


def test_partly(client, record, desk) -> None:
    propose(client, record, **{PHONE: NEW, "v:contact/0/email": "ander@gent.example"})
    assert decide(desk, outcome="partly", accepted=["contact/0/email"]).status_code == 302
    take_effect()
    record.refresh_from_db()
    assert (record.fields["contact/0/telephone"], record.fields["contact/0/email"]) == (
        "+32 9 000 00 01",
        "ander@gent.example",
    )
    states = dict(Correction.objects.get().changes.values_list("field", "state"))
    assert states == {"contact/0/telephone": "refused", "contact/0/email": "applied"}


def test_refused_with_a_reason(client, record, desk) -> None:
    thanks = propose(client, record, **{PHONE: NEW, "email": "iemand@example.org"})
    assert decide(desk, outcome="refused").status_code == 422
    assert decide(desk, outcome="refused", reason="cannot_verify", sentence="Stuur een foto.").status_code == 302
    take_effect()
    record.refresh_from_db()
    assert (record.version, Statement.objects.get().ground) == (1, "facts")
    assert "Stuur een foto." in client.get(thanks).content.decode()
    assert "Stuur een foto." in Letter.objects.order_by("-pk")[0].body


def test_undone_within_the_delay(client, record, desk) -> None:
    propose(client, record, **{PHONE: NEW})
    decide(desk, outcome="approved")
    decision = Decision.objects.get()
    assert desk.post(f"/gent/moderatie/terug/{decision.pk}/", **ORIGIN).status_code == 302
    take_effect()
    record.refresh_from_db()
    assert (record.version, Case.objects.filter(closed_at=None).count()) == (1, 1)


def test_a_conflict_comes_back_and_can_be_decided_again(client, record, desk) -> None:
    propose(client, record, **{PHONE: NEW})
    taken_in(record.dataset, [document(day=1, fields={"contact/0/telephone": "+32 9 999 99 99"})])
    decide(desk, outcome="approved")
    take_effect()
    record.refresh_from_db()
    assert record.fields["contact/0/telephone"] == "+32 9 999 99 99"
    page = desk.get("/gent/moderatie/").content.decode()
    assert "+32 9 999 99 99" in re.sub(r"<[^>]+>", "", page)
    assert decide(desk, outcome="approved").status_code == 302
    take_effect()
    record.refresh_from_db()
    assert record.fields["contact/0/telephone"] == NEW


def test_two_moderators_one_wins(client, record, desk, gent) -> None:
    from tests.people import member

    other = Client()
    other.force_login(member(gent, "manager", "manager"))
    propose(client, record, **{PHONE: NEW})
    case = Case.objects.get()
    url, data = f"/gent/moderatie/zaak/{case.pk}/", {"version": case.version, "outcome": "approved"}
    assert desk.post(url, data, **ORIGIN).status_code == 302
    late = other.post(url, data, **ORIGIN)
    assert (late.status_code, "Moderator" in late.content.decode()) == (409, True)


def test_a_moderator_elsewhere_sees_nothing(client, record, neighbour) -> None:
    propose(client, record, **{PHONE: NEW})
    elsewhere = Client()
    elsewhere.force_login(neighbour)
    assert elsewhere.get("/gent/moderatie/").status_code == 404
    assert "Dienst 001" not in elsewhere.get("/leuven/moderatie/").content.decode()


def test_a_form_with_an_error_keeps_what_was_typed(client, record) -> None:
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    typed = {**form_of(client, url), PHONE: "geen nummer", "email": "naam@"}
    answer = client.post(url, {**typed, "stap": "kijk"}, **ORIGIN)
    page = answer.content.decode()
    assert (answer.status_code, "geen nummer" in page, "naam@" in page) == (422, True, True)


def test_another_site_cannot_post(client, record) -> None:
    url = f"/gent/catalogus/{record.pk}/klopt/"
    refused = client.post(url, {}, HTTP_SEC_FETCH_SITE="cross-site")
    assert refused.status_code == 403
    asked = client.post(url, {"answer": "yes"})
    assert (asked.status_code, 'name="answer" value="yes"' in asked.content.decode()) == (200, True)


def test_forwarded_until_the_source_takes_it_over(client, gent, desk) -> None:
    dataset = services_of(gent, is_flemish=True)
    [record] = taken_in(dataset, [document()])
    propose(client, record, **{PHONE: NEW})
    decide(desk, outcome="approved")
    take_effect()
    record.refresh_from_db()
    assert record.fields["contact/0/telephone"] == "+32 9 000 00 01"
    assert Correction.objects.get().changes.get().state == "forwarded"
    [record] = taken_in(dataset, [document(day=1, fields={"contact/0/telephone": NEW})])
    assert (record.fields["contact/0/telephone"], record.own_fields) == (NEW, {})
    assert Correction.objects.get().changes.get().state == "applied"
