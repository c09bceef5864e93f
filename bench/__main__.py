"""`make bench`: one table, each figure as a ratio to a bare baseline in the same run.

CPU of the server process and of the database per request, from /proc; alternated pairs, the median of five. Machines are
noisy: trust the ratios.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from statistics import median

import psycopg
import requests

from participatie import engines

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
PAIRS, REQUESTS = 5, 300
numbers = count(1)


def cpu(pids: list[int]) -> float:
    """Seconds of CPU these processes and their children used so far."""
    total = 0
    for pid in pids:
        for tree in [pid, *children(pid)]:
            try:
                fields = Path(f"/proc/{tree}/stat").read_text().rpartition(")")[2].split()
            except FileNotFoundError:
                continue
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def children(pid: int) -> list[int]:
    """All descendants of a process."""
    try:
        own = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
    return own + [grand for one in own for grand in children(one)]


@contextmanager
def server(application: str, env: dict[str, str]) -> Iterator[tuple[str, int]]:
    """(address, pid) of an application on granian with four blocking threads."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4", "--no-log"]
    process = subprocess.Popen([sys.executable, "-m", "granian", *words, application], cwd=ROOT, env=env)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                requests.get(address, timeout=2)
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(10)


def per_request(ask: Callable[[requests.Session], requests.Response], pids: list[int], many: int = REQUESTS) -> float:
    """Microseconds of CPU a request costs."""
    with requests.Session() as session:
        assert ask(session).ok, ask(session).text[:500]
        before = cpu(pids)
        for _ in range(many):
            assert ask(session).ok
        return (cpu(pids) - before) / many * 1e6


def compared(
    name: str,
    case: Callable[..., requests.Response],
    bare: Callable[..., requests.Response],
    pids: dict[str, list[int]],
) -> None:
    """Prints the median ratio of alternated pairs."""
    pairs = [(per_request(case, pids["case"]), per_request(bare, pids["bare"])) for _ in range(PAIRS)]
    ratios = [one / other for one, other in pairs]
    figures = f"{median(one for one, _ in pairs):8.0f} us  bare {median(two for _, two in pairs):6.0f} us"
    print(f"{name:46} {figures}  ratio {median(ratios):6.1f}  [{min(ratios):.1f} - {max(ratios):.1f}]", flush=True)


def correction(address: str, record: str) -> Callable[[requests.Session], requests.Response]:
    """Proposes another telephone number each time."""

    def ask(session: requests.Session) -> requests.Response:
        body = {"record": record, "changes": [{"field": "contact/0/telephone", "value": f"+32 9 {next(numbers):07}"}]}
        return session.post(f"{address}/api/v1/corrections", json=body, timeout=10)

    return ask


def main() -> None:
    """Runs the whole bench on engines and data of its own."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ.update(DATA_DIR=folder, SECRET_KEY="bench", DEMO="1")
        stack.enter_context(engines.running_for(["manage.py", "bench"]))
        url = psycopg.conninfo.make_conninfo(host=str(engines.socket_folder()), user="postgres", dbname="participatie")
        env = {**os.environ, "DATABASE_URL": url, "REDIS_URL": engines.redis_url()}
        for command in ("migrate -v0", "collectstatic --noinput -v0", "load_demo"):
            subprocess.run(
                [sys.executable, "manage.py", *command.split()],
                cwd=ROOT,
                env=env,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE bench_bare (id bigserial PRIMARY KEY, body text, at timestamptz DEFAULT now())"
            )
            record = str(
                connection.execute(
                    "SELECT id FROM catalogue_record WHERE fields ? 'contact/0/telephone' ORDER BY id LIMIT 1"
                ).fetchone()[0]
            )
            slug, master = "gent", int(Path(folder, "postgres", "postmaster.pid").read_text().split()[0])
        measured(stack, env, record, slug, master)
        imported(env)


def measured(stack: ExitStack, env: dict[str, str], record: str, slug: str, master: int) -> None:
    """(a) pages and (b) corrections, against the bare views."""
    bare, bare_pid = stack.enter_context(server("bench.bare:application", env))
    cold, cold_pid = stack.enter_context(server("participatie.wsgi:application", {**env, "REMEMBER_PAGES": "0"}))
    warm, warm_pid = stack.enter_context(server("participatie.wsgi:application", env))
    pages = {"record page": f"/{slug}/catalogus/{record}/", "catalogue list of 20": f"/{slug}/catalogus/"}
    plain = {"bare": [bare_pid]}
    for name, path in pages.items():
        for kind, base, pid in (("uncached", cold, cold_pid), ("from memory", warm, warm_pid)):
            compared(
                f"(a) {name}, {kind}",
                lambda session, base=base, path=path: session.get(f"{base}{path}", timeout=10),
                lambda session: session.get(f"{bare}/json", timeout=10),
                {**plain, "case": [pid, master]},
            )
    compared(
        "(b) POST /corrections",
        correction(cold, record),
        lambda session: session.post(f"{bare}/insert", data="x" * 140, timeout=10),
        {"case": [cold_pid, master], "bare": [bare_pid, master]},
    )


def imported(env: dict[str, str], many: int = 10_000) -> None:
    """(c) the import of generated instances: speed and the most memory it took."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "bench.generate_lpdc", folder, str(many)], cwd=ROOT, env=env, check=True)
        words = [sys.executable, "manage.py", "import_lpdc", folder, "--municipality", "leuven"]
        before = time.monotonic()
        process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - before
    print(
        f"(c) import of {many} instances: {many / seconds:.0f} records/s, peak {used.ru_maxrss / 1024:.0f} MB, exit {os.waitstatus_to_exitcode(status)}"
    )


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main()
