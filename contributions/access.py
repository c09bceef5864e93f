"""Doors of contributions."""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest

from contributions.links import from_token
from contributions.models import Contribution
from municipalities.access import municipality_for


def followed(request: HttpRequest, slug: str, token: str) -> Contribution:
    """The contribution a signed link names, in its own municipality; else 404."""
    municipality = municipality_for(request, slug)
    try:
        key = from_token(token)
    except BadSignature as error:
        raise Http404(token) from error
    found = Contribution.objects.filter(pk=key, municipality=municipality).first()
    if found is None:
        raise Http404(token)
    found.municipality = municipality
    return found
