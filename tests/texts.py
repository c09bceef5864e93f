"""Every text on screen, taken out of the code and the templates."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {"gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2), "_": None}
ROOMS = [
    "accounts",
    "outbound",
    "journal",
    "municipalities",
    "counting",
    "projects",
    "contributions",
    "catalogue",
    "ideas",
    "moderation",
    "realtime",
    "media",
    "surveys",
    "api",
    "participatie",
]


class Text(NamedTuple):
    """A msgid with its plural, and where it stands."""

    msgid: str
    plural: str
    place: str


def texts() -> Iterator[Text]:
    """All of them, each as often as it stands somewhere."""
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in file.parts:
                yield from _from_python(file.read_bytes(), str(file.relative_to(ROOT)))
    for file in sorted((ROOT / "templates").rglob("*.*")):
        yield from _from_python(templatize(file.read_text()).encode(), str(file.relative_to(ROOT)))


def _from_python(source: bytes, place: str) -> Iterator[Text]:
    source = re.sub(rb"\bgettext_noop\b", b"gettext", source)
    for line, _, message, _ in extract_python(io.BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}):
        if isinstance(message, tuple):
            yield Text(message[0], message[1] or "", f"{place}:{line}")
        elif message:
            yield Text(message, "", f"{place}:{line}")
