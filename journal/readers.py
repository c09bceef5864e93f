"""Readers: realtime, mails, insights, webhooks follow the journal, each with its own cursor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accounts.registry import Registry
from journal.models import Entry


@dataclass(frozen=True)
class Reader:
    """`read` is given the next entries of one stream, in order; its effects and its cursor are one transaction."""

    key: str
    read: Callable[[Sequence[Entry]], None]


registry: Registry[Reader] = Registry()
