"""Taking pictures in, keeping them, and letting go of those that nobody sent in."""

import subprocess
import sys
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from random import SystemRandom
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from media.models import Picture
from media.reencoding import TOO_LARGE

MOST_BYTES = 15_000_000
SECONDS = 20
ROOT = Path(__file__).resolve().parents[1]
LOOSE_FOR = timedelta(days=1)
COPIED = """
INSERT INTO media_picture (id, content, width, height, taken_in_on, is_kept)
SELECT given.new, content, width, height, taken_in_on, is_kept
FROM unnest(%s::uuid[], %s::uuid[]) WITH ORDINALITY AS given (old, new, place)
JOIN media_picture ON media_picture.id = given.old
ORDER BY place
"""
shuffle = SystemRandom().shuffle


class Refused(ValueError):
    """This can't be taken in; the message is for the person who sent it."""


def take_in(content: bytes) -> Picture:
    """Makes the picture anew from its pixels, in a process of its own, and keeps it loosely for a day.

    Raises Refused for what is too large or no picture.
    """
    if len(content) > MOST_BYTES:
        raise Refused(_("This photo is too large. At most 15 MB."))
    width, height, jpeg = _reencoded(content)
    return Picture.objects.create(content=jpeg, width=width, height=height)


def _reencoded(content: bytes) -> tuple[int, int, bytes]:
    words = [sys.executable, "-m", "media.reencoding"]
    try:
        done = subprocess.run(words, input=content, capture_output=True, check=False, timeout=SECONDS, cwd=ROOT)
    except subprocess.TimeoutExpired as error:
        raise Refused(_("This photo could not be read. Try another one.")) from error
    if done.returncode == TOO_LARGE:
        raise Refused(_("This photo has too many pixels. Make it smaller and try again."))
    if done.returncode:
        raise Refused(_("This is no photo we can read. Try a JPEG or PNG file."))
    size, _newline, jpeg = done.stdout.partition(b"\n")
    width, height = size.split()
    return int(width), int(height), jpeg


def keep(pictures: Iterable[UUID]) -> None:
    """What was sent in refers to these."""
    Picture.objects.filter(pk__in=list(pictures)).update(is_kept=True)


@transaction.atomic
def renew(pictures: Iterable[UUID]) -> dict[UUID, UUID]:
    """Moves pictures to new numbers, in an order drawn by lot; returns the new number of each.

    So that neither their number nor where they lie in the table says whose they were. Writes copies, drops the old ones.
    """
    old = list(set(pictures))
    shuffle(old)
    renewed = {one: uuid4() for one in old}
    with connection.cursor() as cursor:
        cursor.execute(COPIED, [old, list(renewed.values())])
    Picture.objects.filter(pk__in=old).delete()
    return renewed


def let_go() -> int:
    """Drops the pictures that nobody sent in by the end of the next day; returns how many."""
    return Picture.objects.filter(is_kept=False, taken_in_on__lt=localdate() - LOOSE_FOR).delete()[0]
