"""Verbs on municipalities."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from journal.models import Stream
from journal.services import telling
from municipalities import reference
from municipalities.access import forget_known
from municipalities.models import Municipality, Postcode

FROM_REFERENCE = [
    "slug", "name", "name_fr", "name_de", "province", "ovo", "kbo", "lblod_uri", "spatial_uri", "merged_from",
    "has_facilities",
]  # fmt: skip


class Overtaken(Exception):
    """A colleague changed it meanwhile."""


class DomainTaken(Exception):
    """Another municipality has this domain."""


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


def revise(
    *,
    municipality: Municipality,
    version: int,
    plate_colour: str,
    languages: Sequence[str],
    contact_email: str,
    domain: str,
) -> Municipality:
    """Changes what a municipality chooses itself, unless somebody did so since `version`; returns it as it is then.

    1. Locks it; raises Overtaken when it has another version. 2. Writes what differs, if anything does; raises
    DomainTaken. 3. Tells `municipality.revised` with the names of the fields. 4. After the commit this process forgets
    what it knew; the others hear it from the journal.
    """
    chosen = {
        "plate_colour": plate_colour,
        "languages": list(languages),
        "contact_email": contact_email,
        "domain": domain,
    }
    with telling() as tell:
        locked = Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        if locked.version != version:
            raise Overtaken
        changed = [name for name, value in chosen.items() if getattr(locked, name) != value]
        if changed:
            _write(locked, {name: chosen[name] for name in changed})
            data = {"version": locked.version, "fields": changed}
            subject = ("municipality", str(locked.pk))
            tell(stream=locked.stream_id, verb="municipality.revised", actor="staff", subject=subject, data=data)
            transaction.on_commit(forget_known)
    return locked


def _write(locked: Municipality, values: dict[str, Any]) -> None:
    for name, value in {**values, "version": locked.version + 1}.items():
        setattr(locked, name, value)
    try:
        with transaction.atomic():
            locked.save(update_fields=[*values, "version"])
    except IntegrityError as error:  # the domain is all that has to be unique
        raise DomainTaken from error


def _streams(names: Iterable[str]) -> dict[str, Stream]:
    wanted = list(names)
    Stream.objects.bulk_create((Stream(name=name) for name in [*wanted, "platform"]), ignore_conflicts=True)
    return {stream.name: stream for stream in Stream.objects.filter(name__in=wanted)}
