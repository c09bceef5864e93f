"""Pages for the managers of a municipality: what it chooses itself, and who works for it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from municipalities import hosts, services, theme
from municipalities.access import managed_for
from municipalities.forms import CHOSEN, SettingsForm, initial_of
from municipalities.models import DEFAULT_PLATE, Municipality


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
    typed = form.cleaned_data.get("plate_colour") if form.is_bound else municipality.plate_colour
    context = {
        "municipality": municipality,
        "form": form,
        "samples": theme.samples(typed or municipality.plate_colour or DEFAULT_PLATE),
        "is_connected": bool(municipality.domain) and hosts.is_connected(municipality.domain),
        "is_saved": "bewaard" in request.GET and not form.is_bound,
    }
    return render(request, "municipalities/settings.html", context, status=status)
