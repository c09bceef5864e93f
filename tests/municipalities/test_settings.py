"""What a municipality chooses itself: colour, languages, contact address and own domain, by its managers."""

import re
import threading

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from journal.models import Entry
from journal.queries import told
from municipalities import access, services, theme
from municipalities.models import Municipality
from tests.municipalities.conftest import signed_in
from tests.people import member, municipality

HERE = "/gent/instellingen/"
CHOSEN = {
    "plate_colour": "#0c3f7c",
    "languages": ["fr", "de", "en"],
    "contact_email": "",
    "domain": "",
    "version": "1",
    "stap": "bewaar",
}
REVISED = {"plate_colour": "#8a1f1f", "languages": ["nl", "fr"], "contact_email": "mee@gent.example", "domain": ""}


def gent_now() -> Municipality:
    return Municipality.objects.get(slug="gent")


@pytest.mark.parametrize("page", ["", "medewerkers/"])
def test_the_doors(client, page, gent, manager, moderator, editor, neighbour, contributor) -> None:
    stranger = client.get(HERE + page)
    assert (stranger.status_code, stranger["Location"].startswith("/aanmelden/")) == (302, True)
    people = (manager, moderator, editor, neighbour, contributor)
    assert [signed_in(person).get(HERE + page).status_code for person in people] == [200, 403, 403, 404, 404]


def test_everything_is_chosen_and_seen_at_once(desk, client, gent, django_capture_on_commit_callbacks) -> None:
    assert client.get("/gent/de/").status_code == 200
    typed = {**CHOSEN, "plate_colour": "8A1F1F", "languages": ["fr"], "contact_email": "mee@gent.example"}
    with django_capture_on_commit_callbacks(execute=True):
        saved = desk.post(HERE, typed)
    assert (saved.status_code, saved["Location"]) == (302, f"{HERE}?bewaard=1")
    assert 'role="status"' in desk.get(saved["Location"]).content.decode()
    now = gent_now()
    assert (now.plate_colour, now.languages, now.contact_email, now.version) == (
        "#8a1f1f",
        ["nl", "fr"],
        "mee@gent.example",
        2,
    )
    page = client.get("/gent/").content.decode()
    assert "mailto:mee@gent.example" in page
    assert client.get("/gent/de/").status_code == 404
    [sheet] = re.findall(r'href="(/gent/plaat.css[^"]*)"', page)
    assert "#8a1f1f" in client.get(sheet).content.decode()


def test_the_journal_tells_what_was_changed_and_no_values(desk, gent) -> None:
    desk.post(HERE, {**CHOSEN, "contact_email": "mee@gent.example", "languages": ["fr"]})
    [entry] = Entry.objects.filter(verb="municipality.revised")
    assert (entry.audience, entry.actor, entry.data) == (
        "public",
        "staff",
        {"version": 2, "fields": ["languages", "contact_email"]},
    )
    assert [told([entry], language)[0].words for language in ("nl", "fr", "de", "en")] == [
        "De instellingen van de gemeente veranderden: talen, contactadres",
        "Les paramètres de la commune ont changé : langues, adresse de contact",
        "Die Einstellungen der Gemeinde wurden geändert: Sprachen, Kontaktadresse",
        "The settings of the municipality were changed: languages, contact address",
    ]
    assert told([entry], "nl")[0].url == "/gent/"


def test_nothing_changed_is_nothing_told(desk, gent) -> None:
    assert desk.post(HERE, CHOSEN).status_code == 302
    assert (gent_now().version, Entry.objects.count()) == (1, 0)


def test_who_is_second_sees_what_the_first_did_and_loses_nothing(desk, gent) -> None:
    services.revise(municipality=gent, version=1, **REVISED)
    late = desk.post(HERE, {**CHOSEN, "contact_email": "ander@gent.example", "languages": ["fr", "de"]})
    assert "Nu staat er: Nederlands, Frans" in late.content.decode()
    page = late.content.decode()
    assert late.status_code == 409
    assert 'value="ander@gent.example"' in page
    assert page.count("mee@gent.example") >= 1, "what the colleague saved"
    assert f'fill="{theme.plate(CHOSEN["plate_colour"]).dark}"' in page, "the colour that was typed is still looked at"
    assert ("#8a1f1f" in page, gent_now().contact_email) == (True, "mee@gent.example")
    again = desk.post(HERE, {**CHOSEN, "contact_email": "ander@gent.example", "languages": ["fr"], "version": "2"})
    assert 'name="version" value="2"' in page, "the second time it is a choice"
    assert (again.status_code, gent_now().contact_email) == (302, "ander@gent.example")


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_the_same_moment_one_is_told(gent) -> None:
    said: list[str] = []

    def revise(email: str) -> None:
        try:
            services.revise(municipality=gent, version=1, **{**REVISED, "contact_email": email})
            said.append(email)
        except services.Overtaken:
            said.append("overtaken")
        finally:
            connection.close()

    threads = [threading.Thread(target=revise, args=(f"{name}@gent.example",)) for name in ("een", "twee", "drie")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(said), said.count("overtaken"), gent_now().version) == (3, 2, 2)
    assert gent_now().contact_email in said


def test_dutch_is_always_there_and_first(desk, gent) -> None:
    desk.post(HERE, {**CHOSEN, "languages": ["en", "fr"]})
    assert gent_now().languages == ["nl", "fr", "en"]
    desk.post(HERE, {**CHOSEN, "languages": [], "version": "2"})
    assert gent_now().languages == ["nl"]
    assert desk.post(HERE, {**CHOSEN, "languages": ["es"], "version": "3"}).status_code == 422


def test_a_language_that_is_dropped_is_not_where_one_lands(desk, gent, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        saved = desk.post("/gent/fr/instellingen/", {**CHOSEN, "languages": ["de"]})
    assert saved["Location"] == f"{HERE}?bewaard=1"
    assert desk.get(saved["Location"]).status_code == 200


def test_the_law_is_told_and_facilities_specially(desk, gent) -> None:
    rode = municipality("sint-genesius-rode")
    other = signed_in(member(rode, "manager", "beheer"))
    assert "faciliteiten" not in desk.get(HERE).content.decode()
    assert "18 juli 1966" in desk.get(HERE).content.decode()
    assert "faciliteiten" in other.get("/sint-genesius-rode/instellingen/").content.decode()


@pytest.mark.parametrize("colour", ["#ffd51f", "ffffff", "#000", "#FF00FF", " #0c3f7c "])
def test_no_colour_is_refused_and_every_one_is_shown_as_it_becomes(desk, gent, colour: str) -> None:
    shown = desk.post(HERE, {**CHOSEN, "plate_colour": colour, "stap": "kijk"})
    assert (shown.status_code, gent_now().version) == (200, 1), "looking saves nothing"
    page = shown.content.decode()
    chosen = theme.plate(shown.context["form"].cleaned_data["plate_colour"])
    assert (f'fill="{chosen.light}"' in page, f'fill="{chosen.dark}"' in page) == (True, True)
    assert "nog niet bewaard" in page
    assert desk.post(HERE, {**CHOSEN, "plate_colour": colour}).status_code == 302


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("plate_colour", "blauw"),
        ("plate_colour", "#12345"),
        ("plate_colour", '#fff" onload="x'),
        ("plate_colour", ""),
        ("contact_email", "mee@"),
        ("domain", "geen domein"),
        ("domain", "doemee"),
        ("domain", "127.0.0.1"),
        ("domain", "doemee.gent.be:8000"),
        ("domain", "localhost"),
        ("domain", "x" * 300 + ".be"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(desk, gent, field: str, typed: str) -> None:
    answer = desk.post(HERE, {**CHOSEN, "contact_email": "mee@gent.example", field: typed})
    page = answer.content.decode()
    assert (answer.status_code, 'id="problemen"' in page, gent_now().version) == (422, True, 1)
    assert f'aria-describedby="id_{field}' in page
    assert answer.context["form"][field].value() == typed
    assert field == "contact_email" or "mee@gent.example" in page


@pytest.mark.parametrize("typed", ["doemee.gent.be", "https://DoeMee.gent.be/nl/?x=1", "doemee.gent.be."])
def test_a_domain_is_a_host_name_however_it_is_pasted(desk, gent, typed: str) -> None:
    assert desk.post(HERE, {**CHOSEN, "domain": typed}).status_code == 302
    assert gent_now().domain == "doemee.gent.be"


def test_a_domain_of_letters_with_accents_is_kept_as_browsers_send_it(desk, gent) -> None:
    desk.post(HERE, {**CHOSEN, "domain": "reünie.gent.be"})
    assert gent_now().domain == "xn--renie-lva.gent.be"


def test_the_platforms_own_address_is_nobodys_domain(desk, gent, settings) -> None:
    settings.SITE_URL = "https://doemee.example.be"
    for taken in ("doemee.example.be", "DOEMEE.example.be"):
        assert desk.post(HERE, {**CHOSEN, "domain": taken}).status_code == 422
    assert gent_now().domain == ""


def test_a_domain_belongs_to_one_municipality(desk, gent, leuven) -> None:
    Municipality.objects.filter(slug="leuven").update(domain="doemee.be")
    answer = desk.post(HERE, {**CHOSEN, "domain": "doemee.be", "plate_colour": "#8a1f1f"})
    assert (answer.status_code, "#8a1f1f" in answer.content.decode()) == (422, True)
    assert (gent_now().domain, gent_now().version) == ("", 1)


def test_a_domain_is_used_once_the_platform_answers_to_it(desk, client, gent, settings) -> None:
    """Until then every link, in mails too, leads where people are answered."""
    revised = services.revise(municipality=gent, version=1, **{**REVISED, "domain": "doemee.gent.be"})
    access.forget_known()
    assert "nog niet verbonden" in desk.get(HERE).content.decode()
    assert revised.address("municipalities:home") == "http://testserver/gent/"
    settings.ALLOWED_HOSTS = ["testserver", "doemee.gent.be"]
    assert "nog niet verbonden" not in desk.get(HERE).content.decode()
    assert revised.address("municipalities:home", language="fr") == "https://doemee.gent.be/fr/"
    own = client.get("/fr/", headers={"host": "Doemee.Gent.be"})
    assert (own.status_code, 'href="/fr/catalogus/"' in own.content.decode()) == (200, True)


def test_leaving_an_own_domain_leads_to_an_address_that_answers(desk, gent, settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "doemee.gent.be"]
    Municipality.objects.filter(pk=gent.pk).update(domain="doemee.gent.be")
    access.forget_known()
    own = {"host": "doemee.gent.be"}
    stays = desk.post("/instellingen/", {**CHOSEN, "domain": "doemee.gent.be", "languages": []}, headers=own)
    leaves = desk.post("/instellingen/", {**CHOSEN, "version": "2", "languages": []}, headers=own)
    assert (stays["Location"], leaves["Location"]) == (
        "/instellingen/?bewaard=1",
        "http://testserver/gent/instellingen/?bewaard=1",
    )


def test_another_process_follows_the_journal(client, gent, monkeypatch) -> None:
    """It keeps what it knows of a municipality until the number of public entries moves."""
    seen = {gent.stream_id: 0}
    monkeypatch.setattr(access.heads, "public_seq", seen.get)
    assert access.municipality_of(gent.pk).plate_colour == "#0c3f7c"
    services.revise(municipality=gent, version=1, **REVISED)
    assert access.municipality_of(gent.pk).plate_colour == "#0c3f7c", "it has not heard yet"
    seen[gent.stream_id] = 1
    assert access.municipality_of(gent.pk).plate_colour == "#8a1f1f"


def test_a_browser_keeps_the_colour_of_one_version_only(client, gent) -> None:
    assert client.get("/gent/plaat.css?v=1")["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/gent/plaat.css?v=2")["Cache-Control"] == "public, no-cache"
    assert client.get("/gent/plaat.css")["Cache-Control"] == "public, no-cache"


def test_the_page_costs_the_same_however_much_is_chosen(desk, gent, django_assert_num_queries) -> None:
    desk.get(HERE)
    for languages in (["nl"], ["nl", "fr", "de", "en"]):
        Municipality.objects.filter(pk=gent.pk).update(languages=languages)
        with django_assert_num_queries(4):
            desk.get(HERE)


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_every_house_colour_becomes_a_plate_that_can_be_read(colour: str) -> None:
    """White on the plate (WCAG 1.4.3), and the plate on dark paper (1.4.11)."""
    light, dark = theme.plate(colour)
    assert theme.contrast(light, theme.WHITE) >= 4.5
    assert theme.contrast(dark, theme.WHITE) >= 4.5
    assert theme.contrast(dark, theme.DARK_PAPER) >= 3
