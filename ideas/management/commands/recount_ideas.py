"""`manage.py recount_ideas [--dry-run]`."""

from typing import Any

from django.core.management.base import BaseCommand

from counting.services import recount
from ideas.counted import BALLOTS, SUPPORTS


class Command(BaseCommand):
    """Counts what was chosen on boards anew."""

    help = "Counts supports and ballots anew, reports every figure that said something else and puts it right."

    def add_arguments(self, parser: Any) -> None:
        """Whether only to report."""
        parser.add_argument("--dry-run", action="store_true", help="only report")

    def handle(self, *, dry_run: bool, **_options: Any) -> None:
        """Prints a line per difference, and how many there were."""
        found = recount(repair=not dry_run, sources=[SUPPORTS, BALLOTS])
        for one in found:
            self.stdout.write(f"{one.subject} {one.bucket}: said {one.tally}, counted {one.counted}")
        self.stdout.write(f"{len(found)} differences")
