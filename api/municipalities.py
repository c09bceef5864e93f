"""GET /api/v1/municipalities: the tenants."""

from typing import Any

from django.db.models import Q
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from municipalities.models import Municipality


class MunicipalitySerializer(serializers.ModelSerializer[Municipality]):
    """A municipality with the identifiers other systems know it by."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Municipality
        fields = (
            "nis", "slug", "name", "name_fr", "name_de", "province", "ovo", "kbo", "lblod_uri", "spatial_uri",
            "languages", "url",
        )  # fmt: skip

    def get_url(self, municipality: Municipality) -> str:
        """Where people find it."""
        return municipality.address("municipalities:home", language="nl")


class ByName(CursorPagination):
    """Pages of 100 in order of NIS code."""

    ordering = "nis"
    page_size = 100


class Municipalities(APIView):
    """All 285, or those with the words in their name, or the one with this postcode."""

    @extend_schema(
        parameters=[OpenApiParameter("q", str, description="Part of a name, or a postcode")],
        responses=MunicipalitySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """A page of municipalities."""
        found = Municipality.objects.all()
        if words := request.query_params.get("q", "").strip()[:80]:
            found = found.filter(Q(name__icontains=words) | Q(postcodes__postcode=words)).distinct()
        pages = ByName()
        rows: Any = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(MunicipalitySerializer(rows, many=True).data)
