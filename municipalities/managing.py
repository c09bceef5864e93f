"""Pages for the managers of a municipality: what it chooses itself, and who works for it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from journal import queries as journal
from municipalities import hosts, queries, services, theme
from municipalities.access import colleague_for, managed_for, membership_of
from municipalities.forms import CHOSEN, ColleagueForm, RoleForm, SettingsForm, initial_of
from municipalities.models import Municipality, Role
from municipalities.wording import role_in_words, work_of

MOST_CHANGES = 10


@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Colour, languages, contact address and own domain; a colour can be looked at before it is saved."""
    municipality = managed_for(request, slug)
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=initial_of(municipality))
    if not form.is_bound:
        return _page(request, municipality, form)
    if not form.is_valid():
        return _page(request, municipality, form, status=422)
    if request.POST.get("stap") == "kijk":
        return _page(request, municipality, form)
    return _save(request, municipality, form)


def _save(request: HttpRequest, municipality: Municipality, form: SettingsForm) -> HttpResponse:
    chosen = {name: form.cleaned_data[name] for name in CHOSEN}
    try:
        revised = services.revise(municipality=municipality, version=form.cleaned_data["version"], **chosen)
    except services.Overtaken:
        form.overtaken_by(managed_for(request, municipality.slug))
        return _page(request, municipality, form, status=409)
    except services.DomainTaken:
        form.add_error("domain", _("Another municipality has this domain."))
        return _page(request, municipality, form, status=422)
    return HttpResponseRedirect(f"{_back_to(revised, municipality)}?bewaard=1")


def _back_to(revised: Municipality, before: Municipality) -> str:
    """The page itself; under its full address when it was visited on a domain that is no longer the municipality's."""
    if before.is_at_home and revised.domain != before.domain:
        return revised.address("municipalities:settings")
    revised.is_at_home = before.is_at_home
    return revised.url("municipalities:settings")


def _page(request: HttpRequest, municipality: Municipality, form: SettingsForm, status: int = 200) -> HttpResponse:
    context = {
        "municipality": municipality,
        "form": form,
        "samples": theme.samples(form.colour or municipality.plate_colour),
        "is_connected": bool(municipality.domain) and hosts.is_connected(municipality.domain),
        "is_saved": "bewaard" in request.GET and not form.is_bound,
        "is_look": form.is_bound and not form.errors,
    }
    return render(request, "municipalities/settings.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def staff(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works here; an address and a role add somebody."""
    municipality = managed_for(request, slug)
    form = ColleagueForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _staff_page(request, municipality, form)
    if form.is_valid():
        try:
            services.add_colleague(municipality=municipality, language=get_language() or "nl", **form.cleaned_data)
            return _done(request, municipality, "toegevoegd")
        except services.WorksHere:
            form.add_error("email", _("Somebody with this address works here already."))
    return _staff_page(request, municipality, form, status=422)


@never_cache
@require_POST
def colleague(request: HttpRequest, slug: str, membership_id: int) -> HttpResponse:
    """Gives a colleague another role, or lets them go. Who shuts the door behind them is let out."""
    found = colleague_for(request, slug, membership_id)
    form = RoleForm(request.POST)
    step = request.POST.get("stap", "")
    try:
        if step == "weg":
            services.let_go(membership=found)
        elif step == "rol" and form.is_valid():
            services.change_role(membership=found, role=form.cleaned_data["role"])
        else:
            return _staff_page(request, found.municipality, ColleagueForm(), problem=_("Choose a role."), status=422)
    except services.NotHere as gone:
        raise Http404(membership_id) from gone
    except services.LastManager:
        problem = _("This is the only manager. Make a colleague manager first.")
        return _staff_page(request, found.municipality, ColleagueForm(), problem=problem, status=409)
    return _done(request, found.municipality, step)


def _done(request: HttpRequest, municipality: Municipality, step: str) -> HttpResponse:
    mine = membership_of(request.user, municipality)
    is_in = mine is not None and mine.role == Role.MANAGER
    where = f"{municipality.url('municipalities:staff')}?gedaan={step}"
    return HttpResponseRedirect(where if is_in else municipality.url("municipalities:home"))


def _staff_page(
    request: HttpRequest, municipality: Municipality, form: ColleagueForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    changes = journal.entries_about(municipality.stream_id, "membership", most=MOST_CHANGES)
    context = {
        "municipality": municipality,
        "staff": queries.staff_of(municipality),
        "roles": [(role, role_in_words(role), work_of(role)) for role in Role.values],
        "form": form,
        "problem": problem,
        "done": request.GET.get("gedaan", "") if status == 200 else "",  # noqa: PLR2004 - OK
        "changes": journal.told(changes, get_language() or "nl"),
    }
    return render(request, "municipalities/staff.html", context, status=status)
