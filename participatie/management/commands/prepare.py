from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "What has to be done before the processes start: texts, tables, static files and, with --demo, the demo."
    requires_system_checks = ()  # `make check` runs them; a start should not wait for them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", default=settings.DEMO)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("compile_texts", stdout=self.stderr)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if options["demo"]:
            call_command("load_demo", stdout=self.stdout)
