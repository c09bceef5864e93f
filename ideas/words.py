"""The words of a text that say what it is about, as the database stems them."""

import unicodedata

from django.db import connection

from municipalities.languages import DICTIONARIES

MOST_CHARACTERS = 2_000  # what an idea is about stands at its beginning
MOST_WORD = 60
ALL = ""  # stands in every idea: its rarity is how many ideas there are
LEXEMES = "SELECT coalesce(tsvector_to_array(to_tsvector(%s::regconfig, %s)), '{}')"


def lexemes(text: str, language: str) -> list[str]:
    """The stems of a text without what is in every text, each once, in order.

    The stemmers want the accents; afterwards these do not count, for many leave them out (there is no unaccent).
    """
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, [DICTIONARIES.get(language, "simple"), text[:MOST_CHARACTERS].replace("\0", " ")])
        found: list[str] = cursor.fetchone()[0]
    return sorted({plain(lexeme) for lexeme in found if len(lexeme) <= MOST_WORD})


def plain(text: str) -> str:
    """Lower case without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def within(municipality: int, found: list[str]) -> list[str]:
    """The words behind the code of their municipality, as they are indexed."""
    return [f"{municipality}:{lexeme}" for lexeme in found]
