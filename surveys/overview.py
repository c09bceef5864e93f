"""Surveys as their staff see them: where each stands, and what came in through which channel."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef
from django.utils.timezone import localdate, now

from contributions.models import Channel
from counting.queries import tallies
from municipalities.models import Municipality
from projects.models import Phase
from projects.rules import is_closed as is_project_closed
from projects.rules import is_open as is_phase_open
from surveys import channels
from surveys.counted import prefix_of
from surveys.definition import Document
from surveys.models import Invite, Survey, SurveyVersion
from surveys.rules import is_closed, is_published, is_within_dates


class Overview(NamedTuple):
    """A survey in the list of its staff. `is_changed`: since it was published."""

    survey: Survey
    state: str
    is_changed: bool
    channels: dict[str, int]

    @property
    def answers(self) -> int:
        """How many answers were counted, over all channels."""
        return sum(self.channels.values())

    @property
    def told(self) -> list[tuple[str, int]]:
        """The channels in words, each with how many."""
        return [(str(channels.WORDS[Channel(name)]), many) for name, many in self.channels.items() if many]


def overview_of(municipality: Municipality, most: int) -> list[Overview]:
    """The surveys of a municipality, also those that are being written, in a fixed number of queries."""
    written = Exists(SurveyVersion.objects.filter(survey=OuterRef("pk"), published_at=None))
    found = Survey.objects.filter(municipality=municipality).annotate(is_written=written)
    found = found.select_related("activity__project", "version").prefetch_related("activity__phases__project")
    surveys = list(found.order_by(F("closed_at").desc(nulls_first=True), "-pk")[:most])
    subjects = {survey.pk: f"{prefix_of(survey.pk)}channel" for survey in surveys}
    counts, moment = tallies(list(subjects.values())), now()
    return [
        Overview(
            survey,
            state_of(survey, survey.activity.phases.all(), moment),
            is_published(survey) and survey.is_written,
            counts.get(subjects[survey.pk], {}),
        )
        for survey in surveys
    ]


def state_of(survey: Survey, held_by: Iterable[Phase], moment: datetime) -> str:
    """Where a survey stands: `written` (never asked), `waiting` (not asked now), `open` or `closed`."""
    if not is_published(survey):
        return "written"
    if is_closed(survey):
        return "closed"
    phases = list(held_by)
    is_held = any(is_project_closed(one.project) for one in phases) or not is_phase_open(phases, localdate())
    return "waiting" if is_held or not is_within_dates(survey, moment) else "open"


def published_documents(survey: Survey) -> list[Document]:
    """What was asked, in all versions, the first one first."""
    published = survey.versions.exclude(published_at=None).order_by("number")
    return list(published.values_list("document", flat=True))


def handed_out(survey: Survey) -> int:
    """How many codes were handed out."""
    return Invite.objects.filter(survey=survey).count()
