"""From flat fields to a nested IPDC-LPDC snapshot: the mapping of the source, the other way round."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from catalogue.formats.registry import Publishable, snapshot_iri
from catalogue.sources.lpdc.cleaning import BRUSSELS, day
from catalogue.sources.lpdc.terms import FIELDS, IN_LANGUAGES, PARTS, SNAPSHOT_OF, Class, Form, Term

Json = dict[str, Any]
CONTEXT_PATH = "/api/v1/context/ipdc-lpdc-im.jsonld"
NEEDS_URL = frozenset({"Website", "Regelgeving"})  # nothing without its address


def write(record: Publishable, base_url: str) -> bytes:
    """The record's current version as JSON-LD."""
    return json.dumps(document(record, base_url), ensure_ascii=False, indent=2).encode()


def document(record: Publishable, base_url: str) -> Json:
    """The record's current version as a JSON-LD snapshot of its thing; the context is named, not included."""
    kind = record.kind if record.kind in FIELDS else "service"
    return {
        "@context": f"{base_url.rstrip('/')}{CONTEXT_PATH}",
        "@id": snapshot_iri(record, base_url),
        "@type": SNAPSHOT_OF[kind].key,
        "isVersionOf": record.uri,
        "creatie": record.fields.get("created") or record.generated_at.isoformat(),
        "laatstGewijzigd": record.modified_at.isoformat(),
        "generatedAtTime": record.modified_at.isoformat(),
        **_node(FIELDS[kind], record.fields),
    }


def _node(of: tuple[Term, ...], fields: Mapping[str, Any]) -> Json:
    values = {term.key: _value(term, fields) for term in of if term.name}
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _value(term: Term, fields: Mapping[str, Any]) -> Any:
    if term.form in IN_LANGUAGES:
        return _under(f"{term.name}@", fields)
    if term.part:
        inside = _under(f"{term.name}/", fields)
        return (_parts if term.form == Form.PARTS else _part)(PARTS[term.part], inside)
    value = fields.get(term.name)
    return value if value in (None, "", []) else SHAPED.get(term.form, lambda same: same)(value)


def _under(prefix: str, fields: Mapping[str, Any]) -> Json:
    return {path[len(prefix) :]: value for path, value in fields.items() if path.startswith(prefix)}


def _part(one: Class, fields: Mapping[str, Any]) -> Json | None:
    inside = _node(one.terms, fields)
    return {"@type": one.key, **inside} if inside else None


def _parts(one: Class, fields: Mapping[str, Any]) -> list[Json]:
    numbered: dict[int, Json] = {}
    for path, value in fields.items():
        index, _slash, rest = path.partition("/")
        if index.isdecimal():
            numbered.setdefault(int(index), {})[rest] = value
    parts = [(index, _part(one, inside)) for index, inside in sorted(numbered.items())]
    return [{**part, "order": index} for index, part in parts if part and ("url" in part or one.key not in NEEDS_URL)]


def _midnight(value: str) -> str:
    """The beginning of a day in Belgium."""
    if not day(value):
        return ""
    return datetime.combine(datetime.fromisoformat(day(value)), time(), BRUSSELS).isoformat()


SHAPED: Mapping[Form, Callable[[Any], Any]] = {
    Form.CODE: lambda value: value[0] if isinstance(value, list) else value,
    Form.FLAG: lambda value: value == "true",
    Form.DAY: _midnight,
}
