"""Roles in words."""

from django.utils.translation import gettext as _


def role_in_words(role: str) -> str:
    """The role's name in the language in use; nothing for no role."""
    return {"moderator": _("moderator"), "editor": _("editor"), "manager": _("manager")}.get(role, "")


def work_of(role: str) -> str:
    """What somebody in this role does, in the language in use."""
    work = {
        "moderator": _("judges what people send in"),
        "editor": _("makes projects"),
        "manager": _("does both, and decides who may do what"),
    }
    return work[role]
