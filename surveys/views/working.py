"""What every page on which staff work on a survey has in common."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from surveys.definition import Definition, Document
from surveys.models import Survey
from surveys.overview import state_of
from surveys.rules import is_closed
from surveys.services import NotPossible, Stale, revise, written

STALE = _("A colleague changed this survey meanwhile. What you typed still stands here. Save again to add it.")
MOVED_ON = _("A colleague changed this survey meanwhile. This is how it is now.")
OVER = _("The survey is closed. Its questions can't change any more.")


class Work:
    """A survey and the document that is being written."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.version = written(survey)

    @property
    def document(self) -> Document:
        """What is being written; what is asked, where nothing is."""
        return dict(self.version.document)

    @cached_property
    def definition(self) -> Definition:
        """The same, to be read."""
        return Definition.of(self.document)

    @cached_property
    def state(self) -> str:
        """Where the survey stands: written, waiting, open or closed."""
        return state_of(self.survey, self.survey.activity.phases.select_related("project"), now())

    @property
    def names(self) -> set[str]:
        """The names of its questions and statements."""
        return {one.name for one in self.definition.questions}

    @property
    def is_changed(self) -> bool:
        """Whether there is something that people are not asked yet."""
        return self.version.pk is not None and self.version.published_at is None

    def page(self, request: HttpRequest, template: str, status: int = 200, **more: Any) -> HttpResponse:
        """One of the pages of this survey."""
        context = {
            "municipality": self.survey.municipality,
            "survey": self.survey,
            "title": self.definition.title.default,
            "work": self,
            "is_closed": is_closed(self.survey),
        }
        return render(request, template, {**context, **more}, status=status)


class Refused(NamedTuple):
    """Why something was not saved."""

    sentence: Any
    status: int = 409


def saved(request: HttpRequest, survey: Survey, document: Document) -> Refused | None:
    """Saves a document on the revision that the page showed; None when it is saved, else why it is not."""
    return refused_by(lambda: revise(survey=survey, revision=revision_of(request), document=document))


def refused_by(write: Callable[[], object]) -> Refused | None:
    """Why something is not written, in words; None when it is."""
    try:
        write()
    except Stale:
        return Refused(STALE)
    except NotPossible:
        return Refused(OVER)
    return None


def revision_of(request: HttpRequest) -> int:
    """The revision that the page showed; 0, which is none, when it says nothing."""
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0  # noqa: PLR2004 - fits an integer


def back_to(survey: Survey, name: str = "build", *arguments: object, at: str = "") -> HttpResponseRedirect:
    """To another page of this survey, at a place on it."""
    address = survey.municipality.url(f"surveys:{name}", survey.slug, *arguments)
    return HttpResponseRedirect(f"{address}#{at}" if at else address)
