"""Deciding, undoing, and making decisions take effect."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from contributions import kinds
from contributions import services as contributions
from contributions.models import Case
from journal.services import Tell, retried, telling
from moderation.models import Decision, Outcome, Statement
from moderation.reasons import BY_CODE

MOST_AT_ONCE = 50


class Stale(Exception):
    """Somebody was first, or the case changed since it was looked at; `decision` is what was decided, if anything."""

    def __init__(self, decision: Decision | None) -> None:
        super().__init__(str(decision or ""))
        self.decision = decision

    @property
    def by(self) -> User | None:
        """Who decided, if anyone did."""
        return self.decision.decided_by if self.decision else None


class NoReason(ValueError):
    """Something is refused without one of the six reasons, or without a sentence."""


class TooLate(Exception):
    """The decision took effect already."""


@retried
def decide(
    *,
    case: Case,
    case_version: int,
    outcome: str,
    by: User,
    accepted: Collection[str] = (),
    reason: str = "",
    sentence: str = "",
) -> Decision:
    """Notes what `by` decided about a case.

    Locks the case; raises Stale when it was closed, changed or decided meanwhile, NoReason for a refusal without one;
    writes the decision, effective after settings.DECISION_DELAY_SECONDS; tells `case.decided` to staff.
    """
    if outcome == Outcome.REFUSED and (reason not in BY_CODE or not sentence.strip()):
        raise NoReason
    with telling() as tell:
        locked = Case.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=case.pk)
        if first := _first(locked):
            raise Stale(first)
        if locked.closed_at or locked.version != case_version:
            raise Stale(None)
        moment = now()
        decision = Decision.objects.create(
            case=locked,
            contribution_id=locked.contribution_id,
            municipality=locked.municipality,
            outcome=outcome,
            accepted=sorted(accepted),
            reason=reason,
            sentence=sentence.strip(),
            decided_by=by,
            decided_at=moment,
            effective_at=moment + timedelta(seconds=settings.DECISION_DELAY_SECONDS),
        )
        _tell(tell, decision, "case.decided")
    return decision


def _first(case: Case) -> Decision | None:
    taken = Decision.objects.filter(case=case, state__in=(Decision.State.WAITING, Decision.State.SETTLED))
    return taken.select_related("decided_by").first()


def _tell(tell: Tell, decision: Decision, verb: str) -> None:
    tell(
        stream=decision.municipality.stream_id,
        verb=verb,
        actor="staff",
        subject=("case", str(decision.case_id)),
        audience="staff",
        data={"contribution": str(decision.contribution_id), "outcome": decision.outcome},
    )


@retried
def undo(*, decision: Decision) -> None:
    """Takes a decision back before it takes effect.

    Locks it; raises TooLate when it did; does nothing when it was taken back already; marks it undone, so that the case
    waits again; tells `case.undone` to staff.
    """
    with telling() as tell:
        locked = Decision.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=decision.pk)
        if locked.state == Decision.State.UNDONE:
            return
        if locked.state != Decision.State.WAITING:
            raise TooLate
        locked.state = Decision.State.UNDONE
        locked.save(update_fields=["state"])
        _tell(tell, locked, "case.undone")


def settle_due(moment: datetime | None = None) -> int:
    """Makes the decisions take effect whose time has come; returns how many. Each in a transaction of its own.

    One that fails is tried again the next time and stops no other; raises an ExceptionGroup of the failures at the end.
    """
    due = Decision.objects.filter(state=Decision.State.WAITING, effective_at__lte=moment or now())
    settled, failures = 0, []
    for key in due.order_by("effective_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]:
        try:
            settled += _settle(key)
        except Exception as error:  # noqa: BLE001 - a kind may fail in any way; it is raised below
            failures.append(error)
    if failures:
        raise ExceptionGroup("decisions that could not take effect", failures)
    return settled


@retried
def _settle(key: int) -> bool:
    """Settles the decision's case, writes a statement for what was refused, marks it. False when another process does.

    All in one transaction, so that a killed process leaves either nothing or everything done.
    """
    with telling() as tell:
        waiting = Decision.objects.select_for_update(of=("self",), skip_locked=True).filter(
            pk=key, state=Decision.State.WAITING
        )
        decision = waiting.select_related("case", "decided_by", "municipality").first()
        if decision is None:
            return False
        result = contributions.settle(case=decision.case, verdict=_verdict(decision))
        decision.settled_at = now()
        if isinstance(result, kinds.Conflict):
            decision.state = Decision.State.CONFLICTED
            _tell(tell, decision, "case.returned")
        else:
            decision.state = Decision.State.SETTLED
            _state(decision)
        decision.save(update_fields=["state", "settled_at"])
    return True


def _verdict(decision: Decision) -> kinds.Verdict:
    return kinds.Verdict(
        outcome=decision.outcome,
        accepted=frozenset(decision.accepted),
        reason=decision.reason,
        sentence=decision.sentence,
        by=decision.decided_by,
        decided_at=decision.decided_at,
    )


def _state(decision: Decision) -> None:
    """Writes why, for what was refused wholly or in part."""
    if decision.outcome == Outcome.APPROVED:
        return
    reason = BY_CODE.get(decision.reason)
    with override(decision.contribution.language):
        objection = _("You can object within six months. Answer the mail, or write to the municipality.")
        unconfirmed = _("The municipality looked at every field. What it did not change, it could not confirm.")
    Statement.objects.create(
        decision=decision,
        ground=reason.ground if reason else Statement.Ground.FACTS,
        facts=decision.sentence or unconfirmed,
        objection=objection,
        stated_at=now(),
    )
