"""`make bench`: one table, each figure as a ratio to a bare baseline in the same run.

`python -m bench a e` measures only those: (a) pages from the server, (b) corrections taken in, (c) the import,
(d) queries per page, (e) sockets, (f) a million survey answers,
(g) the results of a survey, (h) folding of survey answers, (i) sending them in, (s) similar ideas among two million. Machines are noisy: trust the ratios, and the median more than the extremes.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import psycopg
import requests

from bench import answers, importing
from bench.measuring import ROOT, compared, server
from participatie import engines

PARTS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "s"]
numbers = count(1)


def correction(address: str, record: str) -> Callable[[requests.Session], requests.Response]:
    """Proposes another telephone number each time."""

    def ask(session: requests.Session) -> requests.Response:
        body = {"record": record, "changes": [{"field": "contact/0/telephone", "value": f"+32 9 {next(numbers):07}"}]}
        return session.post(f"{address}/api/v1/corrections", json=body, timeout=10)

    return ask


def main(parts: list[str]) -> None:
    """Runs the bench, or the parts of it that are named, on engines and data of its own."""
    wanted = parts or PARTS
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ.update(
            DATA_DIR=folder, SECRET_KEY="bench", DEMO="1", PYTHONUNBUFFERED="1", ALLOWED_HOSTS="localhost,127.0.0.1",
            MOST_API_CORRECTIONS="1000000000",
        )  # fmt: skip
        stack.enter_context(engines.running_for(["manage.py", "bench"]))
        url = psycopg.conninfo.make_conninfo(host=str(engines.socket_folder()), user="postgres", dbname="participatie")
        env = {**os.environ, "DATABASE_URL": url, "REDIS_URL": engines.redis_url()}
        for command in ("migrate -v0", "collectstatic --noinput -v0", "load_demo"):
            words = [sys.executable, "manage.py", *command.split()]
            subprocess.run(words, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        master = int(Path(folder, "postgres", "postmaster.pid").read_text().split()[0])
        if {"a", "b"} & set(wanted):
            served(stack, env, master, wanted)
        if "c" in wanted:
            importing.imported(env)
        modules = {
            "d": "bench.queries",
            "e": "bench.sockets",
            "g": "bench.results",
            "h": "bench.folding",
            "i": "bench.submitting",
            "s": "bench.similar",
        }
        for part, module in modules.items():
            if part in wanted:
                subprocess.run([sys.executable, "-m", module], cwd=ROOT, env={**env, "REMEMBER_PAGES": "0"}, check=True)
        if "f" in wanted:
            answers.analysed(env)


def served(stack: ExitStack, env: dict[str, str], master: int, wanted: list[str]) -> None:
    """(a) pages and (b) corrections, against the bare views."""
    record = prepared(env["DATABASE_URL"])
    bare, bare_pid = stack.enter_context(server("bench.bare:application", env))
    cold, cold_pid = stack.enter_context(server("participatie.wsgi:application", {**env, "REMEMBER_PAGES": "0"}))
    warm, warm_pid = stack.enter_context(server("participatie.wsgi:application", env))
    pages = {"record page": f"/gent/catalogus/{record}/", "catalogue list of 20": "/gent/catalogus/"}
    for name, path in pages.items() if "a" in wanted else ():
        for kind, base, pid in (("uncached", cold, cold_pid), ("from memory", warm, warm_pid)):
            compared(
                f"(a) {name}, {kind}",
                lambda session, base=base, path=path: session.get(f"{base}{path}", timeout=10),
                lambda session: session.get(f"{bare}/json", timeout=10),
                {"bare": [bare_pid], "case": [pid, master]},
            )
    if "b" in wanted:
        compared(
            "(b) POST /corrections",
            correction(cold, record),
            lambda session: session.post(f"{bare}/insert", data="x" * 140, timeout=10),
            {"case": [cold_pid, master], "bare": [bare_pid, master]},
        )


def prepared(url: str) -> str:
    """Makes the bare table; returns the record that is shown and corrected."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE bench_bare (id bigserial PRIMARY KEY, body text, at timestamptz DEFAULT now())"
        )
        records = "SELECT id FROM catalogue_record WHERE fields ? 'contact/0/telephone' ORDER BY id LIMIT 1"
        row = connection.execute(records).fetchone()
    assert row is not None
    return str(row[0])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main(sys.argv[1:])
