"""What the catalogue knows of people: their own confirmations."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.claims import Claim
from accounts.models import Guest, User
from accounts.privacy import Privacy
from catalogue import schema
from catalogue.models import Confirmation
from catalogue.services import confirm
from catalogue.services.confirming import take_back


def move(guest: Guest, user: User) -> int:
    """A guest's confirmations become the account's, which makes them count as verified."""
    mine = list(Confirmation.objects.filter(guest=guest).select_related("record__municipality"))
    for one in mine:
        value = one.record.fields.get(one.field, "")
        take_back(one)
        confirm(record=one.record, path=one.field, value=value, answer=one.answer, user=user)
    return len(mine)


def export(user: User) -> Iterable[dict[str, Any]]:
    """What the person confirmed."""
    for one in Confirmation.objects.filter(user=user).select_related("record"):
        yield {"record": one.record.title, "field": str(schema.field(one.field).label), "answer": one.answer}


def erase(user: User) -> None:
    """The confirmations go, and are no longer counted."""
    for one in Confirmation.objects.filter(user=user).select_related("record__municipality"):
        take_back(one)


CLAIM = Claim(key="catalogue", model="catalogue.Confirmation", move=move)
PRIVACY = Privacy(
    key="catalogue",
    purpose=_("What you confirmed, so that it is counted once and you can change it."),
    retention=_("Until you erase your account."),
    export=export,
    erase=erase,
)
