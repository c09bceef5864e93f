"""The steps a contribution can take, as a table that is checked when it is imported."""

from collections.abc import Mapping

from django.db.models import TextChoices


class Status(TextChoices):
    """Is it fit to be seen? The same question for all kinds."""

    PENDING = "pending"  # somebody has to look first
    PUBLISHED = "published"
    REFUSED = "refused"
    HIDDEN = "hidden"  # was published, and may come back
    WITHDRAWN = "withdrawn"  # by its author


INITIAL = frozenset({Status.PENDING, Status.PUBLISHED})
STEPS: Mapping[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.PUBLISHED, Status.REFUSED, Status.WITHDRAWN}),
    Status.PUBLISHED: frozenset({Status.HIDDEN, Status.WITHDRAWN}),
    Status.REFUSED: frozenset({Status.PUBLISHED}),  # an appeal was right
    Status.HIDDEN: frozenset({Status.PUBLISHED, Status.WITHDRAWN}),
    Status.WITHDRAWN: frozenset(),
}


class ForbiddenStep(ValueError):
    """There is no such step in the table."""


def is_allowed(now: str, to: str) -> bool:
    """Whether the table has this step."""
    return Status(to) in STEPS[Status(now)]


def check(now: str, to: str) -> None:
    """Raises ForbiddenStep when the table does not have this step."""
    if not is_allowed(now, to):
        raise ForbiddenStep(f"{now} does not lead to {to}")


def _checked(steps: Mapping[Status, frozenset[Status]]) -> None:
    if set(steps) != set(Status):
        raise ValueError("every status needs its steps")
    reached, border = set(INITIAL), set(INITIAL)
    while border := {to for status in border for to in steps[status]} - reached:
        reached |= border
    if reached != set(Status):
        raise ValueError(f"never reached: {set(Status) - reached}")


_checked(STEPS)
