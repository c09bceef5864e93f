"""Ballots: cast, changed until closing, counted at closing, and checked by whoever holds a receipt."""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.digests import digest_of
from contributions.lifecycle import Status
from counting.services import add, folding
from ideas.counted import sums_of
from ideas.models import Board, Idea, Rule
from ideas.rules import is_by_ballot, is_open
from ideas.services.boards import NotPossible, ballots_of, locked
from ideas.services.supporting import lacking
from ideas.voters import Voter

# The board is held so that its closing waits, or is seen: what was cast before it is counted, and nothing after.
CAST = """
WITH open AS (
    SELECT activity_id AS id FROM ideas_board WHERE activity_id = %(board)s AND closed_at IS NULL FOR KEY SHARE
), cast_ AS (
    INSERT INTO ideas_ballot (id, board_id, digest, choices, inclusion, channel, clerk_id)
    SELECT %(id)s, id, %(digest)s, %(choices)s::uuid[], %(inclusion)s, %(channel)s, %(clerk)s FROM open
    ON CONFLICT ON CONSTRAINT ballot_once
    DO UPDATE SET choices = EXCLUDED.choices, inclusion = EXCLUDED.inclusion, channel = EXCLUDED.channel,
                  clerk_id = EXCLUDED.clerk_id
    RETURNING OLD.id AS before
), marked AS (
    INSERT INTO counting_mark (stream_id, subject, bucket, delta)
    SELECT %(stream)s, %(subject)s, 'ballots', 1 FROM cast_ WHERE before IS NULL
)
SELECT EXISTS (SELECT FROM open)
"""


@dataclass(frozen=True)
class Receipt:
    """What the person keeps: with it they, and nobody else, can find their ballot among the published hashes."""

    number: str
    inclusion: str


def board_subject(board_id: int) -> str:
    """Under which the ballots of a board are counted."""
    return f"board:{board_id}"


def cast_ballot(*, board: Board, voter: Voter, choices: Sequence[UUID]) -> Receipt:
    """Casts a ballot, or changes the one this person cast; returns the receipt of what stands there now.

    Raises NotPossible, with a sentence, for a board that is not open, not by ballot or not for this person, for ideas
    that can't be chosen, and for more than the budget. One statement: the ballot, under a digest of the person, and a
    mark for a new one. What was chosen is not counted before closing.
    """
    _refuse(board, voter)
    chosen = list(dict.fromkeys(choices))
    _check(board, chosen)
    number = token_hex(16)
    inclusion = inclusion_of(board.pk, number, chosen)
    with connection.cursor() as cursor:
        cursor.execute(
            CAST,
            {
                "id": uuid4(),
                "board": board.pk,
                "digest": digest_of(bytes(board.key or b""), voter.named),
                "choices": chosen,
                "inclusion": inclusion,
                "channel": voter.channel,
                "clerk": voter.clerk.pk if voter.clerk else None,
                "stream": board.municipality.stream_id,
                "subject": board_subject(board.pk),
            },
        )
        if not cursor.fetchone()[0]:
            raise NotPossible(_("This board is closed."))
    return Receipt(number, inclusion.hex())


def _refuse(board: Board, voter: Voter) -> None:
    ballots_of(board)
    if not is_open(board, now()):
        raise NotPossible(_("This board is closed."))
    if sentence := lacking(board, voter):
        raise NotPossible(sentence)


def _check(board: Board, chosen: list[UUID]) -> None:
    known = {idea.pk: idea for idea in electable(board).filter(pk__in=chosen)}
    if not chosen or len(known) != len(chosen):
        raise NotPossible(_("Choose from the ideas of this board."))
    if board.rule == Rule.BUDGET and sum(one.cost_cents or 0 for one in known.values()) > (board.budget_cents or 0):
        raise NotPossible(_("Together these ideas cost more than there is. Leave one out."))


def electable(board: Board) -> QuerySet[Idea]:
    """The ideas that can stand on a ballot: shown, not merged, and with a cost where there is a budget."""
    found = Idea.objects.filter(board=board, merged_into=None, contribution__status=Status.PUBLISHED)
    return found.exclude(cost_cents=None) if board.rule == Rule.BUDGET else found


def inclusion_of(board: int, number: str, choices: Sequence[UUID]) -> bytes:
    """The hash of a receipt with what was chosen: says nothing to anyone without the receipt's 128 random bits."""
    said = json.dumps([board, number, [str(key) for key in choices]], separators=(",", ":"))
    return sha256(said.encode()).digest()


def inclusion_hashes(board: Board) -> list[str]:
    """The hashes of all ballots in order of themselves, where the board publishes them; else none."""
    if not board.publishes_hashes:
        return []
    return sorted(bytes(one).hex() for one in board.ballots.values_list("inclusion", flat=True))


def is_included(*, board: Board, number: str, choices: Sequence[UUID]) -> bool:
    """Whether a ballot with this receipt and these choices is among those that are counted."""
    wanted = inclusion_of(board.pk, number, choices)
    found = board.ballots.filter(inclusion=wanted).values_list("inclusion", flat=True).first()
    return found is not None and hmac.compare_digest(bytes(found), wanted)


def count_closed() -> int:
    """Counts the ballots of boards that closed; returns how many boards that were.

    Each in one transaction of the folder: locks the board, adds its sums to the tallies, dates it. Killed, it starts
    that board anew.
    """
    waiting = Board.objects.filter(counted_at=None).exclude(closed_at=None)
    return sum(_count(board) for board in waiting.order_by("pk") if is_by_ballot(board))


def _count(board: Board) -> bool:
    with folding() as may:
        found = locked(board) if may else None
        if found is None or found.counted_at:
            return False
        found.candidates, found.counted_at = electable(found).count(), now()
        found.save(update_fields=["candidates", "counted_at"])
        add(stream=found.municipality.stream_id, sums=sums_of(found))
    return True
