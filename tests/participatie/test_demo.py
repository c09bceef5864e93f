"""The whole platform in one command: it comes up, comes back after any kill, and leaves nothing."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from participatie import engines
from tests.participatie.watching import children, is_alive, pid_of, soon, started

OURS = {
    "DATABASE_URL",
    "REDIS_URL",
    "REDIS_PREFIX",
    "TEST_SOCKETS",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "SITE_URL",
    "LIVE_URL",
    "MAKELEVEL",
}
LEADERS = ["bin/postgres -D", "valkey-server", "granian", "uvicorn", "celery", "run_readers"]
WORDS = ("-m", "participatie.demo")


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        for held in (one, two):
            held.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@pytest.fixture
def env(tmp_path, monkeypatch):
    """The environment of somebody who just cloned the repository, with ports and folders of its own."""
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    web, live = free_ports()
    folders = {"DATA_DIR": str(tmp_path / "data of a demo"), "STATIC_ROOT": str(tmp_path / "static")}
    yield {**folders, "WEB_PORT": str(web), "LIVE_PORT": str(live), "DEMO": "1", "DATABASE_POOL": "1"}
    monkeypatch.setenv("DATA_DIR", folders["DATA_DIR"])
    subprocess.run(["rm", "-rf", str(engines.socket_folder())], check=True)


def status_of(env: dict[str, str], path: str = "/") -> int:
    try:
        with urlopen(f"http://localhost:{env['WEB_PORT']}{path}", timeout=30) as answer:
            return answer.status
    except (URLError, OSError):
        return 0


def run(env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, *WORDS]
    return subprocess.run(
        command, cwd=engines.ROOT, env={**os.environ, **env}, capture_output=True, text=True, timeout=60
    )


def test_the_demo_comes_up_survives_kills_and_stops(env, tmp_path):
    log = tmp_path / "log"
    with started(*WORDS, log=log, **env) as process:
        assert soon(lambda: "is ready" in log.read_text() or process.poll() is not None, 180)
        assert f"Participatie is ready at http://localhost:{env['WEB_PORT']}" in log.read_text(), log.read_text()
        assert "mia.moderator@gent.example" in log.read_text()
        assert status_of(env) == 200

        again = run(env)
        assert (again.returncode, again.stdout) == (1, "")
        assert again.stderr.startswith(f"Port {env['WEB_PORT']} is taken by another program")
        web, live = free_ports()
        other = run({**env, "WEB_PORT": str(web), "LIVE_PORT": str(live)})
        assert (other.returncode, other.stderr) == (
            1,
            "The embedded postgres already runs: end the other demo or command first.\n",
        )

        for words in LEADERS:
            killed = pid_of(process.pid, words)
            assert killed, words
            os.kill(killed, signal.SIGKILL)
            assert soon(lambda words=words, killed=killed: pid_of(process.pid, words) not in {0, killed}), words
        assert soon(lambda: status_of(env) == 200, 30), log.read_text()

        below = children(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0, log.read_text()
        assert [line for pid, line in below.items() if is_alive(pid)] == []

    with started(*WORDS, log=log, **env) as process:
        assert soon(lambda: "is ready" in log.read_text() or process.poll() is not None, 180)
        assert status_of(env) == 200
        below = children(process.pid)
        process.kill()
        assert soon(lambda: not any(is_alive(pid) for pid in below), 45), [below[pid] for pid in below if is_alive(pid)]


def test_a_taken_live_port_is_one_sentence(env):
    with socket.create_server(("127.0.0.1", int(env["LIVE_PORT"]))):
        done = run(env)
    suggested = int(env["LIVE_PORT"]) + 10
    sentence = (
        f"Port {env['LIVE_PORT']} is taken by another program; choose another one: make demo LIVE_PORT={suggested}\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)
    assert not Path(env["DATA_DIR"], "postgres").exists()


@pytest.mark.parametrize(
    ("ports", "sentence"),
    [
        (
            {"WEB_PORT": "8600", "LIVE_PORT": "8600"},
            "WEB_PORT and LIVE_PORT are both 8600; choose two different ports.\n",
        ),
        ({"WEB_PORT": "eighty"}, "WEB_PORT must be a whole number, not 'eighty'\n"),
    ],
)
def test_ports_that_make_no_sense_are_one_sentence(env, ports, sentence):
    done = run({**env, **ports})
    assert (done.returncode, done.stderr) == (1, sentence)
