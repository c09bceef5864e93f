"""Addresses of signing in and of the person's own pages, in the language of the page, and the way back."""

from urllib.parse import urlencode, urlsplit

from allauth.account.utils import get_next_redirect_url
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language


def localised(path: str) -> str:
    """The platform's path in the language in use; a path that is not one of these pages is left as it is."""
    language = get_language() or "nl"
    ours = (reverse("account_login"), reverse("accounts:my_data"))
    if language == "nl" or not (path == "/" or path.startswith(ours)):
        return path
    return f"/{language}{path}"


def place_of(request: HttpRequest) -> str:
    """Where the visitor is, as a path to come back to; after a post that is the page the form stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return "/"
    return f"{page.path}?{page.query}" if page.query else page.path


def sign_in_url(request: HttpRequest, back: str = "") -> str:
    """Signing in, in the language of the page, and then back to it, or to another page."""
    query = urlencode({REDIRECT_FIELD_NAME: back or place_of(request)}, safe="/")
    return f"{localised(reverse('account_login'))}?{query}"


def with_place(request: HttpRequest, url: str) -> str:
    """A redirect to a page of signing in, with the place to go to afterwards that the request came with."""
    place = get_next_redirect_url(request)
    is_step = url.startswith(reverse("account_login")) and f"{REDIRECT_FIELD_NAME}=" not in url
    if place is None or place == url or not is_step:
        return url
    return f"{url}?{urlencode({REDIRECT_FIELD_NAME: place}, safe='/')}"
