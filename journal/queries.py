"""What can be asked of the journal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from journal import subjects
from journal.models import Audience, Entry, SignedHead


@dataclass(frozen=True)
class Sentence:
    """An entry in words."""

    entry: Entry
    words: str
    url: str | None


def entries_after(stream: int, seq: int) -> QuerySet[Entry]:
    """The entries of a stream after a number, in order."""
    return Entry.objects.filter(stream=stream, seq__gt=seq).order_by("seq")


def public_entries(stream: int, *, before: int | None = None, most: int = 50) -> list[Entry]:
    """The newest public entries of a stream, before a number when one is given."""
    found = Entry.objects.filter(stream=stream, audience=Audience.PUBLIC)
    if before is not None:
        found = found.filter(seq__lt=before)
    return list(found.order_by("-seq")[:most])


def entries_about(stream: int, kind: str, *, most: int) -> list[Entry]:
    """The newest entries of a stream about one kind of subject, those for staff too: ask at a door of staff only."""
    return list(Entry.objects.filter(stream=stream, subject_kind=kind).order_by("-seq")[:most])


def told(entries: Sequence[Entry], language: str) -> list[Sentence]:
    """The entries in words, in their own order; each kind of subject is asked once."""
    words: dict[tuple[int, int], str] = {}
    kind = attrgetter("subject_kind")
    for key, group in groupby(sorted(entries, key=kind), key=kind):
        same = list(group)
        sentences = subjects.registry.get(key).sentences(same, language)
        words.update(zip(((one.stream_id, one.seq) for one in same), sentences, strict=True))
    return [
        Sentence(one, words[one.stream_id, one.seq], subjects.registry.get(one.subject_kind).url(one))
        for one in entries
    ]


def signed_heads(stream: int) -> QuerySet[SignedHead]:
    """The signed heads of a stream, newest first."""
    return SignedHead.objects.filter(stream=stream).order_by("-day")


def published_head(head: SignedHead) -> dict[str, Any]:
    """A signed head in the form it is published in."""
    return {
        "day": head.day.isoformat(),
        "seq": head.seq,
        "hash": bytes(head.hash).hex(),
        "signature": bytes(head.signature).hex(),
    }


def public_chain(stream: int, after: int, most: int = 500) -> Iterator[dict[str, Any]]:
    """The chain after a number: public entries whole, of the others the salted leaf and the time only."""
    for entry in entries_after(stream, after)[:most]:
        link = {"seq": entry.seq, "at": entry.at.isoformat(), "leaf": _hex(entry.leaf), "hash": _hex(entry.hash)}
        if entry.audience == Audience.PUBLIC:
            link |= {
                "verb": entry.verb,
                "actor": entry.actor,
                "subject": [entry.subject_kind, entry.subject_id],
                "data": entry.data,
                "salt": _hex(entry.salt),
            }
        yield link


def _hex(value: bytes | memoryview) -> str:
    return bytes(value).hex()
