"""Two municipalities with services of our own writing, their staff and a project; real files when they are at hand."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from accounts.models import User
from catalogue.models import Dataset
from municipalities.models import Membership, Municipality, Role
from municipalities.services import set_up
from participatie import opinions, story
from projects.models import Phase, Project
from projects.services import publish

PEOPLE = [
    ("gent", "mia.moderator@gent.example", "Mia Moens", Role.MODERATOR),
    ("gent", "els.redacteur@gent.example", "Els Ryckaert", Role.EDITOR),
    ("gent", "bas.beheer@gent.example", "Bas Baert", Role.MANAGER),
    ("leuven", "lars.moderator@leuven.example", "Lars Leemans", Role.MODERATOR),
]
REAL = settings.BASE_DIR.parent / "shared" / "data" / "ipdc-lpdc"


class Command(BaseCommand):
    help = "Loads the demo: idempotent, and nothing that people changed since is overwritten."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up()
        Municipality.objects.filter(slug="gent", version=1).update(languages=["nl", "fr", "de", "en"])
        for slug, email, name, role in PEOPLE:
            self._member(slug, email, name, role)
        for slug in ("gent", "leuven"):
            self._services(slug)
        gent = Municipality.objects.get(slug="gent")
        self._project(gent)
        story.tell(gent, User.objects.get(email=PEOPLE[0][1]))
        opinions.tell(gent, User.objects.get(email=PEOPLE[1][1]))
        if REAL.is_dir():
            self._real()
        self._sign_ins()

    def _member(self, slug: str, email: str, name: str, role: Role) -> None:
        user, _ = User.objects.get_or_create(email=email, defaults={"name": name})
        Membership.objects.get_or_create(
            user=user, municipality=Municipality.objects.get(slug=slug), defaults={"role": role}
        )

    def _services(self, slug: str) -> None:
        pages = settings.BASE_DIR / "catalogue" / "demo" / f"{slug}.jsonld"
        call_command("import_lpdc", str(pages), municipality=slug, stdout=self.stdout, verbosity=0)

    def _project(self, municipality: Municipality) -> None:
        project, is_new = Project.objects.get_or_create(
            municipality=municipality,
            slug="dienstverlening-die-klopt",
            defaults={
                "title": "Dienstverlening die klopt",
                "purpose": "Openingsuren, telefoonnummers en voorwaarden veranderen vaak. Wie een dienst gebruikt, ziet als eerste wat niet meer klopt. Kijk mee na en verbeter wat fout is.",
                "what_is_open": "De gegevens van elke dienst van de stad: uren, contact, prijs, voorwaarden en uitleg.",
                "what_is_fixed": "Wie recht heeft op een dienst ligt vast in de wet of in een reglement.",
                "contact": "participatie@gent.example",
            },
        )
        if not is_new:
            return
        phase = Phase.objects.create(
            project=project, title="Kijk mee na", starts_on=localdate(), ends_on=localdate() + timedelta(days=60)
        )
        Phase.objects.create(project=project, title="Wat we leerden", when="voorjaar 2027")
        phase.activities.set([Dataset.objects.get(municipality=municipality, key="diensten").activity])
        publish(project=project)

    def _real(self) -> None:
        for path in (REAL / "real-instances", REAL / "ldes" / "instancesnapshot-ldes-stub"):
            call_command("import_lpdc", str(path), municipality="gent", flemish=True, stdout=self.stdout, verbosity=0)

    def _sign_ins(self) -> None:
        self.stdout.write("\nSign in with one of these addresses; the code is in the outbox page:")
        for slug, email, _, role in PEOPLE:
            self.stdout.write(f"  {email:34} {role.value} of {slug}")
        self.stdout.write(f"  outbox: {settings.SITE_URL}/postvak/")
