"""Boards as staff set them up: opened, revised, closed."""

from contextlib import suppress
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.digests import new_key
from ideas.models import Board, Rule, Who
from ideas.rules import is_by_ballot
from journal.services import Tell, telling
from municipalities.models import Municipality
from municipalities.reference import places_of
from municipalities.slugs import free_slug
from projects.models import Activity

RESERVED = frozenset({"beheer", "advies"})  # what stands at the same place in addresses
SETTINGS = frozenset(
    {"intro", "rule", "most_supports", "budget_cents", "who", "minimum_age", "is_for_residents", "is_binding", "shown"}
    | {"is_premoderated", "publishes_hashes", "fields", "places", "opens_at", "closes_at"}
)
FIELDS = frozenset({"text", "place", "photo", "category", "cost"})


class Stale(Exception):
    """Somebody else changed the board meanwhile."""


class NotPossible(ValueError):
    """It can't be done as things stand; the message is a sentence for whoever tried."""


def open_board(*, municipality: Municipality, title: str, **settings: Any) -> Board:
    """Opens a board under an address made of its title.

    Locks the municipality, so that two colleagues can't take the same address; raises NotPossible for settings that
    contradict each other; writes the activity and the board, with a key for the digests of voters; tells `board.opened`.
    A budget or a ranking is for people with a proven address, unless `who` says otherwise.
    """
    with telling() as tell:
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        board = Board(municipality=municipality, slug=_free_slug(municipality, title), key=new_key())
        if settings.get("rule") in {Rule.BUDGET, Rule.RANKING}:
            settings = {"who": Who.EMAIL, **settings}
        _set(board, settings)
        board.activity = Activity.objects.create(municipality=municipality, kind="board", title=title)
        board.save()
        told(tell, board, "board.opened")
    return board


def _free_slug(municipality: Municipality, title: str) -> str:
    taken = Board.objects.filter(municipality=municipality).values_list("slug", flat=True)
    return free_slug(title, taken={*taken, *RESERVED}, otherwise="ideeen")


def _set(board: Board, settings: dict[str, Any]) -> None:
    for name, value in settings.items():
        if name not in SETTINGS:
            raise TypeError(name)
        setattr(board, name, value)
    if sentence := _problem(board):
        raise NotPossible(sentence)


def _problem(board: Board) -> str:
    if board.rule == Rule.BUDGET and not board.budget_cents:
        return _("Say how much there is to distribute.")
    if board.opens_at and board.closes_at and board.closes_at <= board.opens_at:
        return _("A board closes after it opens.")
    if set(board.places) - set(places_of(board.municipality_id)):
        return _("Choose places of your own municipality.")
    return _("There is no such part of the form.") if set(board.fields) - FIELDS else ""


def revise(*, board: Board, version: int, title: str = "", **settings: Any) -> Board:
    """Changes the settings of a board that nobody changed since `version`; else raises Stale.

    Locks it; raises NotPossible for settings that contradict each other, for another rule once somebody chose, and once
    it is closed for anything but its texts and how results show; writes; tells `board.revised`.
    """
    with telling() as tell:
        found = locked(board)
        if found.version != version:
            raise Stale
        changed = {name for name, value in settings.items() if name in SETTINGS and value != getattr(found, name)}
        _refuse_late(found, changed)
        _set(found, settings)
        found.version += 1
        found.save()
        if title:
            Activity.objects.filter(pk=found.pk).update(title=title)
        told(tell, found, "board.revised", version=found.version)
    return found


def _refuse_late(board: Board, changed: set[str]) -> None:
    if board.closed_at and changed - {"intro", "shown", "publishes_hashes"}:
        raise NotPossible(_("This board is closed: only its text and its results can change."))
    was_chosen = board.support_set.exists() or board.ballots.exists()
    if was_chosen and changed & {"rule", "budget_cents", "most_supports"}:
        raise NotPossible(_("People chose already: how they choose can't change any more."))


def close(*, board: Board, actor: str = "staff") -> Board:
    """Ends a board: nobody proposes or chooses any more, and nobody can be recognised in its ballots any more.

    Locks it, which waits for ballots that are being cast; dates it; destroys its key; tells `board.closed`. Ballots are
    counted by the sweep. NotPossible when it is closed.
    """
    with telling() as tell:
        found = locked(board)
        if found.closed_at:
            raise NotPossible(_("This board is closed."))
        found.closed_at, found.key = now(), None
        found.version += 1
        found.save(update_fields=["closed_at", "key", "version"])
        told(tell, found, "board.closed", actor)
    return found


def close_due() -> int:
    """Closes the boards whose time has come; returns how many."""
    closed = 0
    for board in Board.objects.filter(closed_at=None, closes_at__lte=now()):
        with suppress(NotPossible):  # somebody of the staff was just before us
            close(board=board, actor="system")
            closed += 1
    return closed


def locked(board: Board) -> Board:
    """The board as it is now, so that nobody else writes on it until the transaction ends."""
    return Board.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=board.pk)


def ballots_of(board: Board) -> None:
    """Raises NotPossible for a board where people support ideas one by one."""
    if not is_by_ballot(board):
        raise NotPossible(_("On this board people support ideas one by one."))


def told(tell: Tell, board: Board, verb: str, actor: str = "staff", **data: object) -> None:
    """Tells something of a board."""
    tell(stream=board.municipality.stream_id, verb=verb, actor=actor, subject=("board", str(board.pk)), data=data)
