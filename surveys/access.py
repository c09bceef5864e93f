"""Doors of surveys."""

from uuid import UUID

from django.http import Http404, HttpRequest

from media.models import Picture
from municipalities.access import membership_here, municipality_for, staff_for
from municipalities.models import Municipality, Role
from surveys import known
from surveys.counted import kinds_of
from surveys.models import Draft, Export, Response, Survey, Tagged
from surveys.queries import draft_of
from surveys.rules import is_published

ROLES = (Role.EDITOR, Role.MANAGER)


def survey_for(request: HttpRequest, slug: str, survey_slug: str) -> Survey:
    """A survey that people were asked; 404 for one that is still being written and for another municipality's."""
    found = _survey(municipality_for(request, slug), survey_slug)
    if not is_published(found):
        raise Http404(survey_slug)
    return found


def answered_survey_for(request: HttpRequest, slug: str, survey_slug: str) -> Survey:
    """As `survey_for`, for who sends answers in: as this process knows it, and `is_remembered` then."""
    municipality = municipality_for(request, slug)
    return known.survey_of(municipality, survey_slug, lambda: survey_for(request, slug, survey_slug))


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


def response_for(request: HttpRequest, slug: str, survey_slug: str, response_id: UUID) -> tuple[Survey, Response]:
    """A response of this survey, for its editors and managers; else as `own_survey_for`, or 404."""
    survey = own_survey_for(request, slug, survey_slug)
    found = Response.objects.filter(survey=survey, pk=response_id).first()
    if found is None:
        raise Http404(response_id)
    found.survey = survey
    return survey, found


def photo_for(request: HttpRequest, slug: str, survey_slug: str, response_id: UUID, question: str) -> Picture:
    """The photo somebody answered a question with; else as `response_for`, or 404."""
    survey, response = response_for(request, slug, survey_slug, response_id)
    said = response.answers.get(question) if kinds_of(survey).get(question) == "photo" else None
    found = Picture.objects.filter(pk=said).first() if said else None
    if found is None:
        raise Http404(question)
    return found


def tagged_for(request: HttpRequest, slug: str, survey_slug: str, tagged_id: int) -> tuple[Survey, Tagged]:
    """A tag on a response of this survey, for its editors and managers; else as `own_survey_for`, or 404."""
    survey = own_survey_for(request, slug, survey_slug)
    found = Tagged.objects.filter(tag__survey=survey, pk=tagged_id).first()
    if found is None:
        raise Http404(tagged_id)
    return survey, found


def entered_survey_for(request: HttpRequest, slug: str, survey_slug: str) -> Survey:
    """A survey that people were asked, for all staff, who may enter answers to it; else as `staff_for`, or 404."""
    municipality, _ = staff_for(request, slug, *Role.values)
    found = _survey(municipality, survey_slug)
    if not is_published(found):
        raise Http404(survey_slug)
    return found


def only_enters(request: HttpRequest, survey: Survey) -> bool:
    """Whether this member of staff may enter answers to a survey, and not write it or read what was answered."""
    membership = membership_here(request, survey.municipality)
    return membership is not None and membership.role not in ROLES


def _survey(municipality: Municipality, slug: str) -> Survey:
    found = Survey.objects.filter(municipality=municipality, slug=slug).select_related("activity", "version").first()
    if found is None:
        raise Http404(slug)
    found.municipality = municipality  # keeps what the door knows of the address
    return found
