"""Which tallies can be heard when they move, told by the rooms whose figures they are."""

from collections.abc import Callable, Collection, Iterable
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


def public_among(subjects: Iterable[str]) -> set[str]:
    """Of these subjects those whose figures everybody may see now. A kind that is not registered is for nobody."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for subject in subjects:
        kind, one, *_rest = subject.split(":", 2)
        kinds.setdefault(kind, {}).setdefault(one, []).append(subject)
    known = ((registry.get(kind), ids) for kind, ids in kinds.items() if kind in registry)
    return {subject for entry, ids in known for one in entry.among(list(ids)) for subject in ids[one]}
