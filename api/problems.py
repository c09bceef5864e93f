"""Errors as `application/problem+json` (RFC 9457)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"


class Conflict(exceptions.APIException):
    """409: the request is fine, but the state of the thing is another one."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


def as_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error: `type`, `title`, `status`, `detail`, and `errors` per field; None when it is a bug."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    return problem(error.status_code, _title(error), **_detail(error), headers=_headers(error))


def problem(code: int, title: str, *, headers: dict[str, str] | None = None, **members: Any) -> Response:
    """A problem document."""
    body = {"type": "about:blank", "title": title, "status": code, **members}
    return Response(body, status=code, content_type=MEDIA_TYPE, headers=headers)


def _title(error: exceptions.APIException) -> str:
    return str(error.default_detail)


def _detail(error: exceptions.APIException) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        return {"errors": error.detail}
    return {"detail": str(error.detail)}


def _headers(error: exceptions.APIException) -> dict[str, str]:
    wait = getattr(error, "wait", None)
    return {"Retry-After": str(int(wait))} if wait else {}
