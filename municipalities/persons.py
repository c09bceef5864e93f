"""What municipalities know of people: who works there."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.privacy import CannotErase, Privacy
from municipalities import services
from municipalities.queries import memberships_of


def export(user: User) -> Iterable[dict[str, Any]]:
    """Where the person works, and as what."""
    for one in memberships_of(user):
        yield {"municipality": one.municipality.name, "role": one.role}


def erase(user: User) -> None:
    """The person works nowhere any more; raises CannotErase for the only manager of a municipality."""
    for one in memberships_of(user):
        try:
            services.let_go(membership=one)
        except services.NotHere:
            continue
        except services.LastManager as error:
            name = one.municipality.named
            sentence = _("You are the only manager of %(name)s. Make a colleague manager first.") % {"name": name}
            raise CannotErase(sentence) from error


PRIVACY = Privacy(
    key="memberships",
    purpose=gettext_lazy("Which municipality you work for and as what, to let you do your work."),
    retention=gettext_lazy("As long as you work there. A manager ends it, or you do by erasing your account."),
    export=export,
    erase=erase,
)
