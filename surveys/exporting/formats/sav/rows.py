"""The answers in a system file: words of eight bytes, of which the usual ones are replaced by one byte."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from surveys.exporting.formats.sav.dictionary import SEGMENT, WORD, Placed
from surveys.exporting.formats.sav.variables import SYSTEM_MISSING

MOST_BYTES = 4_000_000  # of a block of rows before it is compressed
NOTHING, END, AS_IT_IS, SPACES, MISSING = 0, 252, 253, 254, 255
BIAS, LEAST, MOST = 100, -99, 151
SPACE = int.from_bytes(b" " * WORD, "little")
Row = Sequence[float | str]
Words = np.ndarray[Any, np.dtype[np.uint64]]


def packed(rows: Iterable[Row], places: Sequence[Placed]) -> Iterator[bytes]:
    """The rows, some megabytes at a time. A block is a multiple of eight rows, so that its codes fill whole words."""
    words = sum(one.words for one in places)
    many = max(1, MOST_BYTES // (words * WORD * WORD)) * WORD
    numeric = np.concatenate([np.full(one.words, one.width == 0) for one in places])
    whole = iter(rows)
    while block := list(islice(whole, many)):
        laid = _laid(block, places)
        yield _compressed(laid, _codes(laid, numeric))
    yield bytes([END]).ljust(WORD, b"\0")


def _laid(block: Sequence[Row], places: Sequence[Placed]) -> Words:
    """The block as it would lie there without compression: a row of words for each answer."""
    parts = [_part([row[at] for row in block], one) for at, one in enumerate(places)]
    return np.concatenate(parts, axis=1)


def _part(said: list[Any], one: Placed) -> Words:
    if not one.width:
        return np.array(said, "<f8").view("<u8").reshape(-1, 1)
    wide = one.words * WORD
    texts = b"".join(_segmented(text.encode()).ljust(wide) for text in said)
    return np.frombuffer(texts, "<u8").reshape(-1, one.words)


def _segmented(text: bytes) -> bytes:
    """A long text in pieces of 255 bytes, each filled up to a word."""
    return b" ".join(text[at : at + SEGMENT] for at in range(0, len(text), SEGMENT))


def _codes(laid: Words, numeric: Any) -> Any:
    """The byte for each word."""
    codes = np.full(laid.shape, AS_IT_IS, np.uint8)
    codes[(laid == SPACE) & ~numeric] = SPACES
    numbers = laid[:, numeric].view("<f8")
    small = (numbers >= LEAST) & (numbers <= MOST) & (numbers == np.floor(numbers))
    short = np.where(small, np.where(small, numbers, 0) + BIAS, AS_IT_IS)
    codes[:, numeric] = np.where(numbers == SYSTEM_MISSING, MISSING, short).astype(np.uint8)
    return codes


def _compressed(laid: Words, codes: Any) -> bytes:
    """Eight codes in a word, then the words that stay as they are, and so on."""
    rest = -codes.size % WORD
    eights = np.pad(codes.ravel(), (0, rest), constant_values=NOTHING).reshape(-1, WORD)
    words = np.pad(laid.ravel(), (0, rest)).reshape(-1, WORD)
    table = np.concatenate([np.ascontiguousarray(eights).view("<u8"), words], axis=1)
    kept = np.concatenate([np.ones((len(eights), 1), np.bool_), eights == AS_IT_IS], axis=1)
    packed_words: Words = table[kept]
    return packed_words.tobytes()
