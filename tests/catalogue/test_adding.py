"""What a record lacks can be proposed, and what comes of it is as good as what a source brings."""

import json
from pathlib import Path

import pytest

from catalogue import adding
from catalogue.models import Correction, Dataset, FieldChange, Policy, Record, SourceConflict
from catalogue.sources.document import SourceDocument
from catalogue.sources.lpdc.reading import read
from tests.catalogue.making import FIELDS, document, services_of, taken_in
from tests.journeys.steps import ORIGIN, decide, form_of, propose, take_effect

pytestmark = pytest.mark.django_db
BARE = dict.fromkeys(FIELDS, "") | {"title@nl": "Rijbewijs omwisselen", "description@nl": "<p>Een dienst.</p>"}
ADDRESS = {
    "contact/0/address/street@nl": "Veldstraat",
    "contact/0/address/house_number": "12",
    "contact/0/address/postcode": "9000",
    "contact/0/address/municipality@nl": "Gent",
}
TYPED = {
    "contact/0/telephone": "09 210 10 10",
    "contact/0/email": "loket@gent.example",
    "contact/0/url": "www.gent.example",
    "contact/0/hours": "Ma 9-12 uur\nDi 9-12 uur",
    **ADDRESS,
    "website/0/url": "https://rijbewijs.gent.example/om?a=1",
    "start_date": "01/02/2024",
    "end_date": "31/12/2030",
}
KEPT = {
    **TYPED,
    "contact/0/telephone": "+32 9 210 10 10",
    "contact/0/url": "https://www.gent.example",
    "contact/0/address/country@nl": "België",
    "website/0/title@nl": "rijbewijs.gent.example",
    "start_date": "2024-02-01",
    "end_date": "2030-12-31",
}


@pytest.fixture
def record(gent) -> Record:
    return taken_in(services_of(gent), [document(fields=BARE)])[0]


def added(client, desk, record: Record, typed: dict[str, str]) -> Record:
    propose(client, record, **{f"v:{path}": value for path, value in typed.items()})
    assert decide(desk, outcome="approved").status_code == 302
    take_effect()
    record.refresh_from_db()
    return record


def published(client, record: Record, key: str, folder: Path) -> SourceDocument:
    """What another system reads of it."""
    file = folder / f"record.{key}"
    file.write_bytes(client.get(f"/api/v1/records/{record.pk}?format={key}").content)
    [again] = read(file)
    assert isinstance(again, SourceDocument), again
    return again


def test_what_is_lacking_is_offered_in_its_place(client, record) -> None:
    page = client.get(f"/gent/catalogus/{record.pk}/verbeter/")
    offered = [row.spec.path for row in page.context["form"].rows()]
    assert offered[: len(KEPT)] == [
        "contact/0/telephone",
        "contact/0/email",
        "contact/0/url",
        "contact/0/hours",
        "contact/0/address/street@nl",
        "contact/0/address/house_number",
        "contact/0/address/box_number",
        "contact/0/address/postcode",
        "contact/0/address/municipality@nl",
        "contact/0/address/country@nl",
        "website/0/title@nl",
        "website/0/url",
        "start_date",
    ]
    assert offered[len(KEPT) :] == ["end_date", "archived"]
    assert page.content.decode().count(">niet ingevuld<") == len(offered) - 1


def test_what_is_there_is_not_offered_twice(client, gent) -> None:
    fields = {"contact/1/email": "x@gent.example", "contact/0/address/street@fr": "Rue des Champs"}
    [record] = taken_in(services_of(gent), [document(fields=fields)])
    stems = [
        path.partition("@")[0]
        for path in form_of(client, f"/gent/catalogus/{record.pk}/verbeter/")
        if path.startswith("v:")
    ]
    assert len(stems) == len(set(stems))
    assert "v:contact/1/telephone" not in stems


@pytest.mark.parametrize("key", ["jsonld", "ttl"])
def test_all_of_it_from_resident_to_feed_and_back(client, record, desk, key: str, tmp_path) -> None:
    added(client, desk, record, TYPED)
    assert {path: record.fields.get(path) for path in KEPT} == KEPT
    page = client.get(f"/gent/catalogus/{record.pk}/").content.decode()
    assert ("Veldstraat" in page, "+32 9 210 10 10" in page) == (True, True)
    again = published(client, record, key, tmp_path)
    assert {path: again.fields.get(path) for path in KEPT} == KEPT
    assert {**again.fields, "archived": "false"} == {
        **record.fields,
        "archived": "false",
        "created": again.fields["created"],
    }


def test_an_import_does_not_drop_it(client, record, desk) -> None:
    dataset = record.dataset
    added(client, desk, record, TYPED)
    same, newer = document(fields=BARE), document(day=1, fields={**BARE, "description@nl": "<p>Nieuwer.</p>"})
    [record] = taken_in(dataset, [same, newer])
    assert {path: record.fields.get(path) for path in KEPT} == KEPT
    assert (record.fields["description@nl"], SourceConflict.objects.count()) == ("<p>Nieuwer.</p>", 0)


def test_a_source_that_takes_it_over_or_says_something_else(client, record, desk, tmp_path) -> None:
    added(client, desk, record, TYPED)
    taken_over = published(client, record, "jsonld", tmp_path).fields
    [record] = taken_in(
        record.dataset, [document(day=1, fields={**taken_over, "contact/0/telephone": "+32 9 999 99 99"})]
    )
    assert [*record.own_fields] == ["contact/0/telephone"]
    assert record.fields["contact/0/telephone"] == "+32 9 210 10 10"
    [conflict] = SourceConflict.objects.all()
    assert (conflict.own_value, conflict.base_value, conflict.source_value) == (
        "+32 9 210 10 10",
        "",
        "+32 9 999 99 99",
    )


def test_a_source_that_fills_it_in_first_is_a_conflict(client, record, desk) -> None:
    propose(client, record, **{"v:contact/0/telephone": "09 210 10 10"})
    assert FieldChange.objects.get().base_value == ""
    taken_in(record.dataset, [document(day=1, fields={**BARE, "contact/0/telephone": "+32 9 999 99 99"})])
    decide(desk, outcome="approved")
    take_effect()
    record.refresh_from_db()
    assert record.fields["contact/0/telephone"] == "+32 9 999 99 99"
    assert "<del>+32 9 999 99 99</del>" in desk.get("/gent/moderatie/").content.decode()
    assert FieldChange.objects.get().base_value == "+32 9 999 99 99"


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"contact/0/address/street@nl": "Veldstraat"},
            {path: ["Vul een heel adres in: straat, huisnummer, postcode en gemeente."] for path in list(ADDRESS)[1:]},
        ),
        ({"website/0/title@nl": "Rijbewijs"}, {"website/0/url": ["Vul ook het webadres in."]}),
        (
            {"start_date": "2026-02-01", "end_date": "2026-01-31"},
            {"end_date": ["Het einde ligt voor het begin."]},
        ),
    ],
)
def test_half_a_part_is_asked_to_be_finished(client, record, typed, errors) -> None:
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    sent = {**form_of(client, url), **{f"v:{path}": value for path, value in typed.items()}, "stap": "kijk"}
    answer = client.post(url, sent, **ORIGIN)
    found = {name.removeprefix("v:"): list(said) for name, said in answer.context["form"].errors.items()}
    assert (answer.status_code, found) == (422, errors)
    body = {"record": str(record.pk), "changes": [{"field": path, "value": value} for path, value in typed.items()]}
    refused = client.post("/api/v1/corrections", json.dumps(body), content_type="application/json")
    assert (refused.status_code, refused.json()["errors"]["changes"].keys()) == (400, errors.keys())


def test_what_is_there_may_be_mended_in_part(client, gent, desk) -> None:
    half = {"contact/0/address/street@nl": "Veldstraat", "website/0/title@nl": "Site", "website/0/url": ""}
    [record] = taken_in(services_of(gent), [document(fields=half)])
    added(client, desk, record, {"contact/0/address/house_number": "12"})
    assert record.fields["contact/0/address/house_number"] == "12"
    assert "contact/0/address/country@nl" not in record.fields


def test_the_name_of_a_website_may_be_given(client, record, desk) -> None:
    added(client, desk, record, {"website/0/title@nl": "Omwisselen", "website/0/url": "gent.example"})
    assert (record.fields["website/0/title@nl"], record.fields["website/0/url"]) == (
        "Omwisselen",
        "https://gent.example",
    )


def test_another_system_may_add_the_same_and_no_more(client, record) -> None:
    def post(path: str, value: str):
        body = {"record": str(record.pk), "changes": [{"field": path, "value": value}]}
        return client.post("/api/v1/corrections", json.dumps(body), content_type="application/json")

    assert post("contact/0/telephone", "09 210 10 10").status_code == 201
    for path in ("contact/1/telephone", "contact/0/address/street@fr", "cost/0/title@nl", "themes", "website/7/url"):
        assert post(path, "https://gent.example").status_code == 400, path
    assert post("website/0/url", "gent.example").status_code == 201
    assert dict(Correction.objects.order_by("-pk")[0].changes.values_list("field", "proposed_value")) == {
        "website/0/url": "https://gent.example",
        "website/0/title@nl": "gent.example",
    }


def test_a_value_that_was_emptied_can_be_filled_in_again(client, gent, desk) -> None:
    fields = {"contact/1/telephone": "+32 9 000 00 02"}
    [record] = taken_in(services_of(gent), [document(fields=fields)])
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    client.post(url, {**form_of(client, url), "v:contact/1/telephone": "", "stap": "verstuur"}, **ORIGIN)
    decide(desk, outcome="approved")
    take_effect()
    record.refresh_from_db()
    assert "contact/1/telephone" not in record.fields
    added(client, desk, record, {"contact/1/telephone": "09 210 10 10"})
    assert record.fields["contact/1/telephone"] == "+32 9 210 10 10"


def test_nothing_is_added_to_a_concept(record) -> None:
    record.kind = "concept"
    assert adding.lacking(record) == ["archived"]


@pytest.mark.parametrize("policy", [Policy.OVERLAY, Policy.FORWARD])
def test_what_the_source_lacks_shows_beside_nothing(client, record, desk, policy) -> None:
    Dataset.objects.update(policy=policy)
    added(client, desk, record, {"contact/0/telephone": "09 210 10 10"})
    assert "contact/0/telephone" not in record.fields
    assert (
        "+32 9 210 10 10" in client.get(f"/gent/catalogus/{record.pk}/").content.decode().partition("geschiedenis")[0]
    )
