"""What can be asked of projects."""

from collections.abc import Iterable

from django.db.models import Case, F, IntegerField, Prefetch, QuerySet, Value, When
from django.utils.timezone import localdate

from municipalities.models import Municipality
from projects.models import Activity, Phase, Project
from projects.rules import is_running


def projects_of(municipality: Municipality, *, with_drafts: bool = False) -> QuerySet[Project]:
    """A municipality's projects: running ones first, then closed ones, newest first; drafts only when asked for."""
    found = Project.objects.filter(municipality=municipality)
    if not with_drafts:
        found = found.exclude(status=Project.Status.DRAFT)
    order = {Project.Status.DRAFT: 0, Project.Status.PUBLISHED: 1, Project.Status.CLOSED: 2}
    rank = Case(*(When(status=status, then=Value(at)) for status, at in order.items()), output_field=IntegerField())
    return found.order_by(rank, F("published_at").desc(nulls_last=True), "-pk")


def phases_of(project: Project) -> list[Phase]:
    """The phases in order, each with its activities."""
    activities = Prefetch("activities", Activity.objects.order_by("title", "pk"))
    return list(project.phases.prefetch_related(activities).order_by("position", "pk"))


def always_on(project: Project, phases: Iterable[Phase]) -> list[Activity]:
    """The project's activities that none of its phases (as `phases_of` gives them) opens or shuts."""
    timed = {activity.pk for phase in phases for activity in phase.activities.all()}
    return [activity for activity in project.activities.order_by("title", "pk") if activity.pk not in timed]


def activities_of(municipality: Municipality) -> QuerySet[Activity]:
    """Everything people can do in a municipality."""
    return Activity.objects.filter(municipality=municipality).order_by("title", "pk")


def most_urgent(municipality: Municipality) -> Project | None:
    """The published project whose running phase ends first; None when nothing is open now."""
    phases = Phase.objects.filter(project__municipality=municipality, project__status=Project.Status.PUBLISHED)
    today = localdate()
    running = [phase for phase in phases.select_related("project") if is_running(phase, today)]
    if not running:
        return None
    phase = min(running, key=lambda one: (one.ends_on is None, one.ends_on, one.pk))
    phase.project.phase = phase  # type: ignore[attr-defined]
    return phase.project
