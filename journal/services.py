"""Telling: every change writes its entries in its own transaction, numbered and chained by the head of the stream."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from operator import attrgetter
from os import urandom
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import Exists, OuterRef
from psycopg.errors import DeadlockDetected

from accounts.models import User
from journal import bell, chain, subjects
from journal.models import Audience, Cursor, Entry, Stream
from journal.readers import Reader

P = ParamSpec("P")
R = TypeVar("R")
BATCH = 200

# One statement: the head moves under its row lock, and the entry takes number, time and hash from it. The time is read
# once and inside the update, after the lock was granted, so that it never runs back within a stream.
APPEND = """
WITH head AS (
    UPDATE journal_stream SET (seq, public_seq, at, hash) = (
        SELECT journal_stream.seq + 1, journal_stream.public_seq + %(public)s, clock.at,
               sha256(journal_stream.hash || %(leaf)s || int8send((extract(epoch FROM clock.at) * 1000000)::bigint))
        FROM (SELECT clock_timestamp() AS at OFFSET 0) AS clock
    )
    WHERE id = %(stream)s
    RETURNING id, seq, public_seq, at, hash
)
INSERT INTO journal_entry
    (stream_id, seq, public_seq, at, verb, actor, subject_kind, subject_id, audience, person_id, data, salt, leaf, hash)
SELECT id, seq, CASE WHEN %(public)s = 1 THEN public_seq END, at, %(verb)s, %(actor)s, %(subject_kind)s, %(subject_id)s,
       %(audience)s, %(person)s, %(data)s, %(salt)s, %(leaf)s, hash
FROM head
"""


class UnknownVerb(LookupError):
    """No registered subject has this verb: nobody could put the entry into words."""


class Tell(Protocol):
    """Says what happened; it is written when the outermost `telling` ends."""

    def __call__(
        self,
        *,
        stream: Stream | int,
        verb: str,
        actor: str,
        subject: tuple[str, str],
        audience: str = Audience.PUBLIC,
        person: User | None = None,
        data: dict[str, Any] | None = None,
    ) -> None: ...


@dataclass(frozen=True)
class _Told:
    stream: int
    parameters: dict[str, Any]


_buffer: ContextVar[list[_Told] | None] = ContextVar("journal_buffer", default=None)


@contextmanager
def telling() -> Iterator[Tell]:
    """Opens a transaction in which things are told; an inner one joins the outer.

    At the end of the outermost: appends the entries ordered by stream (so that two transactions lock heads in the same
    order), one statement each; rings the bell after the commit. An exception tells nothing and changes nothing.
    """
    if _buffer.get() is not None:
        yield _tell
        return
    buffer: list[_Told] = []
    token = _buffer.set(buffer)
    try:
        with transaction.atomic():
            yield _tell
            _append(buffer)
            if buffer:
                transaction.on_commit(bell.ring)
    finally:
        _buffer.reset(token)


def _tell(
    *,
    stream: Stream | int,
    verb: str,
    actor: str,
    subject: tuple[str, str],
    audience: str = Audience.PUBLIC,
    person: User | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    kind, key = subject
    if verb not in subjects.registry.get(kind).verbs:
        raise UnknownVerb(f"{kind} has no verb {verb}")
    buffer = _buffer.get()
    if buffer is None:
        raise RuntimeError("tell only inside telling()")
    salt = urandom(16)
    told = {"verb": verb, "actor": actor, "subject_kind": kind, "subject_id": key, "audience": str(audience)}
    number = stream if isinstance(stream, int) else stream.pk
    parameters = {
        **told,
        "stream": number,
        "public": int(audience == Audience.PUBLIC),
        "person": person and person.pk,
        "data": json.dumps(data or {}),
        "salt": salt,
        "leaf": chain.leaf_of(salt=salt, data=data or {}, **told),
    }
    buffer.append(_Told(number, parameters))


def _append(buffer: list[_Told]) -> None:
    with connection.cursor() as cursor:
        for told in sorted(buffer, key=attrgetter("stream")):
            cursor.execute(APPEND, told.parameters)
            if cursor.rowcount != 1:
                raise Stream.DoesNotExist(told.stream)


def retried(verb: Callable[P, R]) -> Callable[P, R]:
    """Does the verb once more when the database chose it as the victim of a deadlock (40P01).

    Only where the verb is outermost: inside a transaction of the caller the whole of it would have to be done again.
    """

    @wraps(verb)
    def once_more(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return verb(*args, **kwargs)
        try:
            return verb(*args, **kwargs)
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected):
                raise
            return verb(*args, **kwargs)

    return once_more


def advance(reader: Reader) -> int:
    """Lets a reader read what it has not read yet; returns how many entries that were.

    Per stream, in batches of 200: locks the cursor (another process that holds it is left to it), gives the reader the
    entries, moves the cursor, in one transaction. A killed reader goes on where its last commit was.
    """
    done = Cursor.objects.filter(reader=reader.key, stream=OuterRef("pk"), seq__gte=OuterRef("seq"))
    behind = Stream.objects.exclude(seq=0).exclude(Exists(done)).order_by("pk")
    return sum(_advance_in(reader, stream) for stream in behind)


def _advance_in(reader: Reader, stream: Stream) -> int:
    read = 0
    while entries := _one_batch(reader, stream):
        read += entries
    return read


@transaction.atomic
def _one_batch(reader: Reader, stream: Stream) -> int:
    Cursor.objects.get_or_create(reader=reader.key, stream=stream)
    cursor = Cursor.objects.select_for_update(skip_locked=True).filter(reader=reader.key, stream=stream).first()
    if cursor is None:
        return 0
    entries = list(Entry.objects.filter(stream=stream, seq__gt=cursor.seq).order_by("seq")[:BATCH])
    if entries:
        reader.read(entries)
        cursor.seq = entries[-1].seq
        cursor.save(update_fields=["seq"])
    return len(entries)
