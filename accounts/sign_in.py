"""allauth's views of signing in, kept in the language of the page and on the way back to it.

allauth makes its own addresses, which are Dutch and now and then forget where to go afterwards; here they get the
language segment and the place that the visitor came with.
"""

from collections.abc import Callable
from functools import wraps

from allauth.account import views
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from accounts import services
from accounts.sign_in_links import localised, with_place

View = Callable[[HttpRequest], HttpResponseBase]
LINKS = ("login_url", "signup_url")


def in_language(view: View) -> View:
    """Keeps language and place in the redirects and links of an allauth view, and the page out of every cache."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        response = view(request)
        if response.has_header("Location"):
            response["Location"] = localised(with_place(request, response["Location"]))
        elif isinstance(response, TemplateResponse) and response.context_data is not None:
            found = {name: localised(response.context_data[name]) for name in LINKS if name in response.context_data}
            response.context_data.update(found)
        return response

    return never_cache(answer)


def ask_code(request: HttpRequest) -> HttpResponseBase:
    """One field, one button: an address gets a code."""
    if request.method == "POST":
        services.know_address(email=request.POST.get("email", ""))
    response: HttpResponse = views.request_login_code(request)
    return response


def ask_again(request: HttpRequest) -> HttpResponseBase:
    """The same page, where allauth sends who typed too many wrong codes, or a code that is too old."""
    response = ask_code(request)
    if isinstance(response, TemplateResponse) and response.context_data is not None:
        response.context_data["is_again"] = request.method == "GET"
    return response
