"""Pages of the person: where to go, what is kept, take it along, erase it."""

from functools import wraps
from typing import Any, Protocol, cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import guests, landing, limits, privacy, services
from accounts.middleware import typed_in
from accounts.models import User
from accounts.sign_in_links import localised, sign_in_url


class View(Protocol):
    """A view of somebody who signed in."""

    def __call__(self, request: HttpRequest) -> HttpResponse: ...


def too_many(request: HttpRequest, seconds: int = 60, **context: Any) -> HttpResponse:
    """The page for who posts too often (429): how long to wait, and everything typed, to send again."""
    told = {"sentence": limits.sentence(seconds), "typed": typed_in(request), "action": request.get_full_path()}
    response = render(request, "429.html", {**told, **context}, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def signed_in(view: View) -> View:
    """A stranger signs in first and comes back."""

    @wraps(view)
    def door(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponseRedirect(sign_in_url(request))
        return view(request)

    return never_cache(door)


@require_safe
@signed_in
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """To the desk of somebody who works for one municipality; else to their own page."""
    return HttpResponseRedirect(localised(landing.landing_of(cast(User, request.user))))


@require_safe
@signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept of this person and why, with the ways to take it along or erase it."""
    return _own_page(request)


def _own_page(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "municipality": None,
        "kept": list(privacy.registry),
        "guest": guests.guest_of(request),
        "places": landing.places_of(cast(User, request.user)),
        "refusal": refusal,
    }
    return render(request, "accounts/my_data.html", context, status=status)


@require_safe
@signed_in
def download(request: HttpRequest) -> HttpResponse:
    """Everything that is kept, as JSON (GDPR, article 20)."""
    response = JsonResponse(services.export(user=cast(User, request.user)), json_dumps_params={"indent": 1})
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@require_POST
@signed_in
def claim(request: HttpRequest) -> HttpResponse:
    """Moves what this browser's guest did to the account."""
    guest = guests.guest_of(request)
    if guest:
        services.claim(guest=guest, user=cast(User, request.user))
    response = HttpResponseRedirect(localised(reverse("accounts:my_data")))
    response.delete_cookie(guests.COOKIE)
    return response


@require_POST
@signed_in
def erase(request: HttpRequest) -> HttpResponse:
    """Erases the account and signs out; or says what has to be arranged first."""
    try:
        services.erase(user=cast(User, request.user))
    except privacy.CannotErase as reason:
        return _own_page(request, refusal=str(reason), status=409)
    logout(request)
    return HttpResponseRedirect(localised("/"))
