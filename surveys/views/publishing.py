"""Publishing and closing, each after a page that says what happens; and the questions as a file for other programs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from surveys.access import own_survey_for
from surveys.building.comparing import changes_between, gone_choices
from surveys.building.starting import without_report
from surveys.definition.checks import problems
from surveys.definition.warnings import warnings
from surveys.formats import Format, registry, writable
from surveys.formats.carrying import left_behind
from surveys.queries import responses_of
from surveys.rules import is_published
from surveys.services import NotPossible, NotReady, Stale
from surveys.services import close as close_for_good
from surveys.services import publish as ask
from surveys.views.working import MOVED_ON, Work, back_to, revision_of


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """What is in the way, what deserves a second look, what changes; and the button that does it."""
    work = Work(own_survey_for(request, slug, survey_slug))
    if request.method == "GET":
        return _to_publish(request, work)
    try:
        ask(survey=work.survey, revision=revision_of(request), by=request.user)  # type: ignore[arg-type]
    except Stale:
        work = Work(own_survey_for(request, slug, survey_slug))
        return _to_publish(request, work, 409, refused=MOVED_ON)
    except NotPossible:
        return _to_publish(request, work, 409)
    except NotReady as error:
        return _to_publish(request, work, 422, found=error.problems)
    return back_to(work.survey)


def _to_publish(request: HttpRequest, work: Work, status: int = 200, **more: object) -> HttpResponse:
    published = work.survey.version.document if work.survey.version else None
    context = {
        "found": problems(work.document),
        "looks": _looks(work),
        "number": work.version.number,
        "answers": responses_of(work.survey),
        "changes": changes_between(published, work.document) if published else None,
        "gone": gone_choices(published, work.document) if published else [],
    }
    return work.page(request, "surveys/publish.html", status, **{**context, **more})


def _looks(work: Work) -> list[tuple[str, str, list[str]]]:
    """(name, title, sentences) of every question that deserves a second look, in order; first the survey as a whole."""
    titles = {"": "", **{one.name: one.title.default for one in work.definition.questions}}
    looks = warnings(work.document)
    found = {name: [look.sentence for look in looks if look.name == name] for name in titles}
    return [(name, titles[name], sentences) for name, sentences in found.items() if sentences]


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """What closing does, and the button that does it."""
    work = Work(own_survey_for(request, slug, survey_slug))
    if not is_published(work.survey):
        raise Http404(survey_slug)
    if request.method == "POST":
        try:
            close_for_good(survey=work.survey)
        except NotPossible:
            return _to_close(request, work, 409)
        return back_to(work.survey)
    return _to_close(request, work)


def _to_close(request: HttpRequest, work: Work, status: int = 200) -> HttpResponse:
    return work.page(request, "surveys/close.html", status, answers=responses_of(work.survey))


@require_safe
def files(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """The formats the questions can be downloaded in, each with what it can't carry."""
    work = Work(own_survey_for(request, slug, survey_slug))
    document = without_report(work.document)
    forms = [(one, left_behind(document, _written(one.key, document), one)) for one in _forms(work)]
    return work.page(request, "surveys/files.html", forms=forms)


def _forms(work: Work) -> list[Format]:
    return list(writable()) if work.definition.questions else []


def _written(key: str, document: dict[str, object]) -> bytes:
    write = registry.get(key).write
    return write(document) if write else b""


@require_safe
def file(request: HttpRequest, slug: str, survey_slug: str, form: str) -> HttpResponse:
    """The questions in one of the formats."""
    work = Work(own_survey_for(request, slug, survey_slug))
    if form not in {one.key for one in writable()}:
        raise Http404(form)
    body = _written(form, without_report(work.document))
    name = f"{work.survey.slug}{registry.get(form).endings[0]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=registry.get(form).media_type, headers=headers)
