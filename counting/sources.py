"""Where choices lie, so that the tallies can be rebuilt from them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.registry import Registry

Counted = tuple[int, str, str, int]


@dataclass(frozen=True)
class Source:
    """`counted` gives (stream, subject, bucket, value) for every bucket that is not empty; `prefix` its subjects'."""

    key: str
    prefix: str
    counted: Callable[[], Iterable[Counted]]


registry: Registry[Source] = Registry()
