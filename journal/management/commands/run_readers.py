import signal
import sys
from time import sleep
from typing import Any

import psycopg
from django.core.management.base import BaseCommand

from journal import duty
from journal.bell import CHANNEL
from journal.listening import connected

POLL_SECONDS = 0.5


class Command(BaseCommand):
    help = "Runs the journal's readers, the folder and the sweeps until it is told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        # Ends at once, also while it waits for a database that is gone: what was not committed is done again.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: sys.exit(0))
        jobs = duty.jobs()
        while True:
            try:
                self._listen(jobs)
            except psycopg.Error as error:
                self.stderr.write(f"readers: {error}")
                sleep(POLL_SECONDS)

    def _listen(self, jobs: list[duty.Job]) -> None:
        with connected() as own:
            own.execute(f"LISTEN {CHANNEL}".encode())
            rung = True
            while True:
                for job in jobs:
                    if job.is_due(rung=rung):
                        duty.do(job)
                rung = next(own.notifies(timeout=POLL_SECONDS, stop_after=1), None) is not None
