"""Taking in snapshots from a source: idempotent, streaming, newest wins, all are kept."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice

from django.db import connection, transaction
from django.utils.timezone import now

from catalogue import layers, wording
from catalogue.models import Dataset, FieldChange, Policy, Record, RecordVersion, Snapshot, SourceConflict
from catalogue.sources.document import Refusal, SourceDocument
from journal.services import telling
from municipalities.models import Municipality
from projects.models import Activity

BATCH = 200
WRITTEN = ["title", "sort_key", "summary", "fields", "source_fields", "own_fields", "version", "is_archived"]
DATED = ["generated_at", "modified_at"]


@dataclass
class Report:
    """What an import did."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    conflicts: int = 0
    refused: list[Refusal] = field(default_factory=list)


@dataclass
class Batch:
    """The rows that one transaction writes."""

    fresh: list[Record] = field(default_factory=list)
    touched: dict[str, Record] = field(default_factory=dict)
    snapshots: list[Snapshot] = field(default_factory=list)
    versions: list[RecordVersion] = field(default_factory=list)
    conflicts: list[SourceConflict] = field(default_factory=list)
    caught_up: list[tuple[Record, str]] = field(default_factory=list)


def dataset_for(*, municipality: Municipality, key: str, title: str, source: str, is_flemish: bool = False) -> Dataset:
    """The data set of this key, made when it is not there yet. What the Flemish government owns is only forwarded."""
    found = Dataset.objects.filter(municipality=municipality, key=key).first()
    if found:
        return found
    with transaction.atomic():
        activity = Activity.objects.create(municipality=municipality, kind="dataset", title=title)
        return Dataset.objects.create(
            activity=activity,
            municipality=municipality,
            key=key,
            title=title,
            source=source,
            publisher_uri=f"https://data.vlaanderen.be/id/organisatie/{'OVO000001' if is_flemish else municipality.ovo}",
            is_flemish=is_flemish,
            policy=Policy.FORWARD if is_flemish else Policy.LOCAL,
        )


def take_in(*, dataset: Dataset, documents: Iterable[SourceDocument | Refusal], dry_run: bool = False) -> Report:
    """Takes in what a source says.

    In batches of 200, each in a transaction of its own, so that a killed import keeps what it did and goes on when it
    is run again: writes new snapshots; makes or revises records whose newest snapshot changed, with a version each;
    writes a conflict for staff where the source changed under a value of ours; marks forwarded corrections as applied
    where the source took them over. Last, tells one `dataset.imported`. A refused document changes nothing.
    """
    report = Report()
    for batch in _in_batches(_accepted(documents, report)):
        with transaction.atomic():
            _take_in_batch(dataset, batch, report)
            transaction.set_rollback(dry_run)
    if (report.new or report.changed) and not dry_run:
        with telling() as tell:
            tell(
                stream=dataset.municipality.stream_id,
                verb="dataset.imported",
                actor="source",
                subject=("dataset", str(dataset.pk)),
                audience="public",
                data={"new": report.new, "changed": report.changed},
            )
    return report


def _accepted(documents: Iterable[SourceDocument | Refusal], report: Report) -> Iterator[SourceDocument]:
    for document in documents:
        report.read += 1
        if isinstance(document, Refusal):
            report.refused.append(document)
        else:
            yield document


def _in_batches(documents: Iterator[SourceDocument]) -> Iterator[list[SourceDocument]]:
    while batch := list(islice(documents, BATCH)):
        yield batch


def _take_in_batch(dataset: Dataset, documents: list[SourceDocument], report: Report) -> None:
    uris = {document.uri for document in documents}
    known = {
        record.uri: record
        for record in Record.objects.select_for_update().filter(dataset=dataset, uri__in=uris).order_by("pk")
    }
    seen = _seen(known.values())
    batch = Batch()
    for document in sorted(documents, key=lambda one: one.generated_at):
        digest = _digest(document)
        record = known.get(document.uri)
        if record is not None and (document.uri, document.generated_at, digest) in seen:
            report.unchanged += 1
            continue
        if record is None:
            record = known[document.uri] = _started(dataset, document)
            batch.fresh.append(record)
            report.new += 1
        elif document.generated_at > record.generated_at:
            _revise(record, document, batch, report)
        else:
            report.unchanged += 1  # older than what we show: kept as a snapshot only
        seen.add((document.uri, document.generated_at, digest))
        batch.snapshots.append(
            Snapshot(
                record=record,
                uri=document.snapshot_uri,
                generated_at=document.generated_at,
                sha256=digest,
                fields=document.fields,
            )
        )
    _write(batch)
    report.conflicts += len(batch.conflicts)


def _seen(records: Iterable[Record]) -> set[tuple[str, datetime, bytes]]:
    rows = Snapshot.objects.filter(record__in=[record.pk for record in records])
    return {(uri, at, bytes(digest)) for uri, at, digest in rows.values_list("record__uri", "generated_at", "sha256")}


def _digest(document: SourceDocument) -> bytes:
    return sha256(json.dumps(document.fields, sort_keys=True, ensure_ascii=False).encode()).digest()


def _started(dataset: Dataset, document: SourceDocument) -> Record:
    record = Record(
        municipality=dataset.municipality,
        dataset=dataset,
        uri=document.uri,
        kind=document.kind,
        source_fields=document.fields,
        generated_at=document.generated_at,
    )
    lay(record)
    return record


def _revise(record: Record, document: SourceDocument, batch: Batch, report: Report) -> None:
    record.generated_at = document.generated_at
    if record.source_fields == document.fields and not document.is_tombstone:
        report.unchanged += 1
        batch.touched[record.uri] = record
        return
    before = record.fields
    record.source_fields = {**record.source_fields, **document.fields} if document.is_tombstone else document.fields
    record.own_fields, caught_up, drifts = layers.kept(record.own_fields, record.source_fields)
    batch.caught_up += [(record, path) for path in caught_up]
    batch.conflicts += [
        SourceConflict(
            record=record,
            field=drift.field,
            own_value=drift.own["value"],
            base_value=drift.own["base"],
            source_value=drift.source_value,
        )
        for drift in drifts
    ]
    lay(record)
    report.changed += 1
    if changes := layers.differences(before, record.fields):
        record.version += 1
        batch.versions.append(_version(record, changes))
    batch.touched[record.uri] = record


def lay(record: Record) -> None:
    """Recomputes what the page shows from the layers: the fields, the title and what is derived from them."""
    record.fields = layers.effective(record.source_fields, record.own_fields)
    record.title = wording.title_of(record.fields)
    record.summary = wording.summary_of(record.fields)
    record.sort_key = wording.plain(record.title)
    record.is_archived = record.fields.get("archived") == "true"
    record.modified_at = now()


def _version(record: Record, changes: list[dict[str, object]]) -> RecordVersion:
    return RecordVersion(
        record=record,
        version=record.version,
        at=record.modified_at,
        actor="source",
        ground="import",
        changes=changes,
        fields=record.fields,
    )


def _write(batch: Batch) -> None:
    Record.objects.bulk_create(batch.fresh)
    revised = [record for record in batch.touched.values() if record not in batch.fresh]
    Record.objects.bulk_update(revised, [*WRITTEN, *DATED])
    first = [_version(record, []) for record in batch.fresh if record.version == 1]
    RecordVersion.objects.bulk_create([*first, *batch.versions])
    Snapshot.objects.bulk_create(batch.snapshots, ignore_conflicts=True)
    SourceConflict.objects.bulk_create(batch.conflicts, ignore_conflicts=True)
    for record, path in batch.caught_up:
        _applied_by_source(record, path)
    index([*batch.fresh, *revised])


def _applied_by_source(record: Record, path: str) -> None:
    forwarded = FieldChange.objects.filter(correction__record=record, field=path, state=FieldChange.State.FORWARDED)
    forwarded.update(state=FieldChange.State.APPLIED)


def index(records: Iterable[Record]) -> None:
    """Renews what the full-text search finds the records by: the title weighs more than the rest."""
    rows = [(wording.plain(record.title), wording.body_of(record.fields), record.pk) for record in records]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE catalogue_record SET search = setweight(to_tsvector('dutch', %s), 'A')"
                " || setweight(to_tsvector('dutch', %s), 'C') WHERE id = %s",
                rows,
            )
