"""Verbs on municipalities."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.services import account_of
from journal.models import Audience, Stream
from journal.services import Tell, telling
from municipalities import reference
from municipalities.access import forget_known
from municipalities.models import Membership, Municipality, Postcode, Role
from municipalities.wording import role_in_words
from outbound.services import post

FROM_REFERENCE = [
    "slug", "name", "name_fr", "name_de", "province", "ovo", "kbo", "lblod_uri", "spatial_uri", "merged_from",
    "has_facilities",
]  # fmt: skip


class Overtaken(Exception):
    """A colleague changed it meanwhile."""


class DomainTaken(Exception):
    """Another municipality has this domain."""


class WorksHere(Exception):
    """Somebody cannot work for the same municipality twice."""


class NotHere(Exception):
    """A colleague let this person go meanwhile."""


class LastManager(Exception):
    """Somebody has to be there who can sign in and decide who may do what."""


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
        locked = _locked(municipality)
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


def add_colleague(*, municipality: Municipality, email: str, role: str, language: str) -> Membership:
    """Lets somebody work for a municipality.

    1. Locks the municipality. 2. Finds the account of this address, or makes one without password that reads
    `language`. 3. Writes the membership; raises WorksHere when there is one. 4. Posts a letter that says where to sign
    in, in the colleague's own language. 5. Tells `membership.added` to staff.
    """
    with telling() as tell:
        locked = _locked(municipality)
        user = account_of(email=email, language=language)
        membership, is_new = Membership.objects.get_or_create(user=user, municipality=locked, defaults={"role": role})
        if not is_new:
            raise WorksHere
        _post_welcome(membership)
        _tell(tell, membership, "membership.added", role=role)
    return membership


def change_role(*, membership: Membership, role: str) -> None:
    """Gives a colleague another role; the same one changes nothing.

    1. Locks the municipality; raises NotHere for who is gone, LastManager when nobody else can manage it. 2. Writes the role. 3. Tells
    `membership.changed` to staff.
    """
    with telling() as tell:
        mine = _still_managed(membership, without=role != Role.MANAGER)
        if mine.role != role:
            mine.role = role
            mine.save(update_fields=["role"])
            _tell(tell, mine, "membership.changed", role=role)


def let_go(*, membership: Membership) -> None:
    """Ends somebody's work for a municipality; the account stays the person's own.

    1. Locks the municipality; raises NotHere for who is gone, LastManager when nobody else can manage it. 2. Deletes the membership. 3. Tells
    `membership.removed` to staff.
    """
    with telling() as tell:
        mine = _still_managed(membership, without=True)
        _tell(tell, mine, "membership.removed")
        mine.delete()


def _locked(municipality: Municipality) -> Municipality:
    return Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)


def _still_managed(membership: Membership, *, without: bool) -> Membership:
    """The membership as it stands, with its municipality locked; LastManager if that would be left without one."""
    municipality = _locked(membership.municipality)
    mine = Membership.objects.select_related("user").filter(pk=membership.pk).first()
    if mine is None:
        raise NotHere
    mine.municipality = municipality
    others = municipality.memberships.filter(role=Role.MANAGER, user__is_active=True).exclude(pk=mine.pk)
    if without and mine.role == Role.MANAGER and not others.exists():
        raise LastManager
    return mine


def _tell(tell: Tell, membership: Membership, verb: str, **data: str) -> None:
    tell(
        stream=membership.municipality.stream_id,
        verb=verb,
        actor="staff",
        subject=("membership", str(membership.pk)),
        audience=Audience.STAFF,
        person=membership.user,
        data=data,
    )


def _post_welcome(membership: Membership) -> None:
    user, municipality = membership.user, membership.municipality
    with override(user.language):
        where = municipality.address("municipalities:home") + membership.workplace
        context = {"municipality": municipality, "role": role_in_words(membership.role), "where": where}
        subject = _("You work with us for %(name)s") % {"name": municipality.named}
        body = render_to_string("municipalities/email/colleague.txt", context)
    post(key=f"colleague:{membership.pk}", to=user.email, subject=subject, body=body, language=user.language)


def _streams(names: Iterable[str]) -> dict[str, Stream]:
    wanted = list(names)
    Stream.objects.bulk_create((Stream(name=name) for name in [*wanted, "platform"]), ignore_conflicts=True)
    return {stream.name: stream for stream in Stream.objects.filter(name__in=wanted)}
