"""What the public may know next, as pure steps: whatever people answer, nothing smaller than ten follows from it."""

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.counted import MISSING
from surveys.results.releasing import LEAST, State, mended, released, size

GROUPS = ("north", "south", "east", None)  # None: did not say
# One answer: a step of the scale or left open, in a group that few or many are in.
ANSWER = st.tuples(st.sampled_from(["1", "2", None]), st.sampled_from([*GROUPS, "north", "north", "south"]))
# What comes in between two folds of the folder, which waits for ten answers.
FOLDS = st.lists(st.lists(ANSWER, min_size=10, max_size=45), max_size=12)
LAST = st.lists(ANSWER, max_size=9)


def counted(answers: list[tuple[str | None, str | None]]) -> State:
    whole = Counter(step or MISSING for step, _ in answers)
    groups = {
        group: buckets
        for group in GROUPS
        if group and (buckets := Counter(step for step, where in answers if where == group and step))
    }
    return State(whole, groups)


def states_of(folds: list, last: list, step: int) -> list[State]:
    """Every state that anybody could ever see, in order."""
    held, public, seen, known = State(), State(), [State()], []
    for fold in folds:
        known += fold
        held, public = released(counted(known), held, public, step=step, is_last=False)
        seen.append(public)
    seen.append(released(counted(known + last), held, public, step=step, is_last=True)[1])
    return seen


def is_safe(many: int, least: int = LEAST) -> bool:
    return many == 0 or many >= least


@settings(max_examples=300, deadline=None)
@given(FOLDS, LAST)
def test_no_two_states_differ_by_fewer_than_ten(folds: list, last: list) -> None:
    seen = states_of(folds, last, 10)
    for old, new in combinations(seen, 2):
        assert is_safe(size(new.whole) - size(old.whole))
        assert all(new.whole.get(bucket, 0) >= many for bucket, many in old.whole.items())
        for group, buckets in old.groups.items():
            assert is_safe(size(new.groups[group]) - size(buckets))
        if old.groups and new.groups:
            opened = sum(size(buckets) for group, buckets in new.groups.items() if group not in old.groups)
            assert is_safe(new.rest + opened - old.rest)


@settings(max_examples=300, deadline=None)
@given(FOLDS, LAST, st.sampled_from([1, 10]))
def test_a_group_that_is_not_shown_does_not_follow_from_those_that_are(folds: list, last: list, step: int) -> None:
    for state in states_of(folds, last, step):
        assert all(size(buckets) >= LEAST for buckets in state.groups.values())
        assert is_safe(state.rest) or not state.groups
        assert is_safe(size(state.whole))


@settings(max_examples=200, deadline=None)
@given(FOLDS, LAST)
def test_in_the_end_every_answer_is_there(folds: list, last: list) -> None:
    known = [answer for fold in folds for answer in fold] + last
    everything = counted(known).whole
    final = states_of(folds, last, 10)[-1].whole
    seen_before = states_of(folds, last, 10)[-2].whole
    if size(everything) >= LEAST and size(everything) != size(seen_before):
        assert final == everything
    assert size(everything) < LEAST or size(final) == size(everything)


@settings(max_examples=200, deadline=None)
@given(FOLDS, LAST, st.sampled_from([1, 10]))
def test_figures_that_are_right_need_no_mending(folds: list, last: list, step: int) -> None:
    held, public, known = State(), State(), []
    for fold in [*folds, last]:
        is_last = fold is last
        known += fold
        held, public = released(counted(known), held, public, step=step, is_last=is_last)
        assert mended(counted(known), held, public, step=step, is_last=is_last) == (held, public)


def test_a_step_waits_for_the_next_and_comes_with_the_last() -> None:
    say = [("1", "north")]
    sizes = [size(state.whole) for state in states_of([say * 10] * 4, say * 3, 10)]
    assert sizes == [0, 0, 10, 20, 30, 43]
    assert [size(state.whole) for state in states_of([say * 10], [], 1)] == [0, 10, 10]


def test_one_small_group_takes_another_with_it() -> None:
    north, south, east = [("1", "north")] * 30, [("2", "south")] * 12, [("1", "east")] * 4
    state = released(counted(north + south + east), State(), State(), step=10, is_last=True)[1]
    assert (state.groups.keys(), state.rest) == ({"north"}, 16)
    whole = released(counted(north + south), State(), State(), step=10, is_last=True)[1]
    assert (whole.groups.keys(), whole.rest) == ({"north", "south"}, 0)
