"""What can be asked of the tallies."""

from collections.abc import Iterable

from counting.models import Tally


def tallies(subjects: Iterable[str]) -> dict[str, dict[str, int]]:
    """The figures of these subjects: subject -> bucket -> value. A subject nobody chose for is not there."""
    wanted = list(subjects)
    found: dict[str, dict[str, int]] = {}
    if wanted:
        rows = Tally.objects.filter(subject__in=wanted).exclude(value=0)
        for subject, bucket, value in rows.values_list("subject", "bucket", "value"):
            found.setdefault(subject, {})[bucket] = value
    return found
