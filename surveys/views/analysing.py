"""What staff see in the answers: filters, figures per question, a cross-tab, and the days on which people answered."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from surveys.access import own_survey_for
from surveys.analysis.columns import Columns
from surveys.analysis.crossing import Crossing, crossed
from surveys.analysis.figures import days_of, summaries
from surveys.analysis.filtering import FilterForm, mask_of
from surveys.analysis.remembering import columns_of
from surveys.asked import Asked, asked_in
from surveys.models import Survey
from surveys.queries import quotes_of


@require_safe
def analysis(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """The figures of the answers that the address asks for. What was left empty in a form is not kept in the address."""
    survey = own_survey_for(request, slug, survey_slug)
    if "" in request.GET.values():
        filled = request.GET.copy()
        for name in [name for name, value in request.GET.items() if not value]:
            del filled[name]
        return HttpResponseRedirect(f"{request.path}?{filled.urlencode()}")
    asked = asked_in(survey)
    versions = survey.versions.exclude(published_at=None).order_by("number").values_list("number", flat=True)
    form = FilterForm(request.GET, asked, list(versions), get_language() or "nl")
    context = {"municipality": survey.municipality, "survey": survey, "form": form, **_figures(survey, asked, form)}
    return render(request, "surveys/analysis.html", context, status=200 if form.is_valid() else 422)


def _figures(survey: Survey, asked: Sequence[Asked], form: FilterForm) -> dict[str, Any]:
    if not form.is_valid():
        return {}
    columns, language = columns_of(survey, asked), get_language() or "nl"
    mask = mask_of(columns, form)
    days = days_of(columns, mask)
    return {
        "columns": columns,
        "many": int(mask.sum()),
        "summaries": summaries(columns, asked, mask, language),
        "crossing": _crossing(survey, columns, asked, form),
        "days": days,
        "busiest": max(days, key=lambda day: day.many, default=None),
        "quotes": quotes_of(survey),
    }


def _crossing(survey: Survey, columns: Columns, asked: Sequence[Asked], form: FilterForm) -> Crossing | None:
    named = {one.name: one for one in asked}
    first, second = (named.get(form.cleaned_data[name]) for name in ("rij", "kolom"))
    if first is None or second is None:
        return None
    mask, language = mask_of(columns, form), get_language() or "nl"
    return crossed(columns, first, second, mask, language, is_random_sample=survey.is_random_sample)
