"""What people of the demo did already: confirmed, proposed, and got an answer. Told through the ordinary verbs."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.utils.timezone import now

from accounts.guests import new_guest
from accounts.models import User
from catalogue.models import Record
from catalogue.services import confirm, correct
from contributions.models import Case, Contribution
from moderation.reasons import message_of
from moderation.services import decide, settle_due
from municipalities.models import Municipality

HOURS, PHONE, EMAIL, SITE = "contact/0/hours", "contact/0/telephone", "contact/0/email", "contact/0/url"


class Proposal(NamedTuple):
    """A correction of somebody who does not exist, and what staff said of it: "" while it waits."""

    service: str
    changes: dict[str, str]
    outcome: str = ""
    accepted: tuple[str, ...] = ()
    reason: str = ""
    sentence: str = ""
    signature: str = ""
    evidence: str = ""


PROPOSALS = [
    Proposal(
        "Afval brengen naar het recyclagepark",
        {HOURS: "Dinsdag tot vrijdag van 9 tot 16.45 uur\nZaterdag van 8.30 tot 15.45 uur"},
        outcome="approved",
        sentence="De nieuwe uren hangen ook aan de poort. Dank je.",
        signature="Noor",
    ),
    Proposal(
        "Zaal huren in een buurthuis",
        {PHONE: "+32 9 000 10 77", EMAIL: "zaalverhuur@gent.example"},
        outcome="partly",
        accepted=(PHONE,),
        sentence="Het telefoonnummer klopt. Het e-mailadres blijft hetzelfde.",
    ),
    Proposal("Trouwen in Gent", {HOURS: "Elke zaterdag van 9 tot 17 uur"}, outcome="refused", reason="already_right"),
    Proposal("Geboorte aangeven", {PHONE: "+32 9 000 10 99", HOURS: "Elke werkdag van 8 tot 12 uur"}),
    Proposal(
        "Verhuizing melden",
        {SITE: "https://www.gent.example/verhuizen-online"},
        evidence="https://www.gent.example/nieuws/verhuizen",
    ),
    Proposal("Bewonerskaart voor parkeren aanvragen", {PHONE: "+32 9 000 10 22"}, signature="Jan uit Ledeberg"),
]
CONFIRMED = [
    ("Identiteitskaart aanvragen", PHONE, 14),
    ("Sluikstort melden", EMAIL, 7),
    ("Geboorte aangeven", PHONE, 3),
]


def tell(municipality: Municipality, moderator: User) -> None:
    """Lets the people of the demo take part, once: nothing happens where anyone took part before."""
    if Contribution.objects.filter(municipality=municipality).exists():
        return
    records = {
        one.title: one for one in Record.objects.filter(municipality=municipality).select_related("municipality")
    }
    for service, path, many in CONFIRMED:
        _confirm(records[service], path, many)
    for proposal in PROPOSALS:
        _propose(records[proposal.service], proposal, moderator)
    settle_due(now() + timedelta(minutes=1))


def _confirm(record: Record, path: str, many: int) -> None:
    for _ in range(many):
        confirm(record=record, path=path, value=record.fields[path], answer="yes", guest=new_guest())


def _propose(record: Record, proposal: Proposal, moderator: User) -> None:
    contribution = correct(
        record=record,
        changes=proposal.changes,
        language="nl",
        guest=new_guest(),
        signature=proposal.signature,
        evidence_url=proposal.evidence,
    )
    if proposal.outcome:
        _decide(Case.objects.filter(contribution=contribution), proposal, moderator)


def _decide(cases: Iterable[Case], proposal: Proposal, moderator: User) -> None:
    for case in cases:
        decide(
            case=case,
            case_version=case.version,
            outcome=proposal.outcome,
            by=moderator,
            accepted=proposal.accepted,
            reason=proposal.reason,
            sentence=proposal.sentence or message_of(proposal.reason, "nl"),
        )
