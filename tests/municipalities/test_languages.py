"""The same page in another language: the address says which, wherever the municipality is visited."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipalities import access
from municipalities.languages import SEGMENTS, in_language, split_language
from municipalities.models import Municipality

LANGUAGES = ["nl", *sorted(SEGMENTS)]
segments = st.lists(st.from_regex(r"[a-z0-9-]{3,8}", fullmatch=True), max_size=4)


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("/gent/catalogus/", ("/gent/catalogus/", "nl")),
        ("/gent/fr/catalogus/", ("/gent/catalogus/", "fr")),
        ("/gent/fr/", ("/gent/", "fr")),
        ("/de/", ("/", "de")),
        ("/", ("/", "nl")),
        ("/gent/nl/x", ("/gent/nl/x", "nl")),
        ("/api/de/x", ("/api/de/x", "nl")),
        ("/static/fr/x.css", ("/static/fr/x.css", "nl")),
    ],
)
def test_the_language_stands_after_the_slug(path: str, read: tuple[str, str]) -> None:
    assert split_language(path) == read


@pytest.mark.parametrize(
    ("place", "becomes"),
    [
        ("/gent/catalogus/", "/gent/fr/catalogus/"),
        ("/gent/de/catalogus/?q=x", "/gent/fr/catalogus/?q=x"),
        ("/gent/", "/gent/fr/"),
        ("/", "/fr/"),
        ("/de/mijn/", "/fr/mijn/"),
        ("/aanmelden/?next=/gent/de/privacy/", "/fr/aanmelden/?next=/gent/fr/privacy/"),
    ],
)
def test_the_same_place_in_another_language(place: str, becomes: str) -> None:
    assert in_language(place, "fr") == becomes


@given(segments, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES), st.booleans())
def test_there_and_back(parts: list[str], one: str, other: str, at_home: bool) -> None:
    place = "/" + "".join(f"{part}/" for part in parts)
    here = in_language(place, one, at_home=at_home)
    assert split_language(here)[1] == one
    assert in_language(in_language(here, other, at_home=at_home), one, at_home=at_home) == here


def languages(page: str) -> list[str]:
    """Where the language links of the header lead; those of the menu on phones are the same."""
    return re.findall(r'href="([^"]*)" lang="\w\w" hreflang', page)[:4]


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("/gent/", ["/gent/", "/gent/fr/", "/gent/de/", "/gent/en/"]),
        (
            "/gent/fr/catalogus/?q=permis",
            [f"/gent/{one}catalogus/?q=permis" for one in ("", "fr/", "de/", "en/")],
        ),
        (
            "/fr/aanmelden/?next=/gent/fr/privacy/",
            [f"/{one}aanmelden/?next=/gent/{one}privacy/" for one in ("", "fr/", "de/", "en/")],
        ),
    ],
)
def test_another_language_is_the_same_page(client, gent, path: str, links: list[str]) -> None:
    assert languages(client.get(path).content.decode()) == links


def test_on_an_own_domain_too(client, gent, settings) -> None:
    settings.ALLOWED_HOSTS = ["doemee.gent.be"]
    Municipality.objects.filter(pk=gent.pk).update(domain="doemee.gent.be")
    access.forget_known()
    page = client.get("/fr/privacy/", headers={"host": "doemee.gent.be"}).content.decode()
    assert languages(page) == ["/privacy/", "/fr/privacy/", "/de/privacy/", "/en/privacy/"]


def test_a_municipality_is_chosen_in_the_language_of_the_page(client, gent, leuven) -> None:
    page = client.get("/fr/?q=gent").content.decode()
    assert ('href="/gent/fr/"' in page, 'action="/fr/"' in page) == (True, True)
    assert 'href="/leuven/"' in client.get("/fr/?q=leuven").content.decode(), "Leuven has no French"
