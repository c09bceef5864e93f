"""Starts the real engines before pytest-django reads the settings. Loaded with `-p tests.engines_plugin`.

The controlling process starts one PostgreSQL and one Valkey; its workers find them in TEST_SOCKETS. The first test that
needs the database makes a migrated template (kept between runs while models, migrations and packages stay the same), and
each worker copies it. A second run at the same time gets engines of its own.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from participatie import engines
from participatie.texts import compile_texts

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
TEMPLATE = "template_app"
KEPT = engines.ROOT / ".data" / "tests"
(KEPT / "static").mkdir(parents=True, exist_ok=True)
running = ExitStack()
atexit.register(running.close)


def _url(name: str) -> str:
    return f"postgresql://postgres@/{name}?host={os.environ['TEST_SOCKETS']}"


def _holds(path: Path) -> bool:
    """Takes the file's lock for as long as this process lives; False when another process has it."""
    file = path.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return False
    running.callback(file.close)
    return True


def _sweep(folders: Iterator[Path]) -> None:
    """Removes what runs left behind that were killed."""
    for folder in folders:
        with suppress(FileNotFoundError):  # its run is just ending
            if _holds(folder / "alive"):
                shutil.rmtree(folder, ignore_errors=True)


def _own_folder() -> Path:
    place = engines.socket_folder()
    with engines.locked(place / "tests.lock"):
        _sweep(place.glob("t*/"))
        folder = engines.private_folder(place / f"t{os.getpid()}")
        running.callback(shutil.rmtree, folder, ignore_errors=True)
        _holds(folder / "alive")
    return folder


def _start() -> None:
    sockets = _own_folder()
    KEPT.mkdir(parents=True, exist_ok=True)
    data = (KEPT if _holds(KEPT / "lock") else sockets) / "postgres"
    options = {**engines.HASTY, "max_connections": "200", "shared_buffers": "64MB"}
    running.enter_context(engines.child(engines.Postgres(data, sockets, options)))
    running.enter_context(engines.child(engines.Valkey(sockets)))
    os.environ.update(TEST_SOCKETS=str(sockets), REDIS_URL=engines.redis_url(sockets))


if not WORKER:
    compile_texts(engines.ROOT / "locale")
    _start()
# A test that clears the cache clears a whole database of Valkey: each worker has one of its own (of 16).
NUMBER = int(WORKER.removeprefix("gw") or 0) % 16
os.environ.update(
    REDIS_URL=os.environ["REDIS_URL"].replace("?db=0", f"?db={NUMBER}"),
    DATABASE_URL=_url(f"test_app_{WORKER or 'main'}"),
    DATABASE_POOL="0",
    HASHED_STATIC="0",
    STATIC_ROOT=str(KEPT / "static"),  # empty: pages take their assets from the finders
    REMEMBER_PAGES="0",
    MOST_CORRECTIONS="0",
    MOST_CONFIRMATIONS="0",
    MOST_API_CORRECTIONS="0",  # tests come from one address; those of the limits set their own
    REDIS_PREFIX=f"test-{WORKER or 'main'}",
    SECRET_KEY="a key for tests only",
    SITE_URL="http://testserver",
    DJANGO_ALLOW_ASYNC_UNSAFE="true",  # playwright leaves a loop running in this thread
)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stops what this process started, before anything else is printed."""
    running.close()


def _fingerprint() -> str:
    patterns = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "participatie/settings.py", "requirements/dev.txt")
    files = [path for pattern in patterns for path in engines.ROOT.glob(pattern)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()


def _make_template(connection: psycopg.Connection) -> None:
    found = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    if connection.execute(found, [TEMPLATE]).fetchone() == (_fingerprint(),):
        return
    connection.execute(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
    connection.execute(f"CREATE DATABASE {TEMPLATE}")
    env = {**os.environ, "DATABASE_URL": _url(TEMPLATE)}
    words = [sys.executable, "manage.py", "migrate", "-v0"]
    done = subprocess.run(words, cwd=engines.ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        pytest.exit(f"The migrations do not run:\n{done.stderr}", returncode=1)
    connection.execute(f"COMMENT ON DATABASE {TEMPLATE} IS '{_fingerprint()}'")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """This worker's own copy of the template, in place of pytest-django's database."""
    settings = connections["default"].settings_dict
    with psycopg.connect(_url("postgres"), autocommit=True) as connection:
        with engines.locked(Path(os.environ["TEST_SOCKETS"]) / "template.lock"):
            _make_template(connection)
        connection.execute(f"DROP DATABASE IF EXISTS {settings['NAME']} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {settings['NAME']} TEMPLATE {TEMPLATE} STRATEGY file_copy")
    with django_db_blocker.unblock():
        yield
        connections["default"].close()
