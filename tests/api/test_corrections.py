"""POST /api/v1/corrections: proposals from other systems."""

import json

import pytest
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
