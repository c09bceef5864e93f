from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from participatie.texts import compile_texts


class Command(BaseCommand):
    help = "Compiles the translations that changed; needs no gettext."

    def handle(self, *args: Any, **options: Any) -> None:
        number = sum(compile_texts(folder) for folder in settings.LOCALE_PATHS)
        if options["verbosity"]:
            self.stdout.write(f"{number} compiled")
