"""What surveys know of people: that an account took part, as long as the survey runs, and drafts for a fortnight."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.privacy import Privacy
from surveys.models import Anonymity, Draft, Export, Invite, Participation, Receipt, Survey
from surveys.services.people import by_account, digest_of

SENT_AGAIN = timedelta(days=7)  # how long after its closing a browser may still ask whether an answer came in

FILES_KEPT = timedelta(days=7)


def export(user: User) -> Iterable[dict[str, Any]]:
    """The surveys that run now in which the account took part. Its answers nobody can find, we neither."""
    for survey, took_part in _taken_part(user):
        if took_part.exists():
            yield {"municipality": survey.municipality.name, "survey": survey.activity.title}


def erase(user: User) -> None:
    """That the account took part is forgotten; its answers can't be told from others and stay."""
    for _survey, took_part in _taken_part(user):
        took_part.delete()


def _taken_part(user: User) -> "Iterator[tuple[Survey, Any]]":
    running = Survey.objects.filter(anonymity=Anonymity.ACCOUNT).exclude(key=None)
    for survey in running.select_related("municipality", "activity"):
        yield survey, Participation.objects.filter(survey=survey, digest=digest_of(survey, by_account(user)))


def forget(moment: datetime) -> int:
    """Drops drafts whose time is over; and of surveys that closed a week ago everything but the answers."""
    closed = Survey.objects.filter(closed_at__lt=moment - SENT_AGAIN)
    old = [model.objects.filter(survey__in=closed) for model in (Receipt, Participation, Invite)]
    return sum(rows.delete()[0] for rows in (Draft.objects.filter(until__lte=moment), *old))


PRIVACY = Privacy(
    key="surveys",
    purpose=_(
        "That you took part in a survey, as a digest, so that you answer once; and answers you want to finish later."
    ),
    retention=_(
        "The digest: until the survey closes. Answers to finish later: a fortnight. What you answered does not show who you are."
    ),
    export=export,
    erase=erase,
    forget=forget,
)


def export_files(user: User) -> Iterable[dict[str, Any]]:
    """The files with answers that the person asked for at work."""
    for one in Export.objects.filter(asked_by=user).select_related("survey__activity"):
        yield {"survey": one.survey.activity.title, "format": one.format, "asked_at": one.asked_at.isoformat()}


def erase_files(user: User) -> None:
    """The files stay for a week, without who asked for them."""
    Export.objects.filter(asked_by=user).update(asked_by=None)


def forget_files(moment: datetime) -> int:
    """Drops the files that were asked for a week ago."""
    return Export.objects.filter(asked_at__lt=moment - FILES_KEPT).delete()[1].get("surveys.Export", 0)


FILES = Privacy(
    key="surveys.files",
    purpose=_("That you asked for a file with the answers of a survey, at work."),
    retention=_("A week, as long as the file."),
    export=export_files,
    erase=erase_files,
    forget=forget_files,
)
