"""What the public may know of a question next, so that nothing smaller than ten people follows from any two states.

* Figures are shown from ten answers on, and move by a whole step (ten answers in an anonymous survey).
* A step stays back until the next one is full: what is left at closing, however little, comes together with it, so that
  the last two states differ by ten answers or more as well.
* Groups only ever become finer. A group is opened when ten people are in it and those in no open group are nobody or ten
  at least (complementary suppression, Handbook on Statistical Disclosure Control 5.2). Once open it stays open, and all
  groups move together, each by nobody or by a whole step; else they stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.counted import ANSWERED, MISSING

LEAST = 10
Buckets = Mapping[str, int]
Groups = Mapping[str, Buckets]


@dataclass(frozen=True)
class State:
    """A question at some moment: its buckets, those of its groups, and how many were in no open group then."""

    whole: Buckets = field(default_factory=dict)
    groups: Groups = field(default_factory=dict)
    rest: int = 0


def size(buckets: Buckets) -> int:
    """How many people answered."""
    if ANSWERED in buckets:
        return buckets[ANSWERED]
    return sum(many for bucket, many in buckets.items() if bucket != MISSING)


def released(counted: State, held: State, public: State, *, step: int, is_last: bool) -> tuple[State, State]:
    """(held, public) as they become, now that this much is counted. `held` is the step that stays back."""
    if step == 1 or is_last:
        return State(), _shown(counted, public, step)
    if size(counted.whole) - size(held.whole) < step:
        return held, public
    return counted, _shown(held, public, step)


def mended(counted: State, held: State, public: State, *, step: int, is_last: bool) -> tuple[State, State]:
    """(held, public) as they may be, now that this much is counted; what they say right stays as it is.

    While a step stays back nobody can know any more at which answer it was made: then what is more than was counted is
    taken back, and comes again with the next step. Once everything was released it says what was counted.
    """
    held = held if _is_part(held, counted) else State()
    bound = held if held.whole and not is_last else counted
    kept = public if _is_part(State({}, public.groups, public.rest), bound) else State()
    if step == 1 or is_last:
        whole = public.whole if _answers(public) == _answers(counted) else {}
        return released(counted, held, State(whole, kept.groups, kept.rest), step=step, is_last=is_last)
    whole = public.whole if _is_part(State(public.whole), bound) else {}
    return held, State(whole, kept.groups, kept.rest)


def _answers(state: State) -> Buckets:
    """Without those who left it open: a figure does not move for them alone."""
    return {bucket: many for bucket, many in state.whole.items() if bucket != MISSING}


def _is_part(state: State, more: State) -> bool:
    pairs = [(state.whole, more.whole), *((one, more.groups.get(name, {})) for name, one in state.groups.items())]
    few = all(0 <= many <= large.get(bucket, 0) for small, large in pairs for bucket, many in small.items())
    return few and 0 <= state.rest <= size(more.whole)


def _shown(counted: State, public: State, step: int) -> State:
    many = size(counted.whole)
    if many < LEAST or many - size(public.whole) < step:
        return public
    opened = _opened(counted, public)
    rest = many - _sum(counted, opened)
    if _may_move(counted, public, opened, rest, step):
        return State(counted.whole, {name: counted.groups[name] for name in opened}, rest)
    return State(counted.whole, public.groups, public.rest)


def _opened(counted: State, public: State) -> list[str]:
    """The groups to show: those that are open, and of the others the largest ones that leave no few people alone."""
    closed = [name for name in counted.groups if name not in public.groups and size(counted.groups[name]) >= LEAST]
    more = sorted(closed, key=lambda name: (-size(counted.groups[name]), name))
    rest = size(counted.whole) - _sum(counted, [*public.groups, *more])
    while more and not _is_none_or(rest, LEAST):
        rest += size(counted.groups[more.pop()])
    return [*public.groups, *more]


def _may_move(counted: State, public: State, opened: list[str], rest: int, step: int) -> bool:
    if not _is_none_or(rest, LEAST):
        return False
    if not public.groups:
        return True
    moved = [size(counted.groups[name]) - size(buckets) for name, buckets in public.groups.items()]
    # Those who were in no open group before, as they are now: in the rest, and in what is opened this time.
    closed = rest + _sum(counted, [name for name in opened if name not in public.groups])
    return all(_is_none_or(many, step) for many in (*moved, closed - public.rest))


def _sum(state: State, names: list[str]) -> int:
    return sum(size(state.groups[name]) for name in names)


def _is_none_or(many: int, least: int) -> bool:
    return many == 0 or many >= least
