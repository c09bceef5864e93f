"""What hangs on an activity, filled from above."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.registry import Registry
from projects.models import Activity


@dataclass(frozen=True)
class ActivityKind:
    """A kind of activity, how it is called, and where people do it: nowhere (an empty address) while it is prepared."""

    key: str
    label: str | Promise
    url: Callable[[Activity], str]


registry: Registry[ActivityKind] = Registry()
