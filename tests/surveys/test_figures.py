"""Figures out of tallies: shares add up, means and scores are right, and words say what stands out."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from municipalities.reference import places_of
from surveys.asked import Asked, words_of
from surveys.counted import ANSWERED, MISSING
from surveys.definition import Question
from surveys.results.figures import figures, percents
from surveys.results.intervals import wilson
from surveys.results.releasing import State
from surveys.results.wording import sentence
from tests.surveys.people import one, scale, several

COUNTS = st.lists(st.integers(0, 1_000_000), min_size=1, max_size=12)


def asked(written: dict) -> Asked:
    question = Question.of(written)
    return Asked(question, words_of([question], places_of(44021)))


@given(COUNTS)
def test_shares_add_up_to_a_hundred_and_none_is_off_by_a_point(counts: list[int]) -> None:
    total = sum(counts)
    parts = percents(counts, total)
    assert sum(parts) == (100 if total else 0)
    assert all(abs(part - 100 * count / total) < 1 for part, count in zip(parts, counts, strict=True) if total)


@given(COUNTS, st.integers(0, 100))
def test_more_people_never_get_a_smaller_share(counts: list[int], at: int) -> None:
    parts = percents(counts, sum(counts))
    ordered = sorted(zip(counts, parts, strict=True))
    assert all(few[1] <= many[1] for few, many in zip(ordered, ordered[1:], strict=False) if few[0] < many[0])


def test_a_question_with_several_answers_counts_people() -> None:
    found = figures(asked(several()), State({ANSWERED: 20, MISSING: 5, "red": 15, "green": 10}))
    assert (found.shown, found.answered, found.missing) == (25, 20, 5)
    assert [(bar.value, bar.count, bar.percent) for bar in found.bars] == [
        ("red", 15, 75),
        ("green", 10, 50),
        ("blue", 0, 0),
    ]


def test_fewer_than_ten_show_nothing_at_all() -> None:
    found = figures(asked(one()), State({"red": 9, MISSING: 40}))
    assert (found.is_suppressed, found.bars, found.shown, found.answered) == (True, (), 0, 0)


def test_a_scale_has_a_mean_that_leaves_out_who_does_not_know() -> None:
    found = figures(asked(scale(showDontKnowItem=True)), State({"1": 5, "4": 10, "dontknow": 5}))
    assert (found.mean, found.answered) == (3.0, 20)


def test_the_recommendation_score() -> None:
    written = {"type": "rating", "rateType": "nps", "name": "nps", "title": "Recommend?"}
    assert figures(asked(written), State({"10": 5, "9": 5, "7": 5, "6": 2, "0": 3})).nps == 25


def test_a_ranking_is_counted_after_borda() -> None:
    ranking = {**one("order"), "type": "ranking"}
    buckets = {ANSWERED: 10, "red#1": 6, "red#2": 4, "green#1": 4, "green#3": 6, "blue#2": 6, "blue#3": 4}
    found = figures(asked(ranking), State(buckets))
    assert [(bar.value, bar.count, bar.percent) for bar in found.bars] == [
        ("red", 26, 43),
        ("green", 18, 30),
        ("blue", 16, 27),
    ]


def test_who_people_are_is_shown_in_groups_of_ten_only() -> None:
    state = State({ANSWERED: 40}, {"red": {ANSWERED: 25}}, rest=15)
    found = figures(asked(one()), state, is_personal=True)
    assert [(bar.count, bar.percent) for bar in found.bars] == [(25, 63), (None, None), (None, None)]


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(50, 100, 40.4, 59.6), (0, 20, 0.0, 16.1), (20, 20, 83.9, 100.0), (263, 1000, 23.7, 29.1)],
)
def test_the_interval_is_wilsons(count: int, total: int, low: float, high: float) -> None:
    """Against values published with the method and checked with two other implementations."""
    assert wilson(count, total) == (low, high)


def test_an_interval_stands_beside_a_random_sample_only() -> None:
    state = State({"red": 50, "green": 50})
    assert {bar.interval for bar in figures(asked(one()), state).bars} == {None}
    first = figures(asked(one()), state, is_random_sample=True).bars[0]
    assert first.interval == (40.4, 59.6)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"red": 48, "green": 52}, "Meer dan de helft koos “Green”."),
        ({"red": 40, "green": 30, "blue": 30}, "Meer dan één op de drie koos “Red”."),
        ({"red": 99, "green": 1}, "Bijna iedereen koos “Red”."),
        ({"red": 46, "green": 30, "blue": 24}, "Bijna de helft koos “Red”."),
    ],
)
def test_the_sentence_says_what_stands_out(counts: dict[str, int], words: str) -> None:
    with override("nl"):
        assert sentence(figures(asked(one()), State(counts)), "nl") == words
