"""Predicates of boards and ideas."""

from datetime import datetime

from accounts.models import User
from contributions.lifecycle import Status
from ideas.lifecycle import Outcome
from ideas.models import Board, Idea, Rule, Shown

BY_BALLOT = frozenset({Rule.BUDGET, Rule.RANKING})


def is_open(board: Board, moment: datetime) -> bool:
    """Whether people can propose and choose now."""
    begun = board.opens_at is None or board.opens_at <= moment
    return board.closed_at is None and begun and (board.closes_at is None or moment < board.closes_at)


def is_by_ballot(board: Board) -> bool:
    """Whether people fill in one ballot, in place of a support per idea."""
    return board.rule in BY_BALLOT


def are_results_public(board: Board) -> bool:
    """Whether somebody from outside may see how much was chosen; ballots stay shut until they are counted."""
    if is_by_ballot(board):
        return board.counted_at is not None
    return board.shown == Shown.ALWAYS or board.closed_at is not None


def is_own(idea: Idea, user: User | None, guest_id: object = None) -> bool:
    """Whether this person proposed it."""
    said = idea.contribution
    return (user is not None and said.author_id == user.pk) or (guest_id is not None and said.guest_id == guest_id)


def is_visible(idea: Idea) -> bool:
    """Whether it stands on its board for everyone."""
    return idea.contribution.status == Status.PUBLISHED


def is_merged(idea: Idea) -> bool:
    """Whether it joined another."""
    return idea.status == Outcome.MERGED
