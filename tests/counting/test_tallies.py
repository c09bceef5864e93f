"""Tallies are exact: whoever writes, changes, withdraws, folds or is killed meanwhile."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from functools import partial
from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.guests import new_guest
from catalogue.models import Confirmation
from catalogue.services import confirm
from catalogue.services.confirming import subject_of, take_back
from counting.models import Mark, Seal, Tally
from counting.queries import tallies
from counting.services import Difference, fold, recount, seal
from journal.models import Entry
from tests.at_once import at_once
from tests.catalogue.making import document, services_of, taken_in
from tests.people import municipality

for_real = pytest.mark.django_db(transaction=True)
PATH, VALUE = "contact/0/telephone", "+32 9 000 00 01"
ANSWERS = ("yes", "no", "unknown")
# Folds once, and dies after so many statements; after the last one, when the commit is done and the bell would ring.
DIES = """
import os, signal, sys, django
django.setup()
from django.db import connection
from counting import bell
from counting.services import fold
left = int(sys.argv[1])
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
def count(execute, *arguments):
    global left
    result = execute(*arguments)
    left -= 1
    if left == 0:
        die()
    return result
bell.ring = die
with connection.execute_wrapper(count):
    fold()
"""


@pytest.fixture
def record(gent):
    return taken_in(services_of(gent), [document()])[0]


@pytest.fixture
def subject(record) -> str:
    return subject_of(record.pk, PATH, VALUE)


def chosen() -> dict[str, int]:
    """What stands in the choices themselves."""
    counted = Counter(Confirmation.objects.values_list("answer", flat=True))
    verified = Counter(Confirmation.objects.filter(guest=None).values_list("answer", flat=True))
    return dict(counted) | {f"{answer}.verified": many for answer, many in verified.items()}


def folded() -> None:
    while fold():
        pass


def say(record, answer: str, **who) -> None:
    confirm(record=record, path=PATH, value=VALUE, answer=answer, **who)


def withdraw(guest) -> None:
    for one in Confirmation.objects.filter(guest=guest).select_related("record__municipality__stream"):
        take_back(one)


def choose(record, guests, seed: int, times: int) -> None:
    """Says, changes and withdraws, each time as one of the same people."""
    chance = random.Random(seed)
    for _ in range(times):
        guest = chance.choice(guests)
        if chance.random() < 0.25:
            withdraw(guest)
        else:
            say(record, chance.choice(ANSWERS), guest=guest)


def fold_until(done: Event) -> int:
    total = 0
    while not done.is_set():
        total += fold()
    return total


@for_real
def test_many_write_while_two_fold(record, subject) -> None:
    guests, done = [new_guest() for _ in range(8)], Event()
    folders = Thread(target=lambda: folds.extend(at_once(*[partial(fold_until, done)] * 2)))
    folds: list[int] = []
    folders.start()
    results = at_once(*(partial(choose, record, guests, seed, 60) for seed in range(6)))
    done.set()
    folders.join(30)
    assert results == [None] * 6
    assert all(folds)  # both had their turns
    folded()
    assert recount(repair=False) == []
    assert tallies([subject]) == {subject: chosen()}
    assert Mark.objects.count() == 0


@for_real
def test_an_answer_that_changes_while_it_is_withdrawn(record, subject) -> None:
    guest = new_guest()
    for _ in range(10):
        say(record, "yes", guest=guest)
        at_once(partial(withdraw, guest), partial(say, record, "no", guest=guest))
        folded()
        assert recount(repair=False) == []
        assert tallies([subject]).get(subject, {}) == chosen()


@for_real
def test_an_answer_is_withdrawn_once(record, subject) -> None:
    guest, other = new_guest(), new_guest()
    say(record, "yes", guest=other)
    for _ in range(5):
        say(record, "yes", guest=guest)
        at_once(*[partial(withdraw, guest)] * 3)
        folded()
        assert tallies([subject]) == {subject: {"yes": 1}}


def test_what_is_withdrawn_is_what_stands_there_now(db, record, subject) -> None:
    guest = new_guest()
    say(record, "yes", guest=guest)
    seen = Confirmation.objects.select_related("record__municipality").get()
    say(record, "no", guest=guest)
    take_back(seen)
    folded()
    assert (tallies([subject]), recount(repair=False)) == ({}, [])


@for_real
def test_a_folder_killed_between_any_two_statements(record, subject) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "participatie.settings", "DATABASE_POOL": "0"}
    guests = [new_guest() for _ in range(6)]
    lives, is_folded = 0, False
    while not is_folded:
        lives += 1
        choose(record, guests, seed=lives, times=15)
        waiting = Mark.objects.count()
        done = subprocess.run(
            [sys.executable, "-c", DIES, str(lives)], env=env, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert Mark.objects.count() in {0, waiting}  # all or nothing
        is_folded = not Mark.objects.exists()
        assert recount(repair=False) == []
    assert lives >= 5  # the lock, is there anything, the version, the fold, and after the commit
    folded()
    assert tallies([subject]) == {subject: chosen()}


@for_real
def test_folders_killed_at_any_moment_while_many_write(record, subject) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "participatie.settings", "DATABASE_POOL": "0"}
    script = "import django\ndjango.setup()\nfrom counting.services import fold\nprint(flush=True)\nwhile True: fold()"
    guests, chance = [new_guest() for _ in range(6)], random.Random(1)
    writers = Thread(target=at_once, args=[partial(choose, record, guests, seed, 250) for seed in range(3)])
    writers.start()
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", script], env=env, stdout=subprocess.PIPE)
        process.stdout.readline()
        with process:
            writers.join(chance.random() / 3)
            process.kill()
        assert recount(repair=False) == []
    writers.join(60)
    folded()
    assert recount(repair=False) == []
    assert tallies([subject]) == {subject: chosen()}


STEPS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([*ANSWERS, "withdraw", "fold"])), max_size=25)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_whatever_order(db, record, subject, contributor, steps) -> None:
    with transaction.atomic():
        people = [{"guest": new_guest()}, {"guest": new_guest()}, {"user": contributor}]
        for who, what in steps:
            if what == "fold":
                fold()
            elif what == "withdraw":
                for one in Confirmation.objects.filter(**people[who]).select_related("record__municipality"):
                    take_back(one)
            else:
                say(record, what, **people[who])
            assert recount(repair=False) == []
        folded()
        assert tallies([subject]).get(subject, {}) == chosen()
        transaction.set_rollback(True)


def tamper_up(subject: str) -> None:
    Tally.objects.filter(subject=subject, bucket="yes").update(value=7)


def tamper_gone(subject: str) -> None:
    Tally.objects.filter(subject=subject).delete()


def tamper_made_up(subject: str) -> None:
    Tally.objects.create(subject=subject, bucket="no", value=4, stream_id=1)


def tamper_waiting(subject: str) -> None:
    Mark.objects.create(subject=subject, bucket="yes", delta=2, stream_id=1)


@pytest.mark.parametrize(
    ("tamper", "bucket", "said", "counted"),
    [(tamper_up, "yes", 7, 2), (tamper_gone, "yes", 0, 2), (tamper_made_up, "no", 4, 0), (tamper_waiting, "yes", 4, 2)],
)
def test_recount_finds_a_tampered_tally_and_puts_it_right(db, record, subject, tamper, bucket, said, counted) -> None:
    for _ in range(2):
        say(record, "yes", guest=new_guest())
    folded()
    before = Tally.objects.get(subject=subject).version
    tamper(subject)
    found = recount(repair=False)
    assert [(one.subject, one.bucket, one.tally, one.counted) for one in found] == [(subject, bucket, said, counted)]
    assert recount(repair=False) == found  # looking changes nothing
    output = StringIO()
    call_command("recount", "--dry-run", stdout=output)
    assert output.getvalue() == f"{subject} {bucket}: said {said}, counted {counted}\n1 differences\n"
    assert recount() == found
    assert recount(repair=False) == []
    folded()
    assert tallies([subject]) == {subject: {"yes": 2}}
    assert Tally.objects.get(subject=subject, bucket=bucket).version > before  # pages hear of it


def test_a_difference_names_the_stream_it_belongs_to(db, record, subject, gent) -> None:
    say(record, "yes", guest=new_guest())
    folded()
    Tally.objects.all().delete()
    assert recount() == [Difference(gent.stream_id, subject, "yes", 0, 1)]
    assert Tally.objects.get().stream_id == gent.stream_id


def sealed() -> list[tuple[int, list]]:
    return list(
        Entry.objects.filter(verb="tally.sealed").order_by("stream_id").values_list("stream_id", "data__tallies")
    )


def test_a_stream_is_told_its_figures_once(db, record, subject, gent, leuven) -> None:
    [other] = taken_in(services_of(leuven), [document(2)])
    for one in (record, other):
        confirm(record=one, path=PATH, value=VALUE, answer="yes", guest=new_guest())
    folded()
    assert (seal(), seal()) == (2, 0)
    there = subject_of(other.pk, PATH, VALUE)
    once = [(gent.stream_id, [[subject, "yes", 1]]), (leuven.stream_id, [[there, "yes", 1]])]
    assert sealed() == sorted(once)
    say(record, "no", guest=new_guest())
    assert seal() == 0  # not folded yet
    folded()
    assert (seal(), seal()) == (1, 0)
    assert [row for row in sealed() if row[0] == gent.stream_id][-1] == (gent.stream_id, [[subject, "no", 1]])


@for_real
def test_two_who_seal_at_once_tell_once(record, gent) -> None:
    for number in range(4):
        say(record, "yes", guest=new_guest())
        folded()
        assert sorted(at_once(seal, seal, seal)) == [0, 0, 1]
        assert len(sealed()) == number + 1
    assert Seal.objects.get().stream_id == gent.stream_id


def test_another_municipality_has_figures_of_its_own(db, record, subject) -> None:
    assert municipality("leuven").stream_id != record.municipality.stream_id
    say(record, "yes", guest=new_guest())
    folded()
    assert list(Tally.objects.values_list("stream_id", "subject")) == [(record.municipality.stream_id, subject)]
    assert connection.in_atomic_block
