"""The head of a system file: everything but the answers."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime

from surveys.exporting.formats.sav.variables import SYSTEM_MISSING, Variable

SEGMENT, OF_VALUE = 255, 252  # a longer text lies in segments, each of which stands for 252 bytes and holds 255
WORD = 8
MOST_LABEL, MOST_VALUE_LABEL = 255, 120
MONTHS = (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec")
TEXT, NUMBER, DAY = 1, 5, 20  # print formats: A, F, DATE
HIGHEST = -SYSTEM_MISSING
LOWEST = struct.unpack("<d", struct.pack("<q", struct.unpack("<q", struct.pack("<d", SYSTEM_MISSING))[0] - 1))[0]


@dataclass(frozen=True)
class Placed:
    """A variable in the file: how wide its texts are (0 for a number), and where it stands."""

    variable: Variable
    width: int
    number: int  # of its first word, from 1
    short: str

    @property
    def segments(self) -> list[int]:
        """The widths of the parts it lies in."""
        many = max(1, -(-self.width // OF_VALUE)) if self.width > SEGMENT else 1
        return [SEGMENT] * (many - 1) + [self.width - (many - 1) * OF_VALUE]

    @property
    def words(self) -> int:
        """How many words of eight bytes it takes."""
        return sum(max(1, -(-width // WORD)) for width in self.segments)


def placed(variables: Sequence[Variable], widths: Sequence[int]) -> list[Placed]:
    """The variables one after the other, for texts of at most these widths in bytes."""
    found, number, segment = [], 1, 1
    for variable, width in zip(variables, widths, strict=True):
        one = Placed(variable, max(1, width) if variable.is_text else 0, number, f"V{segment:05}")
        found.append(one)
        number += one.words
        segment += len(one.segments)
    return found


def head(title: str, places: Sequence[Placed], many: int) -> bytes:
    """The file up to the first answer."""
    labelled = [one for one in places if one.variable.labels and not one.variable.is_text]
    return b"".join(
        [
            _file(title, sum(one.words for one in places), many),
            *(record for one in places for record in _variable(one)),
            *(_labels(one) for one in labelled),
            _extension(3, 4, struct.pack("<8i", 1, 0, 0, -1, 1, 1, 2, 65001)),  # little-endian, UTF-8
            _extension(4, 8, struct.pack("<3d", SYSTEM_MISSING, HIGHEST, LOWEST)),
            _extension(13, 1, "\t".join(f"{one.short}={one.variable.name}" for one in places).encode()),
            *_long_texts(places),
            _extension(20, 1, b"UTF-8"),
            struct.pack("<2i", 999, 0),
        ]
    )


def _file(title: str, words: int, many: int) -> bytes:
    at = localtime()
    return struct.pack(
        "<4s60s5id9s8s64s3s",
        b"$FL2",
        b"@(#) SPSS DATA FILE Participatie".ljust(60),
        2,  # layout
        words,
        1,  # compressed
        0,  # no weights
        many,
        100.0,  # added to small numbers by the compression
        at.strftime("%d ").encode() + MONTHS[at.month - 1] + at.strftime(" %y").encode(),
        b"00:00:00",
        cut(title, 64).ljust(64),
        b"   ",
    )


def cut(text: str, most: int) -> bytes:
    """As many whole characters as fit in so many bytes."""
    return text.encode()[:most].decode(errors="ignore").encode()


def _variable(one: Placed) -> Iterator[bytes]:
    """A record for each segment, and an empty one for each further word."""
    for at, width in enumerate(one.segments):
        label = cut(one.variable.field.label, MOST_LABEL)
        missing = () if one.width else one.variable.missing
        form = _form(one, width)
        short = f"V{int(one.short[1:]) + at:05}".encode().ljust(WORD)
        yield struct.pack("<6i8s", 2, width, 1, len(missing), form, form, short)
        yield struct.pack("<i", len(label)) + label.ljust(-(-len(label) // 4) * 4)
        yield struct.pack(f"<{len(missing)}d", *missing)
        yield struct.pack("<6i8s", 2, -1, 0, 0, 0, 0, b" " * WORD) * (max(1, -(-width // WORD)) - 1)


def _form(one: Placed, width: int) -> int:
    if one.width:
        return TEXT << 16 | width << 8
    kind = one.variable.field.kind
    return DAY << 16 | 11 << 8 if kind == "day" else NUMBER << 16 | (12 << 8 | 2 if kind == "number" else 8 << 8)


def _labels(one: Placed) -> bytes:
    """What the numbers of a variable mean."""
    labels = [(value, cut(words, MOST_VALUE_LABEL)) for value, words in one.variable.labels.items()]
    listed = b"".join(
        struct.pack("<dB", value, len(words)) + words.ljust(-(-(len(words) + 1) // WORD) * WORD - 1)
        for value, words in labels
    )
    return struct.pack("<2i", 3, len(labels)) + listed + struct.pack("<3i", 4, 1, one.number)


def _extension(kind: int, size: int, content: bytes) -> bytes:
    return struct.pack("<4i", 7, kind, size, len(content) // size) + content


def _long_texts(places: Sequence[Placed]) -> Iterator[bytes]:
    long = [one for one in places if one.width > SEGMENT]
    if long:
        yield _extension(14, 1, b"".join(f"{one.short}={one.width:05}\0\t".encode() for one in long))
