"""What contributions know of people: whose they are, how long addresses are kept, and how that ends."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.claims import Claim
from accounts.models import Guest, User
from accounts.privacy import Privacy
from contributions.lifecycle import Status
from contributions.models import Contact, Contribution

ADDRESS_KEPT = timedelta(days=183)  # as long as somebody can object to a decision


def move(guest: Guest, user: User) -> int:
    """A guest's contributions become the account's."""
    return Contribution.objects.filter(guest=guest).update(guest=None, author=user)


def export(user: User) -> Iterable[dict[str, Any]]:
    """What the person said."""
    mine = Contribution.objects.filter(author=user).order_by("submitted_at")
    for one in mine.select_related("municipality"):
        yield {
            "municipality": one.municipality.name,
            "kind": one.kind,
            "text": one.text,
            "signature": one.signature,
            "status": one.status,
            "submitted_at": one.submitted_at.isoformat(),
        }


def erase(user: User) -> None:
    """What was said stays with the municipality, without anyone's name or address."""
    mine = Contribution.objects.filter(author=user)
    Contact.objects.filter(contribution__in=mine).delete()
    mine.update(author=None, signature="")


def forget(moment: datetime) -> int:
    """Drops the addresses of contributions that were decided half a year ago."""
    old = Contact.objects.exclude(contribution__status=Status.PENDING)
    return old.filter(contribution__submitted_at__lt=moment - ADDRESS_KEPT).delete()[0]


CLAIM = Claim(key="contributions", model="contributions.Contribution", move=move)
PRIVACY = Privacy(
    key="contributions",
    purpose=_("What you proposed, and the address you left for the answer."),
    retention=_("The address: half a year after the decision. The proposal stays, without your name."),
    export=export,
    erase=erase,
    forget=forget,
)
