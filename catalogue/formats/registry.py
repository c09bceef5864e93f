"""What a form of publishing is, which there are, and which one a client asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from accounts.registry import Registry


class Publishable(Protocol):
    """What a form needs of a record."""

    @property
    def id(self) -> UUID: ...
    @property
    def uri(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def modified_at(self) -> datetime: ...
    @property
    def generated_at(self) -> datetime: ...
    @property
    def fields(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Format:
    """One form: `write(record, base_url)` gives its bytes. `key` is also the value of `?format=`."""

    key: str
    media_type: str
    write: Callable[[Publishable, str], bytes]


registry: Registry[Format] = Registry()


def snapshot_iri(record: Publishable, base_url: str) -> str:
    """The address of this version of the record: its step in the published history."""
    return f"{base_url.rstrip('/')}/api/v1/records/{record.id}/history#version-{record.version}"


def negotiated(accept: str) -> Format | None:
    """The form a client's Accept header likes best; the first registered one when it likes all alike.

    None when it wants none of ours.
    """
    liked = [(_liking(accept, one.media_type), one) for one in registry]
    most = max(quality for quality, _one in liked)
    return next((one for quality, one in liked if quality == most), None) if most > 0 else None


def _liking(accept: str, media_type: str) -> float:
    """The quality of the most specific range of the header that covers the media type."""
    best = (-1, 0.0)
    for part in (accept or "*/*").lower().split(","):
        wanted, *parameters = (piece.strip() for piece in part.split(";"))
        specific = {media_type: 2, f"{media_type.partition('/')[0]}/*": 1, "*/*": 0}.get(wanted, -1)
        if specific > best[0]:
            best = (specific, _quality(parameters))
    return best[1]


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
