"""What is wrong with a survey, and where, in words."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class Problem(NamedTuple):
    """Why a survey can't be asked like this. `name` is that of the question, page or value it is about, if any."""

    where: str
    sentence: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


def of_survey(sentence: str) -> Problem:
    """About the survey as a whole."""
    return Problem(_("survey"), sentence)


def of_question(name: str, sentence: str) -> Problem:
    """About a question or a statement."""
    return Problem(_("question %(name)s") % {"name": name}, sentence, name)


def of_page(name: str, sentence: str) -> Problem:
    """About a page."""
    return Problem(_("page %(name)s") % {"name": name}, sentence, name)


def of_calculated(name: str, sentence: str) -> Problem:
    """About a calculated value."""
    return Problem(_("calculated value %(name)s") % {"name": name}, sentence, name)


def of_dimension(name: str, sentence: str) -> Problem:
    """About something that is scored."""
    return Problem(_("dimension %(name)s") % {"name": name}, sentence, name)
