"""One thing in a file, asked for property by property, so that what nobody asked for can be told."""

from collections.abc import Iterator, Mapping
from typing import Any

from surveys.formats.resolving import as_number, as_value

LARGEST = 1e15
Words = dict[str, str]  # by language, as the file names it; "" is the file's own


class Properties:
    """Reads what a file says of one thing, whatever type it really is; remembers what was asked for."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self.written = written
        self.taken: set[str] = set()

    def take(self, key: str) -> Any:
        """What stands there, None for nothing."""
        self.taken.add(key)
        return self.written.get(key)

    def word(self, *keys: str) -> str:
        """The first of the keys that holds one text or number, as text."""
        found = [value for key in keys if isinstance(value := self.take(key), str | int | float)]
        return as_value(found[0]).strip() if found else ""

    def words(self, *keys: str) -> Words:
        """The first of the keys that holds a text, by language."""
        return next((words for key in keys if (words := words_of(self.take(key)))), {})

    def flag(self, *keys: str) -> bool:
        """Whether one of the keys says yes."""
        said = [self.take(key) for key in keys]
        return any(value in (True, "true", 1) for value in said)

    def number(self, key: str) -> int | float | None:
        """A number, written as one or as a text."""
        value = self.take(key)
        number = as_number(value) if isinstance(value, str) else value
        is_number = isinstance(number, int | float) and not isinstance(number, bool) and abs(number) < LARGEST
        return number if is_number else None  # not a number is not less than anything

    def items(self, *keys: str) -> list[Any]:
        """The first of the keys that holds a list."""
        return next((value for key in keys if isinstance(value := self.take(key), list)), [])

    def left(self) -> Iterator[tuple[str, Any]]:
        """What nobody asked for, as far as it says anything."""
        for key, value in self.written.items():
            if key not in self.taken and value not in (None, "", [], {}):
                yield str(key), value


def words_of(value: Any) -> Words:
    """A text of a file by language."""
    if isinstance(value, dict):
        return {_language(key): as_value(words) for key, words in value.items() if isinstance(words, str | int | float)}
    return {"": as_value(value)} if isinstance(value, str | int | float) and not isinstance(value, bool) else {}


def _language(key: Any) -> str:
    return "" if key == "default" else str(key)


def joined(first: Words, second: Words, between: str = ": ") -> Words:
    """Two texts as one, in every language that one of them has."""
    return {
        language: between.join(part for part in (_in(first, language), _in(second, language)) if part)
        for language in {**first, **second}
    }


def _in(words: Words, language: str) -> str:
    return words.get(language) or words.get("") or next(iter(words.values()), "")
