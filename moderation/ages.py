"""How long something waits, in as few words as a narrow column has room for."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR = 60
DAY = 24 * HOUR


def age(since: timedelta) -> str:
    """`44 min`, `2 h 14`, `3 days`, in the language in use."""
    minutes = max(int(since.total_seconds()) // 60, 0)
    if minutes < HOUR:
        return _("%(minutes)s min") % {"minutes": minutes}
    if minutes < DAY:
        return _("%(hours)s h %(minutes)s") % {"hours": minutes // HOUR, "minutes": f"{minutes % HOUR:02}"}
    days = minutes // DAY
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
