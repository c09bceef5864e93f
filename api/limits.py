"""Limits on what other systems send: those of the pages, in the words of the REST framework."""

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts import limits


class PostThrottle(BaseThrottle):
    """So many posts in ten minutes from one network; after that 429 with Retry-After."""

    seconds = 0

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Counts the request."""
        self.seconds = limits.wait("api", limits.address_of(request._request))  # noqa: SLF001 - Django's own request
        return self.seconds == 0

    def wait(self) -> float:
        """How long."""
        return self.seconds
