"""Checking that nothing in the journal was altered."""

from collections.abc import Iterator
from dataclasses import dataclass

from journal import chain, signing
from journal.models import EMPTY_HASH, Entry, SignedHead, Stream


@dataclass(frozen=True)
class Fault:
    """The first thing that does not fit in a stream."""

    stream: str
    seq: int
    sentence: str


def faults() -> Iterator[Fault]:
    """The first fault of every stream that has one; an untouched journal has none."""
    for stream in Stream.objects.order_by("pk"):
        if fault := first_fault(stream):
            yield fault


def first_fault(stream: Stream) -> Fault | None:
    """Recomputes the chain from its start: numbers, leaves, hashes, the head, and every signed head on the way."""
    signed = {head.seq: head for head in SignedHead.objects.filter(stream=stream).select_related("stream")}
    head, seq, public = EMPTY_HASH, 0, 0
    for entry in Entry.objects.filter(stream=stream).order_by("seq").iterator(2000):
        seq, public = seq + 1, public + (entry.audience == "public")
        head = chain.hash_of(head, bytes(entry.leaf), entry.at)
        if sentence := _wrong(entry, seq, public, head) or _unsigned(signed.pop(seq, None), head):
            return Fault(stream.name, seq, sentence)
    if (stream.seq, bytes(stream.hash)) != (seq, head):
        return Fault(stream.name, seq, "the head does not stand at the last entry")
    if signed:
        return Fault(stream.name, min(signed), "a signed head stands at an entry that is gone")
    return None


def _wrong(entry: Entry, seq: int, public: int, head: bytes) -> str:
    leaf = chain.leaf_of(
        salt=bytes(entry.salt),
        verb=entry.verb,
        actor=entry.actor,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        audience=entry.audience,
        data=entry.data,
    )
    if entry.seq != seq:
        return f"number {seq} is missing"
    if entry.audience == "public" and entry.public_seq != public:
        return "the public number is wrong"
    if bytes(entry.leaf) != leaf:
        return "the entry says something else than what was told"
    return "" if bytes(entry.hash) == head else "the chain is broken"


def _unsigned(signed: SignedHead | None, head: bytes) -> str:
    if signed is None:
        return ""
    if not signing.is_signed(signed):
        return f"the signature of {signed.day} is not ours"
    return "" if bytes(signed.hash) == head else f"the signed head of {signed.day} is another one"
