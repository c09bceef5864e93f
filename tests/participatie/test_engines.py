"""The embedded engines come up anywhere, stay up while someone needs them, and leave nothing behind."""

import asyncio
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import redis
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.db.utils import ConnectionHandler

from participatie import engines
from tests.participatie.watching import is_alive, pid_of, soon, started

HOLD = "import sys, time; from participatie import engines; {code}; print('up', flush=True); time.sleep(60)"


@pytest.fixture
def sockets(tmp_path, monkeypatch):
    """A socket folder of its own, as short as the real one."""
    folder = engines.private_folder(engines.SOCKETS / f"pp-test-{os.getpid()}")
    monkeypatch.setattr(engines, "socket_folder", lambda: folder)
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def ask(sockets: Path, statement: str) -> str:
    with psycopg.connect(host=str(sockets), user="postgres", dbname="postgres") as connection:
        return connection.execute(statement).fetchone()[0]


@pytest.mark.parametrize("name", ["short", "a space and an ë", "/".join(["a folder that is deep"] * 8)])
def test_postgres_lives_in_any_folder_and_keeps_what_it_had(tmp_path, sockets, name):
    postgres = engines.Postgres(tmp_path / name / "postgres", sockets, engines.HASTY)
    with engines.child(postgres):
        postgres.make_database("kept")
        postgres.make_database("kept")
        assert ask(sockets, "SELECT lower('ÉÉN')") == "één"
    assert not postgres.answers()
    with engines.child(postgres):
        assert ask(sockets, "SELECT count(*) FROM pg_database WHERE datname = 'kept'") == 1


def test_half_a_cluster_is_made_anew(tmp_path, sockets):
    postgres = engines.Postgres(tmp_path / "postgres", sockets, engines.HASTY)
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("18\n")
    with engines.child(postgres):
        assert postgres.answers()


def test_a_cluster_that_cannot_start_says_why(tmp_path, sockets, monkeypatch):
    monkeypatch.setattr(engines, "ATTEMPTS", 1)
    postgres = engines.Postgres(tmp_path / "postgres", sockets, {"max_connections": "nonsense"})
    with pytest.raises(RuntimeError, match="max_connections"), engines.child(postgres):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_root_without_user_namespaces_runs_it_as_nobody(monkeypatch, sockets):
    monkeypatch.setattr(
        engines, "_as_nobody", lambda: ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")
    )
    data = engines.private_folder(sockets / "data")
    engines.private_folder(sockets)
    with engines.child(engines.Postgres(data / "postgres", sockets, engines.HASTY)) as process:
        assert Path(f"/proc/{process.pid}").stat().st_uid == 65534
        assert ask(sockets, "SELECT 1") == 1


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(RuntimeError, match="belongs to somebody else"):
        engines.private_folder(tmp_path / "link")


def test_kill_of_the_parent_ends_the_engines(tmp_path, sockets):
    code = (
        "from contextlib import ExitStack; from pathlib import Path; held = ExitStack();"
        f"held.enter_context(engines.child(engines.Postgres(Path({str(tmp_path / 'pg')!r}), Path({str(sockets)!r}))));"
        f"held.enter_context(engines.child(engines.Valkey(Path({str(sockets)!r}))))"
    )
    with started("-c", HOLD.format(code=code), log=tmp_path / "log") as process:
        assert soon(lambda: "up" in (tmp_path / "log").read_text()), (tmp_path / "log").read_text()
        pids = [pid_of(process.pid, "bin/postgres"), pid_of(process.pid, "valkey-server")]
        assert all(pids)
        process.kill()
        assert soon(lambda: not any(is_alive(pid) for pid in pids), 5)
    with (
        engines.child(engines.Postgres(tmp_path / "pg", sockets, engines.HASTY)),
        engines.child(engines.Valkey(sockets)),
    ):
        assert ask(sockets, "SELECT 1") == 1


def test_an_idle_channel_and_an_idle_socket_survive(sockets):
    """redis-py 8 ended both after five seconds; hence the pin in pyproject.toml."""

    async def idle() -> str:
        layer = RedisPubSubChannelLayer(hosts=[engines.redis_url(sockets)], prefix="idle")
        name = await layer.new_channel()
        waiting = asyncio.create_task(layer.receive(name))
        await asyncio.sleep(11)
        await layer.send(name, {"type": "still.there"})
        message = await asyncio.wait_for(waiting, 5)
        await layer.flush()
        return message["type"]

    with engines.child(engines.Valkey(sockets)):
        client = redis.Redis.from_url(engines.redis_url(sockets))
        listening = client.pubsub()
        listening.subscribe("idle")
        with ThreadPoolExecutor() as apart:  # playwright leaves a loop running in this thread
            assert apart.submit(asyncio.run, idle()).result() == "still.there"
        client.publish("idle", "here")
        assert [listening.get_message(timeout=1)["type"] for _ in range(2)] == ["subscribe", "message"]
        listening.close()
        client.close()


def test_a_command_that_needs_no_database_starts_none(monkeypatch):
    monkeypatch.setattr(engines, "wanted", lambda: pytest.fail("started"))
    for words in (["help"], ["--version"], ["migrate", "--help"], ["compile_texts"], []):
        with engines.running_for(["manage.py", *words]):
            pass


def test_given_addresses_start_none(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/x")
    monkeypatch.setenv("REDIS_URL", "redis://cache")
    assert engines.wanted() == []


def test_two_commands_share_the_engines_of_the_first(tmp_path, sockets, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    code = (
        f"from pathlib import Path; engines.socket_folder = lambda: Path({str(sockets)!r});"
        "held = engines.running_for(['manage.py', 'migrate']); held.__enter__(); print('up', flush=True);"
        "time.sleep(float(sys.argv[1])); held.__exit__(None, None, None); sys.exit()"
    )
    with started("-c", HOLD.format(code=code), "0.1", log=tmp_path / "first") as first:
        assert soon(lambda: "up" in (tmp_path / "first").read_text()), (tmp_path / "first").read_text()
        with engines.running_for(["manage.py", "migrate"]):
            assert soon(lambda: "waiting until it ends" in (tmp_path / "first").read_text())
            assert ask(sockets, "SELECT 1") == 1
        assert first.wait(10) == 0


def test_the_address_in_any_form():
    found = engines.database("postgresql://jan:geheim@db.example:6432/stad?sslmode=require", pool=True)
    assert (found["HOST"], found["PORT"], found["USER"], found["NAME"]) == ("db.example", "6432", "jan", "stad")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["max_size"] >= 4
    assert "pool" not in engines.database("host=/run/pg dbname=stad", pool=False)["OPTIONS"]


@pytest.mark.parametrize(("pool", "prepared"), [(True, 1), (False, 0)])
def test_only_connections_of_our_own_pool_prepare_what_they_are_asked_often(db, pool, prepared):
    own = ConnectionHandler({"default": engines.database(os.environ["DATABASE_URL"], pool=pool)})["default"]
    with own.cursor() as cursor:
        for number in range(7):
            cursor.execute("SELECT %s::int", [number])
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (prepared,)
    own.close()
    if pool:
        own.close_pool()


def test_the_tests_run_on_the_real_engines(db):
    assert "PostgreSQL 18" in ask(Path(os.environ["TEST_SOCKETS"]), "SELECT version()")
