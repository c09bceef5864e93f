"""What every template knows of the person."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def person(request: HttpRequest) -> dict[str, Any]:
    """`person`: the signed-in user or None. The session is read only where the browser holds a session cookie."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return {"person": None}
    return {"person": request.user if request.user.is_authenticated else None}
