"""The duty of the readers' process: readers and sweeps, each by one process at a time, none stopped by another."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic

from django.db import Error, close_old_connections, connection

from journal import readers, services, sweeps

log = logging.getLogger(__name__)
LONGEST_REST = 60.0


@dataclass
class Job:
    """One reader or sweep, when it may run again, and how often it failed in a row."""

    key: str
    run: Callable[[], int]
    every: float
    next_at: float = 0.0
    failures: int = 0

    def is_due(self, *, rung: bool) -> bool:
        """Time came; or, unless it failed, the bell rang."""
        return monotonic() >= self.next_at or (rung and not self.failures)


def jobs() -> list[Job]:
    """A job for every registered reader and sweep."""
    reading = [Job(reader.key, partial(services.advance, reader), 1.0) for reader in readers.registry]
    return [*reading, *(Job(sweep.key, sweep.run, sweep.every_seconds) for sweep in sweeps.registry)]


def do(job: Job) -> int:
    """Runs the job unless another process does; an exception is logged and rests the job for a growing while."""
    try:
        with _alone(job.key) as may:
            done = job.run() if may else 0
    except Exception as error:
        job.failures += 1
        rest = min(2.0**job.failures, LONGEST_REST)
        log.exception("%s failed; it rests %s seconds", job.key, rest, exc_info=error)
        job.next_at = monotonic() + rest
        _drop_broken()
        return 0
    job.failures, job.next_at = 0, monotonic() + job.every
    return done


@contextmanager
def _alone(key: str) -> Iterator[bool]:
    """Single flight by an advisory lock of this session, so that it is free again when the process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [key])
        may = bool(cursor.fetchone()[0])
        try:
            yield may
        finally:
            if may:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [key])


def _drop_broken() -> None:
    try:
        close_old_connections()
    except Error:
        connection.close()
