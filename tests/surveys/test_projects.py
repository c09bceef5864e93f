"""A survey in a project: shut and opened by its phases, and hidden while it is being written."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from projects import services as projects
from projects.models import Phase
from surveys import services
from tests.surveys.filling import at, send
from tests.surveys.people import asked, document


@pytest.fixture
def project(gent):
    found = projects.create(municipality=gent, title="Park", purpose="x")
    return projects.publish(project=found)


def put_in(project, survey, *, begins: int) -> None:
    """Into a phase of ten days that begins so many days from now."""
    starts = localdate() + timedelta(days=begins)
    phase = Phase.objects.create(project=project, title="Nu", starts_on=starts, ends_on=starts + timedelta(days=10))
    phase.activities.set([survey.activity])


def page_of(project) -> str:
    return Client().get(f"/gent/projecten/{project.slug}/").content.decode()


def test_a_running_phase_opens_it(project, gent, editor) -> None:
    survey = asked(gent, editor)
    put_in(project, survey, begins=-1)
    assert f'href="{at(survey)}"' in page_of(project)
    assert send(Client(), survey, colour="red").status_code == 302


@pytest.mark.parametrize("begins", [-20, 5])
def test_a_phase_that_does_not_run_shuts_it(project, gent, editor, begins: int) -> None:
    survey = asked(gent, editor)
    put_in(project, survey, begins=begins)
    assert f'href="{at(survey)}"' not in page_of(project)
    assert send(Client(), survey, colour="red").status_code == 409
    assert "Je kunt deze bevraging nu niet invullen" in Client().get(at(survey)).content.decode()
    assert "nu niet" in Client().get("/gent/bevragingen/").content.decode()


def test_one_that_is_being_written_is_not_told_of(project, gent) -> None:
    survey = services.create(municipality=gent, document=document(title="Geheim"))
    put_in(project, survey, begins=-1)
    assert "Geheim" not in page_of(project)
    assert Client().get(at(survey)).status_code == 404
