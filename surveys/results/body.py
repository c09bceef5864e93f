"""The questions with their figures as HTML: drawn once per state of the figures, however many people follow them."""

import json
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from surveys.models import Survey
from surveys.results.published import published
from surveys.results.reading import Results

KEPT_SECONDS = 600


def body_of(survey: Survey, results: Results, language: str, context: dict[str, Any]) -> SafeString:
    """The body for this context; remembered under all it depends on, so that a change makes a new key."""
    quoted = [str(said.pk) for one in context["questions"] for said in one.quotes]
    state = [survey.revision, survey.version_id, str(survey.closed_at), context["data"], published(results), quoted]
    digest = sha256(json.dumps(state).encode()).hexdigest()
    key = f"results:{settings.RELEASE}:{survey.pk}:{language}:{digest}"
    kept: str | None = cache.get(key)
    if kept is None:
        kept = render_to_string("surveys/results_body.html", {**context, "language": language})
        cache.set(key, kept, KEPT_SECONDS)
    return mark_safe(kept)  # noqa: S308 - what our own template drew
