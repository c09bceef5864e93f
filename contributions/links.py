"""Links that let somebody without an account follow what they said."""

import base64
from uuid import UUID

from django.core.signing import BadSignature, Signer

from contributions.models import Contribution

signer = Signer(salt="contributions.status", sep=".")
STAND_IN = "--token--"  # as it stands in an address: quoting leaves it alone


def status_token(contribution: Contribution) -> str:
    """Names the contribution in an address nobody can guess or make up."""
    named = base64.urlsafe_b64encode(contribution.pk.bytes).decode().rstrip("=")
    return signer.sign(named)


def status_address(contribution: Contribution, language: str | None = None) -> str:
    """The full address where the contribution can be followed.

    Asked with a stand-in for the token: addresses are kept, and one that is asked once would push out another.
    """
    address = contribution.municipality.address("contributions:status", STAND_IN, language=language)
    return address.replace(STAND_IN, status_token(contribution))


def from_token(token: str) -> UUID:
    """The contribution's id; raises BadSignature for anything we did not sign."""
    named = signer.unsign(token)
    try:
        return UUID(bytes=base64.urlsafe_b64decode(named + "=="))
    except ValueError as error:
        raise BadSignature from error
