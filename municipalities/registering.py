"""What municipalities tell the floors below about themselves."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import landing, privacy
from accounts.models import User
from journal import subjects
from journal.sweeps import Sweep
from journal.sweeps import registry as sweeps
from municipalities import queries
from municipalities.persons import PRIVACY
from municipalities.subjects import MEMBERSHIP, MUNICIPALITY
from outbound.queries import letters_to
from outbound.services import erase_letters, forget_letters, send_letters


def desks_of(user: User) -> list[landing.Place]:
    """Where this person works: the desk, or the projects of who writes them."""
    found = queries.memberships_of(user)
    return [
        landing.Place(one.municipality.named, one.municipality.url("municipalities:home") + one.workplace)
        for one in found
    ]


def letters_of(user: User) -> list[dict[str, Any]]:
    """The letters this person got."""
    return letters_to(user.email)


def erase_letters_of(user: User) -> None:
    """The person's letters go."""
    erase_letters(to=user.email)


LETTERS = privacy.Privacy(
    key="letters",
    purpose=_("The mails we sent you, until they left."),
    retention=_("The text is blanked when the mail left; the rest goes after a few weeks."),
    export=letters_of,
    erase=erase_letters_of,
    forget=forget_letters,
)


def register() -> None:
    """Fills subjects, landings, sweeps, and what is kept of letters (outbound stands beside accounts and knows no people)."""
    subjects.registry.register(MUNICIPALITY)
    subjects.registry.register(MEMBERSHIP)
    privacy.registry.register(LETTERS)
    privacy.registry.register(PRIVACY)
    landing.registry.register(landing.Landing(key="desk", places=desks_of))
    sweeps.register(Sweep(key="outbound.letters", run=send_letters, every_seconds=1))
