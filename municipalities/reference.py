"""Reference facts of the 285 municipalities of 2025, kept with the code (docs/decisions/0008)."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.text import slugify

COUNTER = "Office Exchange"  # a counter of the post with a code of its own: nobody lives there
DATA = Path(__file__).resolve().parent / "data"


class Fact(NamedTuple):
    """What is known of a municipality from outside: names, codes and addresses of the registers."""

    nis: int
    slug: str
    name: str
    name_fr: str
    name_de: str
    province: str
    ovo: str
    kbo: str
    lblod_uri: str
    spatial_uri: str
    merged_from: str
    has_facilities: bool


def municipalities() -> Iterator[Fact]:
    """All 285, in order of NIS code."""
    for row in _rows("municipalities.csv"):
        facts: dict[str, Any] = {**row, "nis": int(row["nis"]), "has_facilities": row["has_facilities"] == "1"}
        yield Fact(**facts)


def postcodes() -> Iterator[tuple[str, int, str]]:
    """(postcode, NIS code, places) for every pair; a postcode may stand in two municipalities."""
    for row in _rows("postcodes.csv"):
        yield row["postcode"], int(row["nis"]), row["places"]


@cache
def places_of(nis: int) -> dict[str, str]:
    """The places (sub-municipalities) of a municipality by name: code -> name. The code is the name as a slug."""
    names = sorted({name for _code, where, names in postcodes() if where == nis for name in names.split("|")})
    return {slugify(name): name for name in names if name and not name.startswith(COUNTER)}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
