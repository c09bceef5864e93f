"""Keeps programs alive, and leaves none behind: one loop over their exits and their output, without threads.

A program runs in a session of its own (Ctrl-C reaches only this process, which stops them in order) and is told to end
by the kernel when this process dies, however it dies. When a program's leader is gone its whole session is killed:
celery's clock and granian's worker would live on otherwise, the last one holding the port.
"""

import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

TURN_SECONDS = 0.1
LONG_LIFE_SECONDS = 10.0
LONGEST_REST_SECONDS = 5.0
FAILURES_AT_START = 4
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


class Stopped(Exception):
    """Somebody asked to stop."""


class NotStarted(Exception):
    """A program did not come up, or did not finish well; the sentence says which."""


@dataclass(frozen=True)
class Program:
    """What to run: its name in the output, its words and environment, and the signal that ends it well.

    Programs of a higher level stop before those of a lower one, so that the engines outlive what uses them.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    folder: Path
    stop: signal.Signals = signal.SIGTERM
    grace_seconds: float = 10.0
    level: int = 1


def dying_with_us(argv: Sequence[str]) -> list[str]:
    """The command, told by the kernel to end when the process that started it dies."""
    return ["setpriv", "--pdeathsig", "TERM", *argv]


@dataclass
class Life:
    """One program through all its starts."""

    program: Program
    hear: Callable[[str], None]
    is_kept: bool = True
    failures: int = 0
    next_start: float = 0.0
    started_at: float = 0.0
    code: int | None = None
    rest: bytes = b""
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    def is_due(self) -> bool:
        """Whether it should be started now."""
        return self.process is None and self.is_kept and time.monotonic() >= self.next_start

    def start(self) -> "subprocess.Popen[bytes]":
        """Starts it."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.program.argv, env=dict(self.program.env), cwd=self.program.folder, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        os.set_blocking(_output_of(self.process), False)
        return self.process

    def listen(self) -> bool | None:
        """Hears the whole lines that are there; None when there is nothing now, False at the end of the output."""
        if self.process is None:
            return False
        try:
            read = os.read(_output_of(self.process), 1 << 16)
        except BlockingIOError:
            return None
        *lines, self.rest = (self.rest + read).split(b"\n")
        for line in lines:
            self.hear(line.decode(errors="replace"))
        return bool(read)

    def send(self, number: signal.Signals) -> None:
        """Signals the program's leader."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.send_signal(number)

    def kill(self) -> None:
        """Ends its whole session."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Takes note of the leader's exit and decides when the next start is."""
        if self.process is None:
            return
        self.kill()
        self.code = self.process.wait()
        while self.listen():
            pass
        if self.rest:
            self.hear(self.rest.decode(errors="replace"))
        if self.process.stdout:
            self.process.stdout.close()
        self.process, self.rest = None, b""
        lived = time.monotonic() - self.started_at
        self.failures = 1 if lived > LONG_LIFE_SECONDS else self.failures + 1
        self.next_start = time.monotonic() + min(0.1 * 2**self.failures, LONGEST_REST_SECONDS)


def _output_of(process: "subprocess.Popen[bytes]") -> int:
    if process.stdout is None:
        raise RuntimeError("Started without a pipe.")
    return process.stdout.fileno()


class Supervisor:
    """Starts programs, keeps them alive while it waits, and at the end of its `with` block stops them all."""

    def __init__(self) -> None:
        self.lives: list[Life] = []
        self.asked = 0
        self.is_ready = False
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Self:
        if os.environ.get("MAKELEVEL"):  # kill -9 of make must end what it started as well
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        for number in SIGNALS:
            signal.signal(number, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.asked = max(self.asked, 1)
        for level in sorted({life.program.level for life in self.lives}, reverse=True):
            self._stop([life for life in self.lives if life.program.level == level])
        self._selector.close()

    def start(self, program: Program) -> None:
        """Starts the program, and starts it again whenever it ends."""
        self._begin(Life(program, hear=partial(self.say, program.name)))

    def run(self, program: Program) -> list[str]:
        """Runs the program once and gives its lines. NotStarted, with these lines shown, when it fails."""
        lines: list[str] = []
        life = Life(program, hear=lines.append, is_kept=False)
        self._begin(life)
        self.until(lambda: life.process is None)
        self.lives.remove(life)
        if life.code:
            for line in lines:
                self.say(program.name, line)
            raise NotStarted(f"{program.name} failed.")
        return lines

    def until(self, is_so: Callable[[], bool], seconds: float = 600) -> None:
        """Keeps everything running until something is so. Stopped when asked to; NotStarted when it takes too long."""
        end = time.monotonic() + seconds
        while not is_so():
            self._turn()
            if self.asked:
                raise Stopped
            if time.monotonic() > end:
                raise NotStarted("It took too long to start.")

    def keep(self) -> None:
        """Keeps everything running until somebody asks to stop."""
        self.is_ready = True
        with suppress(Stopped):
            self.until(lambda: False, seconds=float("inf"))

    def say(self, name: str, line: str) -> None:
        """Writes a line with the program's name before it; a reader that went away is a request to stop."""
        if not line.strip():
            return
        try:
            sys.stdout.write(f"{name:8} | {line}\n")
            sys.stdout.flush()
        except OSError:
            self.asked = max(self.asked, 1)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        """A second Ctrl-C does not wait for anyone."""
        self.asked += 1
        if self.asked > 1 and number == signal.SIGINT:
            for life in self.lives:
                life.kill()

    def _begin(self, life: Life) -> None:
        if life not in self.lives:
            self.lives.append(life)
        process = life.start()
        self._selector.register(_output_of(process), selectors.EVENT_READ, (self._heard, life))
        self._selector.register(os.pidfd_open(process.pid), selectors.EVENT_READ, (self._ended, life))

    def _turn(self) -> None:
        for key, _ in self._selector.select(TURN_SECONDS):
            if key.fd in self._selector.get_map():  # an exit in this same turn took its output along
                act, life = key.data
                act(key.fd, life)
        for life in self.lives:
            if life.is_due() and not self.asked:
                self._begin(life)

    def _heard(self, pipe: int, life: Life) -> None:
        if life.listen() is False:
            self._selector.unregister(pipe)

    def _ended(self, pidfd: int, life: Life) -> None:
        self._selector.unregister(pidfd)
        os.close(pidfd)
        if life.process is not None:
            with suppress(KeyError):
                self._selector.unregister(_output_of(life.process))
        life.end()
        if life.is_kept and not self.asked:
            self._mind(life)

    def _mind(self, life: Life) -> None:
        self.say(life.program.name, f"ended with {life.code}; it is started again")
        if life.failures > FAILURES_AT_START and not self.is_ready:
            raise NotStarted(f"{life.program.name} does not start; see the lines above.")

    def _stop(self, lives: Sequence[Life]) -> None:
        for life in lives:
            life.send(life.program.stop)
        end = time.monotonic() + max((life.program.grace_seconds for life in lives), default=0)
        while any(life.process for life in lives) and time.monotonic() < end:
            self._turn()
        for life in lives:
            if life.process is not None:
                self.say(life.program.name, "did not stop in time; it is killed")
            life.end()
