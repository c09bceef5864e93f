"""Boards with ideas, and people who choose, through the ordinary verbs."""

from typing import Any

from accounts.guests import new_guest
from accounts.models import User
from counting.queries import tallies
from counting.services import fold
from ideas import services
from ideas.models import Board, Idea, Who
from ideas.services.supporting import subject_of
from ideas.voters import Voter


def board_of(municipality, title: str = "Ideeën voor het park", **settings: Any) -> Board:
    return services.open_board(municipality=municipality, title=title, **settings)


def idea_on(board: Board, title: str = "Meer banken in het park", **more: Any) -> Idea:
    made = services.propose(
        board=board, title=title, language="nl", guest=more.pop("guest", None) or new_guest(), **more
    )
    return again(made)


def again(idea: Idea) -> Idea:
    """As the database has it now."""
    return Idea.objects.select_related("board__municipality", "municipality", "contribution").get(pk=idea.pk)


def somebody() -> Voter:
    """Who only has a key in a browser."""
    return Voter(guest=new_guest())


def resident(name: str) -> Voter:
    """Who proved an address."""
    return Voter(user=User.objects.create_user(f"{name}@example.org"), level=Who.EMAIL)


def folded() -> None:
    while fold():
        pass


def figures(idea: Idea) -> dict[str, int]:
    folded()
    return tallies([subject_of(idea.pk)]).get(subject_of(idea.pk), {})
