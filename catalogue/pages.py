"""What the record's page shows, put together in a constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.html import escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import Guest, User
from catalogue import drawing, layers, queries, schema
from catalogue.models import Policy, Record
from catalogue.services.confirming import subject_of
from counting.queries import tallies

IN_WORDS = {"text": "span", "html": "div", "hours": "div"}  # the others are numbers, addresses and dates


@dataclass(frozen=True)
class Group:
    """A heading of the page with the fields under it, and how they look."""

    heading: str
    fields: list[dict[str, Any]]
    facts: SafeString


def groups_of(record: Record, language: str, *, user: User | None = None, guest: Guest | None = None) -> list[Group]:
    """The record's fields in reading order, with counts, own answers, pending proposals and values laid beside."""
    specs = schema.shown(layers.visible(record.fields, record.own_fields), language)
    subjects = {spec.path: subject_of(record.pk, spec.path, record.fields.get(spec.path, "")) for spec in specs}
    counted = tallies(subjects[spec.path] for spec in specs if spec.correctable)
    waiting = queries.waiting_fields(record)
    answers = queries.own_answers(record, user=user, guest=guest)
    items = [_item(record, spec, counted.get(subjects[spec.path], {}), waiting, answers) for spec in specs]
    for item, spec in zip(items, specs, strict=True):
        item["value"] = spoken(spec, item["value"], language)
    questioned = drawing.questioned_of(record)
    groups = [(heading, list(rows)) for heading, rows in groupby(items, key=lambda item: item["group"])]
    return [Group(heading, rows, drawing.facts(rows, questioned)) for heading, rows in groups]


def _item(
    record: Record,
    spec: schema.FieldSpec,
    counts: Mapping[str, int],
    waiting: set[str],
    answers: Mapping[tuple[str, str], str],
) -> dict[str, Any]:
    value = record.fields.get(spec.path, "")
    fingerprint = layers.fingerprint(value)
    own = record.own_fields.get(spec.path)
    beside = own if own and own["policy"] != Policy.LOCAL else {}
    return {
        "path": spec.path,
        "slug": spec.path.replace("/", "-").replace("@", "-"),
        "label": spec.label,
        "group": str(spec.group),
        "kind": spec.kind,
        "value": shown(spec, value) if value else format_html('<span class="muted">{}</span>', _("not filled in")),
        "correctable": spec.correctable and value != "" and not record.is_archived,
        "fingerprint": fingerprint,
        "counts": counts,
        "own_answer": answers.get((spec.path, fingerprint), ""),
        "pending": spec.path in waiting,
        "overlay_value": shown(spec, beside["value"]) if beside else "",
        "is_forwarded": beside.get("policy") == Policy.FORWARD,
    }


def existence_beside(record: Record) -> dict[str, Any] | None:
    """What people say of its existence where that does not replace what the source says."""
    layer = record.own_fields.get("archived")
    if not layer or layer["policy"] == Policy.LOCAL:
        return None
    sentence = _("This service no longer exists") if layer["value"] == "true" else _("This service exists")
    return {"overlay_value": sentence, "is_forwarded": layer["policy"] == Policy.FORWARD}


def shown(spec: schema.FieldSpec, value: Any) -> SafeString:
    """A value as safe HTML: links can be followed, paragraphs stand apart. HTML was sanitised when it was taken in."""
    if isinstance(value, list):
        return format_html_join(", ", "{}", ((schema.concept_label(iri),) for iri in value))
    return DRAWN.get(spec.kind, escape)(str(value))


def spoken(spec: schema.FieldSpec, value: SafeString, language: str) -> SafeString:
    """A text that is not in the language of the page says in which one it is; without a word on it, it is Dutch."""
    tag = IN_WORDS.get(spec.kind)
    own = spec.language or "nl"
    if tag is None or own.partition("-")[0] == language:
        return value
    return format_html('<{0} lang="{1}">{2}</{0}>', tag, own, value)


def _link(value: str) -> SafeString:
    """Only web addresses can be followed."""
    if not value.startswith(("https://", "http://")):
        return escape(value)
    return format_html('<a href="{0}" rel="nofollow noopener">{0}</a>', value)


def _email(value: str) -> SafeString:
    return format_html('<a href="mailto:{0}">{0}</a>', value)


def _phone(value: str) -> SafeString:
    return format_html('<a href="tel:{}">{}</a>', "".join(value.split()), value)


def _hours(value: str) -> SafeString:
    return mark_safe(linebreaks(value, autoescape=True))  # noqa: S308 - linebreaks escaped it


def _html(value: str) -> SafeString:
    return mark_safe(value)  # noqa: S308 - only nh3's output is ever stored in an html field


DRAWN = {"html": _html, "url": _link, "email": _email, "phone": _phone, "hours": _hours}
