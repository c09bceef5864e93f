"""What a record's page says of each field, to the letter, in every state a field can be in."""

import re
from html import unescape

import pytest
from django.test import Client

from catalogue.models import Policy, Record
from catalogue.services import confirm, correct
from counting.services import fold
from tests.catalogue.making import document, services_of, taken_in

pytestmark = pytest.mark.django_db
PATH, VALUE, OTHER = "contact/0/telephone", "+32 9 000 00 01", "+32 9 <b>2</b>"
DRAWN_VALUE = '<a href="tel:+3290000001">+32 9 000 00 01</a>'
DRAWN_OTHER = '<a href="tel:+329&lt;b&gt;2&lt;/b&gt;">+32 9 &lt;b&gt;2&lt;/b&gt;</a>'


@pytest.fixture
def record(gent) -> Record:
    return taken_in(services_of(gent), [document()])[0]


def fact(client: Client, record: Record, path: str = PATH, segment: str = "") -> str:
    """The page's words and marks about one field."""
    page = client.get(f"/gent/{segment}catalogus/{record.pk}/").content.decode()
    slug = path.replace("/", "-").replace("@", "-")
    [found] = re.findall(rf'<div class="fact" id="veld-{slug}">.*?(?=<div class="fact"|<h2)', page, re.DOTALL)
    return tight(found)


def tight(html: str) -> str:
    """Without the room between words and marks."""
    return re.sub(r">\s+|\s+<", lambda gap: gap[0].strip(), html)


def ordinary(record: Record, notes: str = "") -> str:
    """The telephone number with its two questions."""
    base = f"/gent/catalogus/{record.pk}"
    icon = '<svg class="icon" aria-hidden="true"><use href="/static/icons/sprite.svg#{}"/></svg>'
    return (
        '<div class="fact" id="veld-contact-0-telephone"><div class="label" id="l-contact-0-telephone">Telefoon</div>'
        f'<div class="value">{DRAWN_VALUE}{notes}</div>'
        f'<form class="ask" method="post" action="{base}/klopt/"><input type="hidden" name="field" value="{PATH}">'
        '<input type="hidden" name="fingerprint" value="087acf997699fd4adf749f8eed1cc0bb">'
        '<button class="btn sm" name="answer" value="yes" aria-describedby="l-contact-0-telephone">'
        f"{icon.format('check')}Ja, klopt</button>"
        f'<a class="btn sm" href="{base}/verbeter/?veld={PATH}#veld-contact-0-telephone"'
        f' aria-describedby="l-contact-0-telephone">{icon.format("edit")}Nee, aanpassen</a></form></div>'
    )


def test_a_value_with_its_two_questions(client, record) -> None:
    assert fact(client, record) == ordinary(record)


def test_a_value_that_nobody_here_can_correct(client, record) -> None:
    assert fact(client, record, "description@nl") == (
        '<div class="fact" id="veld-description-nl"><div class="label" id="l-description-nl">Beschrijving</div>'
        '<div class="value"><p>Je wisselt een buitenlands rijbewijs om.</p></div></div>'
    )


def test_in_another_language(client, record) -> None:
    french = ordinary(record).replace(f"/gent/catalogus/{record.pk}", f"/gent/fr/catalogus/{record.pk}")
    words = {"Telefoon": "Téléphone", "Ja, klopt": "Oui, c'est juste", "Nee, aanpassen": "Non, modifier"}
    for dutch, word in words.items():
        french = french.replace(dutch, word)
    assert unescape(fact(client, record, segment="fr/")) == french


def test_what_people_and_this_visitor_say(client, record, contributor) -> None:
    confirm(record=record, path=PATH, value=VALUE, answer="yes", user=contributor)
    fold()
    one = ordinary(record, '<p class="muted small">1 persoon zegt dat dit klopt</p>')
    assert fact(client, record) == one
    client.force_login(contributor)
    own = one.replace('value="yes" aria-describedby', 'value="yes" aria-pressed="true" aria-describedby').replace(
        "Ja, klopt", "Jij zegt: klopt"
    )
    assert fact(client, record) == own


def test_a_proposal_that_waits(client, record) -> None:
    correct(record=record, changes={PATH: "+32 9 000 00 02"}, language="nl")
    correct(record=record, changes={PATH: "+32 9 000 00 03"}, language="nl")
    waits = '<p><span class="tag info">Een voorstel wordt bekeken</span></p>'
    assert fact(client, record) == ordinary(record, waits)


@pytest.mark.parametrize(
    ("policy", "words"),
    [(Policy.OVERLAY, "Volgens mensen hier:"), (Policy.FORWARD, "Doorgegeven, wacht op de bron:")],
)
def test_what_stands_beside_the_value_of_the_source(client, record, policy: str, words: str) -> None:
    own = {PATH: {"value": OTHER, "base": VALUE, "policy": policy}}
    Record.objects.filter(pk=record.pk).update(own_fields=own)
    assert fact(client, record) == ordinary(record, tight(f'<p class="beside">{words} {DRAWN_OTHER}</p>'))


def test_what_came_from_outside_is_only_text(client, gent) -> None:
    [record] = taken_in(services_of(gent), [document(fields={"contact/0/address/street": "<b>&\"'"})])
    assert '<div class="value">&lt;b&gt;&amp;&quot;&#x27;</div>' in fact(client, record, "contact/0/address/street")
