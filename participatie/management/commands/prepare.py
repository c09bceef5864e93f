import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

# Pages of the REST framework that are not served here; compressing them costs more than all the rest.
UNUSED = ["rest_framework"]


class Command(BaseCommand):
    help = "What has to be done before the processes start: texts, tables, static files and, with --demo, the demo."
    requires_system_checks = ()  # `make check` runs them; a start should not wait for them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", default=settings.DEMO)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("compile_texts", stdout=self.stderr, verbosity=0)
        call_command("migrate", verbosity=0, interactive=False)
        self._collect()
        if options["demo"]:
            call_command("load_demo", stdout=self.stdout)

    def _collect(self) -> None:
        """Collecting compresses every file anew, which takes seconds: only when one of them changed."""
        stamp = Path(settings.STATIC_ROOT) / "collected"
        wanted = _fingerprint()
        if not stamp.exists() or stamp.read_text() != wanted:
            call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=UNUSED)
            stamp.write_text(wanted)


def _fingerprint() -> str:
    """Of every static file in use: its name, its size and when it changed."""
    seen = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(UNUSED):
            found = Path(storage.path(name)).stat()
            seen.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return seen.hexdigest()
