"""Predicates of projects: pure time."""

from collections.abc import Iterable
from datetime import date

from projects.models import Phase, Project


def is_running(phase: Phase, today: date) -> bool:
    """A phase with exact days is running between them; one in words is only announced."""
    if phase.starts_on is None and phase.ends_on is None:
        return False
    begun = phase.starts_on is None or phase.starts_on <= today
    return begun and (phase.ends_on is None or today <= phase.ends_on)


def is_open(phases: Iterable[Phase], today: date) -> bool:
    """An activity is open while one of its phases runs; without any phase it is always on."""
    listed = list(phases)
    return not listed or any(is_running(phase, today) for phase in listed)


def is_closed(project: Project) -> bool:
    """A closed project tells what was done; nothing in it is open, whatever its phases say."""
    return project.status == Project.Status.CLOSED


def is_public(project: Project) -> bool:
    """Drafts are for staff only."""
    return project.status != Project.Status.DRAFT
