"""The doors: what this person may touch, or the end of the request."""

from copy import copy
from time import monotonic
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from accounts.context import person
from accounts.models import User
from journal.heads import heads
from municipalities.domains import forget_domains
from municipalities.languages import split_language
from municipalities.models import Membership, Municipality
from municipalities.reserved import RESERVED
from municipalities.rules import MANAGERS

KEPT_FOR = 60.0


class Kept(NamedTuple):
    """A municipality as this process knows it, read together with the head of its journal."""

    municipality: Municipality
    at: float

    @property
    def is_true(self) -> bool:
        """Nothing public was told since; where the journal is not followed it is believed for a minute."""
        known = heads.public_seq(self.municipality.stream_id)
        is_followed = known is None or known <= self.municipality.stream.public_seq
        return is_followed and monotonic() - self.at <= KEPT_FOR


_kept: dict[str | int, Kept] = {}


class SignInNeeded(Exception):
    """Signing in would help: the middleware sends the person to the sign-in page and back."""


def municipality_for(request: HttpRequest, slug: str) -> Municipality:
    """The municipality of this address; 404 when there is none, or when it does not offer the address's language."""
    try:
        municipality = _at_home(request, _remembered(slug, slug=slug))
    except Municipality.DoesNotExist as error:
        raise Http404(slug) from error
    if (get_language() or "nl") not in municipality.languages:
        raise Http404(slug)
    return municipality


def municipality_at(request: HttpRequest, place: str) -> Municipality | None:
    """The municipality that a path of this host belongs to, in whatever language; None when it is the platform's."""
    own: str | None = getattr(request, "own_slug", None)
    slug = own or split_language(place)[0].removeprefix("/").partition("/")[0]
    if slug in RESERVED or not slug:
        return None
    try:
        return _at_home(request, _remembered(slug, slug=slug))
    except Municipality.DoesNotExist:
        return None


def _at_home(request: HttpRequest, municipality: Municipality) -> Municipality:
    """The municipality as this request should see it: on its own domain its links have no slug."""
    if getattr(request, "own_slug", None) != municipality.slug:
        return municipality
    municipality = copy(municipality)
    municipality.is_at_home = True
    return municipality


def staff_for(request: HttpRequest, slug: str, *roles: str) -> tuple[Municipality, Membership]:
    """The municipality and this person's place in it.

    Raises SignInNeeded for a stranger, Http404 for somebody who does not work there (they may not know what is behind
    the door) and PermissionDenied for a colleague in another role.
    """
    municipality = municipality_for(request, slug)
    if not request.user.is_authenticated:
        raise SignInNeeded
    membership = membership_here(request, municipality)
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


def membership_here(request: HttpRequest, municipality: Municipality) -> Membership | None:
    """The visitor's place in the municipality: asked once per request, and never without a session cookie."""
    user = person(request)["person"]
    kept: dict[int, Membership | None] = request.__dict__.setdefault("memberships", {})
    if user is not None and municipality.pk not in kept:
        kept[municipality.pk] = membership_of(user, municipality)
    return kept.get(municipality.pk)


def municipality_of(number: int) -> Municipality:
    """The municipality with this key, from what this process keeps. Raises Municipality.DoesNotExist."""
    return _remembered(number, pk=number)


def managed_for(request: HttpRequest, slug: str) -> Municipality:
    """The municipality as it stands in the database, for its managers; else as `staff_for`."""
    known, _ = staff_for(request, slug, *MANAGERS)
    fresh = Municipality.objects.select_related("stream").get(pk=known.pk)
    fresh.is_at_home = known.is_at_home
    return fresh


def colleague_for(request: HttpRequest, slug: str, membership_id: int) -> Membership:
    """Somebody who works for this municipality, for its managers; else as `staff_for`, or 404."""
    municipality = managed_for(request, slug)
    found = Membership.objects.select_related("user").filter(municipality=municipality, pk=membership_id).first()
    if found is None:
        raise Http404(membership_id)
    found.municipality = municipality
    return found


def forget_known() -> None:
    """Drops what this process keeps of municipalities; after one was revised."""
    _kept.clear()
    forget_domains()


def _remembered(key: str | int, **wanted: str | int) -> Municipality:
    kept = _kept.get(key)
    if kept is None or not kept.is_true:
        kept = Kept(Municipality.objects.select_related("stream").get(**wanted), monotonic())
        _kept[key] = kept
    return kept.municipality
