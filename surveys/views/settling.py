"""How a survey is asked: its settings, the codes that are handed out, the places that are limited."""

import csv
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from surveys.access import own_survey_for
from surveys.building.conditions import word_of
from surveys.definition import Definition
from surveys.forms.people import CodesForm, QuotaRows, quota_rows, quotas_typed
from surveys.forms.population import weighing
from surveys.forms.settings import ANONYMITY, SHOWN, SettingsForm, frozen
from surveys.models import Anonymity, Survey
from surveys.overview import handed_out
from surveys.services import Limit, NotPossible, hand_out, limit, settle
from surveys.views.working import Work, back_to, refused_by, revision_of


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """Who can answer, until when, what is shown; in words, with what follows from it."""
    work = Work(own_survey_for(request, slug, survey_slug))
    survey = work.survey
    if request.method == "GET":
        form = SettingsForm(initial=SettingsForm.initial_of(survey), survey=survey, definition=work.definition)
        return _settings(request, work, form)
    form = SettingsForm(request.POST, request.FILES, survey=survey, definition=work.definition)
    if not form.is_valid():
        return _settings(request, work, form, 422)
    typed = dict(form.cleaned_data)
    project = typed.pop("project")
    refused = refused_by(lambda: settle(survey=survey, revision=revision_of(request), project=project, **typed))
    if refused:
        survey.refresh_from_db(fields=["revision"])
        return _settings(request, work, form, refused.status, refused=refused.sentence)
    return back_to(survey, "settings", at="bewaard")


def _settings(
    request: HttpRequest, work: Work, form: SettingsForm, status: int = 200, refused: Any = ""
) -> HttpResponse:
    survey = work.survey
    split = work.definition.by_name.get(survey.split_by)
    more = {
        "form": form,
        "refused": refused,
        "anonymities": [(one.value, *said) for one, said in ANONYMITY.items()],
        "showns": [(one.value, *said) for one, said in SHOWN.items()],
        "frozen": frozen(survey),
        "anonymity": ANONYMITY[Anonymity(survey.anonymity)],
        "split_by": split.title.default if split else "",
        "population": _population(survey, work.definition),
        "lines": _lines(work.definition),
    }
    return work.page(request, "surveys/settings.html", status, **more)


def _population(survey: Survey, definition: Definition) -> list[tuple[str, list[tuple[str, int]]]]:
    """The reference population that is kept: (question, [(answer, people)]), in words and in the order of the question."""
    known = [(definition.by_name[name], survey.reference[name]) for name in weighing(survey, definition)]
    return [
        (one.title.default, [(word_of(one, value), people[value]) for value in map(str, one.values) if value in people])
        for one, people in known
    ]


def _lines(definition: Definition) -> str:
    """What a file with the population begins as: every answer about the person, without its number."""
    asked = [definition.by_name[name] for name in definition.profile if name in definition.by_name]
    written = StringIO()
    csv.writer(written, delimiter=";").writerows(
        (one.name, choice.text.default, "") for one in asked for choice in one.choices
    )
    return written.getvalue()


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """Codes to hand out, and how many people at most may answer so."""
    work = Work(own_survey_for(request, slug, survey_slug))
    step = request.POST.get("stap", "")
    if request.method == "GET":
        return _people(request, work)
    if step == "codes":
        return _codes(request, work)
    if step != "bewaar":
        rows = quotas_typed(request.POST)
        at = step.removeprefix("weg:")
        kept = [row for number, row in enumerate(rows) if str(number) != at]
        drawn = quota_rows(work.definition, initial=kept + ([{}] if step == "meer" else []))
        return _people(request, work, rows=drawn)
    return _quotas(request, work)


def _codes(request: HttpRequest, work: Work) -> HttpResponse:
    """Makes codes, and gives them this once: we keep only what can't be turned back into them."""
    form = CodesForm(request.POST)
    if not form.is_valid():
        return _people(request, work, codes=form, status=422)
    try:
        listed = hand_out(survey=work.survey, many=form.cleaned_data["many"])
    except NotPossible:
        form.add_error("many", _("Codes can be handed out while the survey is asked with codes."))
        return _people(request, work, codes=form, status=409)
    return _as_file(work.survey, listed)


def _as_file(survey: Survey, codes: list[str]) -> HttpResponse:
    name = f'attachment; filename="codes-{survey.slug}.csv"'
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})
    response.headers["Cache-Control"] = "no-store"
    lines = csv.writer(response, delimiter=";")
    lines.writerow(["code", "link"])
    address = survey.municipality.address("surveys:survey", survey.slug)
    lines.writerows([code, f"{address}?code={code}"] for code in codes)
    return response


def _quotas(request: HttpRequest, work: Work) -> HttpResponse:
    rows = quota_rows(work.definition, data=request.POST)
    if not rows.is_valid():
        return _people(request, work, rows=rows, status=422)
    try:
        limit(survey=work.survey, limits=[Limit(*one) for one in rows.limits()])
    except NotPossible:
        sentence = _("A limit can't be lower than the places that were taken, nor be dropped once some were.")
        return _people(request, work, rows=rows, refused=sentence, status=409)
    return back_to(work.survey, "people", at="bewaard")


def _people(
    request: HttpRequest,
    work: Work,
    *,
    rows: QuotaRows | None = None,
    codes: CodesForm | None = None,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    quotas = [] if rows else list(work.survey.quotas.all())
    start = [{"what": f"{one.question}={one.value}", "most": one.most, "taken": one.taken} for one in quotas]
    more = {
        "rows": rows or quota_rows(work.definition, initial=start),
        "codes": codes or CodesForm(),
        "has_codes": work.survey.anonymity == Anonymity.CODE,
        "handed_out": handed_out(work.survey),
        "taken": _taken(work.survey, work.definition),
        "refused": refused,
        "form": codes,
    }
    return work.page(request, "surveys/people.html", status, **more)


def _taken(survey: Survey, definition: Definition) -> list[tuple[str, str, int, int]]:
    """(question, answer, taken, most) of every limit there is."""
    found = []
    for quota in survey.quotas.all():
        question = definition.by_name.get(quota.question)
        words = (question.title.default, word_of(question, quota.value)) if question else (quota.question, quota.value)
        found.append((*words, quota.taken, quota.most))
    return found
