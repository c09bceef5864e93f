"""The guest's key: a signed cookie that holds a random number and nothing else."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from accounts.models import Guest

COOKIE = "gast"
YEAR = 365 * 24 * 3600
signer = Signer(salt="accounts.guest")


def guest_of(request: HttpRequest) -> Guest | None:
    """The guest whose key this browser holds; None without a key, with a forged one or with one that was claimed."""
    try:
        key = UUID(hex=signer.unsign(request.COOKIES[COOKIE]))
    except (KeyError, BadSignature, ValueError):
        return None
    return Guest.objects.filter(pk=key, claimed_by=None).first()


def new_guest() -> Guest:
    """A guest with a key of 122 random bits."""
    return Guest.objects.create()


def remember(response: HttpResponse, guest: Guest) -> None:
    """Gives the browser the key: readable by no script, sent to no other site, for a year."""
    response.set_cookie(
        COOKIE,
        signer.sign(guest.pk.hex),
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
