"""Supporting: one tap, one statement. Chosen, so counted and never judged."""

from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas.models import Board, Idea, Rule, Support
from ideas.rules import is_by_ballot, is_merged, is_open, is_own
from ideas.services.boards import NotPossible
from ideas.voters import Voter, lacks

# The idea is held (KEY SHARE, as the foreign key does anyway) so that a merge waits, or is seen: nobody supports an idea
# that has just joined another. Then the person's own row, and its marks when the choice is another one than before.
CHOOSE = """
WITH open AS (
    SELECT idea.contribution_id AS id, idea.board_id
    FROM ideas_idea AS idea
    JOIN contributions_contribution AS said ON said.id = idea.contribution_id
    JOIN ideas_board AS board ON board.activity_id = idea.board_id
    WHERE idea.contribution_id = %(idea)s AND idea.merged_into_id IS NULL AND idea.forwarded_at IS NULL
      AND said.status = 'published' AND board.closed_at IS NULL
      AND (board.most_supports IS NULL OR board.most_supports > (
          SELECT count(*) FROM ideas_support AS other JOIN ideas_idea AS where_ ON where_.contribution_id = other.idea_id
          WHERE other.board_id = board.activity_id AND other.{person} = %({person})s AND other.value <> 0
            AND other.idea_id <> idea.contribution_id AND where_.merged_into_id IS NULL))
    FOR KEY SHARE OF idea
), choice AS (
    INSERT INTO ideas_support AS mine
        (id, idea_id, board_id, user_id, guest_id, value, is_verified, channel, clerk_id, via_id)
    SELECT %(id)s, id, board_id, %(user_id)s, %(guest_id)s, %(value)s, %(is_verified)s, %(channel)s, %(clerk)s, NULL
    FROM open
    ON CONFLICT ON CONSTRAINT {constraint} DO UPDATE
        SET value = EXCLUDED.value, is_verified = EXCLUDED.is_verified, via_id = NULL
        WHERE (mine.value, mine.is_verified) IS DISTINCT FROM (EXCLUDED.value, EXCLUDED.is_verified)
    RETURNING OLD.value AS value_before, OLD.is_verified AS verified_before, NEW.value, NEW.is_verified
), marked AS (
    INSERT INTO counting_mark (stream_id, subject, bucket, delta)
    SELECT %(stream)s, %(subject)s, CASE moved.value WHEN 1 THEN 'up' ELSE 'down' END || suffix, delta
    FROM choice,
         LATERAL (VALUES (value_before, verified_before, -1), (choice.value, choice.is_verified, 1))
             AS moved (value, is_verified, delta),
         LATERAL unnest(CASE WHEN moved.is_verified THEN ARRAY['', '.verified'] ELSE ARRAY[''] END) AS suffix
    WHERE moved.value <> 0
)
SELECT EXISTS (SELECT FROM open)
"""
# What came along when ideas were merged leaves a 0; what the person chose here goes.
TAKE_BACK = """
WITH mine AS (
    SELECT id, value, is_verified, via_id FROM ideas_support WHERE {where} FOR UPDATE
), gone AS (
    DELETE FROM ideas_support USING mine WHERE ideas_support.id = mine.id AND mine.via_id IS NULL
), silenced AS (
    UPDATE ideas_support SET value = 0 FROM mine WHERE ideas_support.id = mine.id AND mine.via_id IS NOT NULL
)
INSERT INTO counting_mark (stream_id, subject, bucket, delta)
SELECT %(stream)s, %(subject)s, CASE value WHEN 1 THEN 'up' ELSE 'down' END || suffix, -1
FROM mine, LATERAL unnest(CASE WHEN is_verified THEN ARRAY['', '.verified'] ELSE ARRAY[''] END) AS suffix
WHERE value <> 0
"""
BY_USER = CHOOSE.format(constraint="support_user", person="user_id")
BY_GUEST = CHOOSE.format(constraint="support_guest", person="guest_id")
USERS_BACK = TAKE_BACK.format(where="idea_id = %(idea)s AND user_id = %(user_id)s")
GUESTS_BACK = TAKE_BACK.format(where="idea_id = %(idea)s AND guest_id = %(guest_id)s")
# Whoever supports two ideas at once must not pass the most they have.
ONE_BY_ONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))"


class NoneLeft(NotPossible):
    """The person gave all the supports they have on this board."""


def subject_of(idea_id: object) -> str:
    """Under which the choices for one idea are counted."""
    return f"idea:{idea_id}"


def support(*, idea: Idea, voter: Voter) -> None:
    """Notes that this person supports the idea; doing it again changes nothing. As `choose` with 1."""
    choose(idea=idea, voter=voter, value=1)


def choose(*, idea: Idea, voter: Voter, value: int) -> None:
    """Notes that this person is for (1) or against (-1) the idea.

    Raises NotPossible, with a sentence, for a board that is not open or not for this person, for an idea of one's own,
    and for one that is merged, sent on or not shown; NoneLeft when all supports are given. Then one statement: writes
    or revises the person's own row and, only when the choice is another one, its marks. More than a key in a browser
    is counted once more in a bucket of its own (`up.verified`). With a most per person, this person's choices wait for
    each other.
    """
    board = idea.board
    _refuse(idea, voter, value)
    if not board.most_supports:
        _choose(idea, voter, value)
        return
    with transaction.atomic():
        _alone(board, voter)
        _choose(idea, voter, value)


def _alone(board: Board, voter: Voter) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_BY_ONE, [voter.named, board.pk])


def _choose(idea: Idea, voter: Voter, value: int) -> None:
    more: dict[str, Any] = {"id": uuid4(), "value": value, "is_verified": voter.is_verified, "channel": voter.channel}
    with connection.cursor() as cursor:
        clerk = voter.clerk.pk if voter.clerk else None
        cursor.execute(BY_USER if voter.user else BY_GUEST, {**_who(idea, voter), **more, "clerk": clerk})
        if not cursor.fetchone()[0]:
            _explain(idea, voter)


def _who(idea: Idea, voter: Voter) -> dict[str, Any]:
    return {
        "idea": idea.pk,
        "user_id": voter.user.pk if voter.user else None,
        "guest_id": None if voter.user or voter.guest is None else voter.guest.pk,
        "stream": idea.municipality.stream_id,
        "subject": subject_of(idea.pk),
    }


def _refuse(idea: Idea, voter: Voter, value: int) -> None:
    board = idea.board
    if is_by_ballot(board):
        raise NotPossible(_("On this board you fill in one ballot."))
    if value == -1 and board.rule != Rule.UP_DOWN:
        raise NotPossible(_("On this board you can only support an idea."))
    if not is_open(board, now()):
        raise NotPossible(_("This board is closed."))
    if is_merged(idea):
        raise NotPossible(_("This idea was put together with another one. You can support that one."))
    if is_own(idea, voter.user, voter.guest.pk if voter.guest else None):
        raise NotPossible(_("This is your own idea: it counts already."))
    if sentence := lacking(board, voter):
        raise NotPossible(sentence)


def lacking(board: Board, voter: Voter) -> str:
    """What this person still has to show, in a sentence; empty when nothing."""
    words = {
        "level": _("Sign in to take part here."),
        "age": _("You can take part here from %(age)s years on.") % {"age": board.minimum_age},
        "residence": _("Only people who live here can take part."),
    }
    return words.get(lacks(board, voter), "")


def _explain(idea: Idea, voter: Voter) -> None:
    """The database refused what looked possible a moment ago."""
    found = Idea.objects.select_related("board", "contribution").get(pk=idea.pk)
    _refuse(found, voter, 1)
    if found.board.most_supports and not found.forwarded_at:
        raise NoneLeft(_("You gave all the supports you have here. Take one back first."))
    raise NotPossible(_("This idea can't be supported any more."))


def take_back(*, idea: Idea, voter: Voter) -> None:
    """Removes a person's choice with its marks; without one, does nothing.

    NotPossible when the board is closed, or the idea joined another: there the choice counts. One statement: what is taken off is the choice that stands there now, once.
    """
    if not is_open(idea.board, now()):
        raise NotPossible(_("This board is closed."))
    if is_merged(idea):
        raise NotPossible(_("This idea was put together with another one. You can support that one."))
    with connection.cursor() as cursor:
        cursor.execute(USERS_BACK if voter.user else GUESTS_BACK, _who(idea, voter))


def erased(mine: Support) -> None:
    """Removes a choice with its marks, whatever the board says: the person goes."""
    voter = Voter(user=mine.user, guest=mine.guest)
    with connection.cursor() as cursor:
        cursor.execute(USERS_BACK if voter.user else GUESTS_BACK, _who(mine.idea, voter))
    Support.objects.filter(pk=mine.pk).delete()
