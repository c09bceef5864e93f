"""What accounts tell the person about themselves."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import privacy, services
from accounts.models import User


def own_data(user: User) -> list[dict[str, Any]]:
    """The account itself."""
    return [
        {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "joined_at": user.joined_at.isoformat(),
            "last_login": user.last_login and user.last_login.isoformat(),
        }
    ]


def along_with_the_user(user: User) -> None:
    """The account's own rows go with the user, as the last step of erasing."""


ACCOUNT = privacy.Privacy(
    key="account",
    purpose=_("Your e-mail address, name and language, to let you sign in and to answer you."),
    retention=_("Until you erase your account. An address that was not proven goes after a day."),
    export=own_data,
    erase=along_with_the_user,
    forget=services.forget_people,
)


def register() -> None:
    """Fills the privacy registry."""
    privacy.registry.register(ACCOUNT)
