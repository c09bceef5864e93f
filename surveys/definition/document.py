"""A survey's document as frozen data. Form and limits: schema.json; in words: docs/survey-format.md."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

Document = dict[str, Any]
OTHER, DONT_KNOW = "other", "dontknow"
NPS = tuple(range(11))
CHOOSING = frozenset({"radiogroup", "checkbox", "ranking"})


@dataclass(frozen=True)
class Text:
    """Words in the document's own language, and in others where they were translated."""

    default: str
    others: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, written: Any) -> Self:
        """From a string, an object by language, or nothing."""
        if isinstance(written, dict):
            rest = {language: words for language, words in written.items() if language != "default"}
            return cls(written.get("default", ""), rest)
        return cls(written or "")

    def __bool__(self) -> bool:
        return bool(self.default)

    def in_(self, language: str) -> str:
        """The words in a language, or in the default one where they lack there."""
        return self.others.get(language) or self.default


@dataclass(frozen=True)
class Choice:
    """One thing to choose: a choice, or a step of a scale."""

    value: str | int
    text: Text
    description: Text = Text("")
    visible_if: str = ""
    score: float | None = None
    has_score: bool = False
    is_exclusive: bool = False

    @classmethod
    def of(cls, written: Document) -> Self:
        """From a choice or a rate value of the document."""
        return cls(
            value=written["value"],
            text=Text.of(written["text"]),
            description=Text.of(written.get("description")),
            visible_if=written.get("visibleIf", ""),
            score=written.get("score"),
            has_score="score" in written,
            is_exclusive=written.get("isExclusive", False),
        )


@dataclass(frozen=True)
class Question:
    """One question, or a statement (`kind` html), which nobody answers."""

    name: str
    kind: str  # one, several, scale, nps, text, number, date, comment, ranking, place, photo, statement
    title: Text
    written: Document
    page: str = ""
    choices: tuple[Choice, ...] = ()

    @classmethod
    def of(cls, written: Document, page: str = "") -> Self:
        """From an element of the document."""
        listed = written.get("choices") or written.get("rateValues") or []
        kind = _kind(written)
        choices = tuple(Choice.of(one) for one in listed) if kind != "nps" else _nps(written)
        return cls(written["name"], kind, Text.of(written["title"]), written, page, choices)

    @property
    def description(self) -> Text:
        """The hint under the question."""
        return Text.of(self.written.get("description"))

    @property
    def is_asked(self) -> bool:
        """A statement is only shown."""
        return self.kind != "statement"

    @property
    def is_required(self) -> bool:
        """Whether it is required whenever it is shown."""
        return bool(self.written.get("isRequired"))

    @property
    def visible_if(self) -> str:
        """The condition under which it is shown; empty: always."""
        return str(self.written.get("visibleIf", ""))

    @property
    def required_if(self) -> str:
        """The condition under which it is required; empty: never, unless `is_required`."""
        return str(self.written.get("requiredIf", ""))

    @property
    def has_other(self) -> bool:
        """Whether something else can be typed."""
        return bool(self.written.get("showOtherItem"))

    @property
    def has_dont_know(self) -> bool:
        """Whether "I don't know" can be chosen."""
        return bool(self.written.get("showDontKnowItem"))

    @cached_property
    def values(self) -> tuple[str | int, ...]:
        """Everything that can be chosen, in order: the choices, then other, then "I don't know"."""
        more = [OTHER] * self.has_other + [DONT_KNOW] * self.has_dont_know
        return (*(choice.value for choice in self.choices), *more)

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Every text of it, with the place it stands in."""
        yield f"{self.name}.title", self.title
        for what in ("description", "otherText", "dontKnowText"):
            yield f"{self.name}.{what}", Text.of(self.written.get(what))
        for choice in self.choices:
            if self.kind != "nps":  # its steps are called by their numbers
                yield f"{self.name}.{choice.value}", choice.text
            yield f"{self.name}.{choice.value}.description", choice.description


@dataclass(frozen=True)
class Band:
    """What a score from some height on means, and what to do."""

    start: float
    title: Text
    advice: Text


@dataclass(frozen=True)
class Dimension:
    """Something that is scored, from its questions and from the dimensions in it."""

    name: str
    title: Text
    weight: float
    dimensions: tuple[Self, ...]
    bands: tuple[Band, ...]

    @classmethod
    def of(cls, written: Document) -> Self:
        """From a dimension of the document."""
        bands = [
            Band(one["from"], Text.of(one["title"]), Text.of(one.get("advice"))) for one in written.get("bands", [])
        ]
        return cls(
            name=written["name"],
            title=Text.of(written["title"]),
            weight=written.get("weight", 1),
            dimensions=tuple(cls.of(one) for one in written.get("dimensions", [])),
            bands=tuple(sorted(bands, key=lambda band: band.start)),
        )

    def whole(self) -> Iterator[Self]:
        """Itself and all that is in it."""
        yield self
        for one in self.dimensions:
            yield from one.whole()

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Every text of it and of what is in it, with the place it stands in."""
        for one in self.whole():
            yield f"{one.name}.title", one.title
            for band in one.bands:
                yield f"{one.name}.{band.start}", band.title
                yield f"{one.name}.{band.start}.advice", band.advice


@dataclass(frozen=True)
class Page:
    """A section."""

    name: str
    title: Text
    description: Text
    visible_if: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, eq=False)
class Definition:
    """A whole survey as it was written down. Compared by identity, so that what is made of it can be kept beside it."""

    document: Document
    pages: tuple[Page, ...]

    @classmethod
    def of(cls, document: Document) -> Self:
        """From a document that keeps to the schema (`checks.problems` says whether it does)."""
        return cls(document, tuple(_page(one) for one in document["pages"]))

    @property
    def title(self) -> Text:
        """The name of the survey."""
        return Text.of(self.document["title"])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages people can choose, the document's own first."""
        own = self.document["locale"]
        return (own, *(code for code in self.document.get("languages", []) if code != own))

    @property
    def calculated(self) -> dict[str, str]:
        """Calculated values: name -> expression, in the order they were written."""
        return {one["name"]: one["expression"] for one in self.document.get("calculatedValues", [])}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question and statement, in order."""
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def by_name(self) -> dict[str, Question]:
        """The questions people answer, by name."""
        return {question.name: question for question in self.questions if question.is_asked}

    @property
    def profile(self) -> tuple[str, ...]:
        """The names of the questions about the person."""
        return tuple(self.document.get("profile", ()))

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What the answers are scored on."""
        return tuple(Dimension.of(one) for one in self.document.get("scoring", {}).get("dimensions", []))

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Every text with the place it stands in (the name of what it belongs to first), for translators."""
        for what in ("title", "description", "completedHtml"):
            yield what, Text.of(self.document.get(what))
        for page in self.pages:
            yield f"{page.name}.title", page.title
            yield f"{page.name}.description", page.description
            for question in page.questions:
                yield from question.texts()
        for dimension in self.dimensions:
            yield from dimension.texts()


def _page(written: Document) -> Page:
    name = written["name"]
    return Page(
        name=name,
        title=Text.of(written.get("title")),
        description=Text.of(written.get("description")),
        visible_if=written.get("visibleIf", ""),
        questions=tuple(Question.of(one, name) for one in written["elements"]),
    )


KINDS = {
    "radiogroup": "one",
    "checkbox": "several",
    "rating": "scale",
    "text": "text",
    "comment": "comment",
    "ranking": "ranking",
    "place": "place",
    "file": "photo",
    "html": "statement",
}


def _kind(written: Document) -> str:
    if written.get("rateType") == "nps":
        return "nps"
    return str(written.get("inputType") or KINDS[written["type"]])


def _nps(written: Document) -> tuple[Choice, ...]:
    """Eleven steps; the words stand at both ends only."""
    ends = {0: Text.of(written.get("minRateDescription")), NPS[-1]: Text.of(written.get("maxRateDescription"))}
    return tuple(Choice(step, Text(str(step)), ends.get(step, Text(""))) for step in NPS)
