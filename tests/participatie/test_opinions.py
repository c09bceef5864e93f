"""What the demo asks and answers: the same each time, once, and seen by everybody who may."""

from django.test import Client

from participatie import opinions
from surveys.models import Response, Survey
from surveys.queries import responses_of


def said(survey: Survey) -> list[dict]:
    return sorted(Response.objects.filter(survey=survey).values_list("answers", flat=True), key=str)


def test_three_surveys_are_asked_once_and_answered(gent, editor) -> None:
    opinions.tell(gent, editor)
    found = {survey.slug: survey for survey in Survey.objects.order_by("pk")}
    assert [(one.anonymity, one.closed_at is None, responses_of(one)) for one in found.values()] == [
        ("anonymous", True, 180),  # and three who wait until they are ten
        ("email", True, 46),
        ("anonymous", False, 121),
    ]
    opinions.tell(gent, editor)
    assert Survey.objects.count() == 3


def test_the_same_people_say_the_same_elsewhere(gent, leuven, editor) -> None:
    opinions.tell(gent, editor)
    opinions.tell(leuven, editor)
    closed = Survey.objects.exclude(closed_at=None).order_by("pk")
    assert said(closed[0]) == said(closed[1])


def test_the_project_leads_to_the_survey_and_the_home_page_asks_it(gent, editor) -> None:
    opinions.tell(gent, editor)
    path = "/gent/bevragingen/hoe-maken-we-de-stationsstraat-veiliger/"
    for page in ("/gent/", "/gent/projecten/stationsstraat/", "/gent/bevragingen/"):
        assert f'href="{path}"' in Client().get(page).content.decode()
    assert Client().get("/gent/").content.decode().count('class="notice"') == 1
