"""Answers that somebody wants to finish later. Nothing of it is counted, and nobody but who has the link sees it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import now

from surveys.models import Draft, SurveyVersion

KEPT = timedelta(days=14)


def keep_for_later(*, version: SurveyVersion, key: UUID | None, answers: Mapping[str, Any], language: str) -> Draft:
    """Keeps answers as they were typed, for a fortnight from now: under the key they had, or under a new one.

    A key that is not known any more, or belongs to another survey, gets a new one as well.
    """
    kept = {"version": version, "answers": dict(answers), "language": language, "until": now() + KEPT}
    if key and Draft.objects.filter(pk=key, version__survey=version.survey_id).update(**kept):
        return Draft(pk=key, **kept)
    return Draft.objects.create(**kept)
