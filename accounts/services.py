"""Verbs on people."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import claims, landing, privacy
from accounts.models import Guest, User

UNPROVEN_FOR = timedelta(days=1)


class AlreadyClaimed(Exception):
    """Another account took over this guest's contributions before."""


def know_address(*, email: str) -> None:
    """Gives an account that staff made its address row, so that one code proves it; does nothing for anybody else."""
    user = User.objects.filter(email__iexact=email.strip(), emailaddress=None).first()
    if user is not None:
        EmailAddress.objects.get_or_create(user=user, email=user.email.lower(), defaults={"primary": True})


def account_of(*, email: str, language: str) -> User:
    """The account with this address; made without password when there is none, for somebody who reads `language`."""
    address = email.strip().lower()
    known = User.objects.filter(email__iexact=address)
    try:
        with transaction.atomic():
            return known.first() or User.objects.create_user(address, language=language)
    except IntegrityError:  # made in the same moment by somebody else
        return known.get()


@transaction.atomic
def claim(*, guest: Guest, user: User) -> int:
    """Moves what a guest did to an account; returns how many rows moved.

    1. Locks the guest; raises AlreadyClaimed when another account was first. 2. Lets every registered claim move its
    rows. 3. Marks the guest as claimed, which ends the key in the browser.
    """
    locked = Guest.objects.select_for_update().get(pk=guest.pk)
    if locked.claimed_by_id not in {None, user.pk}:
        raise AlreadyClaimed
    moved = sum(entry.move(locked, user) for entry in claims.registry)
    Guest.objects.filter(pk=locked.pk).update(claimed_by=user)
    return moved


def export(*, user: User) -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept of this person, by kind (GDPR, articles 15 and 20)."""
    return {entry.key: list(entry.export(user)) for entry in privacy.registry}


@transaction.atomic
def erase(*, user: User) -> None:
    """Erases the account (GDPR, article 17).

    1. Every registered kind erases or detaches its rows, the topmost room first; privacy.CannotErase ends it and
    nothing is erased. 2. The user, whose addresses go along. The journal holds no personal data, so its chain stays whole.
    """
    for entry in reversed(list(privacy.registry)):
        entry.erase(user)
    user.delete()


def forget(*, now: datetime | None = None) -> int:
    """Removes what is past its retention, kind by kind; returns how many rows that were."""
    moment = now or timezone.now()
    return sum(entry.forget(moment) for entry in privacy.registry if entry.forget)


def forget_people(now: datetime) -> int:
    """Removes sessions that ended, and accounts whose address was not proven within a day.

    Somebody who works somewhere was invited, and may take longer; who was let go without having come, is forgotten.
    """
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    came = User.objects.filter(emailaddress__verified=True)
    unproven = User.objects.filter(last_login=None, joined_at__lt=now - UNPROVEN_FOR, is_staff=False).exclude(
        pk__in=came
    )
    strangers = [user.pk for user in unproven if not landing.places_of(user)]
    people, _ = User.objects.filter(pk__in=strangers).delete()
    return sessions + people
