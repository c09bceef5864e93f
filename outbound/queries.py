"""What can be asked of letters."""

from typing import Any

from outbound.models import Letter


def letters_to(address: str) -> list[dict[str, Any]]:
    """The letters to this address as plain values, oldest first."""
    found = Letter.objects.filter(to__iexact=address).order_by("created_at", "id")
    return [{"subject": one.subject, "body": one.body, "at": one.created_at.isoformat()} for one in found]
