"""Importing: idempotent, newest wins, all kept, never over a value of ours."""

import pytest

from catalogue.models import Record, RecordVersion, Snapshot, SourceConflict
from catalogue.services import resolve, take_in
from catalogue.sources.document import Refusal
from journal.models import Entry
from tests.catalogue.making import document, services_of, taken_in

pytestmark = pytest.mark.django_db


def counts(report) -> tuple[int, int, int, int, int]:
    return report.read, report.new, report.changed, report.unchanged, len(report.refused)


def test_a_second_import_changes_nothing(gent) -> None:
    dataset = services_of(gent)
    documents = [document(number) for number in range(1, 4)]
    assert counts(take_in(dataset=dataset, documents=documents)) == (3, 3, 0, 0, 0)
    assert counts(take_in(dataset=dataset, documents=documents)) == (3, 0, 0, 3, 0)
    assert (Record.objects.count(), Snapshot.objects.count(), RecordVersion.objects.count()) == (3, 3, 3)


def test_an_import_tells_one_entry(gent) -> None:
    take_in(dataset=services_of(gent), documents=[document(number) for number in range(1, 6)])
    entries = Entry.objects.filter(stream=gent.stream, verb="dataset.imported")
    assert [entry.data for entry in entries] == [{"new": 5, "changed": 0}]


def test_the_newest_snapshot_wins_in_whatever_order_they_come(gent) -> None:
    dataset = services_of(gent)
    new, old = document(day=2, fields={"title@nl": "Nieuw"}), document(day=1, fields={"title@nl": "Oud"})
    [record] = taken_in(dataset, [new, old])
    assert (record.title, record.version) == ("Nieuw", 2)
    [record] = taken_in(dataset, [document(day=0, fields={"title@nl": "Oudst"})])
    assert (record.title, record.version, Snapshot.objects.count()) == ("Nieuw", 2, 3)


def test_a_refused_document_changes_nothing_and_the_good_ones_come_in(gent) -> None:
    dataset = services_of(gent)
    refusal = Refusal(file="x.json", snapshot="urn:x", sentence="no date")
    assert counts(take_in(dataset=dataset, documents=[document(1), refusal, document(2)])) == (3, 2, 0, 0, 1)


def test_a_dry_run_leaves_nothing_behind(gent) -> None:
    report = take_in(dataset=services_of(gent), documents=[document(1)], dry_run=True)
    assert (counts(report), Record.objects.count(), Snapshot.objects.count()) == ((1, 1, 0, 0, 0), 0, 0)


def corrected(record: Record, path: str, value: str) -> Record:
    record.own_fields = {
        path: {"value": value, "base": record.source_fields.get(path, ""), "policy": record.dataset.policy}
    }
    record.save(update_fields=["own_fields"])
    return record


def test_a_source_that_changes_under_our_value_is_a_conflict_for_staff(gent) -> None:
    dataset = services_of(gent)
    [record] = taken_in(dataset, [document()])
    corrected(record, "contact/0/telephone", "+32 9 111 11 11")
    [record] = taken_in(dataset, [document(day=1, fields={"contact/0/telephone": "+32 9 222 22 22"})])
    assert record.fields["contact/0/telephone"] == "+32 9 111 11 11"
    [conflict] = SourceConflict.objects.all()
    assert (conflict.own_value, conflict.base_value, conflict.source_value) == (
        "+32 9 111 11 11",
        "+32 9 000 00 01",
        "+32 9 222 22 22",
    )
    resolve(conflict=conflict, keep="source")
    record.refresh_from_db()
    assert (record.fields["contact/0/telephone"], record.own_fields) == ("+32 9 222 22 22", {})
    resolve(conflict=conflict, keep="own")
    record.refresh_from_db()
    assert record.fields["contact/0/telephone"] == "+32 9 222 22 22"


def test_a_source_that_takes_our_value_over_ends_our_layer(gent) -> None:
    dataset = services_of(gent)
    [record] = taken_in(dataset, [document()])
    corrected(record, "contact/0/telephone", "+32 9 111 11 11")
    [record] = taken_in(dataset, [document(day=1, fields={"contact/0/telephone": "+32 9 111 11 11"})])
    assert (record.own_fields, SourceConflict.objects.count()) == ({}, 0)


def test_what_vanishes_from_a_tombstone_is_archived_not_deleted(gent) -> None:
    dataset = services_of(gent)
    taken_in(dataset, [document()])
    [record] = taken_in(dataset, [document(day=3, fields={"archived": "true"})])
    assert (record.is_archived, record.version) == (True, 2)
