"""What is kept of people: why, for how long, and how they get it and have it erased (GDPR, articles 13 to 17)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from accounts.models import User
from accounts.registry import Registry


class CannotErase(Exception):
    """Something has to be arranged first; the message is a sentence for the person."""


@dataclass(frozen=True)
class Privacy:
    """One kind of personal data. `purpose` and `retention` are sentences for the person.

    `export` gives the person's own rows as plain values; `erase` removes or detaches them, inside the caller's
    transaction, or raises CannotErase; `forget` removes what is past its retention at the given moment and returns how many rows that were.
    """

    key: str
    purpose: str | Promise
    retention: str | Promise
    export: Callable[[User], Iterable[dict[str, Any]]]
    erase: Callable[[User], None]
    forget: Callable[[datetime], int] | None = None


registry: Registry[Privacy] = Registry()
