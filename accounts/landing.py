"""Where somebody goes after signing in: rooms above say what they know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accounts.models import User
from accounts.registry import Registry


@dataclass(frozen=True)
class Place:
    """Somewhere this person works, by name and path."""

    name: str
    url: str


@dataclass(frozen=True)
class Landing:
    """`places` gives where this person's work is, if a room knows of any."""

    key: str
    places: Callable[[User], Sequence[Place]]


registry: Registry[Landing] = Registry()


def places_of(user: User) -> list[Place]:
    """Where this person works, as the rooms above know it."""
    return [place for landing in registry for place in landing.places(user)]


def landing_of(user: User) -> str:
    """The desk of somebody who works in exactly one place; the platform's front door for everybody else."""
    places = places_of(user)
    return places[0].url if len(places) == 1 else "/"
