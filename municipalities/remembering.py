"""Anonymous pages are rendered once per change.

A page is remembered under (release, host, path and allowed parameters, language, the municipality's number of public
journal entries, clock bucket): in this process first, in Valkey behind it. A change makes a new key, so nothing is
ever invalidated. A redirect after a post carries `?n=`, the least number its page has to wait for.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from gzip import compress
from threading import Lock
from time import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from accounts.guests import COOKIE
from journal.heads import heads
from municipalities.access import municipality_for

View = Callable[..., HttpResponse]
LEAST = "n"
BUCKET_SECONDS = 30
MOST_PAGES = 2_000
PERSONAL = (settings.SESSION_COOKIE_NAME, COOKIE)


@dataclass(frozen=True)
class Page:
    """A rendered answer and what it is true for."""

    stream: int
    number: int
    bucket: int
    body: bytes
    packed: bytes
    headers: dict[str, str]

    @property
    def is_fresh(self) -> bool:
        """Nothing public was told since, and the clock is in the same bucket."""
        return heads.public_seq(self.stream) == self.number and _bucket() == self.bucket

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page as an answer, packed where the browser can unpack."""
        is_packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        response = HttpResponse(self.packed if is_packed else self.body, headers=self.headers)
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        return response


class Shelf:
    """The pages this process remembers: the least recently used goes first."""

    def __init__(self, most: int) -> None:
        self.most, self.lock = most, Lock()
        self.pages: OrderedDict[tuple[str, str], Page] = OrderedDict()

    def get(self, key: tuple[str, str]) -> Page | None:
        """The page, when it is still true."""
        page = self.pages.get(key)
        return page if page is not None and page.is_fresh else None

    def put(self, key: tuple[str, str], page: Page) -> None:
        """Keeps the page, at the cost of the oldest."""
        with self.lock:
            self.pages[key] = page
            self.pages.move_to_end(key)
            while len(self.pages) > self.most:
                self.pages.popitem(last=False)


shelf = Shelf(MOST_PAGES)


class Remember:
    """Answers from this process's shelf before anything else is done for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and not is_personal(request) and (page := shelf.get(_place(request))):
            return page.answer(request)
        return self.get_response(request)


def remembered(*parameters: str) -> Callable[[View], View]:
    """Remembers a municipality's page for people without a key or a session.

    `parameters` are the query parameters that matter; a request with any other one is rendered afresh, so that
    nobody can fill the shelf with made-up addresses.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            stream = municipality_for(request, slug).stream_id
            number = _number(request, stream)
            if number is None or request.method != "GET" or is_personal(request) or not _allows(request, parameters):
                return view(request, slug=slug, **kwargs)
            page = _from_valkey(request, stream, number)
            if page is None:
                response = view(request, slug=slug, **kwargs)
                if response.status_code != 200 or response.streaming:  # noqa: PLR2004 - OK
                    return response
                page = _keep(request, stream, number, response)
            shelf.put(_place(request), page)
            return page.answer(request)

        return answer

    return decorate


def is_personal(request: HttpRequest) -> bool:
    """The browser holds a session or a guest's key: the page shows marks of its own."""
    return any(name in request.COOKIES for name in PERSONAL)


def least(url: str, stream: int) -> str:
    """The address to redirect to after a post, with the number of public entries its page must at least know."""
    return f"{url}{'&' if '?' in url else '?'}{LEAST}={heads.read_public_seq(stream)}"


def _number(request: HttpRequest, stream: int) -> int | None:
    known = heads.public_seq(stream)
    wanted = request.GET.get(LEAST, "")
    if known is not None and wanted.isdecimal() and int(wanted) > known:
        return heads.read_public_seq(stream)
    return known


def _allows(request: HttpRequest, parameters: tuple[str, ...]) -> bool:
    return all(name in parameters or name == LEAST for name in request.GET)


def _place(request: HttpRequest) -> tuple[str, str]:
    return request.META.get("HTTP_HOST", ""), request.META.get("RAW_URI") or request.get_full_path()


def _key(request: HttpRequest, stream: int, number: int) -> str:
    query = urlencode(sorted((name, value) for name, value in request.GET.items() if name != LEAST))
    where = f"{request.get_host()}{request.path}?{query}"
    return f"page:{settings.RELEASE}:{get_language()}:{stream}:{number}:{_bucket()}:{where}"


def _from_valkey(request: HttpRequest, stream: int, number: int) -> Page | None:
    kept: dict[str, Any] | None = cache.get(_key(request, stream, number))
    return None if kept is None else Page(**kept)


def _keep(request: HttpRequest, stream: int, number: int, response: HttpResponse) -> Page:
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    headers = {**response.headers, "Content-Language": get_language() or "nl"}
    kept: dict[str, Any] = {
        "stream": stream,
        "number": number,
        "bucket": _bucket(),
        "body": response.content,
        "packed": compress(response.content, 6),
        "headers": headers,
    }
    cache.set(_key(request, stream, number), kept, BUCKET_SECONDS)
    return Page(**kept)


def _bucket() -> int:
    return int(time() // BUCKET_SECONDS)
