"""Addresses of signing in, in the language of the page."""

from django.urls import reverse
from django.utils.translation import get_language


def localised(path: str) -> str:
    """The platform's path in the language in use; a path that is not part of signing in is left as it is."""
    language = get_language() or "nl"
    if language == "nl" or not (path == "/" or path.startswith(reverse("account_login"))):
        return path
    return f"/{language}{path}"
