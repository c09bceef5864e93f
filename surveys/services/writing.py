"""Surveys as staff write them: made, revised, published and closed."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.digests import new_key
from accounts.models import User
from journal.services import Tell, telling
from municipalities.models import Municipality
from municipalities.slugs import free_slug
from projects.models import Activity
from surveys.counted import kinds_of
from surveys.definition import Definition, Document, Text
from surveys.definition.checks import problems
from surveys.definition.problem import Problem, of_question
from surveys.logic.compiled import compile_
from surveys.models import Survey, SurveyVersion

RESERVED = frozenset({"beheer", "nieuw"})  # what stands at the same place in addresses
MOST_TITLE = 200
SETTINGS = frozenset(
    {"anonymity", "split_by", "shown", "is_random_sample", "opens_at", "closes_at", "reference", "weighted_by"}
)
FROZEN = frozenset({"anonymity", "split_by"})  # on which hangs what was taken in and counted already
OPEN_TO_CLOSED = frozenset({"shown", "is_random_sample", "reference", "weighted_by"})


class Stale(Exception):
    """Somebody else changed the survey meanwhile."""


class NotPossible(ValueError):
    """The survey is not in a state for this."""


class NotReady(ValueError):
    """The survey can't be asked like this; `problems` says why."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__("; ".join(str(one) for one in found))
        self.problems = found


@transaction.atomic
def create(*, municipality: Municipality, document: Document) -> Survey:
    """Makes a survey with a version to write on, under an address made of its title; nothing is told yet.

    Locks the municipality, so that two colleagues can't take the same address; writes the activity, the survey and its
    first version.
    """
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    title = Definition.of(document).title.default
    activity = Activity.objects.create(municipality=municipality, kind="survey", title=title[:MOST_TITLE])
    survey = Survey.objects.create(activity=activity, municipality=municipality, slug=_free_slug(municipality, title))
    SurveyVersion.objects.create(survey=survey, number=1, document=document)
    return survey


def _free_slug(municipality: Municipality, title: str) -> str:
    taken = Survey.objects.filter(municipality=municipality).values_list("slug", flat=True)
    return free_slug(title, taken={*taken, *RESERVED}, otherwise="bevraging")


@transaction.atomic
def revise(*, survey: Survey, revision: int, document: Document | None = None, **settings: Any) -> Survey:
    """Changes the version that is being written, or the settings; raises Stale when somebody else did meanwhile.

    Locks the survey; starts a new version from the published one where none is being written; writes. NotPossible for
    what can't change any more: once it is asked, how people are kept from answering twice and by what it is split; once
    it is closed, everything but how its results are shown.
    """
    found = locked(survey)
    if found.revision != revision:
        raise Stale
    if not _may_change(found, document, settings):
        raise NotPossible
    if document is not None:
        _write(found, document)
    for name in SETTINGS & set(settings):
        setattr(found, name, settings[name])
    found.revision += 1
    found.save()
    return found


def _may_change(survey: Survey, document: Document | None, settings: dict[str, Any]) -> bool:
    changed = {name for name, value in settings.items() if value != getattr(survey, name)}
    if survey.closed_at:
        return document is None and changed <= OPEN_TO_CLOSED
    return survey.version_id is None or not changed & FROZEN


def _write(survey: Survey, document: Document) -> None:
    version = written(survey)
    version.document = document
    version.save()
    if survey.version_id is None:  # what is asked keeps its title until the next version is
        _entitle(survey, document)


def _entitle(survey: Survey, document: Document) -> None:
    title = Text.of(document["title"]).default[:MOST_TITLE]
    Activity.objects.filter(pk=survey.pk).update(title=title)


def written(survey: Survey) -> SurveyVersion:
    """The version that is being written; a new one, not saved yet, like the published one where there is none."""
    found = survey.versions.filter(published_at=None).first()
    if found is not None:
        return found
    last = survey.versions.order_by("number").last()
    return SurveyVersion(
        survey=survey, number=last.number + 1 if last else 1, document=last.document if last else _empty()
    )


def _empty() -> Document:
    return {"format": "participatie-survey/1", "locale": "nl", "title": "", "pages": []}


def publish(*, survey: Survey, revision: int, by: User) -> Survey:
    """Asks people the version that was written, from now on.

    Locks the survey; raises Stale when it changed meanwhile, NotPossible when it is closed, NotReady with every problem
    of the document; freezes the version with its logic compiled; gives a survey that was never asked its key; tells
    `survey.published`, or `survey.revised` for a later version.
    """
    with telling() as tell:
        found = locked(survey)
        if found.revision != revision:
            raise Stale
        if found.closed_at:
            raise NotPossible
        version = written(found)
        definition = _ready(found, version.document)
        version.compiled = compile_(definition)
        version.published_at, version.published_by = now(), by
        version.save()
        verb = "survey.revised" if found.version_id else "survey.published"
        found.key = found.key or new_key()
        found.version, found.revision = version, found.revision + 1
        found.save()
        _entitle(found, version.document)
        _tell(tell, found, verb, "staff", version=version.number)
    return found


def _ready(survey: Survey, document: Document) -> Definition:
    """The document as it can be asked; a question keeps its kind through all versions, or its figures mean nothing."""
    if found := problems(document):
        raise NotReady(found)
    definition, kinds = Definition.of(document), kinds_of(survey)
    changed = [name for name, one in definition.by_name.items() if kinds.get(name, one.kind) != one.kind]
    if changed:
        sentence = _("This was asked before in another form. Give it another name, so that it is counted apart.")
        raise NotReady([of_question(name, sentence) for name in changed])
    return definition


def close(*, survey: Survey, actor: str = "staff") -> Survey:
    """Ends a survey: nobody can answer any more, and nobody can be recognised any more.

    Locks it, which waits for the answers that are on their way, so that the last step has all of them; dates it; destroys
    its key; tells `survey.closed`. The folder counts and moves what is left. NotPossible for one that was never asked or is
    closed.
    """
    with telling() as tell:
        found = locked(survey)
        if found.version_id is None or found.closed_at:
            raise NotPossible
        found.closed_at, found.key = now(), None
        found.save(update_fields=["closed_at", "key"])
        _tell(tell, found, "survey.closed", actor)
    return found


def close_due() -> int:
    """Closes the surveys whose time has come; returns how many."""
    due = Survey.objects.filter(closed_at=None, closes_at__lte=now()).exclude(version=None)
    closed = 0
    for survey in due:
        with suppress(NotPossible):  # somebody of the staff was just before us
            close(survey=survey, actor="system")
            closed += 1
    return closed


def locked(survey: Survey) -> Survey:
    """The survey as it is now, so that nobody else writes on it until the transaction ends."""
    return Survey.objects.select_for_update(of=("self",)).select_related("municipality", "activity").get(pk=survey.pk)


def _tell(tell: Tell, survey: Survey, verb: str, actor: str, **data: object) -> None:
    tell(
        stream=survey.municipality.stream_id,
        verb=verb,
        actor=actor,
        subject=("survey", str(survey.pk)),
        data=data,
    )
