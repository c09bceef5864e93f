"""GET /api/v1/surveys: what municipalities ask, and what the public may know of the answers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from surveys.building.starting import without_report
from surveys.definition.shape import SCHEMA
from surveys.models import Survey
from surveys.results.access import TOKEN, is_shown_to
from surveys.results.published import published
from surveys.results.reading import results_of

DAY = 24 * 3600


class SurveySerializer(serializers.ModelSerializer[Survey]):
    """A survey in a list."""

    id = serializers.IntegerField(source="pk")
    municipality = serializers.CharField(source="municipality.slug")
    title = serializers.CharField(source="activity.title")
    version = serializers.IntegerField(source="version.number")
    url = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()

    class Meta:
        model = Survey
        fields = (
            "id", "municipality", "slug", "title", "anonymity", "shown", "is_random_sample", "opens_at", "closes_at",
            "closed_at", "version", "url", "page",
        )  # fmt: skip

    def get_url(self, survey: Survey) -> str:
        """Where the survey itself can be had."""
        return str(self.context["request"].build_absolute_uri(f"/api/v1/surveys/{survey.pk}"))

    def get_page(self, survey: Survey) -> str:
        """Where people answer it."""
        return survey.municipality.address("surveys:survey", survey.slug, language="nl")


class OneSurveySerializer(SurveySerializer):
    """A survey with everything it asks."""

    document = serializers.SerializerMethodField()

    class Meta(SurveySerializer.Meta):
        fields = (*SurveySerializer.Meta.fields, "document")  # type: ignore[assignment]  # longer on purpose

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_document(self, survey: Survey) -> dict[str, Any]:
        """What is asked, without what an import told staff."""
        assert survey.version is not None  # noqa: S101 - only what was asked comes here
        return without_report(survey.version.document)


class ByAge(CursorPagination):
    """Pages of 50 in order of making, which never changes under a reader."""

    ordering = "activity_id"
    page_size = 50


class Surveys(APIView):
    """The surveys that people were asked."""

    @extend_schema(
        parameters=[OpenApiParameter("municipality", str, description="The slug")],
        responses=SurveySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """A page of surveys, of all municipalities or of one."""
        found = _asked()
        if slug := request.query_params.get("municipality"):
            found = found.filter(municipality__slug=slug)
        pages = ByAge()
        rows: Any = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(SurveySerializer(rows, many=True, context={"request": request}).data)


class OneSurvey(APIView):
    """One survey, with what it asks."""

    @extend_schema(responses=OneSurveySerializer)
    def get(self, request: Request, survey_id: int) -> Response:
        """The version that is asked now, as a document after /api/schema/survey.json."""
        return Response(OneSurveySerializer(_survey(survey_id), context={"request": request}).data)


class Results(APIView):
    """What people answered, as far as the public may know it."""

    @extend_schema(
        parameters=[OpenApiParameter(TOKEN, str, description="What the page gave to who answered")],
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
    )
    def get(self, request: Request, survey_id: int) -> Response:
        """The figures of the page per question: shown, answered, missing and values; 403 where the page says no."""
        found = _survey(survey_id)
        if not is_shown_to(request._request, found):  # noqa: SLF001 - Django's own request
            raise PermissionDenied
        return Response({"id": found.pk, **published(results_of(found))})


def _asked() -> Any:
    return Survey.objects.exclude(version=None).select_related("municipality", "activity", "version")


def _survey(number: int) -> Survey:
    found: Survey | None = _asked().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema that every survey's document keeps to."""
    response = JsonResponse(SCHEMA, content_type="application/schema+json")
    patch_cache_control(response, public=True, max_age=DAY)
    return response
