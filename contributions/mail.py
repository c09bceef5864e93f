"""The journal reader that answers people who left an address: a receipt, and later the decision with its reason."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from contributions import kinds
from contributions.links import status_address
from contributions.models import Contact
from journal.models import Entry
from journal.readers import Reader
from outbound.services import post

Text = tuple[str, str]


def read(entries: Sequence[Entry]) -> None:
    """Posts a letter for every entry about a contribution whose author left an address."""
    texts: dict[str, Callable[[Contact], Text]] = {
        "contribution.submitted": receipt,
        "contribution.settled": decision,
    }
    wanted = [entry for entry in entries if entry.verb in texts]
    found = Contact.objects.filter(pk__in={entry.subject_id for entry in wanted})
    contacts = {str(one.pk): one for one in found.select_related("contribution__municipality")}
    for entry in wanted:
        if contact := contacts.get(entry.subject_id):
            _post(entry, contact, texts[entry.verb])


def _post(entry: Entry, contact: Contact, text: Callable[[Contact], Text]) -> None:
    language = contact.contribution.language
    with override(language):
        subject, body = text(contact)
        post(
            key=f"{entry.verb}:{entry.stream_id}:{entry.seq}",
            to=contact.email,
            subject=subject,
            body=body,
            language=language,
        )


def receipt(contact: Contact) -> Text:
    """We have it, what happens next, and where to follow it."""
    place, title, link = _parts(contact)
    subject = _("%(place)s: we received your proposal") % {"place": place}
    body = _(
        "Hello,\n\nThank you. We received your proposal about “%(title)s”.\n\n"
        "Somebody of %(place)s looks at it, as a rule within five working days. Then you get another mail.\n\n"
        "Follow it here:\n%(link)s\n\n"
        "You get this mail because you left your address with your proposal. We use it for nothing else."
    ) % {"place": place, "title": title, "link": link}
    return subject, body


def decision(contact: Contact) -> Text:
    """What was decided, part by part, and why."""
    place, title, link = _parts(contact)
    contribution = contact.contribution
    kind = kinds.registry.get(contribution.kind)
    lines = "\n".join(f"- {line}" for line in kind.outcome_lines(contribution, contribution.language))
    sentence = kind.answer(contribution).sentence
    subject = _("%(place)s: we looked at your proposal") % {"place": place}
    body = _(
        "Hello,\n\nWe looked at your proposal about “%(title)s”.\n\n%(lines)s\n\n%(sentence)s\n\n"
        "Read it again here:\n%(link)s\n\n"
        "You get this mail because you left your address with your proposal. We use it for nothing else."
    ) % {"place": place, "title": title, "link": link, "lines": lines, "sentence": sentence}
    return subject, body.replace("\n\n\n\n", "\n\n")


def _parts(contact: Contact) -> tuple[str, str, str]:
    contribution = contact.contribution
    kind = kinds.registry.get(contribution.kind)
    card = kind.cards([contribution.pk], None, contribution.language)[contribution.pk]
    link = status_address(contribution, contribution.language)
    return contribution.municipality.named, card.title, link


READER = Reader(key="contributions.mail", read=read)
