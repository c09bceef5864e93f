"""The words of a text that say what it is about, as the database stems them."""

import unicodedata

from django.db import connection

# The dictionaries every PostgreSQL has; another language is only split in words.
DICTIONARIES = {"nl": "dutch", "fr": "french", "de": "german", "en": "english"}
MOST_CHARACTERS = 2_000  # what an idea is about stands at its beginning
MOST_WORD = 60
ALL = ""  # stands in every idea: its rarity is how many ideas there are
LEXEMES = "SELECT coalesce(tsvector_to_array(to_tsvector(%s::regconfig, %s)), '{}')"


def lexemes(text: str, language: str) -> list[str]:
    """The stems of a text without what is in every text, each once; accents do not count (there is no unaccent)."""
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, [DICTIONARIES.get(language, "simple"), plain(text[:MOST_CHARACTERS])])
        found: list[str] = cursor.fetchone()[0]
    return [lexeme for lexeme in found if len(lexeme) <= MOST_WORD]


def plain(text: str) -> str:
    """Lower case without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("\0", "")


def within(municipality: int, found: list[str]) -> list[str]:
    """The words behind the code of their municipality, as they are indexed."""
    return [f"{municipality}:{lexeme}" for lexeme in found]
