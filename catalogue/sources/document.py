"""What every source hands over: one frozen snapshot of a thing, or the reason why there is none."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class SourceDocument:
    """One version of a thing, as its source gave it.

    `fields` is flat: `[part "/" index "/"] name ["@" language tag in lower case]` -> text, or a list of texts.
    `generated_at` says which of two snapshots of `uri` is the newer one. `document` is the source's own form of it,
    where a source has anything to keep beside the fields.
    """

    uri: str
    snapshot_uri: str
    kind: str  # service or concept
    generated_at: datetime
    created_at: datetime
    modified_at: datetime
    fields: dict[str, Any]
    document: dict[str, Any] = field(default_factory=dict)
    is_tombstone: bool = False


@dataclass(frozen=True)
class Refusal:
    """A file, or one snapshot in it, that was not taken in, and why. An empty `snapshot` means the whole file."""

    file: str
    snapshot: str
    sentence: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.snapshot, self.sentence) if part)
