"""/_ui/: every component in every state, with real words. Where looks and accessibility are checked."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipalities.models import Municipality
from municipalities.outlines import outline

GHENT = 44021
ICONS = [
    "back",
    "bell",
    "bulb",
    "chat",
    "check",
    "clock",
    "doc",
    "edit",
    "flag",
    "globe",
    "help",
    "house",
    "inbox",
    "link",
    "list",
    "map",
    "menu",
    "mute",
    "next",
    "pause",
    "photo",
    "pin",
    "share",
    "shop",
    "undo",
    "up",
    "user",
    "users",
    "x",
]
SHEETS = ["css/survey.css", "css/ideas.css", "css/figures.css", "css/desk.css", "css/ui.css"]


@dataclass(frozen=True)
class Part:
    """A group of components with a template of its own."""

    key: str
    title: str
    name: str

    @property
    def template(self) -> str:
        """Where it is drawn."""
        return f"ui/{self.name}.html"


PARTS = [
    Part("plaat", "Plaat", "plate"),
    Part("knoppen", "Knoppen", "buttons"),
    Part("velden", "Velden en fouten", "forms"),
    Part("tegels", "Keuzes", "choices"),
    Part("stappen", "Stappen", "steps"),
    Part("lijsten", "Weergave, volgorde en filters", "tools"),
    Part("toestand", "Toestand en signalen", "status"),
    Part("feiten", "Feiten", "facts"),
    Part("ideeen", "Ideeën", "ideas"),
    Part("cijfers", "Cijfers", "figures"),
    Part("kaart", "Kaart", "map"),
    Part("moderatie", "Moderatie", "desk"),
    Part("berichten", "Berichten", "messages"),
    Part("iconen", "Iconen", "icons"),
]
BARS = [
    {"label": "Oversteken is gevaarlijk", "share": 45, "count": 142, "mine": True},
    {"label": "Auto’s rijden te snel", "share": 28, "count": 88},
    {"label": "Te weinig plaats voor fietsers, zeker waar de bus stopt en de stoep smal is", "share": 20, "count": 61},
    {"label": "Geen parkeerplaats", "share": 7, "count": 22},
    {"label": "Iets anders", "share": 0, "count": 0},
]
DOTS = [
    {"label": "Centrum", "at": "77.5", "value": "4,1"},
    {"label": "Gentbrugge", "at": "55", "value": "3,2"},
    {"label": "Sint-Amandsberg", "at": "40", "value": "2,6"},
]
PLACES = [
    ("Zebrapad met verlichting aan de Molenstraat", 0.5, 0.55),
    ("Meer bomen op de parking van de sporthal", 0.62, 0.4),
    ("Een bank aan de bushalte Kerkdreef", 0.42, 0.72),
]
REASONS = [
    "Niet na te gaan",
    "Klopt al volgens de bron",
    "Dubbel van een ander voorstel",
    "Bevat persoonlijke gegevens",
    "Niet volgens de spelregels",
    "Hoort bij een andere dienst",
]
LONG = "Tegemoetkoming voor wie het huis van een ouder met een beperking aanpast of laat aanpassen"
CASES: list[dict[str, Any]] = [
    {
        "case": {"pk": 1},
        "card": {"title": "Rijbewijs omwisselen", "icon": "doc", "lines": ["Telefoon, openingsuren"], "signals": []},
        "age": "2 u 14",
        "is_late": True,
    },
    {
        "case": {"pk": 2, "note": "x"},
        "card": {
            "title": LONG,
            "icon": "doc",
            "lines": ["Voorwaarden, prijs, wie kan dit aanvragen en hoe"],
            "signals": [{"word": "3 bevestigen", "tone": "ok"}, {"word": "dubbel", "tone": "warn"}],
        },
        "age": "44 min",
    },
    {
        "case": {"pk": 3},
        "card": {"title": "Sluikstort melden", "icon": "doc", "lines": ["E-mail"], "signals": []},
        "age": "0 min",
    },
]


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The components on one page."""
    context = {
        "municipality": None,
        "sample": Municipality(name="Gent", slug="gent"),
        "sheets": SHEETS,
        "parts": PARTS,
        "icons": ICONS,
        "bars": BARS,
        "dots": DOTS,
        "map": _map(),
        "items": CASES,
        "opened": {"pk": 1},
        "counts": {"waiting": 3, "late": 1},
        "reasons": REASONS,
    }
    return render(request, "ui/components.html", context)


def _map() -> dict[str, Any]:
    """Ghent, with pins at parts of its width and height. Numbers as text: SVG knows no decimal comma."""
    found = outline(GHENT)
    if found is None:
        return {}
    left, top, width, height = (float(number) for number in found.view_box.split())
    pins = [
        {"number": number, "title": title, "x": f"{left + width * x:.1f}", "y": f"{top + height * y:.1f}"}
        for number, (title, x, y) in enumerate(PLACES, 1)
    ]
    return {"path": found.path, "view_box": found.view_box, "radius": f"{width / 30:.2f}", "pins": pins}
