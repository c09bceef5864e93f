"""Who takes part, and how sure we are of it."""

from dataclasses import dataclass

from accounts.models import Guest, User
from contributions.models import Channel
from ideas.models import Board, Who

ADMITTED = {
    Who.GUEST: frozenset(Who),
    Who.EMAIL: frozenset({Who.EMAIL, Who.VERIFIED, Who.CODE}),
    Who.VERIFIED: frozenset({Who.VERIFIED}),
    Who.CODE: frozenset({Who.CODE}),
}


@dataclass(frozen=True)
class Voter:
    """A user or a guest. What a clerk enters on somebody's behalf is a guest of its own, with the clerk's name.

    `is_of_age` and `lives_here` are what the person declared, or what a sign-in of the government says.
    """

    user: User | None = None
    guest: Guest | None = None
    level: Who = Who.GUEST
    is_of_age: bool = False
    lives_here: bool = False
    channel: str = Channel.WEB
    clerk: User | None = None

    @property
    def is_verified(self) -> bool:
        """Counted apart: more is known of them than a key in a browser."""
        return self.level != Who.GUEST

    @property
    def named(self) -> str:
        """What a digest is made of."""
        return f"user:{self.user.pk}" if self.user else f"guest:{self.guest.pk if self.guest else ''}"


def of_account(user: User, *, is_of_age: bool = False, lives_here: bool = False) -> Voter:
    """Somebody who signed in, and so proved an address."""
    return Voter(user=user, level=Who.EMAIL, is_of_age=is_of_age, lives_here=lives_here)


def lacks(board: Board, voter: Voter) -> str:
    """What this person still has to show to take part here: `level`, `age` or `residence`; empty when nothing."""
    if voter.level not in ADMITTED[Who(board.who)]:
        return "level"
    if board.minimum_age and not voter.is_of_age:
        return "age"
    return "residence" if board.is_for_residents and not voter.lives_here else ""
