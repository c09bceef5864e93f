"""Doors of surveys."""

from uuid import UUID

from django.http import Http404, HttpRequest

from municipalities.access import municipality_for, staff_for
from municipalities.models import Municipality, Role
from surveys.models import Draft, Export, Survey
from surveys.queries import draft_of
from surveys.rules import is_published

ROLES = (Role.EDITOR, Role.MANAGER)


def survey_for(request: HttpRequest, slug: str, survey_slug: str) -> Survey:
    """A survey that people were asked; 404 for one that is still being written and for another municipality's."""
    found = _survey(municipality_for(request, slug), survey_slug)
    if not is_published(found):
        raise Http404(survey_slug)
    return found


def draft_for(request: HttpRequest, slug: str, survey_slug: str, key: UUID) -> tuple[Survey, Draft]:
    """A survey with the answers kept under this key; 404 when they are no longer kept."""
    survey = survey_for(request, slug, survey_slug)
    draft = draft_of(survey, key)
    if draft is None:
        raise Http404(key)
    return survey, draft


def editors_of(request: HttpRequest, slug: str) -> Municipality:
    """The municipality where this editor or manager may write surveys; else as `staff_for`."""
    municipality, _ = staff_for(request, slug, *ROLES)
    return municipality


def own_survey_for(request: HttpRequest, slug: str, survey_slug: str) -> Survey:
    """A survey, published or not, that this editor or manager may work on; else as `staff_for`, or 404."""
    return _survey(editors_of(request, slug), survey_slug)


def export_for(request: HttpRequest, slug: str, survey_slug: str, export_id: int) -> tuple[Survey, Export]:
    """A file of this survey that is ready, for its editors and managers; else as `own_survey_for`, or 404."""
    survey = own_survey_for(request, slug, survey_slug)
    found = survey.exports.filter(pk=export_id, state=Export.State.READY).first()
    if found is None:
        raise Http404(export_id)
    return survey, found


def _survey(municipality: Municipality, slug: str) -> Survey:
    found = Survey.objects.filter(municipality=municipality, slug=slug).select_related("activity", "version").first()
    if found is None:
        raise Http404(slug)
    found.municipality = municipality  # keeps what the door knows of the address
    return found
