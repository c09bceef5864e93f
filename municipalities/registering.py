"""What municipalities tell the floors below about themselves."""

from accounts import landing
from accounts.models import User
from journal.sweeps import Sweep
from journal.sweeps import registry as sweeps
from municipalities import queries
from outbound.services import send_letters


def desks_of(user: User) -> list[landing.Place]:
    """The desks of the municipalities this person works for."""
    found = queries.memberships_of(user)
    return [
        landing.Place(one.municipality.name, one.municipality.url("municipalities:home") + "moderatie/")
        for one in found
    ]


def register() -> None:
    """Fills landings and sweeps."""
    landing.registry.register(landing.Landing(key="desk", places=desks_of))
    sweeps.register(Sweep(key="outbound.letters", run=send_letters, every_seconds=1))
