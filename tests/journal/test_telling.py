"""The journal under everything that can happen to it."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.timezone import localdate

from journal import chain, signing
from journal.models import EMPTY_HASH, Cursor, Entry, SignedHead, Stream
from journal.queries import public_chain, published_head
from journal.readers import Reader
from journal.services import UnknownVerb, advance, retried, telling
from journal.verifying import faults

TALLY = ("tally", "1")


def tell_one(stream: Stream, number: int = 0, audience: str = "public") -> None:
    with telling() as tell:
        tell(
            stream=stream,
            verb="tally.sealed",
            actor="system",
            subject=TALLY,
            audience=audience,
            data={"number": number},
        )


@pytest.fixture
def stream(db) -> Stream:
    return Stream.objects.create(name="test")


def test_an_entry_costs_one_statement(stream: Stream, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):  # savepoint, the entry, release
        tell_one(stream)


def test_entries_are_numbered_and_chained(stream: Stream) -> None:
    for number in range(3):
        tell_one(stream, number, audience="staff" if number == 1 else "public")
    entries = list(Entry.objects.filter(stream=stream))
    assert [(one.seq, one.public_seq, one.data["number"]) for one in entries] == [(1, 1, 0), (2, None, 1), (3, 2, 2)]
    head = EMPTY_HASH
    for one in entries:
        head = chain.hash_of(head, bytes(one.leaf), one.at)
        assert bytes(one.hash) == head
    stream.refresh_from_db()
    assert (stream.seq, stream.public_seq, bytes(stream.hash)) == (3, 2, head)


def test_an_inner_telling_joins_and_an_exception_tells_nothing(stream: Stream) -> None:
    with pytest.raises(ZeroDivisionError), telling():
        tell_one(stream)
        raise ZeroDivisionError
    assert Entry.objects.count() == 0
    with telling():
        tell_one(stream, 1)
        tell_one(stream, 2)
    assert [one.data["number"] for one in Entry.objects.all()] == [1, 2]


def test_a_verb_nobody_can_put_into_words_is_refused(stream: Stream) -> None:
    with pytest.raises(UnknownVerb), telling() as tell:
        tell(stream=stream, verb="tally.invented", actor="system", subject=TALLY)


def test_what_is_not_public_shows_its_leaf_only(stream: Stream) -> None:
    tell_one(stream, audience="staff")
    tell_one(stream)
    hidden, shown = public_chain(stream.pk, 0)
    assert set(hidden) == {"seq", "at", "leaf", "hash"}
    told = {"verb": "tally.sealed", "actor": "system", "subject": ["tally", "1"], "data": {"number": 0}}
    assert {key: shown[key] for key in told} == told


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_leave_no_gap_and_the_chain_holds() -> None:
    streams = [Stream.objects.create(name=f"s{number}") for number in range(2)]

    def write() -> None:
        for number in range(20):
            with telling() as tell:
                for stream in streams if number % 2 else reversed(streams):
                    tell(stream=stream, verb="tally.sealed", actor="system", subject=TALLY, data={"n": number})
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for stream in streams:
        told = list(Entry.objects.filter(stream=stream))
        assert [one.seq for one in told] == list(range(1, 81))
        assert [one.at for one in told] == sorted(one.at for one in told)
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("altering", "sentence"),
    [
        ("UPDATE journal_entry SET data = '{\"number\": 9}' WHERE seq = 2", "the entry says something else"),
        ("UPDATE journal_entry SET verb = 'x' WHERE seq = 3", "the entry says something else"),
        ("DELETE FROM journal_entry WHERE seq = 2", "number 2 is missing"),
        ("DELETE FROM journal_entry WHERE seq = 3", "the head does not stand"),
        ("UPDATE journal_entry SET at = at - interval '1 day' WHERE seq = 1", "the chain is broken"),
    ],
)
def test_verify_finds_the_first_broken_entry(stream: Stream, altering: str, sentence: str) -> None:
    for number in range(3):
        tell_one(stream, number)
    with connection.cursor() as cursor:
        cursor.execute(altering)
    said = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_journal", stderr=said)
    assert (stopped.value.code, sentence in said.getvalue()) == (1, True)


def rewrite(stream: Stream) -> None:
    """What a forger with the database would do: change an entry and make every hash right again."""
    head = EMPTY_HASH
    for entry in Entry.objects.filter(stream=stream).order_by("seq"):
        data = {"number": 99} if entry.seq == 1 else entry.data
        leaf = chain.leaf_of(
            salt=bytes(entry.salt), verb=entry.verb, actor=entry.actor, subject_kind=entry.subject_kind,
            subject_id=entry.subject_id, audience=entry.audience, data=data,
        )  # fmt: skip
        head = chain.hash_of(head, leaf, entry.at)
        Entry.objects.filter(stream=stream, seq=entry.seq).update(data=data, leaf=leaf, hash=head)
    Stream.objects.filter(pk=stream.pk).update(hash=head)


def test_a_rewritten_chain_is_seen_by_whoever_kept_yesterdays_head(stream: Stream) -> None:
    tell_one(stream, 1)
    tell_one(stream, 2)
    assert signing.sign_heads(day=localdate() - timedelta(days=1)) == 1
    kept = published_head(SignedHead.objects.get())
    assert list(faults()) == []
    rewrite(stream)
    [fault] = faults()
    assert "the signed head" in fault.sentence
    SignedHead.objects.all().delete()
    assert list(faults()) == []  # a forger who also drops our copy fools us, but not whoever kept it:
    link = next(link for link in public_chain(stream.pk, 0) if link["seq"] == kept["seq"])
    assert link["hash"] != kept["hash"]


def test_a_head_is_signed_once_a_day(stream: Stream) -> None:
    tell_one(stream)
    assert (signing.sign_heads(), signing.sign_heads()) == (1, 0)
    head = SignedHead.objects.get()
    assert signing.is_signed(head)
    head.seq += 1
    assert not signing.is_signed(head)


def test_a_reader_reads_every_entry_once(stream: Stream) -> None:
    read: list[int] = []
    reader = Reader(key="r", read=lambda entries: read.extend(one.seq for one in entries))
    for number in range(5):
        tell_one(stream, number)
    assert (advance(reader), advance(reader), read) == (5, 0, [1, 2, 3, 4, 5])


def test_a_reader_that_dies_between_effect_and_commit_starts_again(stream: Stream) -> None:
    tell_one(stream)

    def effect(entries) -> None:
        Stream.objects.create(name=f"effect {Stream.objects.count()}")

    def die(entries) -> None:
        effect(entries)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        advance(Reader(key="r", read=die))
    assert (Stream.objects.count(), Cursor.objects.count()) == (1, 0)
    assert advance(Reader(key="r", read=effect)) == 1
    assert advance(Reader(key="r", read=effect)) == 0
    assert Stream.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_deadlock_is_retried_once() -> None:
    one, two = (Stream.objects.create(name=name) for name in "ab")
    first, meeting = [one, two], threading.Barrier(2)
    tries: list[str] = []

    def verb(order: list[Stream]) -> None:
        @retried
        def lock_both() -> None:
            tries.append("x")
            with transaction.atomic():
                Stream.objects.select_for_update().get(pk=order[0].pk)
                if len(tries) <= 2:
                    meeting.wait(5)
                Stream.objects.select_for_update().get(pk=order[1].pk)

        lock_both()
        connection.close()

    threads = [threading.Thread(target=verb, args=[order]) for order in (first, first[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tries) == 3
