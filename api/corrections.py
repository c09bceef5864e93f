"""POST /api/v1/corrections: propose other values for fields of a record."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.limits import PostThrottle
from api.models import Answered
from api.plain import PlainPosts
from api.problems import Conflict
from catalogue import adding, layers, queries, schema, services
from catalogue.models import Record
from contributions.links import status_address
from journal.services import telling
from municipalities.access import municipality_of

MOST_KEY = 100


class ChangeSerializer(serializers.Serializer[Any]):
    """One field and the value it should have; `was` is what the sender saw there, to be told when that changed."""

    field = serializers.CharField(max_length=120)
    value = serializers.CharField(max_length=10_000, allow_blank=True, trim_whitespace=False)
    was = serializers.CharField(max_length=10_000, allow_blank=True, required=False)


class CorrectionSerializer(serializers.Serializer[Any]):
    """A proposal. `email` gets a receipt and the decision; `name` is shown with the change when it is given."""

    record = serializers.UUIDField()
    changes = serializers.ListField(child=ChangeSerializer(), min_length=1, max_length=50)
    evidence_url = serializers.URLField(required=False, default="", max_length=500, allow_blank=True)
    email = serializers.EmailField(required=False, default="", allow_blank=True)
    name = serializers.CharField(required=False, default="", max_length=80, allow_blank=True)
    language = serializers.ChoiceField(choices=["nl", "fr", "de", "en"], required=False, default="nl")


checker = CorrectionSerializer()  # keeps nothing of a request; building its fields anew costs a sixth of the whole


class ReceiptSerializer(serializers.Serializer[Any]):
    """Where to follow a proposal."""

    id = serializers.UUIDField()
    status = serializers.CharField()
    status_url = serializers.URLField()


class Corrections(PlainPosts):
    """Proposals from other systems. They are judged by staff like any other."""

    throttle_classes = (PostThrottle,)

    @extend_schema(
        request=CorrectionSerializer,
        responses={201: ReceiptSerializer},
        parameters=[
            OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description="At most 100 characters")
        ],
    )
    def post(self, request: Request) -> Response:
        """Takes in a correction once per Idempotency-Key; a repeated request gets the first answer again."""
        return super().post(request)

    def taken_in(self, data: object, headers: Mapping[str, str]) -> tuple[dict[str, Any], int]:
        """The receipt and its status code."""
        key = headers.get("Idempotency-Key", "")
        if len(key) > MOST_KEY:
            raise ValidationError({"Idempotency-Key": ["At most 100 characters."]})
        asked = checker.run_validation(data)
        with telling():  # the verb inside joins: one transaction, no savepoint
            return _once(key, asked)


def _once(key: str, asked: dict[str, Any]) -> tuple[dict[str, Any], int]:
    if not key:
        return _take_in(asked), status.HTTP_201_CREATED
    digest = sha256(json.dumps(asked, sort_keys=True, default=str).encode()).digest()
    kept, is_new = Answered.objects.get_or_create(key=key, defaults={"digest": digest, "status": 0, "body": {}})
    if not is_new:
        if bytes(kept.digest) != digest:
            raise Conflict("This Idempotency-Key was used with another body.")
        return kept.body, kept.status
    kept.body, kept.status = _take_in(asked), status.HTTP_201_CREATED
    kept.save(update_fields=["body", "status"])
    return kept.body, kept.status


def _take_in(asked: dict[str, Any]) -> dict[str, Any]:
    record = _record(asked["record"])
    try:
        contribution = services.correct(
            record=record,
            changes=_checked(record, asked["changes"]),
            language=asked["language"],
            signature=asked["name"],
            email=asked["email"],
            evidence_url=asked["evidence_url"],
            channel="api",
        )
    except services.NothingToCorrect as error:
        raise Conflict("Every value equals what stands there.") from error
    return {
        "id": str(contribution.pk),
        "status": contribution.status,
        "status_url": status_address(contribution),
    }


def _record(record_id: UUID) -> Record:
    found = queries.proposable(record_id)
    if found is None:
        raise ValidationError({"record": ["There is no such record."]})
    found.municipality = municipality_of(found.municipality_id)
    return found


def _there(record: Record, path: str) -> str:
    return layers.current(record.source_fields, record.own_fields, path)


def _checked(record: Record, changes: list[dict[str, str]]) -> dict[str, str]:
    checked, errors = {}, {}
    for change in changes:
        path, there = change["field"], _there(record, change["field"])
        spec = schema.field(path)
        if not _is_open(record, spec):
            errors[path] = ["This field cannot be corrected."]
            continue
        _same_as_seen(spec, there, change.get("was", there))
        try:
            value = schema.changed(spec, there, change["value"])
        except schema.InvalidValue as error:
            errors[path] = [str(error)]
            continue
        if value is not None:
            checked[path] = value
    errors |= {path: [sentence] for path, sentence in adding.faults(record, checked).items()}
    if errors:
        raise ValidationError({"changes": errors})
    return adding.completed(record, checked)


def _is_open(record: Record, spec: schema.FieldSpec) -> bool:
    return spec.correctable and (spec.path in record.fields or spec.path in adding.lacking(record))


def _same_as_seen(spec: schema.FieldSpec, there: str, seen: str) -> None:
    if not schema.is_same(schema.editable(spec, seen), schema.editable(spec, there)):
        raise Conflict(f"{spec.path} changed in the meantime. It now says: {schema.readable(spec, there)}")
