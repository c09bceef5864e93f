"""Answers as files: small ones at once, large ones when the worker wrote them."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from django import forms
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from surveys.access import export_for, own_survey_for
from surveys.analysis.filtering import LANGUAGES
from surveys.definition import Definition
from surveys.exporting.formats import Format, registry
from surveys.exporting.table import table_of
from surveys.models import Export, Survey
from surveys.queries import exports_of, responses_of
from surveys.services import ask_file

AT_ONCE = 5_000  # answers that are written while somebody waits


class ExportForm(forms.Form):
    """Which form, in which language."""

    vorm = forms.ChoiceField(label=_("Which file?"), widget=forms.RadioSelect)
    taal = forms.ChoiceField(label=_("Labels in"))

    def __init__(self, data: object, survey: Survey) -> None:
        super().__init__(data, initial={"vorm": "csv", "taal": get_language()})  # type: ignore[arg-type]  # a QueryDict or None
        spoken = Definition.of(survey.version.document).languages if survey.version else ()
        listed = dict.fromkeys([*spoken, *survey.municipality.languages])
        self.fields["vorm"].choices = [(one.key, one.label) for one in registry]  # type: ignore[attr-defined]
        self.fields["taal"].choices = [(code, LANGUAGES.get(code, code)) for code in listed]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponseBase:
    """Choose a file; a small one comes at once, a large one is asked for and listed here."""
    survey = own_survey_for(request, slug, survey_slug)
    form = ExportForm(request.POST if request.method == "POST" else None, survey)
    if not form.is_valid():
        return _page(request, survey, form, status=422 if form.is_bound else 200)
    wanted = form.cleaned_data
    if responses_of(survey) > AT_ONCE:
        ask_file(survey=survey, form=wanted["vorm"], language=wanted["taal"], by=cast(User, request.user))
        return HttpResponseRedirect(f"{survey.municipality.url('surveys:export', survey.slug)}#bestanden")
    return _at_once(survey, registry.get(wanted["vorm"]), wanted["taal"])


def _page(request: HttpRequest, survey: Survey, form: ExportForm, *, status: int) -> HttpResponse:
    context = {
        "municipality": survey.municipality,
        "survey": survey,
        "form": form,
        "responses": responses_of(survey),
        "exports": [(one, registry.get(one.format).label) for one in exports_of(survey)],
    }
    return render(request, "surveys/export.html", context, status=status)


def _at_once(survey: Survey, form: Format, language: str) -> HttpResponseBase:
    """The whole file is written before the first byte goes out: whoever gets it, has it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "export")
        form.write(table_of(survey, language), path)
        answer = FileResponse(path.open("rb"), content_type=form.content_type)
    return _as_file(answer, survey, form.key)


@require_safe
def exported(request: HttpRequest, slug: str, survey_slug: str, export_id: int) -> HttpResponseBase:
    """A large file that is ready, part by part."""
    survey, found = export_for(request, slug, survey_slug, export_id)
    answer = StreamingHttpResponse(_parts(found), content_type=registry.get(found.format).content_type)
    answer["Content-Length"] = found.size
    return _as_file(answer, survey, found.format)


def _parts(export: Export) -> Iterator[bytes]:
    for number in range(export.parts.count()):
        yield bytes(export.parts.values_list("content", flat=True).get(number=number))


def _as_file(answer: HttpResponseBase, survey: Survey, ending: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="{survey.slug}-{localdate():%Y-%m-%d}.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
