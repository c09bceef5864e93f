"""The settings of a survey, with the project it belongs to."""

from typing import Any

from django.db import transaction

from projects.models import Project
from projects.services import place
from surveys.models import Survey
from surveys.services.writing import revise


@transaction.atomic
def settle(*, survey: Survey, revision: int, project: Project | None, **settings: Any) -> Survey:
    """Changes the settings, as `revise` does and with what it raises; then hangs the survey on this project, or on none."""
    found = revise(survey=survey, revision=revision, **settings)
    place(activity=survey.activity, project=project)
    return found
