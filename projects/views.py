"""Pages of projects: look, and for staff create, revise, preview, publish and close."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from municipalities.access import municipality_for
from municipalities.models import Municipality
from municipalities.remembering import least, remembered
from projects import forms, queries, services
from projects.access import editors_of, is_editor, own_project_for, project_for
from projects.kinds import registry
from projects.models import Activity, Project
from projects.rules import is_closed, is_running

MOST_LISTED = 50


@require_safe
@remembered()
def projects(request: HttpRequest, slug: str) -> HttpResponse:
    """A municipality's projects; its editors see their drafts too."""
    municipality = municipality_for(request, slug)
    with_drafts = is_editor(request, municipality)
    found = list(queries.projects_of(municipality, with_drafts=with_drafts)[:MOST_LISTED])
    context = {"municipality": municipality, "projects": found, "is_editor": with_drafts}
    return render(request, "projects/list.html", context)


@require_safe
@remembered()
def project(request: HttpRequest, slug: str, project_slug: str) -> HttpResponse:
    """One project: why, what is open, its phases and what can be done in them, and what came of it."""
    found = project_for(request, slug, project_slug)
    context = {**_page(found), "is_editor": is_editor(request, found.municipality)}
    return render(request, "projects/project.html", context)


@require_safe
def preview(request: HttpRequest, slug: str, project_slug: str) -> HttpResponse:
    """The page as people will see it, with the buttons to publish or close it."""
    found = own_project_for(request, slug, project_slug)
    return render(request, "projects/project.html", {**_page(found), "is_preview": True})


def _page(found: Project) -> dict[str, Any]:
    today = localdate()
    listed = queries.phases_of(found)
    phases = [
        {
            "phase": phase,
            "is_running": is_running(phase, today) and not is_closed(found),
            "activities": _doors(found, phase.activities.all()),
        }
        for phase in listed
    ]
    always = queries.always_on(found, listed)
    return {
        "municipality": found.municipality,
        "project": found,
        "phases": phases,
        "always": _doors(found, always),
        "is_closed": is_closed(found),
    }


def _doors(found: Project, activities: Iterable[Activity]) -> list[tuple[Activity, str]]:
    """Each activity that people know of, with where they do it; the municipality is the door's, which knows of its own domain."""
    known = [activity for activity in activities if activity.kind in registry]
    for activity in known:
        activity.municipality = found.municipality
    doors = [(activity, registry.get(activity.kind).url(activity)) for activity in known]
    return [(activity, address) for activity, address in doors if address]


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new draft."""
    municipality = editors_of(request, slug)
    form, phases = _forms(request, municipality)
    if request.method == "POST" and form.is_valid() and phases.is_valid():
        made = services.create(municipality=municipality, **_typed(form, phases))
        return HttpResponseRedirect(municipality.url("projects:preview", made.slug))
    return _edit(request, municipality, form, phases)


@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, slug: str, project_slug: str) -> HttpResponse:
    """Other texts or phases, unless a colleague changed them meanwhile."""
    found = own_project_for(request, slug, project_slug)
    form, phases = _forms(request, found.municipality, found)
    if request.method == "POST" and form.is_valid() and phases.is_valid():
        try:
            services.revise(project=found, version=form.cleaned_data["version"] or 0, **_typed(form, phases))
        except services.NotPossible:
            form.add_error(None, _("A colleague changed this project meanwhile. Copy your text and open it again."))
            return _edit(request, found.municipality, form, phases, found, status=409)
        return HttpResponseRedirect(found.municipality.url("projects:preview", found.slug))
    return _edit(request, found.municipality, form, phases, found)


def _forms(
    request: HttpRequest, municipality: Municipality, found: Project | None = None
) -> tuple[forms.ProjectForm, Any]:
    data = request.POST if request.method == "POST" else None
    activities = list(queries.activities_of(municipality))
    free = [activity for activity in activities if activity.project_id in {None, found and found.pk}]
    form = forms.ProjectForm(data, initial=forms.initial_of(found) if found else {}, activities=free)
    phases = forms.PhaseFormSet(
        data,
        initial=forms.phases_initial(found) if found else [],
        prefix="fase",
        form_kwargs={"activities": activities},
    )
    return form, phases


def _edit(
    request: HttpRequest,
    municipality: Municipality,
    form: forms.ProjectForm,
    phases: Any,
    found: Project | None = None,
    status: int = 0,
) -> HttpResponse:
    status = status or (422 if request.method == "POST" else 200)
    context = {"municipality": municipality, "form": form, "phases": phases, "project": found}
    return render(request, "projects/edit.html", context, status=status)


def _typed(form: forms.ProjectForm, phases: Any) -> dict[str, Any]:
    texts = {name: form.cleaned_data[name] for name in forms.TEXTS}
    plans = [plan for phase in phases if (plan := phase.plan())]
    return {**texts, "phases": plans, "activities": list(form.cleaned_data["activities"])}


@require_POST
def publish(request: HttpRequest, slug: str, project_slug: str) -> HttpResponse:
    """Shows a draft to everyone."""
    return _stepped(request, own_project_for(request, slug, project_slug), services.publish)


@require_POST
def close(request: HttpRequest, slug: str, project_slug: str) -> HttpResponse:
    """Ends a project."""
    return _stepped(request, own_project_for(request, slug, project_slug), services.close)


def _stepped(request: HttpRequest, found: Project, step: Any) -> HttpResponse:
    municipality = found.municipality
    try:
        step(project=found)
    except services.NotPossible:
        context = {**_page(found), "is_preview": True, "is_stale": True}
        return render(request, "projects/project.html", context, status=409)
    return HttpResponseRedirect(least(municipality.url("projects:project", found.slug), municipality.stream_id))
