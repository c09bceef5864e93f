"""GET /api/v1/records: services, one with content negotiation, and its history."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue import formats, queries
from catalogue.models import Record, RecordVersion
from catalogue.sources.lpdc.context import lpdc

WHO = {"resident": "inwoner", "staff": "medewerker", "source": "bron"}


class RecordSerializer(serializers.ModelSerializer[Record]):
    """A record in a list."""

    url = serializers.SerializerMethodField()
    municipality = serializers.CharField(source="municipality.slug")

    class Meta:
        model = Record
        fields = (
            "id",
            "uri",
            "municipality",
            "kind",
            "title",
            "summary",
            "is_archived",
            "version",
            "modified_at",
            "url",
        )

    def get_url(self, record: Record) -> str:
        """Where the record itself can be had."""
        return str(self.context["request"].build_absolute_uri(f"/api/v1/records/{record.pk}"))


class ByAge(CursorPagination):
    """Pages of 50 in order of making, which never changes under a reader."""

    ordering = "id"
    page_size = 50


class Records(APIView):
    """The services of all municipalities, or of one, or those with the words in them."""

    @extend_schema(
        parameters=[
            OpenApiParameter("municipality", str, description="The slug"),
            OpenApiParameter("q", str, description="Words, searched in Dutch"),
            OpenApiParameter("archived", bool, description="true: those that no longer exist, instead of the others"),
        ],
        responses=RecordSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """A page of records."""
        is_archived = request.query_params.get("archived") == "true"
        found = Record.objects.filter(is_archived=is_archived).select_related("municipality")
        if slug := request.query_params.get("municipality"):
            found = found.filter(municipality__slug=slug)
        if query := queries.query_of(request.query_params.get("q", "")):
            found = found.filter(search=query)
        pages = ByAge()
        rows: Any = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(RecordSerializer(rows, many=True, context={"request": request}).data)


class AnyForm(BaseContentNegotiation):
    """The form is chosen by the view: `?format=` first, then Accept."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        """Only reads here."""
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        """For errors."""
        return renderers[0], renderers[0].media_type


class OneRecord(APIView):
    """One record as JSON, JSON-LD (IPDC-LPDC) or Turtle."""

    content_negotiation_class = AnyForm

    @extend_schema(
        parameters=[OpenApiParameter("format", str, description="json, jsonld or ttl; else by Accept")],
        responses={
            (200, "application/json"): OpenApiTypes.OBJECT,
            (200, "application/ld+json"): OpenApiTypes.OBJECT,
            (200, "text/turtle"): OpenApiTypes.STR,
        },
    )
    def get(self, request: Request, record_id: UUID) -> HttpResponse:
        """The newest version, with an ETag of it."""
        record = _record(record_id)
        chosen = _form(request)
        tag = f'"{record.pk}-{record.version}-{chosen.key}"'
        if request.headers.get("If-None-Match") == tag:
            return HttpResponse(status=304, headers={"ETag": tag, "Vary": "Accept"})
        body = chosen.write(record, request.build_absolute_uri("/").rstrip("/"))
        return HttpResponse(body, content_type=chosen.media_type, headers={"ETag": tag, "Vary": "Accept"})


def _record(record_id: UUID) -> Record:
    found = Record.objects.select_related("municipality", "dataset").filter(pk=record_id).first()
    if found is None:
        raise Http404
    return found


def _form(request: Request) -> formats.Format:
    wanted = request.query_params.get("format")
    if wanted is not None:
        if wanted not in formats.registry:
            raise NotAcceptable
        return formats.registry.get(wanted)
    accepted = formats.negotiated(request.headers.get("Accept", "*/*"))
    if accepted is None:
        raise NotAcceptable
    return accepted


class StepSerializer(serializers.ModelSerializer[RecordVersion]):
    """One step: who, when, from what to what, on what ground. Never who somebody is, unless they chose a name."""

    who = serializers.SerializerMethodField()

    class Meta:
        model = RecordVersion
        fields = ("version", "at", "who", "ground", "sentence", "changes")

    def get_who(self, step: RecordVersion) -> str:
        """`inwoner`, `medewerker`, `bron`, or the name that was chosen for this one contribution."""
        return step.name or WHO[step.actor]


class History(APIView):
    """What a record went through."""

    @extend_schema(responses=StepSerializer(many=True))
    def get(self, request: Request, record_id: UUID) -> Response:
        """Every step, newest first, at most 500."""
        return Response(StepSerializer(queries.history_of(_record(record_id), 500), many=True).data)


@require_safe
def context(request: HttpRequest) -> HttpResponse:
    """The JSON-LD context that our documents refer to."""
    return JsonResponse(lpdc(), content_type="application/ld+json")
