"""Which tallies can be heard when they move, told by the rooms whose figures they are."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from accounts.registry import Registry


def always(ids: Collection[str]) -> Collection[str]:
    """Figures that stand on public pages whatever happens."""
    return ids


@dataclass(frozen=True)
class Heard:
    """Tallies whose subjects begin with `<key>:<id>:` are heard on the topic `<topic>:<id>`.

    `among` gives those of some ids that everybody may see now; it may ask the database.
    """

    key: str
    topic: str
    among: Callable[[Collection[str]], Collection[str]] = always


registry: Registry[Heard] = Registry()
