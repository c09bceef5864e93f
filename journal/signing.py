"""Signing heads: Ed25519 (RFC 8032), with a key derived from the installation's secret.

Whoever kept a signed head can prove that we published it, and see that a rewritten chain no longer leads to it.
"""

from datetime import date, timedelta
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from journal.models import SignedHead, Stream


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha256(f"journal heads:{settings.SECRET_KEY}".encode()).digest())


def public_key() -> bytes:
    """The 32 bytes against which anyone can check a signature."""
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def message(stream: str, day: date, seq: int, head: bytes) -> bytes:
    """What is signed: `participatie <stream> <day> <seq> <hash>`."""
    return f"participatie {stream} {day.isoformat()} {seq} {head.hex()}".encode()


def is_signed(head: SignedHead) -> bool:
    """Whether the signature is ours and covers what the head says."""
    said = message(head.stream.name, head.day, head.seq, bytes(head.hash))
    try:
        _key().public_key().verify(bytes(head.signature), said)
    except InvalidSignature:
        return False
    return True


@transaction.atomic
def sign_heads(*, day: date | None = None) -> int:
    """Signs the head of every stream that was told something, once a day; returns how many were signed.

    `day` is the day that ended (yesterday in Brussels by default). A day that was signed is never signed again.
    """
    day = day or localdate() - timedelta(days=1)
    streams = Stream.objects.exclude(seq=0).exclude(signedhead__day=day).select_for_update(of=("self",))
    signed = [
        SignedHead(stream=stream, day=day, seq=stream.seq, hash=stream.hash, signature=_signature(stream, day))
        for stream in streams
    ]
    return len(SignedHead.objects.bulk_create(signed))


def _signature(stream: Stream, day: date) -> bytes:
    return _key().sign(message(stream.name, day, stream.seq, bytes(stream.hash)))
