"""Conflicts between the source and us: staff choose whose value stands."""

from django.utils.timezone import now

from catalogue import layers
from catalogue.models import Record, RecordVersion, SourceConflict
from catalogue.services.correcting import WRITTEN
from catalogue.services.importing import index, lay
from journal.services import retried, telling


@retried
def resolve(*, conflict: SourceConflict, keep: str) -> None:
    """Closes a conflict by keeping the `own` value or taking the `source`'s.

    Locks the record; lays our value over the source's new one, or drops it; writes a version where the page changes;
    closes the conflict; tells `record.resolved`. A conflict that was closed already is left as it is.
    """
    with telling() as tell:
        record = Record.objects.select_for_update().select_related("municipality").get(pk=conflict.record_id)
        open_one = SourceConflict.objects.select_for_update().filter(pk=conflict.pk, resolved_at=None).first()
        if open_one is None:
            return
        _keep(record, open_one, keep)
        open_one.kept, open_one.resolved_at = keep, now()
        open_one.save(update_fields=["kept", "resolved_at"])
        tell(
            stream=record.municipality.stream_id,
            verb="record.resolved",
            actor="staff",
            subject=("record", str(record.pk)),
            audience="public",
            data={"fields": [open_one.field], "kept": keep, "version": record.version},
        )


def _keep(record: Record, conflict: SourceConflict, keep: str) -> None:
    layer, stem = record.own_fields.get(conflict.field), layers.stem(conflict.field)
    if layer is None:
        return
    before = record.fields
    alike = [path for path, own in record.own_fields.items() if own == layer and layers.stem(path) == stem]
    record.own_fields = {path: own for path, own in record.own_fields.items() if path not in alike}
    for path in alike if keep == "own" else []:
        record.own_fields = layers.laid(record.own_fields, record.source_fields, path, layer["value"], layer["policy"])
    lay(record)
    if changes := layers.differences(before, record.fields):
        record.version += 1
        RecordVersion.objects.create(
            record=record,
            version=record.version,
            at=record.modified_at,
            actor="staff",
            ground="source_conflict",
            changes=changes,
            fields=record.fields,
        )
    record.save(update_fields=WRITTEN)
    index([record])
