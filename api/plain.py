"""Posts that go past the REST framework, which is a twentieth of what a correction costs (docs/decisions/0018)."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

JSON = "application/json"
TAKES_JSON = frozenset({"*/*", JSON})
parser, renderer = JSONParser(), JSONRenderer()


def is_ordinary(request: HttpRequest) -> bool:
    """JSON is posted by somebody who takes JSON, in so many words: there is nothing to negotiate."""
    return (
        request.method == "POST"
        and request.META.get("CONTENT_TYPE") == JSON
        and request.META.get("HTTP_ACCEPT", "*/*") in TAKES_JSON
        and request.META.get("CONTENT_LENGTH") not in {None, "", "0"}
    )


class PlainPosts(APIView):
    """Answers an ordinary post by itself. Any other request, and every refusal, is answered by the framework."""

    def taken_in(self, data: object, headers: Mapping[str, str]) -> tuple[dict[str, Any], int]:
        """The answer to what was posted, and its status code; raises what the framework has words for."""
        raise NotImplementedError

    def post(self, request: Request) -> Response:
        """As the framework does it."""
        return Response(*self.taken_in(request.data, request.headers))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Counts an ordinary post, reads it and takes it in, in this order, as the framework would."""
        if not is_ordinary(request):
            return super().dispatch(request, *args, **kwargs)
        self.request, self.headers = self.initialize_request(request, *args, **kwargs), self.default_response_headers
        try:
            self.check_throttles(self.request)
            body, status = self.taken_in(parser.parse(BytesIO(request.body)), request.headers)
        except Exception as error:  # noqa: BLE001 - the framework raises again what it has no words for
            return self.finalize_response(self.request, self.handle_exception(error))
        return HttpResponse(renderer.render(body), status=status, content_type=JSON, headers=self.headers)
