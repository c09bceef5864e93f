"""How ballots are counted, against results that others published and some by hand."""

from hypothesis import given
from hypothesis import strategies as st

from ideas.counting_votes import Costed, Placed, approvals, borda, funded, of_survivors, placed

MEMPHIS, NASHVILLE, CHATTANOOGA, KNOXVILLE = range(4)
# The choice of a capital of Tennessee, the worked example of https://en.wikipedia.org/wiki/Borda_count (with n - 1
# points for a first place): Nashville 194, Chattanooga 173, Memphis 126, Knoxville 107, for each hundred voters.
TENNESSEE = {
    (MEMPHIS, NASHVILLE, CHATTANOOGA, KNOXVILLE): 42,
    (NASHVILLE, CHATTANOOGA, KNOXVILLE, MEMPHIS): 26,
    (CHATTANOOGA, KNOXVILLE, NASHVILLE, MEMPHIS): 15,
    (KNOXVILLE, CHATTANOOGA, NASHVILLE, MEMPHIS): 17,
}
BALLOTS = st.lists(st.lists(st.integers(0, 5), unique=True, max_size=6), max_size=20)


def test_a_published_ranking() -> None:
    ballots = [ranking for ranking, many in TENNESSEE.items() for _ in range(many)]
    assert placed(borda(ballots, 4), {}) == [
        Placed(NASHVILLE, 194, 1),
        Placed(CHATTANOOGA, 173, 2),
        Placed(MEMPHIS, 126, 3),
        Placed(KNOXVILLE, 107, 4),
    ]


def test_what_is_not_ranked_gets_nothing_and_equals_share_a_place() -> None:
    points = borda([["a"], ["b", "a"], ["b", "c"]], 4)  # a 3 + 2, b 3 + 3, c 2
    assert placed(points, {}) == [Placed("b", 6, 1), Placed("a", 5, 2), Placed("c", 2, 3)]
    assert placed({"x": 4, "y": 4, "z": 1}, {"x": 2, "y": 1}) == [
        Placed("y", 4, 1),
        Placed("x", 4, 1),
        Placed("z", 1, 3),
    ]


def test_a_budget_by_hand() -> None:
    """100 to spend. a (60) has 3 votes, b (50) 2, c (40) 2, d (30) 0: a fits; c goes before b, being cheaper, and fits."""
    votes = approvals([["a", "b"], ["a", "c"], ["a", "b", "c"]])
    assert votes == {"a": 3, "b": 2, "c": 2}
    ideas = [Costed("a", 60, 1), Costed("b", 50, 2), Costed("c", 40, 3), Costed("d", 30, 4)]
    assert funded(ideas, votes, 100) == ["a", "c"]
    assert funded(ideas, votes, 99) == ["a"]
    assert funded(ideas, votes, 150) == ["a", "c", "b"]
    assert funded(ideas, votes, 10) == []


def test_a_merged_idea_counts_for_its_survivor_once() -> None:
    merged = {"a": "b", "b": "c"}
    assert of_survivors(["a", "d", "c"], merged) == ["c", "d"]
    assert of_survivors(["d", "b", "a"], merged) == ["d", "c"]


@given(ballots=BALLOTS)
def test_points_are_what_the_ballots_hold(ballots) -> None:
    assert sum(borda(ballots, 6).values()) == sum(6 - place for one in ballots for place in range(1, len(one) + 1))
    assert sum(approvals(ballots).values()) == sum(len(one) for one in ballots)


@given(ballots=BALLOTS, costs=st.lists(st.integers(1, 50), min_size=6, max_size=6), budget=st.integers(0, 200))
def test_never_more_is_spent_than_there_is(ballots, costs, budget) -> None:
    votes = approvals(ballots)
    paid = funded([Costed(key, cost, key) for key, cost in enumerate(costs)], votes, budget)
    assert sum(costs[key] for key in paid) <= budget
    left = budget - sum(costs[key] for key in paid)
    assert all(costs[key] > left for key in votes if key not in paid)  # whatever is left pays for nothing more
