"""GET /api/v1/surveys: what is asked, and the public figures as the page has them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from surveys import services
from surveys.results.access import has_answered_url
from tests.surveys.people import asked, document, one, scale, several
from tests.surveys.test_results import answered, area, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(gent, editor):
    return asked(gent, editor, area(), scale(), split_by="area")


def results(survey, client: Client | None = None):
    token = has_answered_url(survey).partition("?")[2]
    return (client or Client()).get(f"/api/v1/surveys/{survey.pk}/results?{token}")


def test_the_schema_is_public_and_can_be_kept(survey) -> None:
    answer = Client().get("/api/schema/survey.json")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/schema+json", "public, max-age=86400")
    Draft202012Validator.check_schema(answer.json())
    kept = Client().get(f"/api/v1/surveys/{survey.pk}").json()["document"]
    Draft202012Validator(answer.json()).validate(kept)
    assert kept == document(area(), scale())


def test_what_an_import_told_is_for_staff_only(gent, editor) -> None:
    told = {"form": "xlsform", "lines": [{"where": "row 3", "code": "left_out", "values": {"what": "note of a clerk"}}]}
    survey = asked(gent, editor, imported=told)
    assert survey.version.document["imported"] == told
    assert Client().get(f"/api/v1/surveys/{survey.pk}").json()["document"] == document()


def test_a_list_has_the_surveys_of_a_municipality_that_people_were_asked(gent, leuven, editor, survey) -> None:
    services.create(municipality=gent, document=document(title="Being written"))
    other = asked(leuven, editor, title="Elsewhere")
    everything = Client().get("/api/v1/surveys").json()["results"]
    assert [row["id"] for row in everything] == [survey.pk, other.pk]
    [row] = Client().get("/api/v1/surveys?municipality=gent").json()["results"]
    assert row == {
        "id": survey.pk,
        "municipality": "gent",
        "slug": "colours-in-the-park",
        "title": "Colours in the park",
        "anonymity": "anonymous",
        "shown": "answered",
        "is_random_sample": False,
        "opens_at": None,
        "closes_at": None,
        "closed_at": None,
        "version": 1,
        "url": f"http://testserver/api/v1/surveys/{survey.pk}",
        "page": row["page"],
    }
    assert row["page"].endswith("/gent/bevragingen/colours-in-the-park/")


def test_the_list_asks_as_much_for_three_as_for_one(gent, editor) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert Client().get("/api/v1/surveys").status_code == 200
        return len(seen)

    asked(gent, editor, title="One")
    first = queries()
    asked(gent, editor, title="Two")
    asked(gent, editor, title="Three")
    assert queries() == first


def test_figures_per_question_with_what_was_shown_answered_and_missing(survey) -> None:
    answered(survey, 20, area="north", mood=4)
    answered(survey, 12, area="south", mood=None)
    services.close(survey=survey)
    services.fold()
    found = results(survey).json()
    assert (found["id"], found["responses"], found["split_by"], found["weighing"]) == (survey.pk, 32, "area", None)
    assert found["questions"] == [
        {
            "name": "area",
            "kind": "one",
            "was_changed": False,
            "is_suppressed": False,
            "shown": 32,
            "answered": 32,
            "missing": 0,
            "mean": None,
            "nps": None,
            "values": [
                {"value": "north", "count": 20, "percent": 63, "interval": None, "weighed_percent": None},
                {"value": "south", "count": 12, "percent": 37, "interval": None, "weighed_percent": None},
                {"value": "east", "count": None, "percent": None, "interval": None, "weighed_percent": None},
            ],
            "groups": [],
        },
        {
            "name": "mood",
            "kind": "scale",
            "was_changed": False,
            "is_suppressed": False,
            "shown": 32,
            "answered": 20,
            "missing": 12,
            "mean": 4.0,
            "nps": None,
            "values": [
                {
                    "value": str(step),
                    "count": 20 * (step == 4),
                    "percent": 100 * (step == 4),
                    "interval": None,
                    "weighed_percent": None,
                }
                for step in range(1, 6)
            ],
            "groups": [
                {"value": "north", "answered": 20, "mean": 4.0},
                {"value": "south", "answered": None, "mean": None},
                {"value": "east", "answered": None, "mean": None},
            ],
        },
    ]


def test_what_is_too_small_is_not_there(gent, editor) -> None:
    survey = asked(gent, editor, one(), several())
    answered(survey, 10, colour="red", colours=["red"])
    assert results(survey).json()["questions"] == [
        {"name": "colour", "kind": "one", "was_changed": False, "is_suppressed": True},
        {"name": "colours", "kind": "several", "was_changed": False, "is_suppressed": True},
    ]


def test_the_doors_are_those_of_the_page(gent, editor, neighbour, survey) -> None:
    bare = f"/api/v1/surveys/{survey.pk}/results"
    refused = Client().get(bare)
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert [signed_in(one).get(bare).status_code for one in (neighbour, editor)] == [403, 403]  # it knows no sessions
    assert results(survey).status_code == 200
    secret = asked(gent, editor, title="Secret", shown="never")
    assert results(secret).status_code == 403
    written = services.create(municipality=gent, document=document(title="Being written"))
    for number in (written.pk, 0, 999_999, 10**17, 10**30):
        for path in (f"/api/v1/surveys/{number}", f"/api/v1/surveys/{number}/results"):
            assert signed_in(editor).get(path).status_code == 404


def test_it_stands_in_the_openapi_document(survey) -> None:
    page = Client().get("/api/docs/").content.decode()
    for path in ("/api/v1/surveys", "/api/v1/surveys/{survey_id}", "/api/v1/surveys/{survey_id}/results"):
        assert f"<code>GET {path}</code>" in page
