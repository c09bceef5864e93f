"""Who takes part, as a digest: enough to refuse a second time, and nothing to lead back to anyone.

The digest is keyed (HMAC, RFC 2104) with a key of the survey that is destroyed at its closing; until then whoever holds
the database and the list of addresses could compare, which the survey tells people in words.
"""

from secrets import choice
from uuid import UUID

from accounts import digests
from accounts.models import User
from surveys.models import Survey

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that can be read as something else


class NoLongerOpen(Exception):
    """The survey is closed, or not open yet: nobody can take part now."""


def new_code() -> str:
    """A code to hand out, of 40 random bits: `K7QP-3MWX`."""
    letters = "".join(choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def digest_of(survey: Survey, who: str) -> bytes:
    """The digest of somebody (`code:…`, `mail:…`, `user:…`, `guest:…`, `paper:…`) in this survey.

    Raises NoLongerOpen once the key is gone.
    """
    if survey.key is None:
        raise NoLongerOpen
    return digests.digest_of(bytes(survey.key), who)


def by_code(code: str) -> str:
    """Somebody with a code, however they typed it."""
    return f"code:{''.join(letter for letter in code.upper() if letter in ALPHABET)}"


def by_guest(key: UUID) -> str:
    """Somebody with the key in their browser."""
    return f"guest:{key.hex}"


def by_account(user: User) -> str:
    """Somebody with an account."""
    return f"user:{user.pk}"


def by_mail(address: str) -> str:
    """Somebody who proved to own an address."""
    return f"mail:{address.strip().lower()}"
