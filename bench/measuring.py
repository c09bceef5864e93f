"""What the figures are measured with: servers of their own, CPU clocks of processes, alternated pairs."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import requests

ROOT = Path(__file__).resolve().parents[1]
PAIRS, REQUESTS = 11, 150


def cpu(pids: list[int]) -> float:
    """Seconds of CPU these processes and their children used so far."""
    return sum(_clock(one) for pid in pids for one in [pid, *children(pid)])


def _clock(pid: int) -> float:
    """The CPU clock of a process, in nanoseconds; /proc counts in ticks of 10 ms, too coarse for a cheap request.

    Its number is what clock_getcpuclockid(3) gives on Linux. Zero for a process that is gone.
    """
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:
        return 0.0


def children(pid: int) -> list[int]:
    """All descendants of a process."""
    try:
        own = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
    return own + [grand for one in own for grand in children(one)]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def server(application: str, env: dict[str, str]) -> Iterator[tuple[str, int]]:
    """(address, pid) of an application on granian with four blocking threads."""
    port = free_port()
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
