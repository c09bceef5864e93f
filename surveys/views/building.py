"""The surveys of a municipality as its staff see them, and the builder of one: its sections and questions in order."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys.access import editors_of, own_survey_for
from surveys.building.identity import name_for, names_in
from surveys.building.kinds import LABELS
from surveys.building.ordering import (
    DOWN,
    UP,
    NoSuchPart,
    add_page,
    move_page,
    move_question,
    remove_page,
    remove_question,
)
from surveys.building.starting import add_profile
from surveys.definition import Definition, Document, Page, Question
from surveys.definition.checks import problems
from surveys.definition.warnings import warnings
from surveys.formats import Line
from surveys.logic.wording import in_words
from surveys.overview import overview_of, published_documents
from surveys.views import pages
from surveys.views.sheets import Sheet
from surveys.views.working import MOVED_ON, STALE, Work, back_to, saved

MOST_LISTED = 300


@require_safe
def staff(request: HttpRequest, slug: str) -> HttpResponse:
    """All surveys: being written, open, closed, with how many answered through which channel."""
    municipality = editors_of(request, slug)
    listed = overview_of(municipality, MOST_LISTED)
    return render(request, "surveys/staff.html", {"municipality": municipality, "listed": listed})


class Row(NamedTuple):
    """A question in the builder, with what is said about it."""

    number: int
    question: Question
    label: Any
    shown_if: str
    required_if: str
    problems: list[str]
    warnings: list[str]
    in_profile: bool


class Section(NamedTuple):
    """A section in the builder."""

    page: Page
    shown_if: str
    problems: list[str]
    warnings: list[str]
    rows: list[Row]


class Said(NamedTuple):
    """Problems and warnings by the name of what they are about; under no name: the survey as a whole."""

    problems: dict[str, list[str]]
    warnings: dict[str, list[str]]
    many: int

    @classmethod
    def of(cls, document: Document) -> "Said":
        """What checks and warnings say, in the active language."""
        definition, found, looks = Definition.of(document), problems(document), warnings(document)
        shown = {page.name for page in definition.pages} | {one.name for one in definition.questions}
        wrong, second = defaultdict(list), defaultdict(list)
        for one in found:
            wrong[one.name if one.name in shown else ""].append(one.sentence if one.name in shown else str(one))
        for look in looks:
            second[look.name if look.name in shown else ""].append(look.sentence)
        return cls(wrong, second, len(found))


def sections(definition: Definition, said: Said) -> list[Section]:
    """The whole survey as the builder draws it."""
    number, made = 0, []
    for page in definition.pages:
        rows = []
        for question in page.questions:
            number += question.is_asked
            rows.append(_row(definition, question, said, number))
        shown_if = in_words(page.visible_if, definition)
        made.append(Section(page, shown_if, said.problems.get(page.name, []), said.warnings.get(page.name, []), rows))
    return made


def _row(definition: Definition, question: Question, said: Said, number: int) -> Row:
    name = question.name
    return Row(
        number=number,
        question=question,
        label=LABELS[question.kind],
        shown_if=in_words(question.visible_if, definition),
        required_if=in_words(question.required_if, definition),
        problems=said.problems.get(name, []),
        warnings=said.warnings.get(name, []),
        in_profile=name in definition.profile,
    )


@require_http_methods(["GET", "POST"])
def build(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """The builder: what is asked, in order, with what is said about it beside it; one step of `STEPS` when posted."""
    work = Work(own_survey_for(request, slug, survey_slug))
    if request.method == "GET":
        return _drawn(request, work)
    step = STEPS.get(request.POST.get("stap", ""))
    if step is None:
        raise Http404
    name = request.POST.get("naam", "")[:60]
    try:
        document = step(work, name)
    except NoSuchPart:
        return _drawn(request, work, refused=MOVED_ON, status=409)
    refused = saved(request, work.survey, document)
    if refused:
        sentence = MOVED_ON if refused.sentence == STALE else refused.sentence
        return _drawn(request, Work(own_survey_for(request, slug, survey_slug)), refused=sentence, status=409)
    return back_to(work.survey, at=f"v-{name}" if name else "nieuw-deel")


def _drawn(request: HttpRequest, work: Work, status: int = 200, refused: Any = "") -> HttpResponse:
    said = Said.of(work.document)
    more = {
        "sections": sections(work.definition, said),
        "said": said,
        "of_survey": (said.problems.get("", []), said.warnings.get("", [])),
        "kinds": LABELS.items(),
        "refused": refused,
        "has_report": bool(work.document.get("imported", {}).get("lines")),
    }
    return work.page(request, "surveys/build.html", status, **more)


def _new_page(work: Work, _name: str) -> Document:
    names = names_in([work.document, *published_documents(work.survey)])
    return add_page(work.document, {"name": name_for(_("Section"), names, otherwise="deel"), "elements": []})


def _profile(work: Work, _name: str) -> Document:
    return add_profile(work.document, taken=names_in(published_documents(work.survey)))


STEPS: dict[str, Callable[[Work, str], Document]] = {
    "vraag-op": lambda work, name: move_question(work.document, name, UP),
    "vraag-neer": lambda work, name: move_question(work.document, name, DOWN),
    "vraag-weg": lambda work, name: remove_question(work.document, name),
    "deel-op": lambda work, name: move_page(work.document, name, UP),
    "deel-neer": lambda work, name: move_page(work.document, name, DOWN),
    "deel-weg": lambda work, name: remove_page(work.document, name),
    "deel-nieuw": _new_page,
    "profiel": _profile,
}


@require_safe
def preview(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """What is being written as people would fill it in, one question at a time; nothing of it is sent or kept."""
    work = Work(own_survey_for(request, slug, survey_slug))
    return pages.preview(request, Sheet(work.survey, work.version))


@require_safe
def report(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """What an import told: what is different from the file."""
    work = Work(own_survey_for(request, slug, survey_slug))
    told = work.document.get("imported", {}).get("lines", [])
    lines = [Line(one["where"], one["code"], one["values"]) for one in told]
    return work.page(request, "surveys/report.html", lines=lines)
