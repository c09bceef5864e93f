"""Posts from other sites are refused without a token, so that anonymous pages can be cached (docs/decisions/0004)."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "bevestigd"
signer = TimestampSigner(salt="accounts.same-origin")


class SameOrigin:
    """Judges unsafe requests by what the browser says of their origin (Fetch Metadata, RFC 6454).

    Same origin: passes. Another site: 403. A browser that says nothing gets an uncached page that shows a button and
    carries a signed token of an hour; what was typed is carried along. The API reads no cookies and is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or request.path_info.startswith("/api/"):
            return self.get_response(request)
        # This check replaces Django's token, also where a library's view asks for one.
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django's own switch
        match is_same_origin(request):
            case True:
                return self.get_response(request)
            case False:
                return render(request, "403.html", {"reason": "cross-site"}, status=403)
        return self.get_response(request) if _is_confirmed(request) else _ask(request)


def is_same_origin(request: HttpRequest) -> bool | None:
    """True or False as the browser says; None when it says nothing."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    if origin := request.headers.get("Origin"):
        return urlsplit(origin).netloc == request.get_host()
    return None


def _is_confirmed(request: HttpRequest) -> bool:
    try:
        return signer.unsign(request.POST.get(FIELD, ""), max_age=3600) == request.path
    except BadSignature:
        return False


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything that was typed, to give back in a form of hidden fields."""
    return [(name, value) for name in request.POST if name != FIELD for value in request.POST.getlist(name)]


def _ask(request: HttpRequest) -> HttpResponse:
    context = {
        "typed": typed_in(request),
        "field": FIELD,
        "token": signer.sign(request.path),
        "action": request.get_full_path(),
    }
    response = render(request, "confirm_post.html", context, status=200)
    response["Cache-Control"] = "no-store"
    return response
