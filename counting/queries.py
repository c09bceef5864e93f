"""What can be asked of the tallies."""

from collections.abc import Iterable

from django.db import connection

# As text: most pages ask it.
TALLIES = "SELECT subject, bucket, value FROM counting_tally WHERE subject = ANY(%s) AND value <> 0"


def tallies(subjects: Iterable[str]) -> dict[str, dict[str, int]]:
    """The figures of these subjects: subject -> bucket -> value. A subject nobody chose for is not there."""
    wanted = list(subjects)
    found: dict[str, dict[str, int]] = {}
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(TALLIES, [wanted])
            for subject, bucket, value in cursor:
                found.setdefault(subject, {})[bucket] = value
    return found
