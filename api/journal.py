"""GET /api/v1/journal: the public chain and its signed heads, so that anyone can check that history was not rewritten."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from journal import queries
from municipalities.models import Municipality

MOST = 500
MUNICIPALITY = OpenApiParameter("municipality", str, required=True, description="The slug")


class HeadSerializer(serializers.Serializer[Any]):
    """The head of a stream at the end of a day, signed. Keep it: a rewritten chain no longer leads to it."""

    day = serializers.DateField()
    seq = serializers.IntegerField()
    hash = serializers.CharField()
    signature = serializers.CharField()


def _stream(request: Request) -> int:
    return get_object_or_404(Municipality, slug=request.query_params.get("municipality", "")).stream_id


class Heads(APIView):
    """The signed heads of a municipality's stream, newest first."""

    @extend_schema(parameters=[MUNICIPALITY], responses=HeadSerializer(many=True))
    def get(self, request: Request) -> Response:
        """At most a year of heads."""
        return Response([queries.published_head(head) for head in queries.signed_heads(_stream(request))[:366]])


class Chain(APIView):
    """The chain: public entries whole, the others as their salted leaf hash only."""

    @extend_schema(
        parameters=[MUNICIPALITY, OpenApiParameter("after", int, description="The last number seen")],
        responses=serializers.ListSerializer(child=serializers.DictField()),
    )
    def get(self, request: Request) -> Response:
        """At most 500 entries after the given number."""
        after = request.query_params.get("after", "0")
        links = queries.public_chain(_stream(request), int(after) if after.isdecimal() else 0, MOST)
        return Response(list(links))
