"""A survey as its page draws it: every question with its words in one language, and what was said already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.answering.reading import PREFIX
from surveys.definition import DONT_KNOW, OTHER, Choice, Definition, Page, Question, Text
from surveys.logic.language import COMMENT

TEMPLATES = {
    "one": "choices",
    "several": "choices",
    "scale": "choices",
    "nps": "choices",
    "comment": "lines",
    "text": "line",
    "number": "line",
    "date": "date",
    "ranking": "ranking",
    "place": "place",
    "photo": "photo",
    "statement": "statement",
}
Said = Mapping[str, Any]


@dataclass(frozen=True)
class Option:
    """A tile."""

    value: str
    text: str
    hint: str = ""
    is_chosen: bool = False
    is_apart: bool = False  # "I don't know" stands apart from the answers
    is_exclusive: bool = False
    is_other: bool = False
    place: str = ""  # in a ranking


@dataclass(frozen=True)
class Drawn:
    """One question on the page."""

    question: Question
    template: str
    title: str
    hint: str
    section: str
    why: str  # of the section, at its first question
    name: str  # of its field
    said: Any
    is_conditional: bool
    is_first_of_profile: bool
    options: tuple[Option, ...] = ()
    other: str = ""
    error: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_optional(self) -> bool:
        """Whether it may be left open, whatever else is answered."""
        return self.question.is_asked and not (self.question.is_required or self.question.required_if)

    @property
    def places(self) -> range:
        """The numbers that can be given in a ranking."""
        return range(1, self.question.written.get("maxSelectedChoices", len(self.options)) + 1)


def drawn(definition: Definition, language: str, said: Said, errors: Mapping[str, str]) -> list[Drawn]:
    """Every question in order, those about the person last, with the answers and the errors beside them."""
    drawing = _Drawing(definition, language, said, errors)
    listed = [drawing.of(page, question) for page in definition.pages for question in page.questions]
    return sorted(listed, key=lambda one: one.question.name in definition.profile)


class _Drawing:
    """What all questions of a page are drawn from."""

    def __init__(self, definition: Definition, language: str, said: Said, errors: Mapping[str, str]) -> None:
        self.language, self.said, self.errors = language, said, errors
        self.profile = next((one.name for one in definition.questions if one.name in definition.profile), "")

    def of(self, page: Page, question: Question) -> Drawn:
        value = self.said.get(question.name)
        is_first = question is page.questions[0]
        return Drawn(
            question=question,
            template=f"surveys/questions/{TEMPLATES[question.kind]}.html",
            title=question.title.in_(self.language),
            hint=question.description.in_(self.language) or _hint(question),
            section=page.title.in_(self.language),
            why=page.description.in_(self.language) if is_first else "",
            name=f"{PREFIX}{question.name}",
            said="" if value is None else value,
            is_conditional=bool(question.visible_if or page.visible_if),
            is_first_of_profile=question.name == self.profile,
            options=_options(question, self.language, value),
            other=self.said.get(question.name + COMMENT, ""),
            error=self.errors.get(question.name, ""),
            parts=_parts(question, value),
        )


def _hint(question: Question) -> str:
    most = question.written.get("maxSelectedChoices")
    if question.kind == "several" and most:
        return ngettext("Choose at most %(count)d.", "Choose at most %(count)d.", most) % {"count": most}
    if question.kind == "several":
        return _("You can choose more than one.")
    return _("The most important one gets number 1.") if question.kind == "ranking" else ""


def _options(question: Question, language: str, said: Any) -> tuple[Option, ...]:
    chosen = [str(one) for one in (said if isinstance(said, list) else [said])]
    is_ranked = question.kind == "ranking"
    listed = [_option(choice, language, chosen, is_ranked=is_ranked) for choice in question.choices]
    if question.has_other:
        words = Text.of(question.written.get("otherText")).in_(language) or _("Something else")
        listed.append(Option(OTHER, words, is_chosen=OTHER in chosen, is_other=True))
    if question.has_dont_know:
        words = Text.of(question.written.get("dontKnowText")).in_(language) or _(
            "I don't know, or it does not apply to me"
        )
        listed.append(Option(DONT_KNOW, words, is_chosen=DONT_KNOW in chosen, is_apart=True, is_exclusive=True))
    return tuple(listed)


def _option(choice: Choice, language: str, chosen: list[str], *, is_ranked: bool) -> Option:
    value = str(choice.value)
    return Option(
        value=value,
        text=choice.text.in_(language),
        hint=choice.description.in_(language),
        is_chosen=value in chosen,
        is_exclusive=choice.is_exclusive,
        place=str(chosen.index(value) + 1) if is_ranked and value in chosen else "",
    )


def _parts(question: Question, said: Any) -> Mapping[str, Any]:
    """The three fields of a date as they were typed, or the place."""
    if question.kind == "date" and isinstance(said, str):
        year, _dash, rest = said.partition("-")
        month, _dash, day = rest.partition("-")
        return {"d": day.lstrip("0"), "m": month.lstrip("0"), "y": year}
    return said if isinstance(said, dict) else {}


def in_words(definition: Definition, language: str, said: Said, places: Mapping[str, str]) -> list[tuple[str, str]]:
    """(question, answer) as people read them, for what was said: to check before it is sent, or to keep."""
    found = drawn(definition, language, said, {})
    return [(one.title, _words(one, places)) for one in found if one.question.name in said]


def _words(one: Drawn, places: Mapping[str, str]) -> str:
    if one.options:
        chosen = [option for option in one.options if option.is_chosen]
        texts = [one.other or option.text if option.is_other else option.text for option in _in_order(chosen)]
        return ", ".join(texts)
    if one.question.kind == "place":
        return places.get(one.parts.get("place", ""), "")
    if one.question.kind == "date":
        return "/".join(one.parts[part] for part in ("d", "m", "y"))
    return _("A photo") if one.question.kind == "photo" else str(one.said)


def _in_order(chosen: list[Option]) -> list[Option]:
    """As a ranking puts them; in the order of the question where there is none."""
    return sorted(chosen, key=lambda option: int(option.place or 0))
