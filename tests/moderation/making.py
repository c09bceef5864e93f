"""Cases at the desk, made through the ordinary verbs, and how its buttons are pressed."""

from collections.abc import Collection
from datetime import datetime

from django.test import Client
from django.utils.timezone import now

from catalogue.services import correct
from contributions.models import Case
from moderation.models import Decision
from moderation.services import decide
from municipalities.models import Municipality
from tests.catalogue.making import document, services_of, taken_in

ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
PHONE, EMAIL = "contact/0/telephone", "contact/0/email"


def cases_of(gent: Municipality, many: int, *, language: str = "nl") -> list[Case]:
    """Many corrections of a telephone number and an address, each of a service of its own; their cases, oldest first."""
    made = taken_in(services_of(gent), [document(number) for number in range(1, many + 1)])
    for number, record in enumerate(made):
        changes = {PHONE: f"+32 9 210 {number // 100:02} {number % 100:02}", EMAIL: f"n{number}@gent.example"}
        correct(record=record, changes=changes, language=language)
    return list(Case.objects.select_related("contribution__correction__record").order_by("opened_at", "id"))


def of(user) -> Client:
    """The browser of somebody who signed in."""
    client = Client()
    client.force_login(user)
    return client


def title(case: Case) -> str:
    return case.contribution.correction.record.title


def press(client: Client, case: Case, outcome: str, **more: object):
    """Presses a button of the bar under a case."""
    url = f"/gent/moderatie/zaak/{case.pk}/"
    return client.post(url, {"version": case.version, "outcome": outcome, **more}, **ORIGIN)


def decided(case: Case, by, outcome: str = "approved", *, accepted: Collection[str] = (), **more: str) -> Decision:
    return decide(case=case, case_version=case.version, outcome=outcome, by=by, accepted=accepted, **more)


def is_due(moment: datetime | None = None) -> None:
    """Time passes: every decision may take effect."""
    Decision.objects.update(effective_at=moment or now())
