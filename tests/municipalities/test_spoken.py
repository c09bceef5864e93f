"""On a page in another language every Dutch text says that it is Dutch (WCAG 2.2, 3.1.2): screen readers read it so."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.utils.timezone import localdate

from projects import services
from tests.catalogue.making import document, services_of, taken_in
from tests.projects.making import a_kind, activity, published

ALONE = frozenset({"meta", "link", "input", "br", "img", "path", "rect", "use"})
TEXTS = {
    "title": "Het nieuwe park",
    "purpose": "We leggen een park aan.\n\nMet bomen.",
    "what_is_open": "De speeltuigen.",
    "what_is_fixed": "De plaats.",
    "contact": "Vraag het aan de dienst groen.",
    "outcome": "We plantten bomen.",
}


class Spoken(HTMLParser):
    """Every text of a page with the language it says it is in."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = [""]
        self.texts: dict[str, set[str]] = {}

    def handle_starttag(self, tag, attrs) -> None:
        if tag not in ALONE:
            self.languages.append(dict(attrs).get("lang") or self.languages[-1])

    def handle_endtag(self, tag) -> None:
        if tag not in ALONE:
            self.languages.pop()

    def handle_data(self, data) -> None:
        if data.strip():
            self.texts.setdefault(data.strip(), set()).add(self.languages[-1])


def languages_of(client, path: str, *wanted: str) -> dict[str, set[str]]:
    """In which languages these texts stand in the body of the page."""
    html = client.get(path).content.decode()
    head, _, body = html.partition("<body>")
    page = Spoken()
    page.feed(f'<html lang="{html.partition("lang=")[2][1:3]}"><body>{body}')
    return {text: page.texts.get(text, set()) for text in wanted}


@pytest.fixture
def park(gent):
    with a_kind():
        one, two = activity(gent, "Kijk mee"), activity(gent, "Stel een vraag")
        now, later = localdate(), localdate() + timedelta(days=9)
        phases = [
            services.PhasePlan(title="Eerste ronde", starts_on=now, ends_on=later, activities=[one]),
            services.PhasePlan(title="Tweede ronde", when="voorjaar 2027", activities=[]),
        ]
        yield published(gent, phases, activities=[two], **TEXTS)


DUTCH = [
    "Het nieuwe park",
    "We leggen een park aan.",
    "Met bomen.",
    "De speeltuigen.",
    "De plaats.",
    "Vraag het aan de dienst groen.",
    "We plantten bomen.",
    "Eerste ronde",
    "Tweede ronde",
    "voorjaar 2027",
    "Kijk mee",
    "Stel een vraag",
]


@pytest.mark.parametrize("language", ["fr", "de", "en"])
def test_what_staff_wrote_about_a_project_is_dutch(client, park, language: str) -> None:
    found = languages_of(client, f"/gent/{language}/projecten/het-nieuwe-park/", *DUTCH)
    assert found == dict.fromkeys(DUTCH, {"nl"})


def test_the_rest_of_the_page_is_in_its_own_language(client, park) -> None:
    found = languages_of(client, "/gent/fr/projecten/het-nieuwe-park/", "Quand", "maintenant", "Projets")
    assert found == {"Quand": {"fr"}, "maintenant": {"fr"}, "Projets": {"fr"}}


@pytest.mark.parametrize("path", ["/gent/fr/projecten/", "/gent/fr/"])
def test_in_the_list_and_on_the_notice_too(client, park, path: str) -> None:
    assert languages_of(client, path, "Het nieuwe park") == {"Het nieuwe park": {"nl"}}


def test_on_a_dutch_page_nothing_has_to_be_said(client, park) -> None:
    page = client.get("/gent/projecten/het-nieuwe-park/").content.decode()
    assert 'lang="nl"' not in page.partition("</header>")[2]


def test_a_service_says_in_which_language_each_text_is(client, gent) -> None:
    fields = {
        "description@nl": "<p>Je wisselt een rijbewijs om.</p>",
        "procedure/0/title@nl": "Vraag het aan",
        "procedure/0/title@fr": "Demandez-le",
        "procedure/0/description@nl-be-x-informal": "<p>Kom langs.</p>",
    }
    [record] = taken_in(services_of(gent), [document(1, fields=fields)])
    for path in (f"/gent/fr/catalogus/{record.pk}/", f"/gent/fr/catalogus/{record.pk}/deel/"):
        html = client.get(path).content.decode()
        assert ('lang="nl"><p>Je wisselt' in html, "<h1 lang=" in html) == (True, True)
    found = languages_of(
        client, f"/gent/fr/catalogus/{record.pk}/", "Dienst 001", "Je wisselt een rijbewijs om.", "Demandez-le",
        "Ma-Vr 9-12 uur", "Téléphone",
    )  # fmt: skip
    assert found == {
        "Dienst 001": {"nl"},
        "Je wisselt een rijbewijs om.": {"nl"},
        "Demandez-le": {"fr"},
        "Ma-Vr 9-12 uur": {"nl"},
        "Téléphone": {"fr"},
    }
    assert languages_of(client, "/gent/fr/catalogus/", "Dienst 001") == {"Dienst 001": {"nl"}}
    assert languages_of(client, "/gent/fr/", "Dienst 001") == {"Dienst 001": {"nl"}}
