"""The doors: what this person may touch, or the end of the request."""

from copy import copy
from time import monotonic

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from accounts.models import User
from municipalities.models import Membership, Municipality

# Names and colours change a few times a year: each process keeps them for a minute.
KEPT_FOR = 60.0
_kept: dict[str | int, tuple[float, Municipality]] = {}


class SignInNeeded(Exception):
    """Signing in would help: the middleware sends the person to the sign-in page and back."""


def municipality_for(request: HttpRequest, slug: str) -> Municipality:
    """The municipality of this address; 404 when there is none, or when it does not offer the address's language."""
    try:
        municipality = _remembered(slug, slug=slug)
    except Municipality.DoesNotExist as error:
        raise Http404(slug) from error
    if getattr(request, "own_slug", None) == slug:
        municipality = copy(municipality)
        municipality.is_at_home = True
    if (get_language() or "nl") not in municipality.languages:
        raise Http404(slug)
    return municipality


def staff_for(request: HttpRequest, slug: str, *roles: str) -> tuple[Municipality, Membership]:
    """The municipality and this person's place in it.

    Raises SignInNeeded for a stranger, Http404 for somebody who does not work there (they may not know what is behind
    the door) and PermissionDenied for a colleague in another role.
    """
    municipality = municipality_for(request, slug)
    if not request.user.is_authenticated:
        raise SignInNeeded
    membership = membership_of(request.user, municipality)
    if membership is None:
        raise Http404(slug)
    if membership.role not in roles:
        raise PermissionDenied
    return municipality, membership


def membership_of(user: User | AnonymousUser, municipality: Municipality) -> Membership | None:
    """This person's place in the municipality, if any."""
    if not user.is_authenticated:
        return None
    return Membership.objects.filter(user=user, municipality=municipality).first()


def municipality_of(number: int) -> Municipality:
    """The municipality with this key, from what this process keeps. Raises Municipality.DoesNotExist."""
    return _remembered(number, pk=number)


def forget_known() -> None:
    """Drops what this process keeps of municipalities; after one was revised."""
    _kept.clear()


def _remembered(key: str | int, **wanted: str | int) -> Municipality:
    at, municipality = _kept.get(key, (0.0, None))
    if municipality is None or monotonic() - at > KEPT_FOR:
        municipality = Municipality.objects.select_related("stream").get(**wanted)
        _kept[key] = (monotonic(), municipality)
    return municipality
