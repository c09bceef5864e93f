from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from municipalities.models import Municipality, Role
from municipalities.services import WorksHere, add_colleague


class Command(BaseCommand):
    help = "Lets somebody work for a municipality; its first manager, who then adds the others in the browser."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("email")
        parser.add_argument("--role", choices=Role.values, default=Role.MANAGER.value)

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = Municipality.objects.filter(slug=options["slug"]).first()
        if municipality is None:
            raise CommandError(f"There is no municipality {options['slug']}.")
        try:
            add_colleague(municipality=municipality, email=options["email"], role=options["role"], language="nl")
        except WorksHere as error:
            raise CommandError(f"{options['email']} works for {municipality} already.") from error
        self.stdout.write(f"{options['email']} is {options['role']} of {municipality}; a mail says where to sign in.")
