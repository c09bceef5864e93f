"""Figures that move are heard by those who may see them: which ones moved, never what they say."""

import json

import pytest
from websockets.sync.client import connect

from surveys import services
from tests.realtime.test_live_process import HERE, listening, live
from tests.surveys.people import asked, say

pytestmark = pytest.mark.django_db(transaction=True)


def answered(survey, many: int) -> None:
    """Together and at once."""
    for _ in range(many):
        say(survey, colour="red")
    services.fold_survey(survey)


def test_whoever_looks_at_results_hears_that_they_moved(gent, editor, tmp_path) -> None:
    survey = asked(gent, editor)
    with live(tmp_path / "log") as address, connect(address, origin=HERE) as line:
        assert listening(line, f"survey:{survey.pk}")["listening"] == [f"survey:{survey.pk}"]
        answered(survey, 10)  # the first step stays back
        with pytest.raises(TimeoutError):
            line.recv(1.5)
        answered(survey, 10)
        frame = json.loads(line.recv(5))
        assert (frame.keys(), frame["t"], frame["v"]) == ({"t", "v", "n"}, f"survey:{survey.pk}", "tally")


def test_results_that_are_not_public_now_are_not_heard(gent, editor, tmp_path) -> None:
    never, later = (asked(gent, editor, title=shown, shown=shown) for shown in ("never", "closed"))
    with live(tmp_path / "log") as address, connect(address, origin=HERE) as line:
        listening(line, f"survey:{never.pk}", f"survey:{later.pk}")
        for survey in (never, later):
            answered(survey, 10)
            answered(survey, 10)
        with pytest.raises(TimeoutError):
            line.recv(1.5)
        for survey in (never, later):
            answered(survey, 10)
            services.close(survey=survey)
        services.fold()
        assert json.loads(line.recv(5))["t"] == f"survey:{later.pk}"
        with pytest.raises(TimeoutError):
            line.recv(1.5)
