"""Records made through the ordinary verbs."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from catalogue.models import Dataset, Record
from catalogue.services import dataset_for, take_in
from catalogue.sources.document import SourceDocument
from municipalities.models import Municipality

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
FIELDS = {
    "title@nl": "Rijbewijs omwisselen",
    "description@nl": "<p>Je wisselt een buitenlands rijbewijs om.</p>",
    "contact/0/telephone": "+32 9 000 00 01",
    "contact/0/email": "rijbewijs@gent.example",
    "contact/0/hours": "Ma-Vr 9-12 uur",
    "website/0/url": "https://gent.example/rijbewijs",
}


def services_of(municipality: Municipality, *, is_flemish: bool = False) -> Dataset:
    """The data set of a municipality."""
    key = "vlaams" if is_flemish else "diensten"
    return dataset_for(municipality=municipality, key=key, title="Diensten", source="lpdc", is_flemish=is_flemish)


def document(number: int = 1, *, day: int = 0, fields: dict[str, Any] | None = None, **more: Any) -> SourceDocument:
    """One snapshot of the service with this number, `day` days after the start."""
    uri = f"https://example.org/id/service/{number}"
    at = START + timedelta(days=day)
    values = {**FIELDS, "title@nl": f"Dienst {number:03}", **(fields or {})}
    return SourceDocument(
        uri=uri,
        snapshot_uri=f"{uri}/snapshot/{day}",
        kind="service",
        generated_at=at,
        created_at=START,
        modified_at=at,
        fields={path: value for path, value in values.items() if value != ""},
        document={},
        **more,
    )


def taken_in(dataset: Dataset, documents: Iterable[SourceDocument]) -> list[Record]:
    """Imports the documents; returns the data set's records in order of title."""
    take_in(dataset=dataset, documents=documents)
    return list(Record.objects.filter(dataset=dataset).select_related("municipality", "dataset").order_by("sort_key"))
