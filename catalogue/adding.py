"""What a record does not say yet and people may add; and when a part that is added is whole.

Which parts need what: ../shared/reference/standards.md 2.5 (an address needs all but the box; a website its name and its
address). New texts are written as plain Dutch, like the addresses of the sources.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from catalogue import layers, schema
from catalogue.models import Record

EXISTS = "archived"
ADDRESS, WEBSITE = "contact/0/address/", "website/0/"
COUNTRY, SITE_NAME, SITE_URL = f"{ADDRESS}country@nl", f"{WEBSITE}title@nl", f"{WEBSITE}url"
NEEDED = (f"{ADDRESS}street@nl", f"{ADDRESS}house_number", f"{ADDRESS}postcode", f"{ADDRESS}municipality@nl")
ADDABLE = (
    *(f"contact/0/{name}" for name in ("telephone", "email", "url", "hours")),
    *NEEDED,
    f"{ADDRESS}box_number",
    COUNTRY,
    SITE_NAME,
    SITE_URL,
    "start_date",
    "end_date",
)
BELGIUM = "België"  # every municipality here is in it


def offered(record: Record, language: str) -> list[schema.FieldSpec]:
    """Every field that people may correct or add, in reading order; last, whether it still exists."""
    there = [spec for spec in schema.shown(record.fields, language) if spec.correctable]
    lacks = [schema.field(path) for path in lacking(record) if path != EXISTS]
    return [*sorted([*there, *lacks], key=schema.place), schema.field(EXISTS)]


def lacking(record: Record) -> list[str]:
    """The paths of what a service does not say and people may add, and of what we emptied or laid beside its source."""
    there = {layers.stem(path) for path in record.fields}
    addable = ADDABLE if record.kind == "service" else ()
    paths = {
        layers.stem(path): path for path in (*addable, EXISTS, *record.own_fields) if layers.stem(path) not in there
    }
    return [path for path in paths.values() if schema.field(path).correctable]


def completed(record: Record, changes: Mapping[str, str]) -> dict[str, str]:
    """The changes with what goes without saying: the country of a new address, and a name for a new website."""
    own: dict[str, str] = {}
    if _begins(record, changes, ADDRESS):
        own[COUNTRY] = BELGIUM
    if _begins(record, changes, WEBSITE):
        own[SITE_NAME] = urlsplit(changes.get(SITE_URL, "")).netloc
    return own | dict(changes)


def faults(record: Record, changes: Mapping[str, str]) -> dict[str, str]:
    """Why these changes can't stand together: path -> sentence."""
    found: dict[str, str] = {}
    if _begins(record, changes, ADDRESS):
        sentence = _("Fill in a whole address: street, house number, postcode and municipality.")
        found |= {path: sentence for path in NEEDED if not changes.get(path)}
    if _begins(record, changes, WEBSITE) and not changes.get(SITE_URL):
        found[SITE_URL] = _("Fill in the web address too.")
    return found | _upside_down(record, changes)


def _begins(record: Record, changes: Mapping[str, str], part: str) -> bool:
    return any(path.startswith(part) and changes[path] for path in changes) and not any(
        path.startswith(part) for path in record.fields
    )


def _upside_down(record: Record, changes: Mapping[str, str]) -> dict[str, str]:
    there = {path: changes.get(path, record.fields.get(path, "")) for path in ("start_date", "end_date")}
    if not changes.keys() & there.keys() or not all(there.values()) or there["start_date"] <= there["end_date"]:
        return {}
    return {"end_date" if "end_date" in changes else "start_date": _("The end lies before the beginning.")}
