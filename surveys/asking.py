"""What people are told of a survey before they answer: how long it takes, and who will know what."""

from functools import lru_cache
from math import ceil

from django.utils.translation import gettext as _

from surveys.definition import Definition
from surveys.logic.compiled import Logic
from surveys.models import Anonymity, Survey, SurveyVersion

SECONDS_PER_QUESTION = 25
KEPT = 200


def definition_of(version: SurveyVersion) -> Definition:
    """What was asked. A published version never changes, so each process reads it once."""
    return _published(version) if version.published_at else Definition.of(version.document)


@lru_cache(KEPT)
def _published(version: SurveyVersion) -> Definition:
    return Definition.of(version.document)


@lru_cache(KEPT)
def logic_of(version: SurveyVersion) -> Logic:
    """The logic of a published version as functions, made once in each process."""
    return Logic.of(version.compiled)


def photo_questions(definition: Definition) -> list[str]:
    """The questions that ask a photo."""
    return [name for name, question in definition.by_name.items() if question.kind == "photo"]


def minutes_of(definition: Definition) -> int:
    """About how long it takes, in whole minutes."""
    return max(1, ceil(len(definition.by_name) * SECONDS_PER_QUESTION / 60))


def anonymity_of(survey: Survey) -> tuple[str, str]:
    """(in short, in full): who will know what about the person, and what logs and backups still reveal."""
    words = {
        Anonymity.ANONYMOUS: (
            _("Your answers are anonymous"),
            _(
                "We do not ask who you are. A random key in your browser keeps you from answering twice. We only keep "
                "a digest of it, and the means to compare it is destroyed when the survey closes."
            ),
        ),
        Anonymity.CODE: (
            _("Your answers are anonymous, and your code works once"),
            _(
                "We only note that your code was used, not for which answers. The means to compare codes is destroyed "
                "when the survey closes."
            ),
        ),
        Anonymity.EMAIL: (
            _("You prove your e-mail address, and your answers do not show it"),
            _(
                "At the end we send you a code. With your answers stands no address: we only keep a digest of it, so "
                "that you answer once, and the means to compare it is destroyed when the survey closes. That we sent a "
                "mail to your address is kept for 30 days."
            ),
        ),
        Anonymity.ACCOUNT: (
            _("You sign in, and your answers do not show your name"),
            _(
                "At the end you sign in. Of your account we only keep a digest, so that you answer once, and the means "
                "to compare it is destroyed when the survey closes."
            ),
        ),
    }
    short, full = words[Anonymity(survey.anonymity)]
    return short, f"{full} {_revealed()}"


def _revealed() -> str:
    """What somebody with the whole machine in their hands could still find (docs/survey-answers.md)."""
    return _(
        "Until twenty answers are together, and in the logs and backups of that day, somebody who manages the server "
        "could still see in which order answers came in and when somebody took part, and put the two side by side. "
        "Afterwards nobody can."
    )
