"""Verbs on municipalities."""

from collections.abc import Iterable

from django.db import transaction

from journal.models import Stream
from municipalities import reference
from municipalities.access import forget_known
from municipalities.models import Municipality, Postcode

FROM_REFERENCE = [
    "slug", "name", "name_fr", "name_de", "province", "ovo", "kbo", "lblod_uri", "spatial_uri", "merged_from",
    "has_facilities",
]  # fmt: skip


@transaction.atomic
def set_up() -> int:
    """Brings the 285 municipalities and their postcodes in line with the reference data; returns how many there are.

    Makes a journal stream for each new one. What a municipality chose itself (colour, languages, domain) is left.
    """
    facts = list(reference.municipalities())
    streams = _streams(f"municipality:{fact.nis}" for fact in facts)
    rows = [Municipality(stream=streams[f"municipality:{fact.nis}"], **fact._asdict()) for fact in facts]
    Municipality.objects.bulk_create(rows, update_conflicts=True, unique_fields=["nis"], update_fields=FROM_REFERENCE)
    Postcode.objects.bulk_create(
        (Postcode(postcode=code, municipality_id=nis, places=places) for code, nis, places in reference.postcodes()),
        update_conflicts=True,
        unique_fields=["postcode", "municipality"],
        update_fields=["places"],
    )
    forget_known()
    return len(rows)


def _streams(names: Iterable[str]) -> dict[str, Stream]:
    wanted = list(names)
    Stream.objects.bulk_create((Stream(name=name) for name in [*wanted, "platform"]), ignore_conflicts=True)
    return {stream.name: stream for stream in Stream.objects.filter(name__in=wanted)}
