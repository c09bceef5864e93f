"""How far each stream is, known to this process without asking: what remembered pages are true for."""

import logging
import os
from threading import Lock, Thread
from time import monotonic, sleep

import psycopg
from django.conf import settings
from django.db import connection

from journal.bell import CHANNEL
from journal.listening import connected

POLL_SECONDS = 1.0
log = logging.getLogger(__name__)


class Heads:
    """Follows the heads of all streams in a thread of its own, started when it is first asked."""

    def __init__(self) -> None:
        self.pid, self.lock = 0, Lock()
        self.numbers: dict[int, int] = {}
        self.read_at = 0.0

    def public_seq(self, stream: int) -> int | None:
        """The number of public entries of the stream; None when that is not known well enough to rely on."""
        if not settings.REMEMBER_PAGES:
            return None
        if self.pid != os.getpid():
            self._start()
        if monotonic() - self.read_at > 3 * POLL_SECONDS:
            return None
        return self.numbers.get(stream)

    def read_public_seq(self, stream: int) -> int:
        """The number as the database has it now, which this process knows from then on."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT public_seq FROM journal_stream WHERE id = %s", [stream])
            number = int(cursor.fetchone()[0])
        with self.lock:
            self.numbers[stream] = max(number, self.numbers.get(stream, 0))
        return number

    def _start(self) -> None:
        with self.lock:
            if self.pid != os.getpid():
                self.pid = os.getpid()
                Thread(target=self._run, name="heads", daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                self._follow()
            except psycopg.Error as error:
                log.warning("following the journal stopped: %s", error)
                sleep(POLL_SECONDS)

    def _follow(self) -> None:
        with connected() as own:
            own.execute(f"LISTEN {CHANNEL}".encode())
            while True:
                rows = own.execute("SELECT id, public_seq FROM journal_stream").fetchall()
                with self.lock:
                    self.numbers = dict(rows)
                self.read_at = monotonic()
                next(own.notifies(timeout=POLL_SECONDS, stop_after=1), None)


heads = Heads()
