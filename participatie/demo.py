"""Runs the whole platform under one supervisor: `python -m participatie.demo`, which is what `make demo` does.

Engines first, then what has to be prepared, then the four processes of the design. Everything is set by the
environment (docs/settings.md); with DEMO=1 the demo is loaded and its sign-ins are printed.
"""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import make_conninfo

from participatie import engines
from participatie.supervisor import NotStarted, Program, Stopped, Supervisor, dying_with_us
from participatie.texts import compile_texts

# In a container root is the usual user; tasks take ids only, and never pickles.
QUIET_AS_ROOT = "ignore:You're running the worker with superuser privileges"
SMALL_CELERY = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--concurrency", "1"]


def main() -> int:
    """Runs until Ctrl-C or SIGTERM; the exit code is 0 then, and 1 after one sentence when it cannot start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participatie.settings")
    try:
        refuse_taken_ports()
        with Supervisor() as supervisor, suppress(Stopped):
            run(supervisor)
    except (NotStarted, ImproperlyConfigured) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def run(supervisor: Supervisor) -> None:
    """Starts everything in order and keeps it running."""
    env = environment()
    for folder in settings.LOCALE_PATHS:
        compile_texts(folder)  # here, because a process reads its texts once, before it could compile them
    start_engines(supervisor)
    said = supervisor.run(_python("prepare", env, "manage.py", "prepare"))
    for program in programs(env):
        supervisor.start(program)
    supervisor.until(lambda: not is_free(settings.LIVE_PORT) and answers())
    for line in [*said, "", f"Participatie is ready at {settings.SITE_URL}  (Ctrl-C stops it)", ""]:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    supervisor.keep()


def ports() -> dict[str, int]:
    """The two ports, by the name of their setting."""
    return {"WEB_PORT": settings.WEB_PORT, "LIVE_PORT": settings.LIVE_PORT}


def is_free(port: int) -> bool:
    """Whether this machine can listen on the port."""
    family = socket.AF_INET6 if ":" in settings.BIND_ADDRESS else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was just left counts as free
        try:
            trial.bind((settings.BIND_ADDRESS, port))
        except OSError:
            return False
    return True


def answers() -> bool:
    """Whether a page comes back; the port is open long before the application is loaded."""
    asked = HTTPConnection(settings.BIND_ADDRESS, settings.WEB_PORT, timeout=1)
    try:
        asked.request("GET", "/robots.txt")
        return asked.getresponse().status > 0
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def refuse_taken_ports() -> None:
    """NotStarted, in one sentence with the way out, when a port is taken or both are the same."""
    if len(set(ports().values())) == 1:
        raise NotStarted(f"WEB_PORT and LIVE_PORT are both {settings.WEB_PORT}; choose two different ports.")
    for name, port in ports().items():
        if not is_free(port):
            raise NotStarted(
                f"Port {port} is taken by another program; choose another one: make demo {name}={port + 10}"
            )


def environment() -> dict[str, str]:
    """What the processes get: where the engines answer, so that none of them starts engines of its own."""
    parts = settings.DATABASES["default"]
    embedded = make_conninfo(host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"])
    return {
        **os.environ,
        "DATABASE_URL": os.environ.get("DATABASE_URL") or embedded,
        "REDIS_URL": settings.REDIS_URL,
        "DATA_DIR": str(engines.data_folder()),
        "LIVE_URL": settings.LIVE_URL or live_url(),
        "PYTHONUNBUFFERED": "1",
    }


def live_url() -> str:
    """Without a proxy that gives both one address, the socket stands on its own port of the same host."""
    address, _, port = settings.SITE_URL.rpartition(":")
    return f"{address.replace('http', 'ws', 1)}:{settings.LIVE_PORT}" if port == str(settings.WEB_PORT) else ""


def start_engines(supervisor: Supervisor) -> None:
    """Starts the embedded engines that are wanted. NotStarted when another command already runs them."""
    with engines.locked(engines.socket_folder() / "start.lock"):
        for engine in engines.wanted():
            if engine.answers():
                raise NotStarted(f"The embedded {engine.name} already runs: end the other demo or command first.")
            engine.make()
            supervisor.start(Program(engine.name, engine.argv(), engines.CLEAN, engines.ROOT, engine.stop, level=0))
            supervisor.until(engine.answers, engines.START_SECONDS)
            if isinstance(engine, engines.Postgres):
                engine.make_database("participatie")


def programs(env: dict[str, str]) -> Iterator[Program]:
    """The processes of docs/architecture.md: web, live, worker and readers."""
    web, live = str(settings.WEB_PORT), str(settings.LIVE_PORT)
    listen = ["--host", settings.BIND_ADDRESS, "--port"]
    yield _python(
        "web", env, "-m", "granian", "--interface", "wsgi", *listen, web, "--blocking-threads", "4", "--no-ws",
        "--log-level", "warning", "participatie.wsgi:application",
    )  # fmt: skip
    # Compression would cost memory and CPU for every socket, for frames of some hundred bytes.
    yield _python(
        "live", env, "-m", "uvicorn", "participatie.asgi:application", *listen, live, "--lifespan", "off",
        "--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--timeout-graceful-shutdown", "3",
        "--log-level", "warning",
    )  # fmt: skip
    schedule = str(engines.data_folder() / "beat-schedule")
    yield _python(
        "worker", env, "-W", QUIET_AS_ROOT, "-m", "celery", "--quiet", "-A", "participatie", "worker", "-B", "--schedule", schedule,
        *SMALL_CELERY, "--loglevel", "WARNING",
    )  # fmt: skip
    yield _python("readers", env, "manage.py", "run_readers")


def _python(name: str, env: dict[str, str], *words: str) -> Program:
    return Program(name, dying_with_us([sys.executable, *words]), env, engines.ROOT)


if __name__ == "__main__":
    sys.exit(main())
