"""Verbs on surveys."""

from surveys.services.answering import AlreadyAnswered, QuotaFull, UnknownCode, answer, check_code
from surveys.services.asking_files import ask_file, write_files
from surveys.services.drafting import keep_for_later
from surveys.services.folding import fold, fold_survey
from surveys.services.importing import take_in
from surveys.services.inviting import Limit, hand_out, limit
from surveys.services.people import NoLongerOpen
from surveys.services.proving import NoAddress, WrongCode, proven, send_code, sent_to
from surveys.services.settling import settle
from surveys.services.writing import (
    NotPossible,
    NotReady,
    Stale,
    close,
    close_due,
    create,
    publish,
    revise,
    written,
)

__all__ = [
    "AlreadyAnswered",
    "Limit",
    "NoAddress",
    "NoLongerOpen",
    "NotPossible",
    "NotReady",
    "QuotaFull",
    "Stale",
    "UnknownCode",
    "WrongCode",
    "answer",
    "ask_file",
    "check_code",
    "close",
    "close_due",
    "create",
    "fold",
    "fold_survey",
    "hand_out",
    "keep_for_later",
    "limit",
    "proven",
    "publish",
    "revise",
    "send_code",
    "sent_to",
    "settle",
    "take_in",
    "write_files",
    "written",
]
