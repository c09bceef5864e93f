"""Corrections: proposed by anyone, judged by staff, applied field by field."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils.timezone import now

from accounts.models import Guest, User
from catalogue import layers
from catalogue.models import Correction, FieldChange, Policy, Record, RecordVersion
from catalogue.services.importing import index, lay
from catalogue.sources.lpdc import cleaning
from contributions import kinds
from contributions import services as contributions
from contributions.models import Contribution
from journal.services import retried

State = FieldChange.State
# As text, for it is asked with every correction.
FIRST_LIKE = """
SELECT correction.contribution_id
FROM contributions_contribution AS said JOIN catalogue_correction AS correction ON correction.contribution_id = said.id
WHERE said.municipality_id = %s AND said.text_digest = %s AND said.text = %s
  AND correction.record_id = %s AND correction.verdict = 'open' AND correction.same_as_id IS NULL
ORDER BY correction.contribution_id LIMIT 1
"""
WRITTEN = [
    "title",
    "sort_key",
    "summary",
    "fields",
    "own_fields",
    "version",
    "is_archived",
    "modified_at",
]


class NothingToCorrect(ValueError):
    """Every proposed value equals what stands there."""


@retried
def correct(  # noqa: PLR0913 - a correction has these parts
    *,
    record: Record,
    changes: Mapping[str, str],
    language: str,
    author: User | None = None,
    guest: Guest | None = None,
    signature: str = "",
    email: str = "",
    evidence_url: str = "",
    channel: str = "web",
) -> Contribution:
    """Proposes other values for one or more fields of a record; returns the contribution it became.

    Keeps only real changes and raises NothingToCorrect when none is left; submits the contribution, which screens it,
    opens a case and tells it; with it writes the correction, pointing at the first identical open one, and its changes.
    """
    proposed = _real(record, changes)

    def own(contribution: Contribution) -> Iterable[Model]:
        yield _correction(record, contribution, evidence_url)
        yield from (_change(record, contribution, path, value) for path, value in proposed.items())

    return contributions.submit(
        municipality=record.municipality,
        kind="correction",
        text=_as_text(proposed),
        language=language,
        author=author,
        guest=guest,
        signature=cleaning.visible(signature),
        channel=channel,
        activity_id=record.dataset_id,
        email=email,
        own=own,
    )


def _real(record: Record, changes: Mapping[str, str]) -> dict[str, str]:
    now_there = {path: layers.current(record.source_fields, record.own_fields, path) for path in changes}
    real = {path: value for path, value in changes.items() if value != now_there[path]}
    if not real:
        raise NothingToCorrect
    return real


def _as_text(changes: Mapping[str, str]) -> str:
    """The proposal in words, one field a line. Further lines of a value are indented: two proposals never read alike."""
    return "\n".join(f"{path}: {value}".replace("\n", "\n  ") for path, value in sorted(changes.items()))


def _first_like(record: Record, said: Contribution) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(FIRST_LIKE, [said.municipality_id, bytes(said.text_digest), said.text, record.pk])
        found: tuple[UUID] | None = cursor.fetchone()
        return found[0] if found else None


def _correction(record: Record, said: Contribution, evidence_url: str) -> Correction:
    return Correction(
        contribution_id=said.pk,
        record_id=record.pk,
        base_version=record.version,
        evidence_url=evidence_url,
        same_as_id=_first_like(record, said) if said.is_repeated else None,
    )


def _change(record: Record, said: Contribution, path: str, value: str) -> FieldChange:
    return FieldChange(
        correction_id=said.pk,
        field=path,
        base_version=record.version,
        base_value=layers.current(record.source_fields, record.own_fields, path),
        proposed_value=value,
    )


def settle(contribution: Contribution, verdict: kinds.Verdict) -> kinds.Settled | kinds.Conflict:
    """Applies the accepted changes of a judged correction, inside the caller's transaction.

    Locks the record; compares each accepted change with what stands there now. When one changed since it was
    proposed, applies nothing and returns the conflict, with the change rebased on what staff will now be shown. Else
    lays the values by the owner's policy, writes one version and the outcome of every change.
    """
    correction = Correction.objects.select_related("record__dataset").get(pk=contribution.pk)
    record = Record.objects.select_for_update().select_related("dataset").get(pk=correction.record_id)
    changes = list(correction.changes.select_for_update())
    accepted = [change for change in changes if verdict.outcome == "approved" or change.field in verdict.accepted]
    if verdict.outcome == "refused":
        accepted = []
    if conflicts := [change for change in accepted if _outcome(record, change) == layers.Outcome.CONFLICT]:
        return _conflict(record, conflicts)
    _apply(record, contribution, correction, accepted, verdict)
    for change in changes:
        if change not in accepted:
            change.state = State.REFUSED
    FieldChange.objects.bulk_update(changes, ["state"])
    return _closed(record, correction, changes, verdict)


def _outcome(record: Record, change: FieldChange) -> layers.Outcome:
    there = layers.current(record.source_fields, record.own_fields, change.field)
    return layers.judged(there, change.base_value, change.proposed_value)


def _conflict(record: Record, changes: Sequence[FieldChange]) -> kinds.Conflict:
    details = []
    for change in changes:
        there = layers.current(record.source_fields, record.own_fields, change.field)
        details.append(
            {"field": change.field, "base": change.base_value, "now": there, "proposed": change.proposed_value}
        )
        change.base_value, change.base_version = there, record.version
    FieldChange.objects.bulk_update(changes, ["base_value", "base_version"])
    return kinds.Conflict(sentence="the record changed since this was proposed", details={"changes": details})


def _apply(
    record: Record,
    contribution: Contribution,
    correction: Correction,
    changes: Sequence[FieldChange],
    verdict: kinds.Verdict,
) -> None:
    before, policy = record.fields, record.dataset.policy
    shown_before = dict(record.own_fields)
    for change in changes:
        if _outcome(record, change) == layers.Outcome.EQUAL:
            change.state = State.EQUAL
            continue
        record.own_fields = _laid(record, change, policy)
        change.state = State.FORWARDED if policy == Policy.FORWARD else State.APPLIED
    if record.own_fields == shown_before:
        return
    lay(record)
    record.version += 1
    record.save(update_fields=WRITTEN)
    index([record])
    RecordVersion.objects.create(
        record=record,
        version=record.version,
        at=record.modified_at,
        actor="staff" if contribution.clerk_id else "resident",
        name=contribution.signature,
        ground=verdict.reason or "checked",
        sentence=verdict.sentence,
        changes=_told(before, record, changes),
        fields=record.fields,
        correction=correction,
    )


def _laid(record: Record, change: FieldChange, policy: str) -> dict[str, layers.Own]:
    source = record.source_fields
    own: dict[str, layers.Own] = record.own_fields
    paths = [change.field, *(layers.copies(source, own, change.field) if policy == Policy.LOCAL else [])]
    for path in paths:
        own = layers.laid(own, source, path, change.proposed_value, policy)
    return own


def _told(before: Mapping[str, object], record: Record, changes: Sequence[FieldChange]) -> list[dict[str, object]]:
    """Overlaid and forwarded values do not change the fields, so the history takes them from the correction."""
    if changed := layers.differences(before, record.fields):
        return changed
    return [
        {"field": change.field, "from": change.base_value, "to": change.proposed_value, "state": change.state}
        for change in changes
        if change.state != State.EQUAL
    ]


def _closed(
    record: Record, correction: Correction, changes: Sequence[FieldChange], verdict: kinds.Verdict
) -> kinds.Settled:
    kept = [change for change in changes if change.state != State.REFUSED]
    correction.verdict = verdict.outcome
    correction.reason, correction.sentence, correction.settled_at = verdict.reason, verdict.sentence, now()
    correction.save(update_fields=["verdict", "reason", "sentence", "settled_at"])
    data = {
        "correction": str(correction.pk),
        "version": record.version,
        "fields": [change.field for change in kept],
        "policy": record.dataset.policy,
        **_existence(record, kept),
    }
    verb = "record.corrected" if kept else "correction.refused"
    return kinds.Settled(
        status="published" if kept else "refused",
        verbs=((verb, ("record", str(record.pk)), "public", data),),
    )


def _existence(record: Record, kept: Sequence[FieldChange]) -> dict[str, bool]:
    """Whether the record still exists, when that is what changed."""
    is_about_it = any(change.field == "archived" and change.state == State.APPLIED for change in kept)
    return {"archived": record.is_archived} if is_about_it and record.dataset.policy == Policy.LOCAL else {}
