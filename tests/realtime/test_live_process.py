"""The real live process: sockets that were still for a long time, staff's own topics, and no need of Valkey."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest
from django.test import Client
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from journal.services import telling
from tests.participatie.watching import soon, started

IDLE_SECONDS = 11
HERE = "http://testserver"


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def live(log: Path, **env: str) -> Iterator[str]:
    """The process as it runs in production; its address."""
    port = free_port()
    words = ["-m", "uvicorn", "participatie.asgi:application", "--port", str(port), "--lifespan", "off"]
    more = ["--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--log-level", "warning"]
    with started(*words, *more, log=log, DJANGO_SETTINGS_MODULE="participatie.settings", **env):
        assert soon(lambda: listens(port)), log.read_text()
        yield f"ws://127.0.0.1:{port}/live/"


def tell(stream: int) -> None:
    """Something public happens."""
    with telling() as say:
        say(stream=stream, verb="tally.sealed", actor="system", subject=("tally", str(stream)))


def listening(line: ClientConnection, *topics: str) -> dict:
    line.send(json.dumps({"listen": topics}))
    return json.loads(line.recv(10))


def cookie_of(user) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {"Cookie": f"sessie={client.cookies['sessie'].value}"}


@pytest.mark.django_db(transaction=True)
def test_a_socket_that_was_still_for_long_hears_the_next_frame(gent, moderator, tmp_path) -> None:
    with (
        live(tmp_path / "log") as address,
        connect(address, origin=HERE) as one,
        connect(address, origin=HERE, additional_headers=cookie_of(moderator)) as staff,
    ):
        assert listening(one, "stream:44021")["listening"] == ["stream:44021"]
        assert listening(staff, "queue:44021", "stream:44021")["listening"] == ["queue:44021", "stream:44021"]
        sleep(IDLE_SECONDS)
        tell(gent.stream_id)
        for line in (one, staff):
            frame = json.loads(line.recv(10))
            assert (frame["t"], frame["n"], frame["v"]) == ("stream:44021", 1, "tally.sealed")


@pytest.mark.django_db(transaction=True)
def test_a_socket_needs_no_valkey(gent, tmp_path) -> None:
    nowhere = f"unix://{tmp_path}/nothing.sock?db=0"
    with live(tmp_path / "log", REDIS_URL=nowhere) as address, connect(address, origin=HERE) as line:
        listening(line, "stream:44021")
        tell(gent.stream_id)
        assert json.loads(line.recv(10))["n"] == 1


@pytest.mark.django_db(transaction=True)
def test_strangers_and_other_sites_hear_nothing_of_the_desk(gent, neighbour, tmp_path) -> None:
    with live(tmp_path / "log") as address:
        with pytest.raises(InvalidStatus) as refused:
            connect(address, origin="https://evil.example")
        assert refused.value.response.status_code == 403
        for headers in ({}, cookie_of(neighbour), {"Cookie": "sessie=made-up"}):
            with connect(address, origin=HERE, additional_headers=headers) as line:
                assert listening(line, "queue:44021") == {"listening": [], "at": {}, "refused": ["queue:44021"]}


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_back_after_the_process_was_killed_misses_nothing(gent, tmp_path) -> None:
    for number in range(1, 7, 2):
        tell(gent.stream_id)
        with live(tmp_path / "log") as address, connect(address, origin=HERE) as line:
            # The first socket of a fresh process: what was told before it came is in its number.
            assert listening(line, "stream:44021")["at"][str(gent.stream_id)] == number
        tell(gent.stream_id)  # while nobody listens
        with live(tmp_path / "log") as address, connect(address, origin=HERE) as line:
            line.send(json.dumps({"listen": ["stream:44021"], "since": {str(gent.stream_id): number}}))
            answer = json.loads(line.recv(10))
            assert (answer["at"], answer["reset"]) == ({str(gent.stream_id): number + 1}, True)
