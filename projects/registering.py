"""What projects tell the floors below about themselves."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from journal import subjects
from municipalities import slots
from municipalities.models import Municipality
from projects import queries
from projects.subjects import PROJECT


def notice(request: HttpRequest, municipality: Municipality) -> SafeString:
    """The one yellow notice: the project that is open now. No project, no notice."""
    project = queries.most_urgent(municipality)
    if project is None:
        return SafeString("")
    return render_to_string("projects/notice.html", {"project": project, "municipality": municipality}, request)


def register() -> None:
    """Fills subjects and slots."""
    subjects.registry.register(PROJECT)
    slots.registry.register(slots.Slot("projects.notice", "home-notice", 0, notice))
