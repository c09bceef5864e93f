"""Phases are pure time."""

from datetime import date

import pytest

from projects.models import Phase, Project
from projects.rules import is_closed, is_open, is_public, is_running

TODAY = date(2026, 5, 10)
BEFORE, AFTER = date(2026, 5, 9), date(2026, 5, 11)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "running"),
    [
        (None, None, False),
        (TODAY, None, True),
        (AFTER, None, False),
        (None, TODAY, True),
        (None, BEFORE, False),
        (BEFORE, AFTER, True),
        (TODAY, TODAY, True),
        (BEFORE, BEFORE, False),
    ],
)
def test_a_phase_runs_from_its_first_day_to_its_last(starts_on, ends_on, running):
    assert is_running(Phase(starts_on=starts_on, ends_on=ends_on, when="in mei"), TODAY) is running


def test_an_activity_is_open_in_one_of_its_phases_or_always_without_any():
    past, present = Phase(ends_on=BEFORE), Phase(starts_on=TODAY)
    assert [is_open(phases, TODAY) for phases in ([], [past], [past, present])] == [True, False, True]


def test_only_drafts_are_hidden_and_only_closed_ones_are_over():
    states = [Project(status=status) for status in Project.Status.values]
    assert [(is_public(one), is_closed(one)) for one in states] == [(False, False), (True, False), (True, True)]
