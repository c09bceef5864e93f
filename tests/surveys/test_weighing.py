"""Weighting by raking: exact against a hand-made case and by its properties, and shown beside the counted shares."""

from math import isclose

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from surveys import services
from surveys.results.reading import results_of
from surveys.results.weighing import effect_of, raked
from surveys.services.weighing import weigh
from tests.surveys.people import asked, one, several
from tests.surveys.test_results import answered, bare, text

MANY = st.integers(10, 500)


def margin(cells: dict, weights: dict, at: int, group: str) -> float:
    return sum(many * weights[cell] for cell, many in cells.items() if cell[at] == group)


def test_one_question_is_weighted_by_division() -> None:
    cells = {("young",): 30, ("old",): 70}
    weights = raked(cells, [{"young": 1_000, "old": 1_000}])
    assert {cell: round(weight, 6) for cell, weight in weights.items()} == {
        ("young",): round(50 / 30, 6),
        ("old",): round(50 / 70, 6),
    }
    assert isclose(effect_of(cells, weights), 100 * (30 * (5 / 3) ** 2 + 70 * (5 / 7) ** 2) / 100**2)


@given(MANY, MANY, MANY, MANY, st.integers(40, 60), st.integers(40, 60))
def test_both_margins_fit_and_nobody_is_lost(a: int, b: int, c: int, d: int, young: int, north: int) -> None:
    cells = {("young", "north"): a, ("young", "south"): b, ("old", "north"): c, ("old", "south"): d}
    targets = [{"young": young, "old": 100 - young}, {"north": north, "south": 100 - north}]
    weights, total = raked(cells, targets), a + b + c + d
    assert isclose(sum(many * weights[cell] for cell, many in cells.items()), total)
    if all(1 / 4 < weight < 4 for weight in weights.values()):  # none was cut off
        assert isclose(margin(cells, weights, 0, "young") / total, young / 100, abs_tol=1e-3)
        assert isclose(margin(cells, weights, 1, "north") / total, north / 100, abs_tol=1e-3)
    assert effect_of(cells, weights) >= 1 - 1e-9


@given(MANY, MANY, st.integers(0, 200), st.integers(0, 9))
def test_who_did_not_say_and_who_are_few_keep_the_weight_of_one(young: int, old: int, silent: int, few: int) -> None:
    cells = {("young",): young, ("old",): old, (None,): silent, ("other",): few}
    weights = raked(cells, [{"young": 500, "old": 500, "other": 500}])
    if max(weights.values()) < 4.9 and min(weights.values()) > 1 / 4.9:
        assert isclose(weights[None,], 1, abs_tol=1e-6)
        assert isclose(weights["other",], 1, abs_tol=1e-6)


def test_nobody_speaks_for_a_crowd() -> None:
    cells = {("rare",): 10, ("usual",): 990}
    weights = raked(cells, [{"rare": 900, "usual": 100}])
    assert weights["rare",] / weights["usual",] <= 25


@pytest.fixture
def survey(gent, editor):
    """Twice as many green people as red ones; in the population they are as many."""
    reference = {"age": {"red": 5_000, "green": 5_000}}
    more = {"profile": ["age"], "reference": reference, "weighted_by": ["age"]}
    found = asked(gent, editor, one("age"), one(), several(), **more)
    answered(found, 20, age="red", colour="red", colours=["red"])
    answered(found, 40, age="green", colour="green", colours=["red", "blue"])
    return found


@pytest.mark.django_db
def test_weighted_shares_stand_beside_the_counted_ones(survey) -> None:
    assert weigh() == 0  # it runs, so its figures still move
    services.close(survey=survey)
    services.fold()
    assert (weigh(), weigh()) == (1, 0)
    said = text(Client().get(bare(survey)))
    assert "Red 20 33% 50%" in said
    assert "Green 40 67% 50%" in said
    assert "Red 60 100% 100%" in said
    assert "Red 33% 50%" in said  # who took part, beside the population
    assert "Het ontwerpeffect is 1,12 (Kish): ze zijn zo zeker als 53 antwoorden" in said


@pytest.mark.django_db
def test_another_reference_population_is_weighed_anew(survey) -> None:
    services.close(survey=survey)
    services.fold()
    weigh()
    survey.refresh_from_db()
    services.revise(survey=survey, revision=survey.revision, reference={"age": {"red": 1, "green": 2}})
    assert weigh() == 1
    survey.refresh_from_db()
    found = results_of(survey)
    assert (found.weighing.responses, found.weighing.effect, found.weighing.effective) == (60, 1.0, 60)
    assert [bar.weighed for bar in found.questions[1].bars] == [33, 67, 0]


@pytest.mark.django_db
def test_small_groups_are_not_compared(gent, editor) -> None:
    reference = {"age": {"red": 50, "green": 50, "blue": 100}}
    survey = asked(gent, editor, one("age"), profile=["age"], reference=reference)
    answered(survey, 30, age="red")
    answered(survey, 14, age="green")
    for _ in range(3):
        answered(survey, 1, age="blue")
    services.close(survey=survey)
    services.fold()
    said = text(Client().get(bare(survey)))
    assert "Red 64% 25% Green – 25% Blue – 50%" in said
