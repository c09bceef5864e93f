"""How often somebody may post: counted per window of ten minutes in Valkey, and not at all while that is away.

Who posts is the account, or else the network: one IPv4 address, or an IPv6 /64, which is what a household gets. Only a
salted hash of it is kept, for as long as the window and one more.
"""

from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil
from time import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from accounts.context import person

WINDOW = 600


def wait(what: str, who: str | None, *, most: int = 0) -> int:
    """Counts one post of this kind; the seconds to wait when it was one too many, else 0.

    `what` is a name in settings.POST_LIMITS, where 0 is no limit; `most` is a lower limit of one's own; `who` that
    cannot be known is not limited.
    """
    most = min(most, settings.POST_LIMITS[what]) if most else settings.POST_LIMITS[what]
    return counted(what, who, most=most, now=time()) if most and who else 0


def counted(what: str, who: str, *, most: int, now: float) -> int:
    """As `wait`, at a moment and with a limit of one's own."""
    window = int(now // WINDOW)
    key = f"posts:{what}:{window}:{salted_hmac('accounts.limits', who).hexdigest()}"
    many = _more(key) or _first(key)
    return 0 if many <= most else ceil((window + 1) * WINDOW - now)


def _first(key: str) -> int:
    cache.add(key, 0, WINDOW)
    return _more(key)


def _more(key: str) -> int:
    """One more; 0 when the key is not there: it is the first of its window, or Valkey is away and nothing is counted."""
    try:
        return int(cache.incr(key))
    except ValueError:
        return 0


def visitor_of(request: HttpRequest) -> str | None:
    """Who posts: the account of somebody who signed in, else the network."""
    user = person(request)["person"]
    return f"user {user.pk}" if user else address_of(request)


def address_of(request: HttpRequest) -> str | None:
    """The network of the client, as far as our own proxies can be believed; None when it cannot be known."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return None
    except ImproperlyConfigured:  # fewer proxies than we were told: only the last one is certain
        address = ip_address(request.META["REMOTE_ADDR"])
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))


def sentence(seconds: int) -> str:
    """What to tell somebody who has to wait."""
    minutes = ceil(seconds / 60)
    words = ngettext(
        "Very much came in from you or your network just now. Send this again in %(count)s minute; it still stands here.",
        "Very much came in from you or your network just now. Send this again in %(count)s minutes; it still stands here.",
        minutes,
    )
    return words % {"count": minutes}
