"""The bare baselines: Django views that answer JSON and that insert a row, without middleware."""

import json
import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, models
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


class Answer(models.Model):
    """A row of JSON."""

    body = models.JSONField()

    class Meta:
        app_label = "bench"
        db_table = "bench_answer"

    def __str__(self) -> str:
        return str(self.pk)


def insert_json(request: HttpRequest) -> JsonResponse:
    """One row of JSON, through the ORM."""
    return JsonResponse({"id": Answer.objects.create(body=json.loads(request.body)).pk}, status=201)


urlpatterns = [path("json", answer), path("insert", insert), path("answer", insert_json)]
application = WSGIHandler()
