"""Host names: the platform's own, and those a municipality may use."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.http.request import validate_host
from django.utils.translation import gettext_lazy as _

LOCAL = frozenset({"localhost", "127.0.0.1", "testserver"})
refuse_impossible = DomainNameValidator(
    accept_idna=False, message=_("This is no host name. Example: takepart.example.be")
)


def is_platform(host: str) -> bool:
    """The platform itself answers here, for all municipalities."""
    return host in LOCAL or host == urlsplit(settings.SITE_URL).hostname


def is_connected(host: str) -> bool:
    """Whoever runs the platform lets it answer to this host; before that, links to it would lead nowhere."""
    return validate_host(host, settings.ALLOWED_HOSTS)


def host_in(typed: str) -> str:
    """The host name in what somebody typed or pasted, as browsers send it; raises ValidationError with a sentence."""
    try:
        pasted = urlsplit(typed if "://" in typed else f"//{typed}")
        host = (pasted.hostname or "").rstrip(".").encode("idna").decode()
        has_port = pasted.port is not None
    except ValueError as error:  # no address, no port, or letters no host name can have
        raise ValidationError(refuse_impossible.message) from error
    if has_port:
        raise ValidationError(refuse_impossible.message)
    refuse_impossible(host)
    if is_platform(host):
        raise ValidationError(_("This is the address of the platform itself."))
    return host
