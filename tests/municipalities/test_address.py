"""How an address is read: slug, language, own domain."""

import pytest

from municipalities.middleware import split_language


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
