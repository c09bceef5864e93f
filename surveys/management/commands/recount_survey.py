"""`manage.py recount_survey MUNICIPALITY SURVEY [--dry-run]`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from counting.services import recount
from surveys.counted import source_of
from surveys.models import Survey
from surveys.recounted import public_sources_of


class Command(BaseCommand):
    """Counts the answers of one survey anew, and looks whether its public figures can have come of them."""

    help = "Counts the answers of a survey anew, reports every figure that said something else and puts it right."

    def add_arguments(self, parser: Any) -> None:
        """Names the survey, and whether only to report."""
        parser.add_argument("municipality", help="the slug of the municipality")
        parser.add_argument("survey", help="the slug of the survey")
        parser.add_argument("--dry-run", action="store_true", help="only report")

    def handle(self, *, municipality: str, survey: str, dry_run: bool, **_options: Any) -> None:
        """Prints a line per difference, and how many there were."""
        found = Survey.objects.select_related("municipality").filter(municipality__slug=municipality, slug=survey)
        asked = found.first()
        if asked is None:
            raise CommandError(_("There is no survey “%(slug)s”.") % {"slug": f"{municipality}/{survey}"})
        differences = recount(repair=not dry_run, sources=[source_of(asked), *public_sources_of(asked)])
        for one in differences:
            self.stdout.write(f"{one.subject} {one.bucket}: said {one.tally}, counted {one.counted}")
        self.stdout.write(f"{len(differences)} differences")
