"""Verbs on projects: create, revise, publish, close."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from journal.services import Tell, telling
from municipalities.models import Municipality
from municipalities.slugs import free_slug
from projects.models import Activity, Phase, Project

RESERVED = frozenset({"nieuw"})


class NotPossible(ValueError):
    """The project is not in a state for this."""


@dataclass(frozen=True)
class PhasePlan:
    """One phase as staff wrote it: exact days, or words when these are not known yet."""

    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    when: str = ""
    activities: Sequence[Activity] = ()


@transaction.atomic
def create(
    *,
    municipality: Municipality,
    title: str,
    phases: Sequence[PhasePlan] = (),
    activities: Sequence[Activity] = (),
    **texts: str,
) -> Project:
    """Makes a draft under an address made of its title; nothing is told before it is published.

    1. Locks the municipality, so that two colleagues cannot take the same address. 2. Writes the project, its phases
    and its activities.
    """
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    project = Project(municipality=municipality, title=title, slug=_free_slug(municipality, title), **texts)
    project.save()
    _plan(project, phases, activities)
    return project


def _free_slug(municipality: Municipality, title: str) -> str:
    taken = Project.objects.filter(municipality=municipality).values_list("slug", flat=True)
    return free_slug(title, taken={*taken, *RESERVED}, otherwise="project")


def revise(
    *,
    project: Project,
    version: int,
    phases: Sequence[PhasePlan],
    activities: Sequence[Activity] = (),
    **texts: str,
) -> Project:
    """Changes the texts and phases of a project that nobody changed since `version`; else raises NotPossible.

    Locks it; writes the texts and the phases; tells `project.revised` when people can see it.
    """
    with telling() as tell:
        locked = Project.objects.select_for_update().select_related("municipality").get(pk=project.pk)
        if locked.version != version:
            raise NotPossible
        for name, value in {**texts, "version": version + 1}.items():
            setattr(locked, name, value)
        locked.save()
        locked.phases.all().delete()
        _plan(locked, phases, activities)
        if locked.status != Project.Status.DRAFT:
            _tell(tell, locked, "project.revised")
    return locked


def _plan(project: Project, phases: Sequence[PhasePlan], activities: Sequence[Activity]) -> None:
    project.activities.exclude(pk__in=[activity.pk for activity in activities]).update(project=None)
    Activity.objects.filter(pk__in=[activity.pk for activity in activities]).update(project=project)
    for position, plan in enumerate(phases):
        phase = Phase.objects.create(
            project=project,
            title=plan.title,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            when=plan.when,
            position=position,
        )
        phase.activities.set(plan.activities)


@transaction.atomic
def place(*, activity: Activity, project: Project | None) -> None:
    """Hangs an activity on a project, or on none.

    Takes it out of the phases of another project, where it would stay shut; moves the version of both projects, so that
    a colleague who is writing on one of them is told.
    """
    was = Activity.objects.select_for_update().get(pk=activity.pk).project_id
    now_in = project.pk if project else None
    if was == now_in:
        return
    for phase in activity.phases.exclude(project=now_in):
        phase.activities.remove(activity)
    Activity.objects.filter(pk=activity.pk).update(project=project)
    Project.objects.filter(pk__in=[one for one in (was, now_in) if one]).update(version=F("version") + 1)


def publish(*, project: Project) -> Project:
    """Shows a draft to everyone: locks it, dates it, tells `project.published`. NotPossible when it is no draft."""
    return _step(project, Project.Status.DRAFT, Project.Status.PUBLISHED, "published_at", "project.published")


def close(*, project: Project) -> Project:
    """Ends a project: locks it, dates it, tells `project.closed`. NotPossible when it is not published."""
    return _step(project, Project.Status.PUBLISHED, Project.Status.CLOSED, "closed_at", "project.closed")


def _step(project: Project, now_in: str, to: str, dated: str, verb: str) -> Project:
    with telling() as tell:
        locked = Project.objects.select_for_update().select_related("municipality").get(pk=project.pk)
        if locked.status != now_in:
            raise NotPossible
        locked.status = to
        setattr(locked, dated, now())
        locked.save(update_fields=["status", dated])
        _tell(tell, locked, verb)
    return locked


def _tell(tell: Tell, project: Project, verb: str) -> None:
    tell(
        stream=project.municipality.stream_id,
        verb=verb,
        actor="staff",
        subject=("project", str(project.pk)),
        data={"version": project.version},
    )
