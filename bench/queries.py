"""(d) Queries a page costs with 1, 3 and 300 records: the same number, whatever there is to show."""

import os
import subprocess
import sys
import tempfile

import django

from bench.measuring import ROOT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participatie.settings")
django.setup()

from django.db import connection  # noqa: E402 - needs the apps to be ready
from django.test import Client  # noqa: E402 - needs the apps to be ready
from django.test.utils import CaptureQueriesContext  # noqa: E402 - needs the apps to be ready

from catalogue.models import Record  # noqa: E402 - needs the apps to be ready

SIZES = {"aalst": 1, "brugge": 3, "hasselt": 300}


def filled(slug: str, many: int) -> None:
    """Gives a municipality so many services."""
    with tempfile.TemporaryDirectory() as folder:
        for words in (["-m", "bench.generate_lpdc", folder, str(many)], ["manage.py", "import_lpdc", folder]):
            place = ["--municipality", slug] if words[0] == "manage.py" else []
            subprocess.run([sys.executable, *words, *place], cwd=ROOT, check=True, capture_output=True)


def asked(client: Client, address: str) -> int:
    """How many queries one page costs a process that already knows the municipality."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


def main() -> None:
    """Prints one line per page."""
    client = Client(headers={"host": "localhost"})
    for slug, many in SIZES.items():
        filled(slug, many)
    first = {slug: Record.objects.filter(municipality__slug=slug).order_by("pk")[0].pk for slug in SIZES}
    pages = {
        "home": lambda slug: f"/{slug}/",
        "catalogue list": lambda slug: f"/{slug}/catalogus/",
        "search": lambda slug: f"/{slug}/catalogus/?q=attest",
        "record page": lambda slug: f"/{slug}/catalogus/{first[slug]}/",
        "journal": lambda slug: f"/{slug}/journaal/",
    }
    for name, address in pages.items():
        figures = [asked(client, address(slug)) for slug in SIZES]
        same = "constant" if len(set(figures)) == 1 else "NOT CONSTANT"
        print(f"(d) {name:16} {figures} queries with {list(SIZES.values())} records: {same}")


if __name__ == "__main__":
    main()
