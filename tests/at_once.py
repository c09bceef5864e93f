"""Doing things at the same moment, for real: threads with a connection each."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def at_once(*works: Callable[[], object]) -> list[object]:
    """Starts all of it at the same moment; what each gave, or its exception."""
    ready, results = Barrier(len(works)), [None] * len(works)

    def do(at: int, work: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            ready.wait(10)
            results[at] = work()
        except Exception as error:  # noqa: BLE001 - it is the result
            results[at] = error
        finally:
            connection.close()

    threads = [Thread(target=do, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
