"""Fields with mark-up as plain text that people can edit, and back.

Paragraphs are parted by an empty line, items of a list begin with a dash, a link stands in brackets behind its words.
"""

import re
from html import escape
from html.parser import HTMLParser

from catalogue.sources.lpdc import cleaning

BLOCKS = frozenset({"p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "caption"})
LINES = frozenset({"li", "tr"})
WEB = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]]")
GAPS = re.compile(r"\n{3,}")


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag in LINES or tag == "br":
            self.parts.append("\n- " if tag == "li" else "\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag == "a":
            self.link = (dict(attrs).get("href") or "", len(self.parts))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a" and self.link:
            address, start = self.link
            self.link = None
            if address and address != "".join(self.parts[start:]).strip():
                self.parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"\s+", " ", data))


def plain(html: str) -> str:
    """A fragment of HTML as text to edit."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in "".join(parser.parts).split("\n"))
    return GAPS.sub("\n\n", "\n".join(lines)).strip()


def marked_up(text: str) -> str:
    """Edited text as clean HTML."""
    blocks = re.split(r"\n\s*\n", cleaning.lines(text))
    return cleaning.html("".join(_block(block.split("\n")) for block in blocks if block.strip()))


def _block(lines: list[str]) -> str:
    html, paragraph, items = [], list[str](), list[str]()
    for line in [*lines, ""]:
        is_item = line.startswith("- ")
        if items and not is_item:
            html.append(f"<ul>{''.join(items)}</ul>")
            items.clear()
        if paragraph and (is_item or not line):
            html.append(f"<p>{'<br>'.join(paragraph)}</p>")
            paragraph.clear()
        if is_item:
            items.append(f"<li>{_linked(line[2:])}</li>")
        elif line:
            paragraph.append(_linked(line))
    return "".join(html)


def _linked(text: str) -> str:
    parts, at = [], 0
    for found in WEB.finditer(text):
        address = escape(found[0])
        parts += [escape(text[at : found.start()], quote=False), f'<a href="{address}">{address}</a>']
        at = found.end()
    return "".join([*parts, escape(text[at:], quote=False)])
