"""How a record is named, summed up and found."""

import re
import unicodedata
from collections.abc import Mapping
from html import unescape
from typing import Any

# What a resident is addressed in, best first (docs/decisions/0010): what people wrote before what IPDC generated from it.
DUTCH = ("nl-be-x-informal", "nl", "nl-be-x-formal", "nl-be-x-generated-informal", "nl-be-x-generated-formal")
MOST_TITLE = 400
MOST_SUMMARY = 240
TAG = re.compile(r"<[^>]+>")
SPACE = re.compile(r"\s+")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def best(fields: Mapping[str, Any], name: str, language: str = "nl") -> str:
    """The value of `name` in the language, else in Dutch, else in any language; empty when there is none."""
    tags = DUTCH if language == "nl" else (language, *DUTCH)
    for tag in tags:
        if value := fields.get(f"{name}@{tag}"):
            return str(value)
    return next((str(value) for path, value in sorted(fields.items()) if path.startswith(f"{name}@")), "")


def bare(html: str) -> str:
    """The text of a fragment of HTML, on one line."""
    return SPACE.sub(" ", unescape(TAG.sub(" ", html))).strip()


def shortened(text: str, most: int) -> str:
    """At most `most` characters, cut at a word."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def plain(text: str) -> str:
    """Lower case without accents: what is compared when sorting and searching (PostgreSQL here has no unaccent)."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return BEYOND_ASCII.sub(lambda found: "" if unicodedata.combining(found[0]) else found[0], letters)


def title_of(fields: Mapping[str, Any], language: str = "nl") -> str:
    """The name of a record."""
    return shortened(bare(best(fields, "title", language)), MOST_TITLE)


def summary_of(fields: Mapping[str, Any], language: str = "nl") -> str:
    """The first words of its description."""
    return shortened(bare(best(fields, "description", language)), MOST_SUMMARY)


def body_of(fields: Mapping[str, Any]) -> str:
    """Everything that can be searched for, without accents and mark-up."""
    texts = (value if isinstance(value, str) else " ".join(value) for value in fields.values())
    return plain(bare(" ".join(text for text in texts if not text.startswith("http"))))
