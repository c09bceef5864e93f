"""What can be asked of contributions and cases."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet

from accounts.models import User
from contributions import kinds
from contributions.kinds import Card
from contributions.models import Case, Contact, Contribution
from municipalities.models import Municipality


def open_cases(municipality: Municipality) -> QuerySet[Case]:
    """The queue: what staff are asked now, oldest first."""
    waiting = Case.objects.filter(municipality=municipality, closed_at=None)
    return waiting.select_related("contribution").order_by("opened_at", "id")


def counts_by_kind(municipality: Municipality) -> dict[str, int]:
    """How many open cases there are per kind."""
    rows = Case.objects.filter(municipality=municipality, closed_at=None).values_list("contribution__kind")
    return dict(rows.annotate(many=Count("pk")).order_by())


def cards_of(cases: Sequence[Case], viewer: User | None, language: str) -> list[tuple[Case, Card]]:
    """Each case with its card, asking every kind once."""
    by_kind: dict[str, list[Case]] = {}
    for case in cases:
        by_kind.setdefault(case.contribution.kind, []).append(case)
    cards = {
        key: card
        for kind, same in by_kind.items()
        for key, card in kinds.registry.get(kind).cards([one.contribution_id for one in same], viewer, language).items()
    }
    return [(case, cards[case.contribution_id]) for case in cases if case.contribution_id in cards]


def has_contact(contribution: Contribution) -> bool:
    """Whether the person left an address for the answer."""
    return Contact.objects.filter(pk=contribution.pk).exists()
