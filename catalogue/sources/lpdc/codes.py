"""What the codes of IPDC-LPDC are called. Source of the codes: its code lists."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.sources.lpdc.terms import CODES, LANGUAGES

_LEVELS: Mapping[str, Promise] = {
    "Europees": _("European government"),
    "Federaal": _("Federal government"),
    "Vlaams": _("Flemish government"),
    "Provinciaal": _("Province"),
    "Lokaal": _("Local government"),
    "Derden": _("Others"),
}
_SCHEMES: Mapping[str, Mapping[str, Promise]] = {
    f"{CODES}Type/": {
        "FinancieleVerplichting": _("Financial obligation"),
        "Toelating": _("Permission"),
        "Bewijs": _("Certificate"),
        "Voorwerp": _("Object"),
        "AdviesBegeleiding": _("Advice and guidance"),
        "InfrastructuurMateriaal": _("Rooms and equipment"),
        "FinancieelVoordeel": _("Financial advantage"),
    },
    f"{CODES}Doelgroep/": {
        "Burger": _("Residents"),
        "Onderneming": _("Companies"),
        "Organisatie": _("Other organisations"),
        "Vereniging": _("Associations"),
        "LokaalBestuur": _("Local governments"),
        "VlaamseOverheid": _("Flemish government"),
    },
    f"{CODES}Thema/": {
        "BurgerOverheid": _("Residents and government"),
        "CultuurSportVrijeTijd": _("Culture, sport and leisure"),
        "EconomieWerk": _("Economy and work"),
        "MilieuEnergie": _("Environment and energy"),
        "MobiliteitOpenbareWerken": _("Mobility and public works"),
        "OnderwijsWetenschap": _("Education and science"),
        "WelzijnGezondheid": _("Well-being and health"),
        "BouwenWonen": _("Building and housing"),
    },
    f"{CODES}BevoegdBestuursniveau/": {name: label for name, label in _LEVELS.items() if name != "Derden"},
    f"{CODES}UitvoerendBestuursniveau/": _LEVELS,
    LANGUAGES: {"NLD": _("Dutch"), "FRA": _("French"), "DEU": _("German"), "ENG": _("English")},
}
LABELS: Mapping[str, Promise] = {
    f"{scheme}{code}": label for scheme, codes in _SCHEMES.items() for code, label in codes.items()
}


def label(iri: str) -> str:
    """What a code is called in the current language; for an unknown one its last part."""
    known = LABELS.get(iri)
    return str(known) if known else iri.rstrip("/").rpartition("/")[2] or iri
