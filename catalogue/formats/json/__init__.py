"""Plain JSON: the flat fields as they are."""

import json

from catalogue.formats.registry import Format, Publishable, snapshot_iri


def write(record: Publishable, base_url: str) -> bytes:
    """The record as plain JSON."""
    document = {
        "id": str(record.id),
        "uri": record.uri,
        "version_uri": snapshot_iri(record, base_url),
        "kind": record.kind,
        "title": record.title,
        "is_archived": record.fields.get("archived") == "true",
        "version": record.version,
        "modified_at": record.modified_at.isoformat(),
        "source_generated_at": record.generated_at.isoformat(),
        "fields": dict(sorted(record.fields.items())),
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


FORMAT = Format(key="json", media_type="application/json", write=write)
