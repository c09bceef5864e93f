"""The bell: NOTIFY after the commit, at most once per ten milliseconds and process (each ring wakes everybody who listens).

Inside the transaction NOTIFY would take a lock on the whole database at commit (measured: four times slower). A lost one
costs nothing but time: everybody who listens also polls each second.
"""

import logging
import os
from threading import Event, Lock, Thread
from time import sleep

import psycopg

from journal.listening import connected

CHANNEL = "journal"
COALESCED_SECONDS = 0.01
log = logging.getLogger(__name__)


class Bell:
    """One thread per process that rings for all who asked meanwhile."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.asked, self.lock = Event(), Lock()
        self.pid = 0

    def ring(self) -> None:
        """Asks for a NOTIFY; returns at once."""
        if self.pid != os.getpid():
            self._start()
        self.asked.set()

    def _start(self) -> None:
        with self.lock:
            if self.pid != os.getpid():  # first time in this process, also after a fork
                self.asked = Event()
                self.pid = os.getpid()
                Thread(target=self._run, name=f"bell {self.channel}", daemon=True).start()

    def _run(self) -> None:
        connection: psycopg.Connection[object] | None = None
        while True:
            self.asked.wait()
            self.asked.clear()
            try:
                connection = connection or connected()
                connection.execute(f"NOTIFY {self.channel}".encode())
            except psycopg.Error as error:
                log.warning("the bell could not ring: %s", error)
                connection = None
            sleep(COALESCED_SECONDS)


_journal = Bell(CHANNEL)


def ring() -> None:
    """Tells everyone who listens that there are new entries."""
    _journal.ring()
