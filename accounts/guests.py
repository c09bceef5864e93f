"""The guest's key: a signed cookie that holds a random number and nothing else."""

from uuid import UUID, uuid4

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from accounts.models import Guest

COOKIE = "gast"
YEAR = 365 * 24 * 3600
signer = Signer(salt="accounts.guest")


def key_of(request: HttpRequest) -> UUID | None:
    """The key this browser holds; None without one or with a forged one. Not every key has a guest."""
    try:
        return UUID(hex=signer.unsign(request.COOKIES[COOKIE]))
    except (KeyError, BadSignature, ValueError):
        return None


def new_key() -> UUID:
    """A key of 122 random bits."""
    return uuid4()


def guest_of(request: HttpRequest) -> Guest | None:
    """The guest whose key this browser holds; None where there is none, or when the guest was claimed."""
    key = key_of(request)
    return Guest.objects.filter(pk=key, claimed_by=None).first() if key else None


def guest_for(request: HttpRequest) -> Guest:
    """The guest of this browser; a new one where there is none, under the key that it holds if no guest had it yet."""
    found = guest_of(request)
    if found:
        return found
    key = key_of(request)
    is_free = key is not None and not Guest.objects.filter(pk=key).exists()
    return Guest.objects.create(pk=key) if is_free else new_guest()


def new_guest() -> Guest:
    """A guest with a key of its own."""
    return Guest.objects.create(pk=new_key())


def remember(response: HttpResponse, key: UUID) -> None:
    """Gives the browser the key: readable by no script, sent to no other site, for a year."""
    response.set_cookie(
        COOKIE,
        signer.sign(key.hex),
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
