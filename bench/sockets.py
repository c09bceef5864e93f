"""(e) From a commit to every listener's socket: delay, deliveries a second, memory per socket, and nothing lost.

Times of the writer (this process, with the real `telling()`) and of the holder of the sockets are of one clock, the
machine's monotonic one.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import median

import django

from bench.measuring import ROOT, cpu, free_port

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participatie.settings")
django.setup()

from journal.models import Stream  # noqa: E402 - needs the apps to be ready
from journal.services import telling  # noqa: E402 - needs the apps to be ready
from municipalities.models import Municipality  # noqa: E402 - needs the apps to be ready

LIVE = ["--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--lifespan", "off", "--log-level", "warning"]


class Writer:
    """Tells entries about one municipality, and remembers when each was committed."""

    def __init__(self) -> None:
        self.municipality = Municipality.objects.get(slug="aalst")
        self.committed: dict[int, float] = {}

    def tell(self) -> None:
        """One public entry in a transaction of its own."""
        stream = self.municipality.stream_id
        with telling() as tell:
            tell(stream=stream, verb="record.corrected", actor="resident", subject=("record", "x"))
        at = time.monotonic()
        self.committed[Stream.objects.values_list("seq", flat=True).get(pk=stream)] = at


def resident(pid: int) -> int:
    """Bytes of memory a process holds."""
    words = Path(f"/proc/{pid}/statm").read_text().split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE")


def measured(many: int, *, paced: int, burst: int) -> None:
    """Prints one line for so many sockets on one live process: paced entries for the delay, a burst for the rate."""
    port = free_port()
    words = ["uvicorn", "participatie.asgi:application", "--host", "127.0.0.1", "--port", str(port), *LIVE]
    live = subprocess.Popen([sys.executable, "-m", *words], cwd=ROOT)
    holder = None
    try:
        _until_open(port)
        writer = Writer()
        before = resident(live.pid)
        holder = subprocess.Popen(
            [sys.executable, "-m", "bench.holder", str(port), str(many), f"stream:{writer.municipality.pk}"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert holder.stdout is not None
        assert holder.stdout.readline() == "ready\n"
        each = (resident(live.pid) - before) / many
        print(f"(e) {many} sockets: {each / 1024:.1f} KB per socket")
        _report(f"(e) {many} sockets, paced", *_round(holder, writer, many, paced, pause=0.5))
        if burst:
            used = cpu([live.pid])
            arrivals, committed, client = _round(holder, writer, many, burst, pause=0.0)
            _rate(many * burst, arrivals, committed, cpu([live.pid]) - used, client)
    finally:
        for process in (holder, live):
            if process is not None:
                process.terminate()
                process.wait(20)


def _until_open(port: int) -> None:
    for _ in range(200):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


def _round(
    holder: "subprocess.Popen[str]", writer: Writer, many: int, entries: int, *, pause: float
) -> tuple[list[tuple[int, float]], dict[int, float], float]:
    assert holder.stdin is not None
    assert holder.stdout is not None
    writer.committed.clear()
    holder.stdin.write(f"{many * entries}\n")
    holder.stdin.flush()
    time.sleep(0.2)
    for _ in range(entries):
        writer.tell()
        time.sleep(pause)
    report = json.loads(holder.stdout.readline())
    return [(seq, at) for seq, at in report["arrivals"]], dict(writer.committed), report["cpu"]


def _report(name: str, arrivals: list[tuple[int, float]], committed: dict[int, float], _client: float) -> None:
    delays = sorted((at - committed[seq]) * 1000 for seq, at in arrivals)
    per_entry = Counter(seq for seq, _ in arrivals)
    lost = max(per_entry.values(), default=0) * len(committed) - len(arrivals)
    p99 = delays[int(len(delays) * 0.99)]
    print(
        f"{name}: first {delays[0]:.0f} ms  p50 {median(delays):.0f} ms  p99 {p99:.0f} ms  worst {delays[-1]:.0f} ms, {len(arrivals)} delivered, {lost} lost"
    )


def _rate(
    expected: int, arrivals: list[tuple[int, float]], committed: dict[int, float], live: float, client: float
) -> None:
    times = sorted(at for _, at in arrivals)
    seconds = times[-1] - min(committed.values())
    gap = max((later - sooner for sooner, later in pairwise(times)), default=0.0)
    print(
        f"    burst: {len(arrivals) / seconds:.0f} deliveries/s ({expected - len(arrivals)} lost, longest gap {gap * 1000:.0f} ms); "
        f"of {seconds:.1f} s the live process worked {live:.1f}, the client {client:.1f}"
    )


if __name__ == "__main__":
    measured(2_000, paced=20, burst=100)
    measured(10_000, paced=5, burst=0)
