"""What holds for every page: its headers, and how its address is read."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

from accounts.sign_in_links import sign_in_url
from municipalities.access import SignInNeeded
from municipalities.domains import slug_of
from municipalities.languages import split_language
from municipalities.reserved import RESERVED

Handler = Callable[[HttpRequest], HttpResponse]


def live_source() -> str:
    """Where the page may open its socket: its own address, or live's own port of the same host."""
    if not settings.LIVE_URL:
        return "'self'"
    parts = urlsplit(settings.LIVE_URL)
    return f"'self' {parts.scheme}://{parts.netloc}"


def policy() -> str:
    """The content security policy: everything from here, no inline script or style, in nobody's frame."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src {live_source()}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    )


class Headers:
    """Puts the policy on every answer that has none of its own; HTML is kept by the browser only, and asked for again."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.policy = policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(self), microphone=()")
        response.headers.setdefault("X-Frame-Options", "DENY")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class Address:
    """Maps a municipality's own domain to its slug, and takes the language out of the path.

    `https://doemee.gent.be/fr/x` and `/gent/fr/x` both reach the view of `/gent/x`, with French in use.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path, language = split_language(_with_slug(request))
        request.path_info = path
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A stranger at a staff door signs in first and comes back."""
        if not isinstance(exception, SignInNeeded):
            return None
        return HttpResponseRedirect(sign_in_url(request))


def _with_slug(request: HttpRequest) -> str:
    try:
        slug = slug_of(request.get_host())
    except DisallowedHost:
        slug = None  # Django answers 400 further on
    request.own_slug = slug  # type: ignore[attr-defined]
    plain, _ = split_language(request.path_info)
    if slug is None or plain.removeprefix("/").partition("/")[0] in RESERVED:
        return request.path_info
    return f"/{slug}{request.path_info}"
