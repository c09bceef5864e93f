"""What can be asked of municipalities."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Q, QuerySet

from accounts.models import User
from municipalities.models import Membership, Municipality, Role


def municipalities_like(words: str) -> list[Municipality]:
    """All municipalities, or those whose name, postcode or place has the words; in order of province and name."""
    found = Municipality.objects.order_by("province", "name")
    if not words:
        return list(found)
    if words.isdecimal():
        return list(found.filter(postcodes__postcode__startswith=words).distinct())
    named = Q(name__icontains=words) | Q(name_fr__icontains=words) | Q(name_de__icontains=words)
    return list(found.filter(named | Q(postcodes__places__icontains=words)).distinct())


def by_province(municipalities: Iterable[Municipality]) -> list[tuple[str, list[Municipality]]]:
    """The municipalities under the name of their province."""
    return [(name, list(group)) for name, group in groupby(municipalities, key=lambda one: one.province)]


def memberships_of(user: User) -> QuerySet[Membership]:
    """Where this person works."""
    return user.memberships.select_related("municipality").order_by("municipality__name")


def staff_of(municipality: Municipality) -> list[Membership]:
    """Who works for a municipality, in order of name; `is_last_manager` is whether nobody else could manage it."""
    found = list(municipality.memberships.select_related("user"))
    managers = [one for one in found if one.role == Role.MANAGER and one.user.is_active]
    for one in found:
        one.is_last_manager = one.role == Role.MANAGER and managers in ([], [one])
    return sorted(found, key=lambda one: str(one.user).casefold())
