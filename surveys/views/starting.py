"""A new survey: empty, a copy of another one, or from a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from municipalities.models import Municipality
from surveys.access import editors_of, own_survey_for
from surveys.building.starting import copied, empty
from surveys.formats import Refused
from surveys.forms.starting import CopyForm, EmptyForm, FileForm
from surveys.models import Survey
from surveys.overview import overview_of
from surveys.services import create, take_in
from surveys.views.working import Work, back_to

MOST_LISTED = 300
MOST_BYTES = 11_000_000  # one more than the reader takes, so that it is the reader who says so


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Three ways to begin; each leads to the builder, or to what was different in the file."""
    municipality = editors_of(request, slug)
    forms = _forms(request, municipality)
    way = request.POST.get("stap", "")
    if request.method == "GET":
        return _drawn(request, municipality, forms)
    if way not in forms:
        raise Http404
    if not forms[way].is_valid():
        return _drawn(request, municipality, forms, way, 422)
    if way == "bestand":
        return _from_file(request, municipality, forms)
    made = _begun(request, municipality, way, forms[way].cleaned_data)
    made.municipality = municipality
    return back_to(made)


def _forms(request: HttpRequest, municipality: Municipality) -> dict[str, Any]:
    """Every form, the one that was sent with what was typed."""
    listed = [(one.survey.slug, one.survey.activity.title) for one in overview_of(municipality, MOST_LISTED)]
    way = request.POST.get("stap", "")
    data = {name: request.POST if name == way else None for name in ("leeg", "kopie", "bestand")}
    return {
        "leeg": EmptyForm(data["leeg"], prefix="leeg"),
        "kopie": CopyForm(data["kopie"], surveys=listed, prefix="kopie"),
        "bestand": FileForm(data["bestand"], request.FILES if way == "bestand" else None, prefix="bestand"),
    }


def _drawn(
    request: HttpRequest, municipality: Municipality, forms: dict[str, Any], way: str = "", status: int = 200
) -> HttpResponse:
    context = {"municipality": municipality, "forms": forms, "form": forms.get(way), "way": way}
    return render(request, "surveys/new.html", context, status=status)


def _begun(request: HttpRequest, municipality: Municipality, way: str, typed: dict[str, Any]) -> Survey:
    if way == "leeg":
        return create(municipality=municipality, document=empty(typed["title"]))
    work = Work(own_survey_for(request, municipality.slug, typed["survey"]))
    title = _("Copy of %(title)s") % {"title": work.definition.title.default}
    return create(municipality=municipality, document=copied(work.document, title[:200]))


def _from_file(request: HttpRequest, municipality: Municipality, forms: dict[str, Any]) -> HttpResponse:
    file = forms["bestand"].cleaned_data["file"]
    try:
        made = take_in(municipality=municipality, name=file.name, content=file.read(MOST_BYTES))
    except Refused as error:
        forms["bestand"].add_error("file", str(error))
        return _drawn(request, municipality, forms, "bestand", 422)
    made.municipality = municipality
    return back_to(made, "report" if Work(made).document["imported"]["lines"] else "build")
