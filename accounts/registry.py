"""The one kind of registry in the house: filled from above when the apps are ready, and refusing duplicates."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Keyed(Protocol):
    """Anything with a key of its own."""

    @property
    def key(self) -> str:
        """What the entry is known by."""


Entry = TypeVar("Entry", bound=Keyed)


class Duplicate(ValueError):
    """Two entries claim the same key."""


class Registry(Generic[Entry]):
    """Entries by key, in order of registration."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def register(self, entry: Entry) -> Entry:
        """Adds the entry and gives it back; raises Duplicate when its key is taken."""
        if entry.key in self._entries:
            raise Duplicate(entry.key)
        self._entries[entry.key] = entry
        return entry

    def get(self, key: str) -> Entry:
        """The entry of this key; KeyError when there is none."""
        return self._entries[key]

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)
