"""Somebody as a digest: enough to refuse a second time, and nothing to lead back to them once its key is destroyed."""

import hmac
from hashlib import sha256
from secrets import token_bytes

KEY_BYTES = 32


def new_key() -> bytes:
    """A key for the digests of one survey or board, to be destroyed when it closes."""
    return token_bytes(KEY_BYTES)


def digest_of(key: bytes, who: str) -> bytes:
    """The digest of somebody, of 32 bytes, under a key (HMAC-SHA-256, RFC 2104)."""
    return hmac.new(key, who.encode(), sha256).digest()
