"""Steps in what becomes of an idea: prepared by one, approved by another, told at once or later."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from ideas import lifecycle
from ideas.addresses import advice_address
from ideas.lifecycle import Outcome
from ideas.models import Advice, Idea, Step
from ideas.services.boards import NotPossible
from ideas.services.proposing import locked, told
from journal.services import telling
from outbound.services import post

State = Step.State
OPEN = frozenset({State.DRAFT, State.APPROVED, State.SCHEDULED})


class SamePerson(NotPossible):
    """Nobody approves what they wrote themselves."""


def prepare(*, idea: Idea, status: str, sentence: str, by: User | None, when: str = "") -> Step:
    """Writes a step as a draft; returns it.

    Raises NotPossible without a sentence and for a merge, which has a verb of its own; ForbiddenStep where the table
    has no such step. An idea may keep its status: then the step only says something. Nothing is told yet.
    """
    if not sentence.strip():
        raise NotPossible(_("Say in a sentence what happens and why."))
    _check(idea, status)
    return Step.objects.create(idea=idea, status=status, sentence=sentence.strip(), when=when, by=by)


def _check(idea: Idea, status: str) -> None:
    if Outcome.MERGED in {status, idea.status}:
        raise NotPossible(_("This idea is put together with another one in another way."))
    if status != idea.status:
        lifecycle.check(idea.status, status)


def approve(*, step: Step, by: User) -> Step:
    """A second person agrees with a draft.

    Locks it, notes who. SamePerson for the one who wrote it; NotPossible for what is no draft any more.
    """
    with transaction.atomic():
        found = _locked(step, {State.DRAFT})
        if found.by_id == by.pk:
            raise SamePerson(_("Somebody else has to approve what you wrote."))
        found.state, found.approved_by = State.APPROVED, by
        found.save(update_fields=["state", "approved_by"])
    return found


def schedule(*, step: Step, at: datetime) -> Step:
    """Lets an approved step be told at a moment to come: locks it, notes when. NotPossible for one that is not approved."""
    with transaction.atomic():
        found = _locked(step, {State.APPROVED, State.SCHEDULED})
        found.state, found.due_at = State.SCHEDULED, at
        found.save(update_fields=["state", "due_at"])
    return found


def drop(*, step: Step) -> Step:
    """Lets go of a step that was not told: locks it, notes it. NotPossible for one that was."""
    with transaction.atomic():
        found = _locked(step, OPEN)
        found.state = State.DROPPED
        found.save(update_fields=["state"])
    return found


def _locked(step: Step, states: "frozenset[State] | set[State]") -> Step:
    found = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if found.state not in states:
        raise NotPossible(_("A colleague went on with this meanwhile."))
    return found


def tell_step(*, step: Step, actor: str = "staff") -> Idea:
    """Takes an approved step and lets everyone know; returns the idea.

    Locks the idea, then the step; raises NotPossible for one that is not approved, ForbiddenStep when the idea moved
    meanwhile; moves the idea; dates the step, which never changes any more; tells `idea.moved`.
    """
    with telling() as tell:
        idea = locked(Idea(pk=step.idea_id))
        found = _locked(step, {State.APPROVED, State.SCHEDULED})
        _check(idea, found.status)
        idea.status = found.status
        idea.save(update_fields=["status"])
        found.state, found.told_at = State.TOLD, now()
        found.save(update_fields=["state", "told_at"])
        told(tell, idea, "idea.moved", actor, status=found.status, step=found.pk)
    return idea


def tell_due() -> int:
    """Tells the scheduled steps whose time has come; returns how many.

    One that no longer fits where its idea stands goes back to being a draft, for staff to look at.
    """
    due = Step.objects.filter(state="scheduled", due_at__lte=now()).order_by("due_at", "pk")
    return sum(_tell_or_return(step) for step in due)


def _tell_or_return(step: Step) -> bool:
    try:
        tell_step(step=step, actor="system")
    except (NotPossible, lifecycle.ForbiddenStep):
        Step.objects.filter(pk=step.pk, state=State.SCHEDULED).update(state=State.DRAFT, approved_by=None, due_at=None)
        return False
    return True


def ask_advice(*, idea: Idea, email: str, question: str, by: User) -> Advice:
    """Asks a colleague without a place at the desk what to answer.

    Writes the question; posts a letter with a signed link; tells `idea.advice_asked` to staff.
    """
    with telling() as tell:
        asked = Advice.objects.create(idea=idea, email=email, question=question, asked_by=by, asked_at=now())
        with override("nl"):
            subject = _("%(municipality)s: what do you advise?") % {"municipality": idea.municipality.name}
        body = f"{question}\n\n{idea.title}\n\n{advice_address(idea, asked)}"
        post(key=f"idea.advice:{asked.pk}", to=email, subject=subject, body=body, language="nl")
        told(tell, idea, "idea.advice_asked", audience="staff")
    return asked


def advise(*, advice: UUID, status: str, sentence: str, when: str = "") -> Step:
    """The colleague's answer, which becomes a draft for staff to approve.

    Locks the question; raises NotPossible when it was answered; writes the draft, as `prepare`; tells `idea.advised` to
    staff.
    """
    with telling() as tell:
        asked = Advice.objects.select_for_update(of=("self",)).get(pk=advice)
        if asked.answered_at:
            raise NotPossible(_("You answered this already. Thank you."))
        idea = Idea.objects.select_related("municipality", "contribution").get(pk=asked.idea_id)
        asked.step = prepare(idea=idea, status=status, sentence=sentence, by=None, when=when)
        asked.answered_at = now()
        asked.save(update_fields=["step", "answered_at"])
        told(tell, idea, "idea.advised", audience="staff")
    return asked.step
