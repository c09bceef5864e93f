"""What becomes of an idea, as a table that is checked when it is imported. Municipalities may rename, not add."""

from collections.abc import Mapping

from django.db.models import TextChoices


class Outcome(TextChoices):
    """Shall we do it? Whether it is fit to be seen is the contribution's status."""

    RECEIVED = "received"
    EXAMINED = "examined"
    PLANNED = "planned"
    DONE = "done"
    NOT_FEASIBLE = "not_feasible"
    MERGED = "merged"


TRACK = (Outcome.RECEIVED, Outcome.EXAMINED, Outcome.PLANNED, Outcome.DONE)
EXITS = frozenset({Outcome.NOT_FEASIBLE, Outcome.MERGED})
STEPS: Mapping[Outcome, frozenset[Outcome]] = {
    Outcome.RECEIVED: frozenset({Outcome.EXAMINED, Outcome.PLANNED, Outcome.DONE, *EXITS}),
    Outcome.EXAMINED: frozenset({Outcome.PLANNED, Outcome.DONE, *EXITS}),
    Outcome.PLANNED: frozenset({Outcome.EXAMINED, Outcome.DONE, *EXITS}),  # a plan can fall through
    Outcome.DONE: frozenset({Outcome.PLANNED, Outcome.MERGED}),  # it was not finished after all
    Outcome.NOT_FEASIBLE: frozenset({Outcome.EXAMINED, Outcome.PLANNED, Outcome.MERGED}),
    Outcome.MERGED: frozenset({*TRACK, Outcome.NOT_FEASIBLE}),  # taken apart again: back to where it stood
}


class ForbiddenStep(ValueError):
    """There is no such step in the table."""


def is_allowed(now: str, to: str) -> bool:
    """Whether the table has this step."""
    return Outcome(to) in STEPS[Outcome(now)]


def check(now: str, to: str) -> None:
    """Raises ForbiddenStep when the table does not have this step."""
    if not is_allowed(now, to):
        raise ForbiddenStep(f"{now} does not lead to {to}")


def _checked(steps: Mapping[Outcome, frozenset[Outcome]]) -> None:
    if set(steps) != set(Outcome):
        raise ValueError("every outcome needs its steps")
    reached, border = {Outcome.RECEIVED}, {Outcome.RECEIVED}
    while border := {to for outcome in border for to in steps[outcome]} - reached:
        reached |= border
    if reached != set(Outcome):
        raise ValueError(f"never reached: {set(Outcome) - reached}")


_checked(STEPS)
