"""Projects made through the ordinary verbs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from municipalities.models import Municipality
from projects import kinds, services
from projects.models import Activity, Project

TEXTS = {
    "title": "Het nieuwe park",
    "purpose": "We leggen een park aan.",
    "what_is_open": "De speeltuigen.",
    "what_is_fixed": "De plaats.",
    "contact": "park@gent.example",
    "outcome": "",
}
KIND = kinds.ActivityKind(
    key="test", label="Test", url=lambda activity: activity.municipality.url("municipalities:home")
)


@contextmanager
def a_kind() -> Iterator[None]:
    """A kind of activity for as long as a test needs it."""
    kinds.registry.register(KIND)
    try:
        yield
    finally:
        del kinds.registry._entries[KIND.key]


def activity(municipality: Municipality, title: str = "Kijk mee") -> Activity:
    return Activity.objects.create(municipality=municipality, kind=KIND.key, title=title)


def draft(municipality: Municipality, phases: Sequence[services.PhasePlan] = (), **texts: object) -> Project:
    return services.create(municipality=municipality, phases=phases, **{**TEXTS, **texts})


def published(municipality: Municipality, phases: Sequence[services.PhasePlan] = (), **texts: object) -> Project:
    return services.publish(project=draft(municipality, phases, **texts))
