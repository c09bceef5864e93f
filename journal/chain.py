"""How entries are chained: a salted leaf per entry, and a head that covers all leaves in order with their time.

leaf = sha256(salt || canonical JSON of what happened); hash = sha256(previous hash || leaf || microseconds since 1970 as
eight bytes). A published non-public entry shows its leaf only: the salt keeps it from being guessed.
"""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def leaf_of(
    *, salt: bytes, verb: str, actor: str, subject_kind: str, subject_id: str, audience: str, data: dict[str, Any]
) -> bytes:
    """The 32 bytes that stand for what happened, whoever may also see it."""
    told = [verb, actor, subject_kind, subject_id, audience, data]
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(salt + canonical.encode()).digest()


def hash_of(previous: bytes, leaf: bytes, at: datetime) -> bytes:
    """The head after an entry with this leaf was told at this time."""
    microseconds = (at - EPOCH) // timedelta(microseconds=1)
    return sha256(previous + leaf + microseconds.to_bytes(8, "big", signed=True)).digest()
