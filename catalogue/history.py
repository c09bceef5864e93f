"""A record's history in words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalogue import layers, queries, schema
from catalogue.models import FieldChange, Record, RecordVersion

MOST = 20
VARIANTS: Mapping[str | None, str | Promise] = {
    "nl-be-x-informal": _("with “je”"),
    "nl-be-x-formal": _("with “u”"),
    "nl-be-x-generated-informal": _("with “je”, made automatically"),
    "nl-be-x-generated-formal": _("with “u”, made automatically"),
    "en": _("English"),
    "fr": _("French"),
    "de": _("German"),
}


@dataclass(frozen=True)
class Change:
    """One field that changed; `note` says what is special about it."""

    label: str | Promise
    was: str
    becomes: str
    note: str | Promise = ""

    @property
    def is_long(self) -> bool:
        """Whether it takes more than one line to read."""
        return "\n" in f"{self.was}{self.becomes}"


@dataclass(frozen=True)
class Step:
    """One version with what changed in it."""

    version: RecordVersion
    changes: list[Change]


def steps_of(record: Record) -> list[Step]:
    """The newest steps of a record, newest first."""
    return [Step(version, _changes(version.changes)) for version in queries.history_of(record, MOST)]


def _changes(told: list[dict[str, Any]]) -> list[Change]:
    """What changed, each thing once: a literal copy of a text is not told apart from it, another variant is."""
    once: dict[tuple[str, str, str], dict[str, Any]] = {}
    for change in told:
        once.setdefault(_as_read(change), change)
    often = Counter(label for label, _was, _becomes in once)
    return [_change(change, is_alone=often[read[0]] == 1) for read, change in once.items()]


def _as_read(change: Mapping[str, Any]) -> tuple[str, str, str]:
    spec = schema.field(change["field"])
    return str(spec.label), schema.readable(spec, change["from"]), schema.readable(spec, change["to"])


def _change(change: Mapping[str, Any], *, is_alone: bool) -> Change:
    spec = schema.field(change["field"])
    if layers.is_generated(spec.path) and not change["to"]:
        return Change(spec.label, "", "", _("the version that was made automatically is gone"))
    variant = "" if is_alone else VARIANTS.get(spec.language, "")
    label = format_lazy("{} ({})", spec.label, variant) if variant else spec.label
    return Change(label, *_as_read(change)[1:], _note(change.get("state", "")))


def _note(state: str) -> str | Promise:
    """Only a value that did not replace the source's has a state in the history."""
    if not state:
        return ""
    return (
        _("passed on to the source") if state == FieldChange.State.FORWARDED else _("shown beside the source's value")
    )
