"""Where the public figures of a survey lie: tallies beside those that are counted, moved by `services.releasing` alone.

`results:<id>:...` is what people see, `held:<id>:...` the step that stays back; after that as in `surveys.counted`, and
`q:<question>:rest` for how many were in none of the groups that are shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from counting.queries import tallies
from surveys.asked import Asked
from surveys.counted import ANSWERED, MISSING
from surveys.results.releasing import State, size
from surveys.results.whole import Whole

COUNTED, HELD, PUBLIC = "survey", "held", "results"
CHANNEL = "channel"
Tallies = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Unit:
    """What moves together: a question with its groups, or the number of answers itself.

    Of a question about the person (`is_personal`) the public tallies have the number of answers and its groups, and no
    bucket for a group that is too small.
    """

    key: str
    groups: tuple[str, ...] = ()
    is_personal: bool = False

    def subjects(self, start: str) -> list[str]:
        """The subjects under which it is counted."""
        more = [f"{start}:{self.key}:by:{group}" for group in self.groups]
        return [f"{start}:{self.key}", *([*more, f"{start}:{self.key}:rest"] if more else [])]

    def counted(self, start: str, found: Tallies) -> State:
        """What was counted."""
        state = self.state(start, found)
        if not self.is_personal:
            return state
        whole = {ANSWERED: size(state.whole), MISSING: state.whole.get(MISSING, 0)}
        cells = {group: many for group in self.groups if (many := state.whole.get(group, 0))}
        return State(whole, {group: {ANSWERED: many} for group, many in cells.items()})

    def state(self, start: str, found: Tallies) -> State:
        """What its tallies say."""
        apart = {group: found.get(f"{start}:{self.key}:by:{group}", {}) for group in self.groups}
        return State(
            whole=found.get(f"{start}:{self.key}", {}),
            groups={group: buckets for group, buckets in apart.items() if buckets},
            rest=found.get(f"{start}:{self.key}:rest", {}).get(ANSWERED, 0),
        )

    def sums(self, start: str, state: State) -> dict[tuple[str, str], int]:
        """What its tallies have to say for this state."""
        named = {(f"{start}:{self.key}", bucket): many for bucket, many in state.whole.items()}
        for group, buckets in state.groups.items():
            named |= {(f"{start}:{self.key}:by:{group}", bucket): many for bucket, many in buckets.items()}
        # Without groups nobody reads how many are in none of them, so it would be added anew at every move.
        return named | ({(f"{start}:{self.key}:rest", ANSWERED): state.rest} if self.groups and state.rest else {})


def units_of(whole: Whole) -> list[Unit]:
    """Everything of a survey that is shown."""
    return [Unit(CHANNEL), *(_unit(whole, one) for one in whole.questions)]


def _unit(whole: Whole, asked: Asked) -> Unit:
    groups = whole.cells_of(asked) or whole.groups_of(asked)
    return Unit(f"q:{asked.name}", groups, is_personal=whole.is_personal(asked))


def read(units: Iterable[Unit], *starts: str) -> Tallies:
    """The tallies of these units under each of these beginnings (`results:<id>`). One query."""
    return tallies(subject for start in starts for unit in units for subject in unit.subjects(start))
