"""Reads the text of a PDF, without the library that wrote it: streams, the letters of each font, and what is shown."""

import base64
import re
import zlib

STREAM = re.compile(rb"<<(.*?)>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
SHOWN = re.compile(rb"/(F\d+(?:\+\d+)?) [\d.]+ Tf|(\((?:\\.|[^()\\])*\)) Tj", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
FONT = re.compile(rb"/Name /(F\d+(?:\+\d+)?)(?:(?!/Name).)*?/ToUnicode (\d+) 0 R", re.DOTALL)
LETTER = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")


def texts(pdf: bytes) -> list[str]:
    """Every piece of text, in the order in which it is drawn."""
    letters = {name: _letters(pdf, int(number)) for name, number in FONT.findall(pdf)}
    return [text for stream in _streams(pdf) for text in _shown(stream, letters)]


def _streams(pdf: bytes) -> list[bytes]:
    return [_plain(head, body) for head, body in STREAM.findall(pdf) if b"/Length1" not in head]


def _plain(head: bytes, body: bytes) -> bytes:
    if b"ASCII85Decode" in head:
        body = base64.a85decode(body.strip().removesuffix(b"~>"))
    return zlib.decompress(body) if b"FlateDecode" in head else body


def _letters(pdf: bytes, number: int) -> dict[int, str]:
    found = re.search(rb"\b%d 0 obj\s*<<(.*?)>>\s*stream\r?\n(.*?)endstream" % number, pdf, re.DOTALL)
    assert found
    written = LETTER.findall(_plain(found[1], found[2]))
    return {int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in written}


def _shown(stream: bytes, letters: dict[bytes, dict[int, str]]) -> list[str]:
    font, found = b"", []
    for name, shown in SHOWN.findall(stream):
        font = name or font
        if shown and font in letters:
            raw = ESCAPED.sub(
                lambda one: bytes([int(one[1], 8)]) if one[1].isdigit() else _control(one[1]), shown[1:-1]
            )
            found.append("".join(letters[font].get(code, chr(code)) for code in raw))
    return found


def _control(letter: bytes) -> bytes:
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(letter, letter)
