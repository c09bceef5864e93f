"""The bare baselines: one Django view that answers JSON and one that inserts a row, without middleware."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path

from participatie import engines

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bare",
    DATABASES={"default": engines.database(os.environ["DATABASE_URL"], pool=True)},
    MIDDLEWARE=[],
    USE_TZ=True,
)
django.setup(set_prefix=False)


def answer(request: HttpRequest) -> JsonResponse:
    """A little JSON."""
    return JsonResponse({"hello": "world", "numbers": [1, 2, 3]})


def insert(request: HttpRequest) -> JsonResponse:
    """One row."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (body) VALUES (%s) RETURNING id", [request.body.decode()])
        return JsonResponse({"id": cursor.fetchone()[0]}, status=201)


urlpatterns = [path("json", answer), path("insert", insert)]
application = WSGIHandler()
