"""Language variants: what people wrote wins, and what was generated from a corrected text is withdrawn."""

import json

import pytest

from catalogue import layers, schema, wording
from catalogue.models import Policy, Record, SourceConflict
from catalogue.services import resolve
from catalogue.sources.lpdc.reading import read
from tests.catalogue.lpdc import SHARED, needs_shared, sorted_out
from tests.catalogue.making import document, services_of, taken_in
from tests.journeys.steps import ORIGIN, decide, form_of, take_effect

pytestmark = pytest.mark.django_db
HOW = "procedure/0/description"
WRITTEN, GENERATED = f"{HOW}@nl", f"{HOW}@nl-be-x-generated-informal"
COPY = f"{HOW}@nl-be-x-formal"
OLD, NEW = "<p>Vul uw aanvraag in.</p>", "<p>Vul de aanvraag online in.</p>"
AS_IPDC_WRITES = {
    "title@nl": "",
    "title@nl-be-x-formal": "Uw rijbewijs",
    "title@nl-be-x-generated-informal": "Je rijbewijs",
    "procedure/0/title@nl": "Aanvragen",
    WRITTEN: OLD,
    COPY: OLD,
    GENERATED: "<p>Vul je aanvraag in.</p>",
    f"{HOW}@en": "<p>Fill in your application.</p>",
}


def test_every_written_variant_comes_before_every_generated_one() -> None:
    generated = [layers.is_generated(tag) for tag in wording.DUTCH]
    assert generated == sorted(generated)
    assert wording.DUTCH[0] == "nl-be-x-informal"  # our pages say je


@pytest.fixture
def record(gent) -> Record:
    [record] = taken_in(services_of(gent), [document(fields=AS_IPDC_WRITES)])
    return record


def corrected(client, moderator, record: Record, path: str, text: str) -> Record:
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    client.post(url, {**form_of(client, url), f"v:{path}": text, "stap": "verstuur"}, **ORIGIN)
    decide(moderator, outcome="approved")
    take_effect()
    record.refresh_from_db()
    return record


def test_what_people_wrote_is_shown_and_is_what_gets_corrected(client, record) -> None:
    assert record.title == "Uw rijbewijs"
    page = client.get(f"/gent/catalogus/{record.pk}/").content.decode()
    assert ("Vul uw aanvraag in." in page, "Vul je aanvraag in." in page) == (True, False)
    offered = [
        name for name in form_of(client, f"/gent/catalogus/{record.pk}/verbeter/") if name.startswith(f"v:{HOW}")
    ]
    assert offered == [f"v:{WRITTEN}"]


def test_what_was_generated_from_a_corrected_text_is_withdrawn_and_a_copy_follows(client, record, desk) -> None:
    corrected(client, desk, record, WRITTEN, "Vul de aanvraag online in.")
    said = {path: value for path, value in record.fields.items() if path.startswith(f"{HOW}@")}
    assert said == {WRITTEN: NEW, COPY: NEW, f"{HOW}@en": "<p>Fill in your application.</p>"}
    assert record.source_fields[GENERATED] == "<p>Vul je aanvraag in.</p>"
    published = json.loads(client.get(f"/api/v1/records/{record.pk}?format=jsonld").content)
    assert published["procedures"][0]["beschrijving"] == {
        "en": "<p>Fill in your application.</p>",
        "nl": NEW,
        "nl-be-x-formal": NEW,
    }
    turtle = client.get(f"/api/v1/records/{record.pk}?format=ttl").content.decode()
    assert (turtle.count("online in"), turtle.count("Vul je aanvraag"), turtle.count("Vul uw aanvraag")) == (2, 0, 0)


@pytest.mark.parametrize("policy", [Policy.OVERLAY, Policy.FORWARD])
def test_while_the_source_is_published_so_is_what_it_generated(client, record, desk, policy) -> None:
    type(record.dataset).objects.update(policy=policy)
    corrected(client, desk, record, WRITTEN, "Vul de aanvraag online in.")
    assert {path: record.fields[path] for path in (WRITTEN, COPY, GENERATED)} == {
        path: AS_IPDC_WRITES[path] for path in (WRITTEN, COPY, GENERATED)
    }


def test_the_source_that_takes_it_over_brings_its_generated_texts_back(client, record, desk) -> None:
    corrected(client, desk, record, WRITTEN, "Vul de aanvraag online in.")
    fresh = {**AS_IPDC_WRITES, WRITTEN: NEW, COPY: NEW, GENERATED: "<p>Vul je aanvraag online in.</p>"}
    [record] = taken_in(record.dataset, [document(day=1, fields=fresh)])
    assert (record.own_fields, record.fields[GENERATED]) == ({}, "<p>Vul je aanvraag online in.</p>")


@pytest.mark.parametrize(("keep", "said"), [("own", NEW), ("source", "<p>Bel ons.</p>")])
def test_a_conflict_about_a_text_and_its_copy_is_one_question(client, record, desk, keep: str, said: str) -> None:
    corrected(client, desk, record, WRITTEN, "Vul de aanvraag online in.")
    other = {**AS_IPDC_WRITES, WRITTEN: "<p>Bel ons.</p>", COPY: "<p>Bel ons.</p>"}
    [record] = taken_in(record.dataset, [document(day=1, fields=other)])
    [conflict] = SourceConflict.objects.all()
    resolve(conflict=conflict, keep=keep)
    record.refresh_from_db()
    assert (record.fields[WRITTEN], record.fields[COPY]) == (said, said)
    assert (GENERATED in record.fields) is (keep == "source")
    [record] = taken_in(record.dataset, [document(day=2, fields=other)])
    assert (record.fields[WRITTEN], SourceConflict.objects.filter(resolved_at=None).count()) == (said, 0)


def test_a_copy_that_was_corrected_itself_goes_its_own_way(client, record, desk) -> None:
    record.own_fields = {COPY: {"value": "<p>Eigen.</p>", "base": OLD, "policy": "local"}}
    record.save(update_fields=["own_fields"])
    corrected(client, desk, record, WRITTEN, "Vul de aanvraag online in.")
    assert (record.fields[WRITTEN], record.fields[COPY]) == (NEW, "<p>Eigen.</p>")


@needs_shared
@pytest.mark.parametrize("folder", ["real-instances", "ldes/ipdc-stub", "ldes/ipdc-stub-instances", "concepts"])
def test_on_real_files_no_generated_text_is_shown_or_left_behind(folder: str) -> None:
    seen = 0
    for found in sorted_out(read(SHARED / folder))[0]:
        for spec in schema.shown(found.fields, "nl"):
            siblings = [path for path in found.fields if path.startswith(f"{layers.stem(spec.path)}@nl")]
            if not any(map(layers.is_generated, siblings)):
                continue
            seen += 1
            assert not layers.is_generated(spec.path)
            own = layers.laid({}, found.fields, spec.path, "Anders.", Policy.LOCAL)
            left = layers.effective(found.fields, own)
            assert [path for path in left if path in siblings and layers.is_generated(path)] == []
            assert found.fields.keys() - left.keys() == {path for path in siblings if layers.is_generated(path)}
    assert seen > 0
