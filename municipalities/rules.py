"""Who may do what, by role."""

from typing import NamedTuple

from municipalities.models import Membership, Role

JUDGES = (Role.MODERATOR, Role.MANAGER)
EDITORS = (Role.EDITOR, Role.MANAGER)
MANAGERS = (Role.MANAGER,)


class Doors(NamedTuple):
    """Which doors of staff open for somebody."""

    desk: bool = False
    projects: bool = False
    settings: bool = False


def doors_of(membership: Membership | None) -> Doors:
    """The doors that open for somebody with this place in the municipality; none without one."""
    if membership is None:
        return Doors()
    return Doors(*(membership.role in roles for roles in (JUDGES, EDITORS, MANAGERS)))
