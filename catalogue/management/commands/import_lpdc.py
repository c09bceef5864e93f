"""`manage.py import_lpdc PATH --municipality SLUG [--flemish] [--dry-run]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from tqdm import tqdm

from catalogue import services
from catalogue.sources.lpdc.reading import read
from municipalities.models import Municipality

MOST_SHOWN = 50


class Command(BaseCommand):
    """Takes in snapshots of services and concepts from files with IPDC-LPDC linked data."""

    help = "Imports IPDC-LPDC snapshots (JSON-LD, N-Triples, Turtle, pages of an event stream) from a file or folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Names the path, the municipality and the choices."""
        parser.add_argument("path", type=Path, help="a file, or a folder whose files are all read")
        parser.add_argument(
            "--municipality", required=True, help="the slug of the municipality that offers the services"
        )
        parser.add_argument(
            "--flemish", action="store_true", help="services of the Flemish government: corrections are passed on"
        )
        parser.add_argument("--dry-run", action="store_true", help="only says what would change")

    def handle(self, *, path: Path, municipality: str, flemish: bool, dry_run: bool, **_options: Any) -> None:
        """Imports and prints a summary; ends with 1 when nothing could be read at all."""
        offering = Municipality.objects.filter(slug=municipality).first()
        if offering is None:
            raise CommandError(_("There is no municipality “%(slug)s”.") % {"slug": municipality})
        if not path.exists():
            raise CommandError(_("There is no file or folder “%(path)s”.") % {"path": path})
        if dry_run:
            with transaction.atomic():
                report = self._import(path, offering, is_flemish=flemish, dry_run=True)
                transaction.set_rollback(True)
        else:
            report = self._import(path, offering, is_flemish=flemish, dry_run=False)
        self._print(report)
        if report.read == len(report.refused):
            raise CommandError(_("Nothing could be read."))

    def _import(self, path: Path, offering: Municipality, *, is_flemish: bool, dry_run: bool) -> services.Report:
        with override("nl"):  # the name people see; Dutch comes first
            title = _("Services of the Flemish government") if is_flemish else _("Services")
        dataset = services.dataset_for(
            municipality=offering,
            key="vlaams" if is_flemish else "diensten",
            title=title,
            source="lpdc",
            is_flemish=is_flemish,
        )
        documents = tqdm(read(path), unit="", desc=path.name, disable=None, file=self.stderr)
        return services.take_in(dataset=dataset, documents=documents, dry_run=dry_run)

    def _print(self, report: services.Report) -> None:
        counts = {
            _("read"): report.read,
            _("new"): report.new,
            _("changed"): report.changed,
            _("unchanged"): report.unchanged,
            _("refused"): len(report.refused),
            _("conflicts for staff"): report.conflicts,
        }
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
        for refusal in report.refused[:MOST_SHOWN]:
            self.stdout.write(f"  {refusal}")
        if len(report.refused) > MOST_SHOWN:
            self.stdout.write(_("  and %(count)s more") % {"count": len(report.refused) - MOST_SHOWN})
