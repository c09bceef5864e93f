"""The texts of a survey as a whole, and all its texts side by side in its languages."""

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from surveys.access import own_survey_for
from surveys.building.wording import Worded, in_languages, translated, with_default, worded
from surveys.definition import Definition, Document
from surveys.definition.warnings import LANGUAGES
from surveys.forms.fields import MOST_WORDS
from surveys.forms.sections import TextsForm
from surveys.views.working import Work, back_to, saved

AT_ONCE = 60


@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """The title, the first and the last words, and the languages."""
    work = Work(own_survey_for(request, slug, survey_slug))
    own = work.document["locale"]
    if request.method == "GET":
        form = TextsForm(initial=TextsForm.initial_of(work.document), own=own)
        return work.page(request, "surveys/texts.html", form=form, own=LANGUAGES[own])
    form = TextsForm(request.POST, own=own)
    if not form.is_valid():
        return work.page(request, "surveys/texts.html", 422, form=form, own=LANGUAGES[own])
    refused = saved(request, work.survey, _worded(work.document, form.cleaned_data))
    if refused:
        work.survey.refresh_from_db(fields=["revision"])
        more = {"form": form, "own": LANGUAGES[own], "refused": refused.sentence}
        return work.page(request, "surveys/texts.html", refused.status, **more)
    return back_to(work.survey)


def _worded(document: Document, typed: dict[str, Any]) -> Document:
    made = {**document, "title": with_default(document["title"], typed["title"].strip())}
    for name in ("description", "completedHtml"):
        made.pop(name, None)
        if said := typed[name].strip():
            made[name] = with_default(document.get(name), said)
    return in_languages(made, typed["languages"])


class Line(NamedTuple):
    """A text with what it says in the other languages: (code, name, words) each."""

    at: int
    worded: Worded
    heading: str
    said: list[tuple[str, Any, str]]
    rows: int


@require_http_methods(["GET", "POST"])
def translations(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """Every text in the order of the survey, with room for each other language beside it, some dozens at a time."""
    work = Work(own_survey_for(request, slug, survey_slug))
    found = worded(work.document)
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("blad"))
    first = page.start_index() - 1 if found else 0
    others = work.definition.languages[1:]
    if request.method == "GET":
        return _side_by_side(request, work, page, _lines(work.definition, page.object_list, first, others))
    typed = {
        one.place: {code: request.POST.get(f"t-{at}-{code}", "").strip()[:MOST_WORDS] for code in others}
        for at, one in enumerate(page.object_list, first)
    }
    refused = saved(request, work.survey, translated(work.document, typed))
    if refused:
        work.survey.refresh_from_db(fields=["revision"])
        lines = _lines(work.definition, page.object_list, first, others, typed)
        return _side_by_side(request, work, page, lines, refused.sentence, refused.status)
    return back_to(work.survey, "translations")


def _lines(
    definition: Definition,
    found: Any,
    first: int,
    others: tuple[str, ...],
    typed: dict[Any, dict[str, str]] | None = None,
) -> list[Line]:
    titles = {one.name: one.title.default for one in definition.questions}
    made, last = [], ""
    for at, one in enumerate(found, first):
        said = (typed or {}).get(one.place, one.text.others)
        heading = titles.get(one.name, "") if one.name != last else ""
        rows = min(6, 1 + len(one.text.default) // 60)
        made.append(Line(at, one, heading, [(code, LANGUAGES[code], said.get(code, "")) for code in others], rows))
        last = one.name
    return made


def _side_by_side(
    request: HttpRequest, work: Work, page: Any, lines: list[Line], refused: Any = "", status: int = 200
) -> HttpResponse:
    more = {"page": page, "lines": lines, "refused": refused, "own": work.document["locale"]}
    return work.page(request, "surveys/translations.html", status, **more)
