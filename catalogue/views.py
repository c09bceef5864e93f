"""Pages of the catalogue: look up, confirm, correct."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import limits
from accounts.guests import guest_for, guest_of, remember
from accounts.models import Guest, User
from accounts.views import too_many
from catalogue import history, layers, pages, queries, schema, services
from catalogue.access import conflict_for, conflicts_for, record_for
from catalogue.forms import FIRST, ConfirmForm, CorrectForm
from catalogue.models import Record, SourceConflict
from contributions.links import status_token
from contributions.models import Contribution
from municipalities.access import municipality_for
from municipalities.remembering import least, remembered


@require_safe
@remembered("q", "na", "blad")
def catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """The services of a municipality, in alphabetical order or found by words."""
    municipality = municipality_for(request, slug)
    words = request.GET.get("q", "").strip()[:100]
    page = request.GET.get("blad", "1")
    found = (
        queries.found(municipality, words, page=int(page) if page.isdecimal() and 0 < int(page) <= 10 else 1)  # noqa: PLR2004 - ten pages of twenty
        if words
        else queries.listed(municipality, after=request.GET.get("na", ""))
    )
    context = {
        "municipality": municipality,
        "q": words,
        "found": found,
        "next_url": _next(words, found.after),
        "base": municipality.url("catalogue:list"),
    }
    return render(request, "catalogue/list.html", context)


def _next(words: str, after: str | None) -> str:
    if after is None:
        return ""
    query = QueryDict(mutable=True)
    query.update({"q": words, "blad": after} if words else {"na": after})
    return f"?{query.urlencode()}"


@require_safe
@remembered()
def record(request: HttpRequest, slug: str, record_id: UUID) -> HttpResponse:
    """One service with its fields, each with "Ja, klopt" and "Nee, aanpassen", and its history."""
    return _record_page(request, record_for(request, slug, record_id), "catalogue/record.html")


@require_safe
@remembered()
def fragment(request: HttpRequest, slug: str, record_id: UUID) -> HttpResponse:
    """The part of the record's page that follows the journal."""
    return _record_page(request, record_for(request, slug, record_id), "catalogue/record_body.html")


def _record_page(request: HttpRequest, found: Record, template: str) -> HttpResponse:
    language = get_language() or "nl"
    user = _user(request)
    context = {
        "municipality": found.municipality,
        "record": found,
        "groups": pages.groups_of(found, language, user=user, guest=None if user else guest_of(request)),
        "existence_beside": pages.existence_beside(found),
        "steps": history.steps_of(found),
    }
    return render(request, template, context)


@require_POST
def confirm(request: HttpRequest, slug: str, record_id: UUID) -> HttpResponse:
    """Notes one answer about one value and goes back to it."""
    found = record_for(request, slug, record_id)
    form = ConfirmForm(request.POST)
    if not form.is_valid() or not _is_current(found, form):
        return render(
            request, "catalogue/confirm_stale.html", {"municipality": found.municipality, "record": found}, status=409
        )
    if seconds := limits.wait("confirmation", limits.visitor_of(request)):
        return too_many(request, seconds, municipality=found.municipality)
    user, guest = _person(request)
    path = form.cleaned_data["field"]
    services.confirm(
        record=found, path=path, value=found.fields[path], answer=form.cleaned_data["answer"], user=user, guest=guest
    )
    anchor = path.replace("/", "-").replace("@", "-")
    response = HttpResponseRedirect(f"{found.municipality.url('catalogue:record', found.pk)}#veld-{anchor}")
    if guest:
        remember(response, guest.pk)
    return response


def _is_current(found: Record, form: ConfirmForm) -> bool:
    path = form.cleaned_data["field"]
    return path in found.fields and layers.fingerprint(found.fields[path]) == form.cleaned_data["fingerprint"]


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, slug: str, record_id: UUID) -> HttpResponse:
    """Propose other values: edit, check, send. Each step carries what was typed, so nothing is kept on the way."""
    found = record_for(request, slug, record_id)
    language = get_language() or "nl"
    form = CorrectForm(found, language, request.POST or None)
    if request.method == "GET" or request.POST.get("stap") == "terug":
        return _edit_page(request, found, form)
    if not form.is_valid():
        return _edit_page(request, found, form, status=422)
    if request.POST.get("stap") != "verstuur":
        return render(request, "catalogue/correct_check.html", _context(found, form))
    return _send(request, found, form, language)


def _edit_page(request: HttpRequest, found: Record, form: CorrectForm, status: int = 200) -> HttpResponse:
    return render(
        request,
        "catalogue/correct.html",
        {**_context(found, form), "opened": request.GET.get("veld", "")},
        status=status,
    )


def _context(found: Record, form: CorrectForm) -> dict[str, object]:
    changes = [
        {
            "path": spec.path,
            "label": spec.label,
            "was": schema.readable(spec, form.now_there(spec.path)),
            "becomes": schema.readable(spec, form.changes[spec.path]),
        }
        for spec in form.specs
        if spec.path in form.changes
    ]
    return {"municipality": found.municipality, "record": found, "form": form, "changes": changes}


def _send(request: HttpRequest, found: Record, form: CorrectForm, language: str) -> HttpResponse:
    if seconds := limits.wait("correction", limits.visitor_of(request)):
        form.add_error(None, limits.sentence(seconds))
        response = _edit_page(request, found, form, status=429)
        response["Retry-After"] = str(seconds)
        return response
    user, guest = _person(request)
    try:
        contribution = services.correct(
            record=found,
            changes=form.changes,
            language=language,
            author=user,
            guest=guest,
            signature=form.cleaned_data["signature"],
            email=form.cleaned_data["email"],
            evidence_url=form.cleaned_data["evidence_url"],
        )
    except services.NothingToCorrect:
        form.add_error(None, str(FIRST))
        return _edit_page(request, found, form, status=409)
    response = HttpResponseRedirect(_thanks(found, contribution))
    if guest:
        remember(response, guest.pk)
    return response


def _thanks(found: Record, contribution: Contribution) -> str:
    return found.municipality.url("contributions:status", status_token(contribution)) + "?bedankt=1"


def _person(request: HttpRequest) -> tuple[User | None, Guest | None]:
    """Who says something: the account, or the guest of this browser."""
    user = _user(request)
    return user, None if user else guest_for(request)


def _user(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


@require_safe
def conflicts(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the source and we disagree: staff choose."""
    municipality = conflicts_for(request, slug)
    waiting = [_question(conflict) for conflict in queries.open_conflicts(municipality)[:50]]
    return render(request, "catalogue/conflicts.html", {"municipality": municipality, "conflicts": waiting})


def _question(conflict: SourceConflict) -> dict[str, object]:
    spec = schema.field(conflict.field)
    return {
        "pk": conflict.pk,
        "record": conflict.record,
        "label": spec.label,
        "base": schema.readable(spec, conflict.base_value),
        "source": schema.readable(spec, conflict.source_value),
        "own": schema.readable(spec, conflict.own_value),
    }


@require_POST
def resolve(request: HttpRequest, slug: str, conflict_id: int) -> HttpResponse:
    """Keeps our value or takes the source's."""
    conflict = conflict_for(request, slug, conflict_id)
    services.resolve(conflict=conflict, keep="source" if request.POST.get("keuze") == "bron" else "own")
    municipality = municipality_for(request, slug)
    return HttpResponseRedirect(least(municipality.url("catalogue:conflicts"), municipality.stream_id))
