"""The steps of a correction, through HTTP."""

from django.test import Client

from catalogue.models import Record
from contributions.mail import READER
from contributions.models import Case
from journal.services import advance
from moderation.models import Decision
from moderation.services import settle_due

ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def form_of(client: Client, url: str) -> dict[str, str]:
    """What the browser would send without touching anything."""
    page = client.get(url).content.decode()
    form = client.get(url).context["form"]
    assert 'method="post"' in page
    return {field.html_name: field.value() or "" for field in form}


def propose(client: Client, record: Record, **changes: str) -> str:
    """Goes through edit, check and send; returns the address of the thank-you page."""
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    typed = {**form_of(client, url), **changes}
    checked = client.post(url, {**typed, "stap": "kijk"}, **ORIGIN)
    assert (checked.status_code, "<ins>" in checked.content.decode()) == (200, True)
    sent = client.post(url, {**typed, "stap": "verstuur"}, **ORIGIN)
    assert sent.status_code == 302
    return sent["Location"]


def decide(moderator: Client, **decision: object):
    case = Case.objects.get(closed_at=None)
    url = f"/gent/moderatie/zaak/{case.pk}/"
    return moderator.post(url, {"version": case.version, **decision}, **ORIGIN)


def take_effect() -> None:
    Decision.objects.update(effective_at="2026-01-01T00:00Z")
    settle_due()
    advance(READER)
