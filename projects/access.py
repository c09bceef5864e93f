"""Doors of projects."""

from django.http import Http404, HttpRequest

from municipalities.access import membership_here, municipality_for, staff_for
from municipalities.models import Municipality
from municipalities.rules import EDITORS, doors_of
from projects.models import Project
from projects.rules import is_public


def project_for(request: HttpRequest, slug: str, project_slug: str) -> Project:
    """A project that people may read; 404 for a draft and for another municipality's."""
    found = _project(municipality_for(request, slug), project_slug)
    if not is_public(found):
        raise Http404(project_slug)
    return found


def editors_of(request: HttpRequest, slug: str) -> Municipality:
    """The municipality where this editor or manager may make projects; else as `staff_for`."""
    municipality, _ = staff_for(request, slug, *EDITORS)
    return municipality


def own_project_for(request: HttpRequest, slug: str, project_slug: str) -> Project:
    """A project, drafts included, that this editor or manager may change; else as `staff_for`, or 404."""
    return _project(editors_of(request, slug), project_slug)


def is_editor(request: HttpRequest, municipality: Municipality) -> bool:
    """Would the doors above open for this person? Costs nothing without a session cookie."""
    return doors_of(membership_here(request, municipality)).projects


def _project(municipality: Municipality, slug: str) -> Project:
    found = Project.objects.filter(municipality=municipality, slug=slug).first()
    if found is None:
        raise Http404(slug)
    found.municipality = municipality  # keeps what the door knows of the address
    return found
