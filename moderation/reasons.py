"""Six comparable reasons to refuse. The text is the message to the person, in the person's language."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from moderation.models import Statement

Ground = Statement.Ground


@dataclass(frozen=True)
class Reason:
    """`key` is the digit that chooses it at the desk."""

    code: str
    key: str
    label: str | Promise
    message: str | Promise
    ground: str


REASONS = (
    Reason(
        "cannot_verify",
        "1",
        _("Cannot be checked"),
        _("We could not check this. Do you have a link or a photo? Then send it in again with it."),
        Ground.FACTS,
    ),
    Reason(
        "already_right",
        "2",
        _("Already right according to the source"),
        _("We checked this with the source. What stands there now is right."),
        Ground.FACTS,
    ),
    Reason(
        "duplicate",
        "3",
        _("Double of another proposal"),
        _("Somebody proposed the same before you. We handle it there."),
        Ground.FACTS,
    ),
    Reason(
        "personal_data",
        "4",
        _("Holds personal data"),
        _("Your proposal holds personal data of somebody. We may not publish that."),
        Ground.LAW,
    ),
    Reason(
        "house_rules",
        "5",
        _("Against the house rules"),
        _("Your proposal does not follow our house rules."),
        Ground.HOUSE_RULES,
    ),
    Reason(
        "other_service",
        "6",
        _("Belongs to another service"),
        _("This is not for us to decide. We cannot change it here."),
        Ground.FACTS,
    ),
)
BY_CODE = {reason.code: reason for reason in REASONS}


def message_of(code: str, language: str) -> str:
    """The message of a reason in a language."""
    with override(language):
        return str(BY_CODE[code].message)
