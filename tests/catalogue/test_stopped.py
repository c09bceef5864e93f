"""A service that no longer exists: proposed, judged, gone from the lists, still readable; and back again."""

import json

import pytest

from catalogue.kind import CORRECTION
from catalogue.models import Correction, FieldChange, Record
from journal.models import Entry
from journal.queries import told
from tests.catalogue.making import document, services_of, taken_in
from tests.catalogue.test_readable import reads_well
from tests.journeys.steps import ORIGIN, decide, form_of, propose, take_effect

pytestmark = pytest.mark.django_db
STOPPED = "v:archived"


@pytest.fixture
def record(gent) -> Record:
    return taken_in(services_of(gent), [document(1), document(2)])[0]


def settled(client, desk, record: Record, stopped: str) -> str:
    followed = propose(client, record, **{STOPPED: stopped})
    assert decide(desk, outcome="approved").status_code == 302
    take_effect()
    record.refresh_from_db()
    return followed


def listed(client, **query: str) -> list[str]:
    return [row["title"] for row in client.get("/gent/catalogus/", query).context["found"].rows]


def test_it_is_the_last_row_and_no_is_what_stands_there(client, record) -> None:
    page = client.get(f"/gent/catalogus/{record.pk}/verbeter/")
    row = page.context["form"].rows()[-1]
    assert (row.spec.path, row.field.value()) == ("archived", "false")
    text = page.content.decode()
    assert ("Gestopt?" in text, text.count("#flag")) == (True, 1)
    assert text.count('type="radio"') == 2


def test_the_whole_way_in_words(client, record, desk) -> None:
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    checked = client.post(url, {**form_of(client, url), STOPPED: "true", "stap": "kijk"}, **ORIGIN)
    assert "Deze dienst bestaat niet meer Was: nee Wordt: ja" in reads_well(checked.content.decode())
    followed = propose(client, record, **{STOPPED: "true"})
    assert "Deze dienst bestaat niet meer nee ja" in reads_well(desk.get("/gent/moderatie/").content.decode())
    decide(desk, outcome="approved")
    take_effect()
    assert CORRECTION.outcome_lines(Correction.objects.get().contribution, "nl") == [
        "Deze dienst bestaat niet meer: aangepast"
    ]
    assert "Was: nee Wordt: ja" in reads_well(client.get(followed).content.decode())


def test_it_leaves_list_and_search_and_its_page_says_so(client, record, desk) -> None:
    settled(client, desk, record, "true")
    assert (listed(client), listed(client, q="dienst")) == (["Dienst 002"], ["Dienst 002"])
    assert [row["title"] for row in client.get("/api/v1/records?municipality=gent").json()["results"]] == ["Dienst 002"]
    page = client.get(f"/gent/catalogus/{record.pk}/")
    text = reads_well(page.content.decode())
    assert page.status_code == 200
    assert "Deze dienst bestaat niet meer" in text.partition("Contact")[0]
    assert "Deze dienst bestaat niet meer: nee werd ja" in text
    assert ">Ja, klopt<" not in page.content.decode()
    assert f"/gent/catalogus/{record.pk}/verbeter/?veld=archived#veld-archived" in page.content.decode()
    assert [one.words for one in told(Entry.objects.filter(verb="record.corrected"), "nl")] == [
        "“Dienst 001” bestaat niet meer"
    ]


@pytest.mark.parametrize(
    ("key", "mark"),
    [("json", '"is_archived": true'), ("jsonld", '"gearchiveerd": true'), ("ttl", "lpdcExt:isArchived true")],
)
def test_every_form_marks_it(client, record, desk, key: str, mark: str) -> None:
    before = client.get(f"/api/v1/records/{record.pk}?format={key}")
    assert mark not in before.content.decode()
    settled(client, desk, record, "true")
    after = client.get(f"/api/v1/records/{record.pk}?format={key}", headers={"if-none-match": before["ETag"]})
    assert (after.status_code, mark in after.content.decode()) == (200, True)


def test_the_list_of_the_api_gives_them_when_asked(client, record, desk) -> None:
    settled(client, desk, record, "true")
    rows = client.get("/api/v1/records?municipality=gent&archived=true").json()["results"]
    assert [(row["title"], row["is_archived"]) for row in rows] == [("Dienst 001", True)]


def test_it_can_exist_again_and_an_import_does_not_undo_either(client, record, desk) -> None:
    dataset = record.dataset
    settled(client, desk, record, "true")
    taken_in(dataset, [document(1, day=1, fields={"description@nl": "<p>Nieuw.</p>"})])
    record.refresh_from_db()
    assert (record.is_archived, record.fields["description@nl"]) == (True, "<p>Nieuw.</p>")
    settled(client, desk, record, "false")
    assert (record.is_archived, record.own_fields, listed(client)) == (False, {}, ["Dienst 001", "Dienst 002"])
    assert [one.words for one in told(Entry.objects.filter(verb="record.corrected").order_by("seq"), "nl")] == [
        "“Dienst 001” bestaat niet meer",
        "“Dienst 001” bestaat weer",
    ]


def test_what_the_source_ended_can_be_proposed_to_exist(client, record, desk) -> None:
    [record, _other] = taken_in(record.dataset, [document(1, day=1, fields={"archived": "true"})])
    assert record.is_archived
    settled(client, desk, record, "false")
    assert (record.is_archived, record.fields["archived"]) == (False, "false")


def test_through_the_api(client, record, desk) -> None:
    def post(value: str):
        body = {"record": str(record.pk), "changes": [{"field": "archived", "value": value}]}
        return client.post("/api/v1/corrections", json.dumps(body), content_type="application/json")

    assert post("false").status_code == 409  # that is what stands there
    assert post("misschien").status_code == 400
    assert post("true").status_code == 201
    decide(desk, outcome="approved")
    take_effect()
    assert (post("true").status_code, post("false").status_code) == (409, 201)
    assert FieldChange.objects.order_by("-pk")[0].base_value == "true"


@pytest.mark.parametrize("typed", ["", "banaan", "true; DROP"])
def test_something_else_than_yes_or_no(client, record, typed: str) -> None:
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    answer = client.post(url, {**form_of(client, url), STOPPED: typed, "stap": "kijk"}, **ORIGIN)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [STOPPED])


def test_an_archived_service_can_be_corrected_otherwise_too(client, record, desk) -> None:
    settled(client, desk, record, "true")
    propose(client, record, **{"v:contact/0/telephone": "09 210 10 10"})
    decide(desk, outcome="approved")
    take_effect()
    record.refresh_from_db()
    assert (record.fields["contact/0/telephone"], record.is_archived) == ("+32 9 210 10 10", True)
