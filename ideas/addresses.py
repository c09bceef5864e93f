"""Where boards and ideas stand, below a municipality's home."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from ideas.models import Advice, Board, Idea
from municipalities.models import Municipality

signer = Signer(salt="ideas.advice", sep=".")
BOARDS = "ideeen/"


def board_url(municipality: Municipality, board: Board) -> str:
    """The board's page."""
    return f"{municipality.url('municipalities:home')}{BOARDS}{board.slug}/"


def idea_url(municipality: Municipality, idea: Idea) -> str:
    """The idea's page; the board's while it has no number yet."""
    home = board_url(municipality, idea.board)
    return f"{home}{idea.number}/" if idea.number else home


def advice_address(idea: Idea, advice: Advice) -> str:
    """The full address behind which a colleague answers, for a mail."""
    return f"{idea.municipality.address('municipalities:home')}{BOARDS}advies/{signer.sign(advice.pk.hex)}/"


def from_token(token: str) -> UUID:
    """The question a signed address names; raises BadSignature for anything we did not sign."""
    try:
        return UUID(hex=signer.unsign(token))
    except ValueError as error:
        raise BadSignature from error
