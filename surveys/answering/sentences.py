"""What is said of an answer that can't be taken in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

UNKNOWN = _("This survey does not have this question.")
HIDDEN = _("This is not asked with your other answers. Leave it open.")
REQUIRED = _("Answer this question.")
UNREADABLE = _("This answer can't be read. Answer again.")
NOT_AMONG = _("Choose one of the options.")
NOT_WITH = _("“%(option)s” does not go with your other answers. Choose something else.")
ALONE = _("“%(option)s” does not go with another option. Choose either.")
TWICE = _("You chose “%(option)s” twice.")
TOO_FEW = ngettext_lazy("Choose at least %(limit)d option.", "Choose at least %(limit)d options.", "limit")
TOO_MANY = ngettext_lazy("Choose at most %(limit)d option.", "Choose at most %(limit)d options.", "limit")
OTHER_OPEN = _("Write what you mean, or choose another option.")
OTHER_NOT_CHOSEN = _("You wrote something of your own. Choose that option too, or leave it empty.")
TOO_LONG = _("Make this shorter: it has %(many)s characters, and at most %(limit)s fit.")
NO_NUMBER = _("Write a number, such as 12 or 3.5.")
TOO_LOW = _("Write a number of at least %(limit)s.")
TOO_HIGH = _("Write a number of at most %(limit)s.")
OFF_STEP = _("Write a number in steps of %(step)s from %(start)s.")
NO_DAY = _("This day does not exist. Write a day, a month and a year.")
TOO_EARLY = _("Write a day from %(limit)s on.")
TOO_LATE = _("Write a day up to %(limit)s.")
NO_PLACE = _("Choose a place on the map or in the list.")
NO_PHOTO = _("This photo was not received. Send it again.")


class Refused(Exception):
    """An answer can't be taken in, and why."""

    def __init__(self, sentence: Any, **given: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.given = given

    def __str__(self) -> str:
        """In the active language."""
        return str(self.sentence % self.given if self.given else self.sentence)
