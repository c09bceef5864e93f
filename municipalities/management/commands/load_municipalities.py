from typing import Any

from django.core.management.base import BaseCommand

from municipalities.services import set_up


class Command(BaseCommand):
    help = "Brings the 285 municipalities and their postcodes in line with the reference data."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{set_up()} municipalities")
