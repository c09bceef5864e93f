"""POST /api/v1/corrections: proposals from other systems."""

import json
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Correction
from contributions.models import Case
from tests.catalogue.making import document, services_of, taken_in

pytestmark = pytest.mark.django_db
PHONE = "contact/0/telephone"


@pytest.fixture
def record(gent):
    return taken_in(services_of(gent), [document()])[0]


def post(client, record, value: str = "09 210 10 10", key: str = "", field: str = PHONE, **more: object):
    body = {"record": str(record.pk), "changes": [{"field": field, "value": value}], **more}
    headers = {"Idempotency-Key": key} if key else {}
    return client.post("/api/v1/corrections", json.dumps(body), content_type="application/json", headers=headers)


def test_a_correction_is_taken_in_and_can_be_followed(client, record) -> None:
    answer = post(client, record)
    assert (answer.status_code, answer.json()["status"]) == (201, "pending")
    assert client.get(answer.json()["status_url"].removeprefix("http://testserver")).status_code == 200
    assert Case.objects.get().contribution.channel == "api"


def test_the_same_key_is_taken_in_once(client, record) -> None:
    first, second = post(client, record, key="k"), post(client, record, key="k")
    assert (first.json(), second.status_code) == (second.json(), 201)
    assert Correction.objects.count() == 1
    other = post(client, record, "09 210 10 11", key="k")
    assert (other.status_code, other["Content-Type"]) == (409, "application/problem+json")


def test_mistakes_are_problems_that_name_the_field(client, record) -> None:
    for answer, status in (
        (post(client, record, "no number"), 400),
        (post(client, record, field="themes"), 400),
        (post(client, record, field="contact/9/telephone"), 400),
        (post(client, record, "+32 9 000 00 01"), 409),
        (client.post("/api/v1/corrections", "{", content_type="application/json"), 400),
    ):
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert Correction.objects.count() == 0


BOTH_ROADS = ("*/*", "application/json, text/plain, */*")  # past the framework and through it: docs/decisions/0018


def answered(client, body: str, accept: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    """What is answered, without what no two answers have in common."""
    answer = client.post(
        "/api/v1/corrections", body, content_type="application/json", headers={"Accept": accept, **headers}
    )
    text = re.sub(r'"id":"[^"]*"|/opvolging/[^"]*|\d+ second', "", answer.content.decode())
    return answer.status_code, text, {**answer.headers, "Retry-After": "Retry-After" in answer}


@pytest.mark.parametrize(
    ("status", "change", "headers"),
    [
        (201, {}, {}),
        (201, {"email": "an@example.org", "name": "An", "language": "fr"}, {"Idempotency-Key": "k"}),
        (400, {"changes": []}, {}),
        (400, {"record": "00000000-0000-0000-0000-000000000000"}, {}),
        (400, {}, {"Idempotency-Key": "k" * 101}),
        (409, {"changes": [{"field": PHONE, "value": "+32 9 000 00 01"}]}, {}),
    ],
)
def test_both_roads_answer_the_same(client, record, status: int, change: dict, headers: dict) -> None:
    body = {"record": str(record.pk), "changes": [{"field": PHONE, "value": "09 210 10 10"}], **change}
    first, second = (answered(client, json.dumps(body), accept, **headers) for accept in BOTH_ROADS)
    assert first == second
    assert first[0] == status


@pytest.mark.parametrize(("body", "status"), [("{", 400), ("", 400), ("[]", 400), ('{"record": NaN}', 400)])
def test_both_roads_refuse_what_is_no_correction(client, record, body: str, status: int) -> None:
    first, second = (answered(client, body, accept) for accept in BOTH_ROADS)
    assert first == second
    assert first[0] == status


def test_both_roads_are_counted_together_before_anything_is_read(client, record, settings) -> None:
    cache.clear()
    settings.POST_LIMITS = {**settings.POST_LIMITS, "api": 2}
    assert [answered(client, "{", accept)[0] for accept in BOTH_ROADS] == [400, 400]
    first, second = (answered(client, "{", accept) for accept in BOTH_ROADS)
    assert first == second
    assert (first[0], first[2]["Retry-After"]) == (429, True)


@pytest.mark.parametrize("accept", BOTH_ROADS)
def test_a_body_that_is_too_large_is_not_read(client, record, accept: str) -> None:
    assert answered(client, json.dumps("x" * 1_000_001), accept)[0] == 400


def test_what_cannot_be_negotiated_is_a_problem(client, record) -> None:
    assert answered(client, "{}", "text/html")[0] == 406
    assert client.post("/api/v1/corrections", "{}", content_type="text/plain").status_code == 415
    assert client.get("/api/v1/corrections").status_code == 405
    assert client.options("/api/v1/corrections")["Allow"] == "POST, OPTIONS"


def test_it_costs_at_most_ten_statements(client, record) -> None:
    post(client, record)
    with CaptureQueriesContext(connection) as asked:
        post(client, record, "09 210 10 12")
    assert len(asked) <= 10  # with its savepoint for BEGIN and its release for COMMIT


@pytest.mark.parametrize("many", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(client, gent, many: int, django_assert_num_queries) -> None:
    taken_in(services_of(gent), [document(number) for number in range(many)])
    with django_assert_num_queries(1):
        assert len(client.get("/api/v1/records?municipality=gent").json()["results"]) == many


def test_the_description_is_openapi_3_1(client) -> None:
    assert b"openapi: 3.1" in client.get("/api/schema").content
    assert client.get("/api/docs/").status_code == 200
