"""What can be asked of the catalogue."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import F, Q, QuerySet

from accounts.models import Guest, User
from catalogue import layers, schema, wording
from catalogue.models import (
    Confirmation,
    Correction,
    Dataset,
    Policy,
    Record,
    RecordVersion,
    SourceConflict,
    Verdict,
)
from municipalities.models import Municipality

PAGE = 20
MOST_FOUND = 200
ASKABLE = frozenset({"hours", "phone", "email"})
WORD = re.compile(r"\w+")
LISTED = ("id", "title", "summary", "sort_key", "dataset__title", "dataset__is_flemish")

# Parts of a row, in the order of the model.
WHOLE = tuple(field.attname for field in Record._meta.concrete_fields if field.attname != "search")  # noqa: SLF001 - Django's public way to a model's fields
DATASET = tuple(field.attname for field in Dataset._meta.concrete_fields)  # noqa: SLF001 - likewise
PROPOSED = ("id", "municipality_id", "dataset_id", "kind", "fields", "source_fields", "own_fields", "version")
LAYERS = frozenset({"fields", "source_fields", "own_fields"})

# As text: every page of a record and every correction from another system asks them.
OPENED = f"""
SELECT {", ".join([*(f"record.{name}" for name in WHOLE), *(f"dataset.{name}" for name in DATASET)])}
FROM catalogue_record AS record JOIN catalogue_dataset AS dataset ON dataset.activity_id = record.dataset_id
WHERE record.id = %s AND record.municipality_id = %s
"""  # noqa: S608 - names of the models
PROPOSABLE = f"SELECT {', '.join(PROPOSED)} FROM catalogue_record WHERE id = %s"  # noqa: S608 - names of the model
HISTORY = """
SELECT id, record_id, version, at, actor, name, ground, sentence, changes FROM catalogue_recordversion
WHERE record_id = %s ORDER BY version DESC LIMIT %s
"""
WAITING = """
SELECT DISTINCT change.field
FROM catalogue_correction AS correction
JOIN catalogue_fieldchange AS change ON change.correction_id = correction.contribution_id
WHERE correction.record_id = %s AND correction.verdict = 'open'
"""


@dataclass(frozen=True)
class Listed:
    """One page of a list, and where the next one starts (None on the last)."""

    rows: list[dict[str, Any]]
    after: str | None
    total: int | None = None


def services_of(municipality: Municipality) -> QuerySet[Record]:
    """The records residents can look up: services that still exist."""
    return Record.objects.filter(municipality=municipality, kind="service", is_archived=False)


def listed(municipality: Municipality, *, after: str = "") -> Listed:
    """A page of services in Dutch alphabetical order; `after` is `sort_key|id` of the last row seen."""
    found = services_of(municipality).order_by("sort_key", "id")
    key, _, last = after.rpartition("|")
    if _is_uuid(last):
        found = found.filter(Q(sort_key__gt=key) | Q(sort_key=key, id__gt=last))
    rows = list(found.values(*LISTED)[: PAGE + 1])
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Listed(rows, f"{rows[-1]['sort_key']}|{rows[-1]['id']}" if more else None)


def found(municipality: Municipality, words: str, *, page: int = 1) -> Listed:
    """A page of services that have all the words (the last one may be a beginning), best first."""
    query = query_of(words)
    if query is None:
        return Listed([], None, 0)
    hits = services_of(municipality).filter(search=query).annotate(rank=SearchRank(F("search"), query))
    keys = list(hits.order_by("-rank", "sort_key").values(*LISTED)[:MOST_FOUND])
    start = (page - 1) * PAGE
    return Listed(keys[start : start + PAGE], str(page + 1) if len(keys) > start + PAGE else None, len(keys))


def query_of(words: str) -> SearchQuery | None:
    """The words as a full-text query in Dutch; None when there is no word in it."""
    parts = WORD.findall(wording.plain(words))[:10]
    if not parts:
        return None
    whole = [f"'{part}'" for part in parts[:-1]]
    return SearchQuery(" & ".join([*whole, f"'{parts[-1]}':*"]), search_type="raw", config="dutch")


def opened(municipality: Municipality, record_id: UUID) -> Record | None:
    """The municipality's record with its data set, without what only the search needs."""
    row = _row(OPENED, record_id, municipality.pk)
    if row is None:
        return None
    record = _record(WHOLE, row[: len(WHOLE)])
    record.municipality = municipality
    record.dataset = Dataset.from_db(connection.alias, DATASET, row[len(WHOLE) :])
    return record


def proposable(record_id: UUID) -> Record | None:
    """The record, also one that no longer exists, without what only its page and the search need."""
    row = _row(PROPOSABLE, record_id)
    return None if row is None else _record(PROPOSED, row)


def _row(statement: str, *values: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[Any, ...] | None = cursor.fetchone()
        return found


def _record(names: tuple[str, ...], row: tuple[Any, ...]) -> Record:
    values = [json.loads(value) if name in LAYERS else value for name, value in zip(names, row, strict=True)]
    return Record.from_db(connection.alias, names, values)


def history_of(record: Record, most: int) -> Sequence[RecordVersion]:
    """The newest steps of the record, newest first, without all the fields of each."""
    return list(RecordVersion.objects.raw(HISTORY, [record.pk, most]))


def waiting_fields(record: Record) -> set[str]:
    """The fields for which somebody's proposal is being looked at."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [record.pk])
        return {field for (field,) in cursor}


def own_answers(record: Record, *, user: User | None, guest: Guest | None) -> dict[tuple[str, str], str]:
    """This person's own confirmations: (field, fingerprint) -> answer."""
    if user is None and guest is None:
        return {}
    mine = Confirmation.objects.filter(record=record, **({"user": user} if user else {"guest": guest}))
    return {(field, print_): answer for field, print_, answer in mine.values_list("field", "fingerprint", "answer")}


def decided(municipality: Municipality, most: int = 3) -> Iterable[Correction]:
    """The latest corrections that were decided, refused ones included unless the text itself was the reason."""
    return (
        Correction.objects.filter(record__municipality=municipality)
        .exclude(verdict=Verdict.OPEN)
        .exclude(reason__in=("personal_data", "house_rules"))
        .select_related("record")
        .order_by("-settled_at")[:most]
    )


def open_conflicts(municipality: Municipality) -> QuerySet[SourceConflict]:
    """Where the source and we disagree, oldest first."""
    waiting = SourceConflict.objects.filter(record__municipality=municipality, resolved_at=None)
    return waiting.select_related("record").order_by("found_at", "pk")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def question_for(municipality: Municipality, *, turn: int = 0) -> dict[str, Any] | None:
    """One short value of one of the fifty services that went longest without a change; `turn` picks which.

    Only of what the municipality can put right itself.

    Returns {"record", "spec", "value", "fingerprint"}, or None when no service has a telephone, an address or hours.
    """
    own = services_of(municipality).exclude(dataset__policy=Policy.FORWARD)
    oldest = list(own.select_related("municipality").order_by("modified_at", "id")[:50])
    for record in oldest[turn % max(1, len(oldest)) :] + oldest:
        for spec in schema.shown(record.fields, "nl"):
            if spec.correctable and spec.kind in ASKABLE:
                value = record.fields[spec.path]
                return {"record": record, "spec": spec, "value": value, "fingerprint": layers.fingerprint(value)}
    return None
