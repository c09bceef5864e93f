"""Wherever a person reads, a field has its name and a value is text: no paths, no tags, no codes."""

import re
from html import unescape

import pytest

from catalogue import history, schema
from catalogue.kind import CORRECTION
from catalogue.models import Correction, Policy, SourceConflict
from catalogue.persons import PRIVACY
from catalogue.services import confirm
from journal.models import Entry
from journal.queries import told
from tests.catalogue.making import document, services_of, taken_in
from tests.journeys.steps import decide, propose, take_effect

pytestmark = pytest.mark.django_db
COST = "cost/0/description@nl"
OLD = "<p>Een kaart kost:</p><ul><li>25 euro</li><li>met spoed 130 euro</li></ul>"
FIELDS = {COST: OLD, "contact/1/telephone": "+32 9 000 00 02"}
PATH = re.compile(r"\w+/\d+/\w+|@nl\b|contact/|description@")


def seen(html: str) -> str:
    """What somebody reads of a page: without tags, addresses and hidden fields."""
    body = re.sub(r"<script.*?</script>|<head>.*?</head>", "", html, flags=re.DOTALL)
    apart = re.sub(r"</(p|d[td]|t[dh]|li|div|h\d)>", " ", body)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", apart)).split())


def reads_well(html: str) -> str:
    text = seen(html)
    assert PATH.search(text) is None, PATH.search(text)
    assert not {"<p>", "<li>", "true", "false"} & set(re.findall(r"</?\w+>|\w+", text))
    return text


@pytest.fixture
def record(gent):
    return taken_in(services_of(gent), [document(fields=FIELDS)])[0]


def test_on_every_page_of_a_correction(client, record, desk) -> None:
    typed = {f"v:{COST}": "Een kaart kost 30 euro.", "v:contact/1/telephone": "09 210 10 10"}
    thanks = propose(client, record, **typed)
    followed = reads_well(client.get(thanks).content.decode())
    waiting = reads_well(desk.get("/gent/moderatie/").content.decode())
    decide(desk, outcome="approved")
    take_effect()
    page = reads_well(client.get(f"/gent/catalogus/{record.pk}/").content.decode())
    assert "Kost, uitleg: Was: Een kaart kost: - 25 euro - met spoed 130 euro Wordt: Een kaart kost 30 euro." in page
    assert "Telefoon (2): +32 9 000 00 02 werd +32 9 210 10 10" in page
    for text in (followed, waiting):
        assert "met spoed 130 euro" in text
    assert CORRECTION.outcome_lines(Correction.objects.get().contribution, "nl") == [
        "Telefoon (2): aangepast",
        "Kost, uitleg: aangepast",
    ]


def test_between_the_source_and_us(client, record, desk) -> None:
    propose(client, record, **{f"v:{COST}": "Een kaart kost 30 euro."})
    decide(desk, outcome="approved")
    take_effect()
    taken_in(record.dataset, [document(day=1, fields={**FIELDS, COST: "<p>Een kaart kost <b>28</b> euro.</p>"})])
    text = reads_well(desk.get("/gent/catalogus/conflicten/").content.decode())
    assert "Kost, uitleg" in text
    assert "Een kaart kost 28 euro." in text
    url = f"/gent/catalogus/conflicten/{SourceConflict.objects.get().pk}/"
    assert desk.post(url, {"keuze": "bron"}, HTTP_SEC_FETCH_SITE="same-origin").status_code == 302
    sentences = [line.words for line in told(Entry.objects.filter(verb__startswith="record."), "nl")]
    assert sentences == [
        "“Dienst 001” werd verbeterd: Kost, uitleg",
        "Medewerkers kozen tussen de bron en ons voor “Dienst 001”: Kost, uitleg",
    ]


@pytest.mark.parametrize(
    ("policy", "line", "outcome", "sentence"),
    [
        (
            Policy.FORWARD,
            "Telefoon (2): +32 9 000 00 02 werd +32 9 210 10 10 (doorgegeven aan de bron)",
            "Telefoon (2): doorgegeven aan de bron",
            "Een verbetering van “Dienst 001” werd doorgegeven aan de bron: Telefoon (2)",
        ),
        (
            Policy.OVERLAY,
            "Telefoon (2): +32 9 000 00 02 werd +32 9 210 10 10 (getoond naast de waarde van de bron)",
            "Telefoon (2): getoond naast de waarde van de bron",
            "Een verbetering van “Dienst 001” staat naast de waarde van de bron: Telefoon (2)",
        ),
    ],
)
def test_what_does_not_replace_the_source_says_so(client, record, desk, policy, line, outcome, sentence) -> None:
    type(record.dataset).objects.update(policy=policy)
    propose(client, record, **{"v:contact/1/telephone": "09 210 10 10"})
    decide(desk, outcome="approved")
    take_effect()
    assert line in reads_well(client.get(f"/gent/catalogus/{record.pk}/").content.decode())
    assert CORRECTION.outcome_lines(Correction.objects.get().contribution, "nl") == [outcome]
    assert [one.words for one in told(Entry.objects.filter(verb="record.corrected"), "nl")] == [sentence]


def test_variants_of_one_text_are_told_apart_or_told_once(gent) -> None:
    dataset = services_of(gent)
    tags = ("nl", "nl-be-x-formal", "nl-be-x-generated-informal", "en")
    said = {tag: f"<p>Oud {tag}.</p>" for tag in tags} | {"nl-be-x-formal": "<p>Oud nl.</p>"}
    new = {tag: f"<p>Nieuw {tag}.</p>" for tag in tags} | {"nl-be-x-formal": "<p>Nieuw nl.</p>"}
    del new["nl-be-x-generated-informal"]
    taken_in(dataset, [document(fields={f"exception@{tag}": text for tag, text in said.items()})])
    [record] = taken_in(dataset, [document(day=1, fields={f"exception@{tag}": text for tag, text in new.items()})])
    [step] = [one for one in history.steps_of(record) if one.changes]
    assert [(str(change.label), change.was, change.becomes, str(change.note)) for change in step.changes] == [
        ("Uitzonderingen (Engels)", "Oud en.", "Nieuw en.", ""),
        ("Uitzonderingen", "Oud nl.", "Nieuw nl.", ""),
        ("Uitzonderingen", "", "", "de automatisch gemaakte versie is weggehaald"),
    ]


def test_every_field_a_source_brings_has_a_name(gent) -> None:
    [record] = taken_in(services_of(gent), [document(fields={"keywords@nl": ["een", "twee"], "odd/thing": "x"})])
    names = {path: str(schema.field(path).label) for path in record.fields}
    assert [path for path, name in names.items() if name.lower().replace(" ", "_") == path] == []
    assert (names["keywords@nl"], names["odd/thing"]) == ("Zoekwoorden", "Andere gegevens")


def test_own_data_say_what_was_confirmed_by_its_name(record, contributor) -> None:
    confirm(record=record, path="contact/1/telephone", value="+32 9 000 00 02", answer="yes", user=contributor)
    assert list(PRIVACY.export(contributor)) == [{"record": "Dienst 001", "field": "Telefoon (2)", "answer": "yes"}]


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        (COST, OLD, "Een kaart kost:\n\n- 25 euro\n- met spoed 130 euro"),
        ("archived", "true", "ja"),
        ("archived", "false", "nee"),
        ("archived", "", "nee"),
        (
            "themes",
            ["https://productencatalogus.data.vlaanderen.be/id/concept/Thema/BouwenWonen", "los"],
            "Bouwen en wonen, los",
        ),
        ("keywords@nl", ["a/b", "c"], "a/b, c"),
        ("contact/0/hours", "Ma 9-12\nDi 9-12", "Ma 9-12\nDi 9-12"),
    ],
)
def test_a_value_as_people_read_it(path: str, value: object, text: str) -> None:
    assert schema.readable(schema.field(path), value) == text
