"""What deserves a second look before a survey is asked. Nothing here keeps it from being asked."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from surveys.definition.checks import expressions
from surveys.definition.document import DONT_KNOW, OTHER, Definition, Document, Question
from surveys.definition.shape import misshapen
from surveys.logic.compiled import bare
from surveys.logic.language import Ast
from surveys.logic.parsing import InvalidExpression, names, parsed
from surveys.logic.values import key

MOST_QUESTIONS = 10
MOST_CHOICES = 7
MOST_WORDS = 25  # in a question
MOST_READING = 600  # words in the whole survey: some three minutes
LISTED = frozenset({"one", "several", "ranking"})
CHOOSING = frozenset({"one", "several", "scale", "nps"})
JOINING = {
    "nl": ("en", "of", "en/of"),
    "fr": ("et", "ou", "et/ou"),
    "de": ("und", "oder", "und/oder"),
    "en": ("and", "or", "and/or"),
}
LANGUAGES = {
    "nl": gettext_lazy("Dutch"),
    "fr": gettext_lazy("French"),
    "de": gettext_lazy("German"),
    "en": gettext_lazy("English"),
}
COMPARING = frozenset({"=", "!=", "contains", "notcontains", "anyof", "allof", "noneof"})


class Warning_(NamedTuple):  # noqa: N801 - a Warning is something else in Python
    """A second look, at a question or (without a name) at the whole survey."""

    name: str
    sentence: str


def warnings(document: Document) -> list[Warning_]:
    """Second looks at a document, in the active language; none while it does not keep to the schema."""
    if misshapen(document):
        return []
    definition = Definition.of(document)
    return [
        *_of_survey(definition),
        *(Warning_(question.name, said) for question in definition.questions for said in _of_question(question)),
        *_double_barrelled(definition),
        *_forward(definition),
        *_unchosen(definition),
        *_untranslated(definition),
    ]


def _of_survey(definition: Definition) -> Iterator[Warning_]:
    many = len(definition.by_name)
    if many > MOST_QUESTIONS:
        sentence = _("You ask %(many)s questions. Beyond %(most)s, many people stop halfway.")
        yield Warning_("", sentence % {"many": many, "most": MOST_QUESTIONS})
    reading = sum(len(text.default.split()) for _place, text in definition.texts())
    if reading > MOST_READING:
        sentence = _("There are %(many)s words to read. Beyond %(most)s, people skip.")
        yield Warning_("", sentence % {"many": reading, "most": MOST_READING})


def _of_question(question: Question) -> Iterator[str]:
    if question.kind in CHOOSING and question.is_required and not question.has_dont_know:
        yield _("It is required, and nobody can say that they don't know.")
    if question.kind in LISTED and len(question.choices) > MOST_CHOICES:
        sentence = _("There are %(many)s options. More than %(most)s are hard to compare.")
        yield sentence % {"many": len(question.choices), "most": MOST_CHOICES}
    if question.is_asked and (many := len(question.title.default.split())) > MOST_WORDS:
        sentence = _("The question has %(many)s words. Up to %(most)s are read at once.")
        yield sentence % {"many": many, "most": MOST_WORDS}
    scored = {choice.has_score for choice in question.choices}
    if question.written.get("dimension") and scored == {True, False}:
        yield _("Some options have a score and others have not: those count in no average.")


def _double_barrelled(definition: Definition) -> Iterator[Warning_]:
    own = definition.document["locale"]
    joining = re.compile(rf"\s({'|'.join(JOINING[own])})\s", re.IGNORECASE)
    for question in definition.by_name.values():
        if found := joining.search(question.title.default):
            sentence = _("“%(word)s” may make two questions of this one. Whoever agrees with half can't answer.")
            yield Warning_(question.name, sentence % {"word": found[1]})


def _forward(definition: Definition) -> Iterator[Warning_]:
    """A condition that looks at what comes later changes what people passed already."""
    place = {question.name: at for at, question in enumerate(definition.questions)}
    first = {page.name: place[page.questions[0].name] for page in definition.pages if page.questions}
    for written in expressions(definition):
        at = {**place, **first}.get(written.name)
        asked = {bare(name) for name in names(_tree(written.text))}
        for name in sorted(one for one in asked if at is not None and place.get(one, -1) > at):
            sentence = _("A condition looks at {%(name)s}, which is asked later.")
            yield Warning_(written.name, sentence % {"name": name})


def _tree(text: str) -> Ast:
    """Nothing for what can't be read: that is a problem already."""
    try:
        return parsed(text) if text else None
    except InvalidExpression:
        return None


def _unchosen(definition: Definition) -> Iterator[Warning_]:
    """A condition that waits for a choice that does not exist never holds."""
    for written in expressions(definition):
        for name, value in _compared(_tree(written.text)):
            asked = definition.by_name.get(name)
            if asked and asked.choices and key(value) not in {key(one) for one in (*asked.values, OTHER, DONT_KNOW)}:
                sentence = _("A condition waits for “%(value)s” at {%(name)s}, and that can't be chosen.")
                yield Warning_(written.name, sentence % {"value": value, "name": name})


def _compared(tree: Ast) -> Iterator[tuple[str, Ast]]:
    """Names with the constants they are compared with."""
    if not isinstance(tree, list):
        return
    what, *parts = tree
    match parts:
        case [["name", str(name)], constant] if what in COMPARING:
            listed = constant[1:] if isinstance(constant, list) and constant[0] == "list" else [constant]
            yield from ((name, one) for one in listed if isinstance(one, str | int | float))
    for part in parts:
        yield from _compared(part)


def _untranslated(definition: Definition) -> Iterator[Warning_]:
    for language in definition.languages[1:]:
        lacking: dict[str, int] = {}
        for place, text in definition.texts():
            if text and not text.others.get(language):
                name = _owner(definition, place)
                lacking[name] = lacking.get(name, 0) + 1
        for name, many in lacking.items():
            yield Warning_(name, _not_in(language, many))


def _owner(definition: Definition, place: str) -> str:
    name = place.partition(".")[0]
    return name if name in {question.name for question in definition.questions} else ""


def _not_in(language: str, many: int) -> str:
    sentence = ngettext(
        "%(many)d text is not translated: %(language)s.", "%(many)d texts are not translated: %(language)s.", many
    )
    return sentence % {"many": many, "language": LANGUAGES[language]}
