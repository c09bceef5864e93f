"""Kill -9 of web, readers or database at any moment: every answer is there once and is counted once. Real processes."""

import random
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection

from counting.queries import tallies
from counting.services import recount
from participatie import engines
from surveys import services
from surveys.counted import source_of
from surveys.models import Intake, Participation, Receipt, Response, Survey
from surveys.released import CHANNEL, COUNTED, HELD, PUBLIC, read, units_of
from surveys.results.whole import whole_of
from tests.participatie.killing import KEEPS, Web, kill
from tests.participatie.watching import soon, started
from tests.surveys.filling import at, fields
from tests.surveys.people import COLOURS, asked, one, say, scale

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 4
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def survey(gent, editor) -> Survey:
    return asked(gent, editor, one(), scale())


class People:
    """Clients that each send answers over HTTP, one after another, until every one of them got its redirect."""

    def __init__(self, survey: Survey, web: Web, many: int) -> None:
        self.address, self.web, self.many = at(survey), web, many
        self.waiting = [(str(uuid4()), COLOURS[number % 3]) for number in range(many)]
        self.said = dict(self.waiting)
        self.done: list[int] = []
        self.threads = [threading.Thread(target=self._send, daemon=True) for _ in range(CLIENTS)]

    def _send(self) -> None:
        while self.waiting:
            try:
                receipt, colour = self.waiting.pop()
            except IndexError:
                return
            typed = {"stap": "verstuur", "receipt": receipt, "versie": "1", **fields(colour=colour, mood=3)}
            status, _page = self.web.post(self.address, urlencode(typed), FORM)
            self.done.append(status)

    def have_sent(self, enough: int) -> bool:
        """Whether so many are through by now."""
        return len(self.done) >= min(enough, self.many)

    @contextmanager
    def sending(self) -> Iterator[None]:
        """They begin; at the end all of them were answered with a redirect."""
        for thread in self.threads:
            thread.start()
        yield
        for thread in self.threads:
            thread.join(20)
        assert Counter(self.done) == {302: self.many}


def assert_everything_is_counted_once(survey: Survey, said: dict[str, str]) -> None:
    """Every receipt has its answer, the tallies are what a recount says, and the public figures are all of it."""
    services.close(survey=survey)
    while services.fold():
        pass
    assert {str(receipt) for receipt in Receipt.objects.values_list("pk", flat=True)} == set(said)
    assert Participation.objects.count() == Response.objects.count() == len(said)
    assert not Intake.objects.exists()
    colours = Counter(said.values())
    assert Counter(Response.objects.values_list("answers__colour", flat=True)) == colours
    assert recount(repair=False, sources=[source_of(survey)]) == []
    assert_public_is_counted(survey)
    assert tallies([f"{PUBLIC}:{survey.pk}:q:colour"])[f"{PUBLIC}:{survey.pk}:q:colour"] == colours


def assert_public_is_counted(survey: Survey) -> None:
    """Of a closed survey that is folded: nothing stays back, and everybody sees what was counted."""
    units, starts = units_of(whole_of(survey)), [f"{where}:{survey.pk}" for where in (COUNTED, HELD, PUBLIC)]
    found = read(units, *starts)
    counted, held, public = ({unit.key: unit.state(start, found) for unit in units} for start in starts)
    assert public[CHANNEL].whole == counted[CHANNEL].whole
    assert {key: state.whole for key, state in public.items()} == {key: state.whole for key, state in counted.items()}
    assert not any(state.whole for state in held.values())


def test_web_killed_while_answers_come_in(survey, tmp_path) -> None:
    web = Web(tmp_path / "log", MOST_ANSWERS="0")
    people, lives, chance = People(survey, web, 180), 0, random.Random(1)
    with people.sending():
        while not people.have_sent(people.many):
            lives += 1
            with web.life() as process:
                assert soon(partial(people.have_sent, len(people.done) + 45), 30), web.log.read_text()
                time.sleep(chance.random() / 50)  # not at the end of an answer, but anywhere
                kill(process)
    assert lives >= 3
    assert_everything_is_counted_once(survey, people.said)


def test_readers_killed_while_answers_come_in(survey, tmp_path) -> None:
    said, lives, chance = 0, 0, random.Random(2)

    def counted() -> int:
        return Intake.objects.filter(is_counted=True).count() + Response.objects.count()

    def moves_on(before: int) -> bool:
        return counted() > before

    while lives < 4:
        lives += 1
        before = counted()
        with started("manage.py", "run_readers", log=tmp_path / "log", **KEEPS) as process:
            for _ in range(60):
                say(survey, colour=COLOURS[said % 3], mood=3)
                said += 1
            assert soon(partial(moves_on, before), 20), (tmp_path / "log").read_text()
            for _ in range(chance.randrange(40)):
                say(survey, colour=COLOURS[said % 3], mood=3)
                said += 1
            kill(process)
        assert recount(repair=False, sources=[source_of(survey)]) == []
        assert Intake.objects.count() + Response.objects.count() == said
    services.close(survey=survey)
    while services.fold():
        pass
    assert (Intake.objects.count(), Response.objects.count()) == (0, said)
    assert recount(repair=False, sources=[source_of(survey)]) == []
    assert_public_is_counted(survey)


class Database:
    """A PostgreSQL of this test's own, that holds what the shared one holds, and that can be killed."""

    def __init__(self, folder, sockets) -> None:
        # Nothing that its own processes leave half done may be lost; only the disk is trusted not to fail.
        options = {"fsync": "off", "shared_buffers": "32MB"}
        self.engine = engines.Postgres(folder / "postgres", sockets, options)
        self.name = connection.settings_dict["NAME"]
        self.url = f"postgresql://postgres@/{self.name}?host={sockets}"

    def fill(self, shared: str) -> None:
        """Takes over everything from the database on the socket in `shared`."""
        self.engine.make_database(self.name)
        tools, common = engines.postgres_binaries(), ("-U", "postgres", "-d", self.name)
        dumped = subprocess.run([tools / "pg_dump", "-h", shared, *common], check=True, capture_output=True).stdout
        words = [tools / "psql", "-h", self.engine.sockets, *common, "-Xq", "-v", "ON_ERROR_STOP=1"]
        subprocess.run(words, input=dumped, check=True, capture_output=True)

    @contextmanager
    def asked_here(self, monkeypatch) -> Iterator[None]:
        """This test's own questions go to it as well."""
        connection.close()
        with monkeypatch.context() as meanwhile:
            meanwhile.setitem(connection.settings_dict, "HOST", str(self.engine.sockets))
            yield
            connection.close()


@pytest.fixture
def database(survey, tmp_path) -> Iterator[Database]:
    sockets = engines.private_folder(engines.SOCKETS / f"pp-killed-{uuid4().hex[:8]}")
    own = Database(tmp_path, sockets)
    with engines.child(own.engine):
        own.fill(connection.settings_dict["HOST"])
    yield own
    shutil.rmtree(sockets)


def test_database_killed_while_answers_come_in_and_are_counted(survey, database, tmp_path, monkeypatch) -> None:
    env = {**KEEPS, "DATABASE_URL": database.url}
    web = Web(tmp_path / "log", MOST_ANSWERS="0", DATABASE_URL=database.url)
    people, lives, chance = People(survey, web, 400), 0, random.Random(3)
    with web.life(), started("manage.py", "run_readers", log=tmp_path / "readers", **env), people.sending():
        while not people.have_sent(people.many):
            lives += 1
            with engines.child(database.engine) as process:
                assert soon(partial(people.have_sent, len(people.done) + 70), 30), web.log.read_text()
                time.sleep(chance.random() / 50)
                kill(process)
    assert lives >= 4
    with engines.child(database.engine), database.asked_here(monkeypatch):
        assert recount(repair=False, sources=[source_of(survey)]) == []
        assert_everything_is_counted_once(survey, people.said)
