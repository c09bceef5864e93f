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
MOST_REASON, MOST_PATH, MOST_FIELDS = 40, 100, 50


@contextmanager
def kept(request: HttpRequest, case_id: int) -> Iterator[None]:
    """Where the door turns out to ask for signing in: keeps the message with its choices, and lets the door ask."""
    try:
        yield
    except SignInNeeded:
        if sentence := request.POST.get("sentence", ""):
            request.session[KEY] = {
                "case": case_id,
                "outcome": Outcome.PARTLY if request.POST.get("outcome") == Outcome.PARTLY else Outcome.REFUSED,
                "accepted": [path[:MOST_PATH] for path in request.POST.getlist("accepted")[:MOST_FIELDS]],
                "reason": request.POST.get("reason", "")[:MOST_REASON],
                "sentence": sentence[:MOST_SENTENCE],
            }
        raise


def found(request: HttpRequest, case: Case | None) -> dict[str, Any] | None:
    """What was kept about this case, as the form of the bar knows it."""
    typed: dict[str, Any] | None = request.session.get(KEY)
    return typed if case and typed and typed["case"] == case.pk else None


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
