"""Makes LPDC data to import: `python -m bench.generate_lpdc FOLDER [COUNT]`.

Writes pages of an event stream, 250 members each, and the same snapshots as one shuffled N-Triples file.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from pyld import jsonld

from catalogue.sources.lpdc import context

PER_PAGE = 250
HOST = "https://bench.example"
CONTEXT = [f"{HOST}/ipdc-lpdc-im.jsonld", f"{HOST}/ldes.jsonld"]
WORDS = [
    "attest",
    "kaart",
    "aanvraag",
    "woning",
    "premie",
    "straat",
    "school",
    "sport",
    "afval",
    "water",
    "boom",
    "fiets",
    "zaal",
    "markt",
    "loket",
]


def member(number: int) -> dict[str, Any]:
    """One snapshot, the same for the same number."""
    chance = random.Random(number)

    def said(words: int) -> dict[str, str]:
        return {"nl-be-x-informal": " ".join(chance.choices(WORDS, k=words)).capitalize()}

    def html(words: int) -> dict[str, str]:
        return {tag: f"<p>{text}.</p>" for tag, text in said(words).items()}

    def named(kind: str, order: int, **more: object) -> dict[str, object]:
        return {"@type": kind, "naam": said(3), "beschrijving": html(25), "order": order, **more}

    at = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00Z"
    web = {"url": f"{HOST}/dienst/{number}"}
    address = {"@type": "Adres", "straatnaam": {"nl": "Lindendreef"}, "huisnummer": str(number), "postcode": "9000"}
    return {
        "@id": f"{HOST}/snapshot/{UUID(int=number)}",
        "@type": ["InstantieSnapshot"],
        "isVersionOf": f"{HOST}/service/{UUID(int=number)}",
        "aangemaaktDoor": "OVO002067",
        "creatie": "2025-01-01T08:00:00Z",
        "laatstGewijzigd": at,
        "generatedAtTime": at,
        "naam": {tag: f"{text} {number}" for tag, text in said(4).items()},
        "beschrijving": html(60),
        "verdereBeschrijving": html(80),
        "contactgegevens": [
            {
                "@type": "Contactgegevens",
                "telefoonnummer": f"+32 9 {number:07}",
                "email": f"dienst{number}@bench.example",
                "openingsuren": "Ma-vr 9-12 uur",
                "adres": {**address, "gemeentenaam": {"nl": "Gent"}, "land": {"nl": "België"}},
                "order": 0,
            }
        ],
        "procedures": [named("Procedure", 0, websites=[named("Website", 0, **web)])],
        "voorwaarden": [named("Voorwaarde", 0, bewijs={"@type": "Bewijs", "naam": said(2), "beschrijving": html(8)})],
        "kosten": [named("Kost", 0), named("Kost", 1)],
        "websites": [named("Website", 0, **web)],
        "themas": ["BurgerOverheid"],
        "doelgroepen": ["Burger"],
        "bevoegdeOverheden": ["OVO002067"],
        "geografischToepassingsgebieden": ["BE23444021"],
        "zoektermen": {"nl": chance.sample(WORDS, 3)},
    }


def page(number: int, members: list[dict[str, Any]]) -> dict[str, Any]:
    """One page of the stream."""
    address = f"{HOST}/doc/instancesnapshot?pageNumber={number}"
    return {
        "@context": CONTEXT,
        "@id": address,
        "@type": "EventStream",
        "timestampPath": "generatedAtTime",
        "versionOfPath": "isVersionOf",
        "view": {"@id": address, "@type": "Node", "relation": []},
        "member": members,
    }


def write_pages(folder: Path, count: int) -> None:
    """Writes `count` snapshots as pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(range(0, count, PER_PAGE)):
        members = [member(one) for one in range(start, min(start + PER_PAGE, count))]
        text = json.dumps(page(number, members), ensure_ascii=False)
        (folder / f"page-{number:05}.jsonld").write_text(text, encoding="utf-8")


def write_shuffled(file: Path, count: int) -> None:
    """Writes `count` snapshots as N-Triples in no order at all."""
    lines = [line for one in range(count) for line in _lines(one)]
    random.Random(0).shuffle(lines)
    with file.open("w", encoding="utf-8") as out:
        out.writelines(lines)


def _lines(number: int) -> Iterator[str]:
    said = jsonld.to_rdf(
        {"@context": CONTEXT, **member(number)}, {"documentLoader": context.load, "format": "application/n-quads"}
    )
    for line in said.splitlines(keepends=True):
        yield line.replace("_:b", f"_:n{number}b")


if __name__ == "__main__":
    target, many = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    write_pages(target / "pages", many)
    write_shuffled(target / "shuffled.nt", many)
