"""One question, one section: written by staff, with everything that is typed kept until it is right."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from surveys.access import own_survey_for
from surveys.building.conditions import ALL, ANY
from surveys.building.identity import name_for, names_in, values_in
from surveys.building.kinds import BASES, LABELS, LISTED, composed
from surveys.building.ordering import (
    DOWN,
    UP,
    NoSuchPart,
    add_page,
    add_question,
    change_page,
    change_question,
    in_profile,
    moved,
    page_in,
    question_in,
)
from surveys.building.wording import with_default
from surveys.counted import kinds_of
from surveys.definition import Definition, Document, Question
from surveys.forms.conditions import ALWAYS, MODES, TEXT, Asked
from surveys.forms.questions import (
    ROW,
    QuestionForm,
    choice_rows,
    initial_of,
    rows_from,
    typed_question,
    typed_rows,
)
from surveys.forms.sections import SectionForm
from surveys.overview import published_documents
from surveys.views.building import Said
from surveys.views.working import Refused, Work, back_to, saved

NEVER = "never"
REQUIRED = {
    NEVER: _("never"),
    ALWAYS: _("always"),
    ALL: _("if all of this holds"),
    ANY: _("if any of this holds"),
    TEXT: _("if this expression holds"),
}
SAVE = "bewaar"


class Question_:  # noqa: N801 - a Question is what it becomes
    """A question as staff have it in their hands: what is written, and what is typed over it."""

    def __init__(self, work: Work, before: Document, kind: str, page_name: str) -> None:
        self.work, self.before, self.kind, self.page_name = work, before, kind, page_name
        definition = work.definition
        last = definition.pages[-1].name if definition.pages else ""
        self.may_profile = page_name == last or before["name"] in definition.profile
        askable = {name: one for name, one in definition.by_name.items() if name != before["name"]}
        self.shown = Asked("toon", definition, askable, modes=MODES)
        self.needed = Asked("moet", definition, askable, modes=REQUIRED)
        self.fixed_kind = kinds_of(work.survey).get(before["name"])

    def written(self) -> "Question_":
        """As it stands in the document."""
        self.form = self._form(initial=initial_of(self.before, self.kind, self.work.definition))
        self.rows = choice_rows(self.kind, initial=rows_from(self.before, self.kind))
        self.shown.of(self.before.get("visibleIf", ""))
        always = ALWAYS if self.before.get("isRequired") else NEVER
        self.needed.of("" if always == ALWAYS else self.before.get("requiredIf", ""), always)
        return self

    def again(self, data: Mapping[str, Any], step: str) -> "Question_":
        """As it was typed, after a step that saves nothing: `keuze:meer`, `keuze:op:2`, `toon:weg:1`, ..."""
        what, _colon, rest = step.partition(":")
        verb, _colon, number = rest.partition(":")
        at = int(number) if number.isascii() and number.isdigit() else None
        self.form = self._form(initial={name: data.get(name, "") for name in self._form().fields})
        self.rows = choice_rows(self.kind, initial=_stepped(typed_rows(data), verb if what == "keuze" else "", at))
        for asked in (self.shown, self.needed):
            is_meant = what == asked.prefix
            asked.again(
                data,
                more=int(is_meant and verb == "meer"),
                without=at if is_meant and verb == "weg" else None,
            )
        return self

    def judged(self, data: Mapping[str, Any]) -> "Question_":
        """As it was typed, to be checked."""
        self.form, self.rows = self._form(data), choice_rows(self.kind, data=data)
        self.shown.judged(data)
        self.needed.judged(data)
        return self

    def _form(self, *data: Any, **more: Any) -> QuestionForm:
        return QuestionForm(
            *data, kind=self.kind, definition=self.work.definition, may_profile=self.may_profile, **more
        )

    def is_valid(self) -> bool:
        """Whether it can be saved."""
        is_right = [self.form.is_valid(), self.shown.is_valid()]
        is_right += [self.needed.is_valid()] if self.kind != "statement" else []
        is_right += [self.rows.is_valid()] if self.kind in LISTED else []
        return all(is_right)

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(place, label, sentence) of everything that is wrong with what was typed."""
        listed = self.rows.forms if self.kind in LISTED else []
        judged = [form for form in (self.form, *listed) if form.is_bound]
        found = [
            (form[name].auto_id, str(form[name].label), said)
            for form in judged
            for name, sentences in form.errors.items()
            for said in sentences
        ]
        if self.kind in LISTED and self.rows.is_bound:
            found += [("keuzes", "", said) for said in self.rows.non_form_errors()]
        return [*found, *self.shown.errors, *(self.needed.errors if self.kind != "statement" else [])]

    def element(self) -> Document:
        """The question as it was typed."""
        needed = self.needed.expression() if self.kind != "statement" else ""
        conditions = {
            "visibleIf": self.shown.expression(),
            "requiredIf": needed,
            "isRequired": self.kind != "statement" and self.needed.mode == ALWAYS,
        }
        typed = typed_question(self.form, self.rows, self.kind, **conditions)
        taken = values_in(published_documents(self.work.survey), self.before["name"])
        return composed(self.before, typed, taken=taken)

    def is_profile(self) -> bool:
        """Whether it is said to be about the person."""
        return bool(self.form.cleaned_data.get("profile"))


def _stepped(rows: list[dict[str, str]], verb: str, at: int | None) -> list[dict[str, Any]]:
    if verb == "meer":
        return [*rows, dict.fromkeys(ROW, "")]
    if at is None:
        return [*rows]
    if verb == "weg":
        return [row for number, row in enumerate(rows) if number != at]
    return moved([*rows], at, {"op": UP, "neer": DOWN}.get(verb, 0))


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, slug: str, survey_slug: str, page_name: str) -> HttpResponse:
    """A new question at the end of a section. Nothing is kept of it before it is saved."""
    work = Work(own_survey_for(request, slug, survey_slug))
    _page_or_404(work, page_name, request)
    typed = request.POST if request.method == "POST" else request.GET
    kind = typed.get("kind", "")
    if kind not in LABELS:
        raise Http404
    before = {**BASES[kind], "name": "", "title": ""}
    return _asked(request, Question_(work, before, kind, page_name))


def _page_or_404(work: Work, name: str, request: HttpRequest) -> None:
    """Nobody comes to a section that is not there; but what somebody typed for one that is gone is kept."""
    try:
        page_in(work.document, name)
    except NoSuchPart as error:
        if request.method == "GET":
            raise Http404(name) from error


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, slug: str, survey_slug: str, question_name: str) -> HttpResponse:
    """One question: its words, choices, limits and conditions."""
    work = Work(own_survey_for(request, slug, survey_slug))
    try:
        before = question_in(work.document, question_name)
    except NoSuchPart as error:
        if request.method == "GET":
            raise Http404(question_name) from error
        gone = BASES.get(request.POST.get("kind", ""), BASES["text"])
        before = {**gone, "name": question_name, "title": ""}  # a colleague removed it: saving puts it back
    asked, typed = Question.of(before).kind, request.POST.get("kind", "")
    kind = kinds_of(work.survey).get(question_name, typed if typed in LABELS else asked)
    page_name = next((one.page for one in work.definition.questions if one.name == question_name), "")
    return _asked(request, Question_(work, before, kind, page_name))


def _asked(request: HttpRequest, held: Question_) -> HttpResponse:
    """Draws the question; saves it when that was asked for and everything is right."""
    if request.method == "GET":
        return _drawn(request, held.written())
    step = request.POST.get("stap", SAVE)
    if step != SAVE:
        return _drawn(request, held.again(request.POST, step))
    if not held.judged(request.POST).is_valid():
        return _drawn(request, held, status=422)
    document, name = _with(held)
    refused = saved(request, held.work.survey, document)
    if refused:
        held.work.survey.refresh_from_db(fields=["revision"])
        return _drawn(request, held, status=refused.status, refused=refused)
    return back_to(held.work.survey, at=f"v-{name}")


def _with(held: Question_) -> tuple[Document, str]:
    """The document with the question in it, and its name."""
    document, name = held.work.document, held.before["name"]
    if not name:
        taken = names_in([document, *published_documents(held.work.survey)])
        name = name_for(held.form.cleaned_data["title"], taken, otherwise="vraag")
        held.before = {**held.before, "name": name}
    element = held.element()
    try:
        made = change_question(document, name, element)
    except NoSuchPart:
        made = add_question(*_somewhere(document, held.page_name), element)
    return in_profile(made, name, is_in=held.is_profile()), name


def _somewhere(document: Document, page_name: str) -> tuple[Document, str]:
    """The section that was meant; the last one where it is gone, a new one where there is none."""
    names = [page["name"] for page in document["pages"]]
    if not names:
        return add_page(document, {"name": "deel_1", "elements": []}), "deel_1"
    return document, page_name if page_name in names else names[-1]


def _drawn(request: HttpRequest, held: Question_, status: int = 200, refused: Refused | None = None) -> HttpResponse:
    name = held.before["name"]
    said = Said.of(held.work.document)
    more = {
        "held": held,
        "form": held.form,
        "refused": refused.sentence if refused else "",
        "is_listed": held.kind in LISTED,
        "label": LABELS[held.kind],
        "problems": said.problems.get(name, []) if name else [],
        "warnings": said.warnings.get(name, []) if name else [],
    }
    return held.work.page(request, "surveys/question.html", status, **more)


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, slug: str, survey_slug: str, page_name: str) -> HttpResponse:
    """One section: its title, what is said above its questions, and when it is shown."""
    work = Work(own_survey_for(request, slug, survey_slug))
    _page_or_404(work, page_name, request)
    pages = {page["name"]: page for page in work.document["pages"]}
    before = pages.get(page_name, {"name": page_name, "elements": []})
    shown = Asked("toon", work.definition, _elsewhere(work.definition, page_name))
    if request.method == "GET":
        form = SectionForm(initial=SectionForm.initial_of(before))
        return _section(request, work, form, shown.of(before.get("visibleIf", "")))
    if request.POST.get("stap", SAVE) != SAVE:
        what, _colon, at = request.POST["stap"].removeprefix("toon:").partition(":")
        without = int(at) if what == "weg" and at.isascii() and at.isdigit() else None
        form = SectionForm(initial={name: request.POST.get(name, "") for name in SectionForm.base_fields})
        return _section(request, work, form, shown.again(request.POST, more=int(what == "meer"), without=without))
    form = SectionForm(request.POST)
    shown.judged(request.POST)
    if not all([form.is_valid(), shown.is_valid()]):
        return _section(request, work, form, shown, status=422)
    made = _section_of(before, form, shown)
    document = work.document if page_name in pages else add_page(work.document, before)
    refused = saved(request, work.survey, change_page(document, page_name, made))
    if refused:
        work.survey.refresh_from_db(fields=["revision"])
        return _section(request, work, form, shown, status=refused.status, refused=refused.sentence)
    return back_to(work.survey, at=f"v-{page_name}")


def _elsewhere(definition: Definition, page_name: str) -> dict[str, Question]:
    return {name: one for name, one in definition.by_name.items() if one.page != page_name}


def _section_of(before: Document, form: SectionForm, shown: Asked) -> Document:
    made = {"name": before["name"], "elements": []}
    for name in ("title", "description"):
        if typed := form.cleaned_data[name].strip():
            made[name] = with_default(before.get(name), typed)
    return {**made, "visibleIf": shown.expression()} if shown.expression() else made


def _section(
    request: HttpRequest, work: Work, form: SectionForm, shown: Asked, status: int = 200, refused: Any = ""
) -> HttpResponse:
    more = {"form": form, "shown": shown, "refused": refused}
    return work.page(request, "surveys/section.html", status, **more)
