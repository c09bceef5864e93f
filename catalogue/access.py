"""Doors of the catalogue."""

from uuid import UUID

from django.http import Http404, HttpRequest

from catalogue import queries
from catalogue.models import Record, SourceConflict
from municipalities.access import municipality_for, staff_for
from municipalities.models import Municipality


def record_for(request: HttpRequest, slug: str, record_id: UUID) -> Record:
    """The record, when it is this municipality's; else 404."""
    municipality = municipality_for(request, slug)
    found = queries.opened(municipality, record_id)
    if found is None:
        raise Http404(record_id)
    return found


def conflict_for(request: HttpRequest, slug: str, conflict_id: int) -> SourceConflict:
    """An open conflict of this municipality, for its staff; else as `staff_for`, or 404."""
    municipality, _ = staff_for(request, slug, "moderator", "editor", "manager")
    found = SourceConflict.objects.filter(record__municipality=municipality, pk=conflict_id).first()
    if found is None:
        raise Http404(conflict_id)
    return found


def conflicts_for(request: HttpRequest, slug: str) -> Municipality:
    """The municipality whose source conflicts this member of staff may settle."""
    municipality, _ = staff_for(request, slug, "moderator", "editor", "manager")
    return municipality
