"""What somebody typed about a case, kept while they sign in again. It lies in the session, which signing in keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest

from contributions.models import Case
from moderation.forms import MOST_SENTENCE
from moderation.models import Decision, Outcome
from municipalities.access import SignInNeeded

KEY = "moderation.typed"
MOST_REASON = 40


@contextmanager
def kept(request: HttpRequest, case_id: int) -> Iterator[None]:
    """Where the door turns out to ask for signing in: keeps the message of a refusal, and lets the door ask."""
    try:
        yield
    except SignInNeeded:
        if sentence := request.POST.get("sentence", ""):
            reason = request.POST.get("reason", "")[:MOST_REASON]
            request.session[KEY] = {"case": case_id, "reason": reason, "sentence": sentence[:MOST_SENTENCE]}
        raise


def found(request: HttpRequest, case: Case | None) -> dict[str, Any] | None:
    """What was kept about this case, as the form of the bar knows it."""
    typed = request.session.get(KEY)
    if case is None or typed is None or typed["case"] != case.pk:
        return None
    return {**typed, "outcome": Outcome.REFUSED}


def sent(request: HttpRequest) -> None:
    """It was sent: it is not kept any longer."""
    request.session.pop(KEY, None)


def of(decision: Decision) -> dict[str, Any]:
    """What was typed for a decision that was undone."""
    return {
        "outcome": "" if decision.outcome == Outcome.APPROVED else decision.outcome,
        "accepted": decision.accepted,
        "reason": decision.reason,
        "sentence": decision.sentence,
    }
