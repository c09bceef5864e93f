"""Verbs on boards and ideas."""

from ideas.services.balloting import Receipt, cast_ballot, count_closed, inclusion_hashes, is_included
from ideas.services.boards import NotPossible, Stale, close, close_due, open_board, revise
from ideas.services.merging import merge, unmerge
from ideas.services.proposing import forward, propose, settle
from ideas.services.stepping import (
    SamePerson,
    advise,
    approve,
    ask_advice,
    drop,
    prepare,
    schedule,
    tell_due,
    tell_step,
)
from ideas.services.supporting import NoneLeft, choose, support, take_back
from ideas.services.weighing import weigh

__all__ = [
    "NoneLeft",
    "NotPossible",
    "Receipt",
    "SamePerson",
    "Stale",
    "advise",
    "approve",
    "ask_advice",
    "cast_ballot",
    "choose",
    "close",
    "close_due",
    "count_closed",
    "drop",
    "forward",
    "inclusion_hashes",
    "is_included",
    "merge",
    "open_board",
    "prepare",
    "propose",
    "revise",
    "schedule",
    "settle",
    "support",
    "take_back",
    "tell_due",
    "tell_step",
    "unmerge",
    "weigh",
]
