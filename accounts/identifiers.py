"""Identifiers that nobody can guess and that sort by time, so that an index grows at its end."""

from secrets import randbits
from time import time_ns
from uuid import UUID


def uuid7() -> UUID:
    """A version 7 UUID (RFC 9562, 5.7): 48 bits of milliseconds, 74 random bits."""
    milliseconds = time_ns() // 1_000_000
    return UUID(int=milliseconds << 80 | 0x7 << 76 | randbits(12) << 64 | 0b10 << 62 | randbits(62))
