"""Starting programs and seeing which of them are left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from participatie import engines


def soon(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something becomes so in time."""
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children(pid: int) -> dict[int, str]:
    """Every process below this one, with its command line."""
    found: dict[int, str] = {}
    with suppress(FileNotFoundError, ProcessLookupError):
        for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            with suppress(FileNotFoundError, ProcessLookupError):
                found[int(word)] = Path(f"/proc/{word}/cmdline").read_text().replace("\0", " ")
            found |= children(int(word))
    return found


def pid_of(parent: int, words: str) -> int:
    """The first process below `parent` whose command line has these words; 0 when there is none."""
    return next((pid for pid, line in sorted(children(parent).items()) if words in line), 0)


@contextmanager
def started(*words: str, log: Path, **env: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A Python program in the checkout that writes to `log`; at the end it and all below it are gone."""
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [sys.executable, *words], cwd=engines.ROOT, env={**os.environ, **env}, stdout=lines, stderr=lines,
            start_new_session=True,
        )  # fmt: skip
    below: dict[int, str] = {}
    try:
        yield process
    finally:
        below = children(process.pid)
        process.kill()
        process.wait()
        for pid in below:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
