"""Sweeps: work that waits as rows with a state and is done by whoever runs the readers."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.registry import Registry


@dataclass(frozen=True)
class Sweep:
    """`run` does what is due and returns how much that was; it is called at most every so many seconds."""

    key: str
    run: Callable[[], int]
    every_seconds: float = 1.0


registry: Registry[Sweep] = Registry()
