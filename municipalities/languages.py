"""The language stands in the path: `/gent/fr/x` on the platform, `/fr/x` on an own domain; Dutch has no segment."""

from urllib.parse import parse_qsl, urlencode

from django.conf import settings

from municipalities.reserved import RESERVED

# The text search dictionaries every PostgreSQL has, by language; another language is only split in words.
DICTIONARIES = {"nl": "dutch", "fr": "french", "de": "german", "en": "english"}
SEGMENTS = frozenset(code for code, _ in settings.LANGUAGES) - {"nl"}
NEXT = "next"


def split_language(path: str) -> tuple[str, str]:
    """`/gent/fr/x` gives (`/gent/x`, `fr`); `/fr/` gives (`/`, `fr`); without a language it is Dutch."""
    head, *rest = path.removeprefix("/").split("/")
    if head in SEGMENTS:
        return "/" + "/".join(rest), head
    if rest and rest[0] in SEGMENTS and head not in RESERVED:
        return "/" + "/".join([head, *rest[1:]]), rest[0]
    return path, "nl"


def in_language(place: str, language: str, *, at_home: bool = False) -> str:
    """The same place (a path with its query) in another language; `at_home` on a municipality's own domain.

    A place to come back to after signing in, in its query, is put in that language too.
    """
    path, mark, query = place.partition("?")
    plain, _ = split_language(path)
    if f"{NEXT}=" in query:
        pairs = (
            (name, in_language(value, language, at_home=at_home) if name == NEXT else value)
            for name, value in parse_qsl(query)
        )
        query = urlencode(list(pairs), safe="/")
    return f"{_with_segment(plain, language, at_home=at_home)}{mark}{query}"


def _with_segment(plain: str, language: str, *, at_home: bool) -> str:
    if language not in SEGMENTS:
        return plain
    head, slash, rest = plain.removeprefix("/").partition("/")
    if at_home or not slash or head in RESERVED:
        return f"/{language}{plain}"
    return f"/{head}/{language}/{rest}"
