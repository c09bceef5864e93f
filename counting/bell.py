"""Rings for whoever shows figures."""

from journal.bell import Bell

CHANNEL = "counting"
_counting = Bell(CHANNEL)


def ring() -> None:
    """Tells everyone who listens that figures moved."""
    _counting.ring()
