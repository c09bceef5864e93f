from typing import Any

from django.core.management.base import BaseCommand

from counting.services import recount


class Command(BaseCommand):
    help = "Counts all choices anew, reports every tally that said something else and puts it right."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only report")

    def handle(self, *args: Any, **options: Any) -> None:
        found = recount(repair=not options["dry_run"])
        for one in found:
            self.stdout.write(f"{one.subject} {one.bucket}: said {one.tally}, counted {one.counted}")
        self.stdout.write(f"{len(found)} differences")
