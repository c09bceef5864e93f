"""Who owns a value decides what an approved correction does: replace it, stand beside it, or wait for its owner."""

import json

import pytest
from django.test import Client

from catalogue.models import Correction, Dataset, Policy, Record, SourceConflict
from tests.catalogue.making import document, services_of, taken_in
from tests.catalogue.test_readable import seen
from tests.journeys.steps import decide, propose, take_effect

pytestmark = pytest.mark.django_db
PHONE, COST = "contact/0/telephone", "cost/0/description@nl"
WAS, NEW = "+32 9 210 10 01", "+32 9 210 10 10"
FIELDS = {PHONE: WAS, COST: "<p>Gratis.</p>"}


@pytest.fixture
def record(gent) -> Record:
    return taken_in(services_of(gent), [document(fields=FIELDS)])[0]


def corrected(client: Client, desk: Client, record: Record, policy: str, **typed: str) -> str:
    """Proposes and approves under a policy; returns what the page then says before its history."""
    Dataset.objects.update(policy=policy)
    propose(client, record, **{f"v:{path}": value for path, value in typed.items()})
    assert decide(desk, outcome="approved").status_code == 302
    take_effect()
    record.refresh_from_db()
    return page_of(client, record)


def page_of(client: Client, record: Record) -> str:
    return seen(client.get(f"/gent/catalogus/{record.pk}/").content.decode()).partition("Geschiedenis")[0]


def published(client: Client, record: Record) -> tuple[str, str, str]:
    """The telephone numbers as JSON, JSON-LD and Turtle publish them."""
    plain = client.get(f"/api/v1/records/{record.pk}?format=json").json()
    linked = json.loads(client.get(f"/api/v1/records/{record.pk}?format=jsonld").content)
    turtle = client.get(f"/api/v1/records/{record.pk}?format=ttl").content.decode()
    said = [number for number in (WAS, NEW) if number in turtle]
    return plain["fields"][PHONE], linked["contactgegevens"][0]["telefoonnummer"], " ".join(said)


def test_local_replaces_it_everywhere(client, record, desk) -> None:
    page = corrected(client, desk, record, Policy.LOCAL, **{PHONE: NEW})
    assert (WAS in page, NEW in page) == (False, True)
    assert published(client, record) == (NEW, NEW, NEW)


def test_overlay_stands_beside_it_marked_and_the_source_is_published(client, record, desk) -> None:
    page = corrected(client, desk, record, Policy.OVERLAY, **{PHONE: NEW, COST: "Het kost 5 euro."})
    assert f"{WAS} Volgens mensen hier: {NEW}" in page
    assert "Gratis. Volgens mensen hier: Het kost 5 euro." in page
    assert published(client, record) == (WAS, WAS, WAS)
    history = client.get(f"/api/v1/records/{record.pk}/history").json()
    assert [(step["version"], [change["state"] for change in step["changes"]]) for step in history] == [
        (2, ["applied", "applied"]),
        (1, []),
    ]


def test_forward_waits_for_the_source_and_says_so(client, record, desk) -> None:
    page = corrected(client, desk, record, Policy.FORWARD, **{PHONE: NEW})
    assert f"{WAS} Doorgegeven, wacht op de bron: {NEW}" in page
    assert published(client, record) == (WAS, WAS, WAS)
    [record] = taken_in(record.dataset, [document(day=1, fields={**FIELDS, PHONE: NEW})])
    page = page_of(client, record)
    assert (WAS in page, page.count(NEW), "Doorgegeven" in page) == (False, 1, False)
    assert (published(client, record), Correction.objects.get().changes.get().state) == ((NEW, NEW, NEW), "applied")


def test_an_overlay_is_corrected_again_from_what_people_said(client, record, desk) -> None:
    corrected(client, desk, record, Policy.OVERLAY, **{PHONE: NEW})
    form = client.get(f"/gent/catalogus/{record.pk}/verbeter/").context["form"]
    assert form[f"v:{PHONE}"].value() == NEW
    page = corrected(client, desk, record, Policy.OVERLAY, **{PHONE: WAS})
    assert (page.count(WAS), NEW in page, record.own_fields) == (1, False, {})


def test_an_overlay_under_which_the_source_changed_is_a_question_for_staff(client, record, desk) -> None:
    corrected(client, desk, record, Policy.OVERLAY, **{PHONE: NEW})
    [record] = taken_in(record.dataset, [document(day=1, fields={**FIELDS, PHONE: "+32 9 222 22 22"})])
    conflict = SourceConflict.objects.get()
    assert f"{WAS} De bron zegt nu +32 9 222 22 22 Wij zeggen {NEW}" in seen(
        desk.get("/gent/catalogus/conflicten/").content.decode()
    )
    desk.post(f"/gent/catalogus/conflicten/{conflict.pk}/", {"keuze": "eigen"}, HTTP_SEC_FETCH_SITE="same-origin")
    record.refresh_from_db()
    assert f"+32 9 222 22 22 Volgens mensen hier: {NEW}" in page_of(client, record)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (Policy.OVERLAY, "Volgens mensen hier: Deze dienst bestaat niet meer"),
        (Policy.FORWARD, "Doorgegeven, wacht op de bron: Deze dienst bestaat niet meer"),
    ],
)
def test_a_service_of_somebody_else_that_stopped_is_still_listed(client, record, desk, policy, said: str) -> None:
    page = corrected(client, desk, record, policy, archived="true")
    assert (said in page, record.is_archived) == (True, False)
    assert [row["title"] for row in client.get("/gent/catalogus/").context["found"].rows] == ["Dienst 001"]
    assert client.get(f"/api/v1/records/{record.pk}").json()["is_archived"] is False


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (Policy.OVERLAY, "Webadres niet ingevuld Volgens mensen hier: https://gent.example"),
        (Policy.FORWARD, "Webadres niet ingevuld Doorgegeven, wacht op de bron: https://gent.example"),
    ],
)
def test_what_the_source_lacks_stands_beside_nothing(client, record, desk, policy, said: str) -> None:
    page = corrected(client, desk, record, policy, **{"contact/0/url": "https://gent.example"})
    assert said in page
