"""Addresses made of titles."""

from collections.abc import Collection
from itertools import count

from django.utils.text import slugify

MOST = 60


def free_slug(title: str, *, taken: Collection[str], otherwise: str) -> str:
    """An address of at most 60 characters made of a title, or of another word where none of it can stand in one.

    The second of the same name ends in -2, and so on. Lock what `taken` was read from.
    """
    wanted = slugify(title)[: MOST - 4] or otherwise
    return next(one for number in count(1) if (one := wanted if number == 1 else f"{wanted}-{number}") not in taken)
