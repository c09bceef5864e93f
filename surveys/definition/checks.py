"""Everything that keeps a survey from being asked, in sentences. What only deserves a second look: warnings.py."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from surveys.definition.document import DONT_KNOW, OTHER, Choice, Definition, Document, Question
from surveys.definition.problem import (
    Problem,
    of_calculated,
    of_dimension,
    of_page,
    of_question,
    of_survey,
)
from surveys.definition.shape import misshapen
from surveys.logic.compiled import Circular, compile_
from surveys.logic.language import COMMENT
from surveys.logic.parsing import InvalidExpression, names, parsed
from surveys.logic.values import key

__all__ = ["Problem", "problems"]

About = Callable[[str, str], Problem]


def problems(document: Document) -> list[Problem]:
    """Why a document can't be asked like this, in the active language; nothing when it can."""
    if found := misshapen(document):
        return found
    definition = Definition.of(document)
    return [problem for check in CHECKS for problem in check(definition)] or list(_circles(definition))


def _something_is_asked(definition: Definition) -> Iterator[Problem]:
    if not definition.by_name:
        yield of_survey(_("Nothing is asked yet."))


def _titles(definition: Definition) -> Iterator[Problem]:
    if not definition.title.default.strip():
        yield of_survey(_("The title is missing."))
    for question in definition.questions:
        if not question.title.default.strip():
            yield of_question(question.name, _("The question itself is missing."))
        for choice in question.choices:
            if not choice.text.default.strip():
                sentence = _("The text of “%(value)s” is missing.")
                yield of_question(question.name, sentence % {"value": choice.value})


def _names(definition: Definition) -> Iterator[Problem]:
    """Also in capitals they differ, because SurveyJS does not tell those apart."""
    used: list[tuple[About, str]] = [(of_page, page.name) for page in definition.pages]
    used += [(of_question, question.name) for question in definition.questions]
    used += [(of_calculated, one["name"]) for one in definition.document.get("calculatedValues", [])]
    for about, name in _twice(used):
        yield about(name, _("Something else has this name already, or one that differs in capitals only."))
    for dimension in definition.dimensions:
        for _about, name in _twice((of_dimension, one.name) for one in dimension.whole()):
            yield of_dimension(name, _("Another dimension has this name already."))


def _twice(used: Iterable[tuple[About, str]]) -> Iterator[tuple[About, str]]:
    """Every one that comes after one of the same name."""
    seen: set[str] = set()
    for about, name in used:
        if name.lower() in seen:
            yield about, name
        seen.add(name.lower())


def _choices(definition: Definition) -> Iterator[Problem]:
    """A condition can't tell apart what has the same key."""
    for question in definition.questions:
        keys = Counter(key(choice.value) for choice in question.choices)
        for choice in question.choices:
            if keys[key(choice.value)] > 1 or key(choice.value) in {OTHER, DONT_KNOW}:
                sentence = _("The value “%(value)s” can't be told apart from another.")
                yield of_question(question.name, sentence % {"value": choice.value})
        if question.kind == "scale" and not _is_rising([choice.value for choice in question.choices]):
            yield of_question(question.name, _("The numbers of a scale go up."))


def _is_rising(values: list[Any]) -> bool:
    return all(one < after for one, after in pairwise(values))


def _limits(definition: Definition) -> Iterator[Problem]:
    for question in definition.questions:
        for sentence in _LIMITS.get(question.kind, _no_limits)(question):
            yield of_question(question.name, sentence)


def _no_limits(question: Question) -> Iterator[str]:
    yield from ()


def _of_number(question: Question) -> Iterator[str]:
    least, most = question.written.get("min"), question.written.get("max")
    if least is not None and most is not None and least > most:
        yield _("The least is more than the most.")


def _of_date(question: Question) -> Iterator[str]:
    days = [question.written[one] for one in ("min", "max") if one in question.written]
    for day in days:
        if not _is_day(day):
            yield _("The day %(day)s does not exist.") % {"day": day}
    if days != sorted(days):
        yield _("The first day is after the last.")


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _of_choosing(question: Question) -> Iterator[str]:
    least, most = question.written.get("minSelectedChoices", 0), question.written.get("maxSelectedChoices")
    together = sum(not choice.is_exclusive for choice in question.choices) + question.has_other
    if most is not None and least > most:
        yield _("At least %(least)s must be chosen, and at most %(most)s.") % {"least": least, "most": most}
    if most is not None and most > together:
        yield _("It asks for %(most)s options, and has %(many)s.") % {"most": most, "many": together}
    if least > together:
        yield _("It asks for %(most)s options, and has %(many)s.") % {"most": least, "many": together}


_LIMITS = {
    "number": _of_number,
    "date": _of_date,
    "several": _of_choosing,
    "ranking": _of_choosing,
}


class Written(NamedTuple):
    """An expression, and whose it is."""

    about: About
    name: str
    text: str


def expressions(definition: Definition) -> Iterator[Written]:
    """Every expression of a survey."""
    for page in definition.pages:
        yield Written(of_page, page.name, page.visible_if)
    for question in definition.questions:
        choices: list[Choice] = list(question.choices)
        for text in (question.visible_if, question.required_if, *(choice.visible_if for choice in choices)):
            yield Written(of_question, question.name, text)
    for one in definition.document.get("calculatedValues", []):
        yield Written(of_calculated, one["name"], one["expression"])


def _expressions(definition: Definition) -> Iterator[Problem]:
    for written in expressions(definition):
        for sentence in _unreadable(definition, written.text) if written.text else ():
            yield written.about(written.name, sentence)


def _unreadable(definition: Definition, text: str) -> Iterator[str]:
    try:
        tree = parsed(text)
    except InvalidExpression as error:
        place = {"text": text[:80], "position": error.position + 1, "sentence": error.sentence}
        yield _("“%(text)s” can't be read at character %(position)s. %(sentence)s") % place
        return
    for name in sorted(names(tree)):
        if sentence := _unanswered(definition, name):
            yield sentence % {"name": name}


def _unanswered(definition: Definition, name: str) -> str:
    """Why a name has no value; empty when it has one."""
    asked = definition.by_name.get(name.removesuffix(COMMENT))
    if name.endswith(COMMENT):
        return "" if asked and asked.has_other else _("Nothing else can be typed at {%(name)s}.")
    if asked or name in definition.calculated:
        return ""
    if name in {question.name for question in definition.questions}:
        return _("{%(name)s} is a statement: nobody answers it.")
    if name in {page.name for page in definition.pages}:
        return _("{%(name)s} is a page: nobody answers it.")
    return _("There is no question {%(name)s} in this survey.")


def _profile(definition: Definition) -> Iterator[Problem]:
    last = {question.name for question in definition.pages[-1].questions} if definition.pages else set()
    for name in definition.profile:
        asked = definition.by_name.get(name)
        if asked is None:
            yield of_survey(_("The profile names {%(name)s}, and there is no such question.") % {"name": name})
        elif name not in last:
            yield of_question(name, _("A question of the profile stands on the last page."))
        elif asked.is_required or asked.required_if:
            yield of_question(name, _("A question of the profile can't be required."))


def _scoring(definition: Definition) -> Iterator[Problem]:
    known = {one.name for dimension in definition.dimensions for one in dimension.whole()}
    for question in definition.questions:
        name = question.written.get("dimension", "")
        if name and name not in known:
            sentence = _("There is no dimension “%(name)s” to score it on.")
            yield of_question(question.name, sentence % {"name": name})
    for dimension in definition.dimensions:
        for one in dimension.whole():
            if not _is_rising([band.start for band in one.bands]):
                yield of_dimension(one.name, _("Two bands begin at the same score."))


def _languages(definition: Definition) -> Iterator[Problem]:
    written = {language for _place, text in definition.texts() for language in text.others}
    for language in sorted(written - set(definition.languages)):
        sentence = _("There are texts in “%(language)s”, and the survey is not asked in it.")
        yield of_survey(sentence % {"language": language})


def _circles(definition: Definition) -> Iterator[Problem]:
    try:
        compile_(definition)
    except Circular as error:
        sentence = _("Nothing may depend on itself, and this does: %(path)s.") % {"path": str(error)}
        yield _about(definition, error.path[0])(error.path[0], sentence)


def _about(definition: Definition, name: str) -> About:
    if name in definition.calculated:
        return of_calculated
    return of_page if name in {page.name for page in definition.pages} else of_question


CHECKS = (
    _something_is_asked,
    _titles,
    _names,
    _choices,
    _limits,
    _expressions,
    _profile,
    _scoring,
    _languages,
)
