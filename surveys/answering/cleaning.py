"""What people typed, as it can be kept: plain text in one form of Unicode, without what nobody sees."""

import re
from unicodedata import normalize

# Controls, halves of a character, and marks that turn the direction of what follows. Tabs and line breaks are handled apart.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff]"
)
BREAK = re.compile("\r\n|[\r\n\x0c\x85\u2028\u2029]")
SPACES = re.compile(r"[ \t\n\u00a0]+")


def lines(text: str) -> str:
    """A text of any number of lines."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return normalize("NFC", UNSEEN.sub("", BREAK.sub("\n", text))).replace("\t", " ").strip()


def line(text: str) -> str:
    """A text of one line."""
    return SPACES.sub(" ", lines(text))
