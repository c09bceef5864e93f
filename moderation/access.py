"""Doors of the desk."""

from django.http import Http404, HttpRequest

from contributions.models import Case
from moderation.models import Decision
from municipalities.access import staff_for
from municipalities.models import Membership, Municipality
from municipalities.rules import JUDGES


def desk_for(request: HttpRequest, slug: str) -> tuple[Municipality, Membership]:
    """The municipality and this person's place at its desk; else as `staff_for`."""
    return staff_for(request, slug, *JUDGES)


def case_for(request: HttpRequest, slug: str, case_id: int) -> Case:
    """A case of this municipality, for its moderators; else 404."""
    municipality, _ = desk_for(request, slug)
    found = Case.objects.select_related("contribution").filter(municipality=municipality, pk=case_id).first()
    if found is None:
        raise Http404(case_id)
    found.municipality = municipality
    return found


def decision_for(request: HttpRequest, slug: str, decision_id: int) -> Decision:
    """A decision of this municipality, for its moderators; else 404."""
    municipality, _ = desk_for(request, slug)
    found = Decision.objects.filter(municipality=municipality, pk=decision_id).first()
    if found is None:
        raise Http404(decision_id)
    return found
