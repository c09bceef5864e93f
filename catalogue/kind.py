"""How the desk shows and settles a correction."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from accounts.models import User
from catalogue import layers, schema
from catalogue.models import Correction, FieldChange, Policy
from catalogue.services import settle
from catalogue.services.confirming import subject_of
from contributions.kinds import Answer, Card, Choice, Kind, Signal
from contributions.models import Contribution
from counting.queries import tallies
from municipalities.models import Municipality

State = FieldChange.State


def cards(ids: Sequence[UUID], viewer: User | None, language: str) -> dict[UUID, Card]:
    """One card per correction, in a constant number of queries, with the field-by-field difference as its body."""
    found = (
        Correction.objects.filter(pk__in=ids)
        .select_related("record__municipality", "record__dataset", "contribution")
        .prefetch_related("changes")
    )
    corrections = list(found)
    counted = tallies(_subject(change, one) for one in corrections for change in one.changes.all())
    with override(language):
        return {one.pk: _card(one, counted) for one in corrections}


def _subject(change: FieldChange, correction: Correction) -> str:
    return subject_of(correction.record_id, change.field, change.proposed_value)


def _card(correction: Correction, counted: dict[str, dict[str, int]]) -> Card:
    record, changes = correction.record, list(correction.changes.all())
    rows = [_row(change, correction, counted) for change in changes]
    return Card(
        title=record.title,
        subtitle=_("Correction, %(dataset)s") % {"dataset": record.dataset.title},
        url=record.municipality.url("catalogue:record", record.pk),
        icon="doc",
        lines=(", ".join(str(row["label"]) for row in rows),),
        signals=tuple(_signals(correction, changes, counted)),
        body=render_to_string("catalogue/difference.html", {"correction": correction, "rows": rows, "record": record}),
    )


def _row(change: FieldChange, correction: Correction, counted: dict[str, dict[str, int]]) -> dict[str, Any]:
    record, spec = correction.record, schema.field(change.field)
    there = layers.current(record.source_fields, record.own_fields, change.field)
    return {
        "path": change.field,
        "label": spec.label,
        "base": schema.readable(spec, change.base_value),
        "now": schema.readable(spec, there),
        "proposed": schema.readable(spec, change.proposed_value),
        "is_stale": change.state == State.OPEN and there not in {change.base_value, change.proposed_value},
        "state": change.state,
        "counts": counted.get(_subject(change, correction), {}),
    }


def _signals(
    correction: Correction, changes: Sequence[FieldChange], counted: dict[str, dict[str, int]]
) -> Iterable[Signal]:
    if correction.record.dataset.policy == Policy.FORWARD:
        yield Signal(_("owned by the source"), "info")
    if correction.same_as_id:
        yield Signal(_("double"), "warn")
    confirmed = sum(counted.get(_subject(change, correction), {}).get("yes", 0) for change in changes)
    if confirmed:
        yield Signal(
            ngettext("%(count)s confirms", "%(count)s confirm", confirmed) % {"count": confirmed},
            "ok",
        )
    if correction.evidence_url:
        yield Signal(_("with a source"), "")


def choices(contribution: Contribution) -> list[Choice]:
    """The fields of a correction, each of which can be approved apart."""
    return [
        _choice(change, schema.field(change.field)) for change in FieldChange.objects.filter(correction=contribution.pk)
    ]


def _choice(change: FieldChange, spec: schema.FieldSpec) -> Choice:
    return Choice(
        key=change.field,
        label=str(spec.label),
        now=schema.readable(spec, change.base_value),
        proposed=schema.readable(spec, change.proposed_value),
    )


def outcome_lines(contribution: Contribution, language: str) -> list[str]:
    """What became of each field, in words, for the person who proposed it."""
    changes = FieldChange.objects.filter(correction=contribution.pk).select_related("correction__record__dataset")
    with override(language):
        return [f"{schema.field(change.field).label}: {_outcome(change)}" for change in changes]


def _outcome(change: FieldChange) -> str | Promise:
    is_beside = change.correction.record.dataset.policy == Policy.OVERLAY
    words = {
        State.OPEN: gettext_lazy("being looked at"),
        State.APPLIED: gettext_lazy("shown beside the source's value") if is_beside else gettext_lazy("changed"),
        State.EQUAL: gettext_lazy("was already right"),
        State.FORWARDED: gettext_lazy("passed on to the source"),
        State.REFUSED: gettext_lazy("not changed"),
    }
    return words[State(change.state)]


def answer(contribution: Contribution) -> Answer:
    """What staff said of a correction."""
    correction = Correction.objects.filter(pk=contribution.pk).first()
    if correction is None or correction.settled_at is None:
        return Answer()
    return Answer(correction.verdict, correction.reason, correction.sentence, correction.settled_at)


def export(municipality: Municipality) -> Iterable[dict[str, Any]]:
    """Every settled correction without persons, for open data."""
    found = Correction.objects.filter(record__municipality=municipality).exclude(verdict="open")
    for correction in found.select_related("record").prefetch_related("changes").iterator(200):
        yield {
            "id": str(correction.pk),
            "record": correction.record.uri,
            "verdict": correction.verdict,
            "reason": correction.reason,
            "settled_at": correction.settled_at,
            "changes": [
                {"field": change.field, "from": change.base_value, "to": change.proposed_value, "state": change.state}
                for change in correction.changes.all()
            ],
        }


CORRECTION = Kind(
    key="correction",
    label=gettext_lazy("Corrections"),
    questions=("right",),
    may_comment=False,
    cards=cards,
    choices=choices,
    settle=settle,
    export=export,
    outcome_lines=outcome_lines,
    answer=answer,
)
