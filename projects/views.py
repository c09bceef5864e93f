"""Pages of projects: look, and for staff create, revise, preview, publish and close."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from municipalities.access import membership_of, municipality_for
from municipalities.models import Municipality
from municipalities.remembering import least, remembered
from projects import forms, queries, services
from projects.access import ROLES, editors_of, own_project_for, project_for
from projects.kinds import registry
from projects.models import Project
from projects.rules import is_running


@require_GET
@remembered()
def projects(request: HttpRequest, slug: str) -> HttpResponse:
    """A municipality's projects; its editors see their drafts too."""
    municipality = municipality_for(request, slug)
    membership = membership_of(request.user, municipality)
    is_editor = membership is not None and membership.role in ROLES
    found = list(queries.projects_of(municipality, with_drafts=is_editor)[:50])
    context = {"municipality": municipality, "projects": found, "is_editor": is_editor}
    return render(request, "projects/list.html", context)


@require_GET
@remembered()
def project(request: HttpRequest, slug: str, project_slug: str) -> HttpResponse:
    """One project: why, what is open, its phases and what can be done in them, and what came of it."""
    return render(request, "projects/project.html", _page(project_for(request, slug, project_slug)))


@require_GET
def preview(request: HttpRequest, slug: str, project_slug: str) -> HttpResponse:
    """The page as people will see it, with the buttons to publish or close it."""
    found = own_project_for(request, slug, project_slug)
    return render(request, "projects/project.html", {**_page(found), "is_preview": True})


def _page(found: Project) -> dict[str, Any]:
    today = localdate()
    phases = [
        {
            "phase": phase,
            "is_running": is_running(phase, today),
            "activities": [
                (activity, registry.get(activity.kind).url(activity))
                for activity in phase.activities.all()
                if activity.kind in registry
            ],
        }
        for phase in queries.phases_of(found)
    ]
    return {"municipality": found.municipality, "project": found, "phases": phases}


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new draft."""
    municipality = editors_of(request, slug)
    form, phases = _forms(request, municipality)
    if request.method == "POST" and form.is_valid() and phases.is_valid():
        made = services.create(municipality=municipality, phases=_plans(phases), **_texts(form))
        return HttpResponseRedirect(municipality.url("projects:preview", made.slug))
    return _edit(request, municipality, form, phases)


@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, slug: str, project_slug: str) -> HttpResponse:
    """Other texts or phases, unless a colleague changed them meanwhile."""
    found = own_project_for(request, slug, project_slug)
    form, phases = _forms(request, found.municipality, found)
    if request.method == "POST" and form.is_valid() and phases.is_valid():
        try:
            services.revise(
                project=found, version=form.cleaned_data["version"] or 0, phases=_plans(phases), **_texts(form)
            )
        except services.NotPossible:
            form.add_error(None, _("A colleague changed this project meanwhile. Copy your text and open it again."))
            return _edit(request, found.municipality, form, phases, found, status=409)
        return HttpResponseRedirect(found.municipality.url("projects:preview", found.slug))
    return _edit(request, found.municipality, form, phases, found)


def _forms(
    request: HttpRequest, municipality: Municipality, found: Project | None = None
) -> tuple[forms.ProjectForm, Any]:
    data = request.POST or None
    form = forms.ProjectForm(data, initial=forms.initial_of(found) if found else {})
    phases = forms.PhaseFormSet(
        data,
        initial=forms.phases_initial(found) if found else [],
        prefix="fase",
        form_kwargs={"municipality": municipality},
    )
    return form, phases


def _edit(  # noqa: PLR0913 - the parts of one page
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


def _plans(phases: Any) -> list[services.PhasePlan]:
    return [plan for phase in phases if (plan := phase.plan())]


def _texts(form: forms.ProjectForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in forms.TEXTS}


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
