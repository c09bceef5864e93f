"""Names and values as our documents may have them, made from what a file calls things."""

import re
from collections.abc import Callable, Hashable

from surveys.definition import DONT_KNOW, OTHER
from surveys.logic.values import key

LONGEST_NAME, LONGEST_VALUE = 60, 100
NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_]+")
NOT_IN_VALUE = re.compile(r"[{}'\"\x00-\x1f\x7f\ud800-\udfff]+")


def clean_name(written: str) -> str:
    """The name with nothing but letters, digits and low lines, starting with a letter."""
    name = NOT_IN_NAME.sub("_", written).strip("_") if NOT_IN_NAME.search(written) else written
    if not name[:1].isalpha():
        name = f"q_{name.lstrip('_')}".rstrip("_")
    return name[:LONGEST_NAME]


def clean_value(written: str) -> str:
    """The value without braces, quotes and control characters."""
    return NOT_IN_VALUE.sub("", written).strip()[:LONGEST_VALUE].strip() or "value"


class Taken:
    """Names or values that are in use, told apart by `key`: gives the next one its place."""

    def __init__(self, longest: int, key: Callable[[str], Hashable], *reserved: str) -> None:
        self.longest = longest
        self.key = key
        self.used = {key(one) for one in reserved}

    def new(self, wanted: str) -> str:
        """The wanted one, or with a number behind it when it is taken."""
        name, number = wanted, 2
        while self.key(name) in self.used:
            behind = f"_{number}"
            name, number = wanted[: self.longest - len(behind)] + behind, number + 1
        self.used.add(self.key(name))
        return name


def taken_names() -> Taken:
    """For the names of one document, which differ in more than capitals."""
    return Taken(LONGEST_NAME, str.lower)


def taken_values() -> Taken:
    """For the values of one question, which conditions can tell apart."""
    return Taken(LONGEST_VALUE, key, OTHER, DONT_KNOW)
