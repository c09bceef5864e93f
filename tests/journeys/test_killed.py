"""Kill -9 at any moment: nothing is lost, nothing is done twice, the journal has no gap. With real processes."""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import partial
from uuid import uuid4

import pytest
from django.utils.timezone import now

from catalogue.models import Correction, FieldChange, Record
from catalogue.services import correct
from contributions.mail import READER
from contributions.models import Case, Contribution
from journal.models import Cursor, Entry
from journal.services import advance
from journal.verifying import faults
from moderation.models import Decision
from moderation.services import decide
from outbound.models import Letter
from tests.catalogue.making import document, services_of, taken_in
from tests.participatie.killing import KEEPS, Web, kill
from tests.participatie.watching import soon, started

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "contact/0/telephone"
# A reader that is killed after its effects and before its cursor: in between stands only the commit.
DIES_BEFORE_ITS_CURSOR = """
import os, signal, django
django.setup()
from contributions.mail import READER
from journal.models import Cursor
from journal.services import advance
from outbound.models import Letter
save = Cursor.save
def die(self, **more):
    if letters := Letter.objects.count():
        print(letters, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    save(self, **more)
Cursor.save = die
advance(READER)
"""


def phone(number: int) -> str:
    return f"+32 9 210 {number // 100:02} {number % 100:02}"


def records(gent, many: int) -> list[Record]:
    return taken_in(services_of(gent), [document(number) for number in range(1, many + 1)])


def test_a_reader_killed_between_its_effect_and_its_commit(gent) -> None:
    [record] = records(gent, 1)
    correct(record=record, changes={PHONE: phone(1)}, language="nl", email="iemand@example.org")
    words = [sys.executable, "-c", DIES_BEFORE_ITS_CURSOR]
    dead = subprocess.run(words, env={**os.environ, **KEEPS}, capture_output=True, text=True, timeout=60)
    assert (dead.returncode, dead.stdout) == (-signal.SIGKILL, "1\n"), dead.stderr
    behind = Cursor.objects.filter(reader=READER.key, stream=gent.stream)
    assert (Letter.objects.count(), behind.count()) == (0, 0)
    assert (advance(READER), advance(READER)) == (Entry.objects.filter(stream=gent.stream).count(), 0)
    assert Letter.objects.count() == 1


def test_readers_killed_over_and_over(gent, moderator, tmp_path) -> None:
    many = 40
    made = records(gent, many)
    for number, record in enumerate(made):
        correct(record=record, changes={PHONE: phone(number)}, language="nl", email=f"p{number}@example.org")
    for case in Case.objects.all():
        decide(case=case, case_version=case.version, outcome="approved", by=moderator)
    Decision.objects.update(effective_at=now())

    def done() -> tuple[int, int]:
        return Decision.objects.filter(state=Decision.State.SETTLED).count(), Letter.objects.count()

    def are_done(settled: int, letters: int) -> bool:
        now_done = done()
        return now_done[0] >= min(settled, many) and now_done[1] >= min(letters, 2 * many)

    lives = 0
    while (so_far := done()) != (many, 2 * many):
        lives += 1
        with started("manage.py", "run_readers", log=tmp_path / "log", **KEEPS) as process:
            assert soon(partial(are_done, so_far[0] + 8, so_far[1] + 1), 60)
            kill(process)
    assert lives >= 4
    assert [record.version for record in Record.objects.all()] == [2] * many
    assert sorted(record.fields[PHONE] for record in Record.objects.all()) == [phone(n) for n in range(many)]
    assert set(FieldChange.objects.values_list("state", flat=True)) == {"applied"}
    assert Entry.objects.filter(verb="record.corrected").count() == many
    assert list(faults()) == []


def sent(web: Web, correction: dict, key: str) -> dict:
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    status, body = web.post("/api/v1/corrections", json.dumps(correction), headers)
    assert status == 201, body
    return json.loads(body)


def test_web_killed_while_corrections_come_in(gent, tmp_path) -> None:
    many, clients = 120, 4
    made = records(gent, many)
    web, answers = Web(tmp_path / "log"), {}
    waiting = list(enumerate(made))

    def client() -> None:
        while waiting:
            with suppress(IndexError):
                number, record = waiting.pop()
                body = {"record": str(record.pk), "changes": [{"field": PHONE, "value": phone(number)}]}
                answers[number] = sent(web, {**body, "email": f"p{number}@example.org"}, str(uuid4()))

    def have_come(enough: int) -> bool:
        return len(answers) >= enough

    threads = [threading.Thread(target=client, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    lives = 0
    while len(answers) < many:
        lives += 1
        with web.life() as process:
            assert soon(partial(have_come, min(len(answers) + 25, many)), 60), web.log.read_text()
            kill(process)
    for thread in threads:
        thread.join(20)
    assert lives >= 4
    assert len({answer["id"] for answer in answers.values()}) == many
    for model in (Contribution, Case, Correction, FieldChange):
        assert model.objects.count() == many, model
    assert Entry.objects.filter(verb="contribution.submitted").count() == many
    proposed = FieldChange.objects.values_list("proposed_value", flat=True)
    assert sorted(proposed) == sorted(phone(number) for number in range(many))
    assert list(faults()) == []
