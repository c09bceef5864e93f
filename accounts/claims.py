"""What moves along when somebody who took part as a guest makes an account."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Guest, User
from accounts.registry import Registry


@dataclass(frozen=True)
class Claim:
    """`move` hands the rows of one model from the guest to the account and returns how many it moved.

    `model` is the model's label ("contributions.Contribution"), so that a test can see that every model with a guest
    has its claim. `move` runs inside the caller's transaction.
    """

    key: str
    model: str
    move: Callable[[Guest, User], int]


registry: Registry[Claim] = Registry()
