"""A document while it is read from a file: what every reader of a format needs."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.definition import Document, Question
from surveys.definition.shape import misshapen
from surveys.formats import names, texts
from surveys.formats.foreign import Unreadable
from surveys.formats.report import Imported, Line, Refused
from surveys.formats.resolving import Asked, Unknown, all_of, resolved
from surveys.logic.language import MOST_CHARACTERS, Ast
from surveys.logic.parsing import InvalidExpression, parsed
from surveys.logic.parsing import names as names_in
from surveys.logic.writing import written

FORMAT = "participatie-survey/1"
MOST_PAGES, MOST_ELEMENTS, MOST_CHOICES, MOST_CALCULATED = 100, 200, 500, 100
MOST_SAID = 300
REFERENCE = re.compile(r"\$?\{[^{}\s][^{}]*\}")


@dataclass(frozen=True)
class Condition:
    """A condition as a file has it: its tree in the names of the file, its own words, and where it stands."""

    tree: Ast
    source: str
    where: str
    key: str  # what the file calls it: visibleIf, relevant, ...


class Report:
    """The lines, each said once."""

    def __init__(self) -> None:
        self.lines: dict[tuple[Any, ...], Line] = {}

    def say(self, where: str, code: str, **values: Any) -> None:
        """A line about what stands at this place in the file."""
        said = {name: _shortened(str(value)) for name, value in values.items()}
        self.lines.setdefault((where, code, *sorted(said.items())), Line(where, code, said))


def _shortened(value: str) -> str:
    kept = texts.UNKEEPABLE.sub("", value)
    return kept if len(kept) <= MOST_SAID else kept[: MOST_SAID - 1] + "…"


@dataclass
class Draft(Report):
    """Collects pages, questions and lines; `imported` settles the conditions when everything has its name."""

    locale: str = "nl"
    pages: list[Document] = field(default_factory=list)
    elements: dict[str, Document] = field(default_factory=dict)  # by the name the file uses
    asked: dict[str, Asked] = field(default_factory=dict)
    top: Document = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self.taken = names.taken_names()
        self.languages = {self.locale: None}
        self.foreign: dict[str, int] = {}
        self.pending: dict[tuple[int, str], tuple[Document, list[Condition]]] = {}
        self.calculating: dict[str, Condition] = {}

    # texts

    def text(self, where: str, by_language: Mapping[str, str]) -> str | dict[str, str]:
        """A text of the document from words by language; `default` is the document's own language."""
        found: dict[str, str] = {}
        elsewhere = ""
        for named, words in by_language.items():
            language = self.locale if named in {"", "default"} else texts.language_of(named)
            if not words.strip() or language in found:
                continue
            plain = self._plain(where, words)
            if language in texts.LANGUAGES:
                found[language] = plain
            else:
                self.foreign[language] = self.foreign.get(language, 0) + 1
                elsewhere = elsewhere or plain
        default = found.pop(self.locale, "") or next(iter(found.values()), elsewhere)
        self.languages.update(dict.fromkeys(found))
        return {"default": default, **found} if found else default

    def declare(self, named: Iterable[str]) -> None:
        """The languages that a file names, in its order."""
        known = [texts.language_of(one) for one in named if isinstance(one, str)]
        self.languages.update(dict.fromkeys(one for one in known if one in texts.LANGUAGES))

    def ours(self, key: str) -> dict[str, str]:
        """Words that a file's own program supplies, in every language met so far."""
        return {language: texts.WORDS[key][language] for language in self.languages}

    def _plain(self, where: str, words: str) -> str:
        if tags := texts.lost_markup(words):
            self.say(where, "markup", tags=tags)
        for reference in REFERENCE.findall(words):
            self.say(where, "reference", reference=reference)
        plain = texts.plain(words)
        if len(plain) > texts.LONGEST:
            self.say(where, "shortened", most=texts.LONGEST)
        return plain[: texts.LONGEST].rstrip()

    # names

    def name(self, where: str, wanted: str) -> str:
        """A new name for what a file calls `wanted`."""
        name = self.quiet_name(wanted)
        if name != wanted:
            self.say(where, "renamed", old=wanted, new=name)
        return name

    def quiet_name(self, wanted: str) -> str:
        """A new name for something that no answer goes by."""
        return self.taken.new(names.clean_name(wanted))

    def add(self, page: Document, element: Document, wanted: str, values: Mapping[str, str] | None = None) -> None:
        """Puts an element on a page; conditions of the file may look at it under the name `wanted`."""
        page["elements"].append(element)
        self.elements.setdefault(wanted, element)
        kind = Question.of(element).kind
        if kind != "statement":
            self.asked.setdefault(wanted, Asked(element["name"], kind, values or {}))

    # conditions

    def when(self, target: Document, key: str, conditions: list[Condition]) -> None:
        """The element gets this property when all conditions hold; those that can't be carried over are told."""
        if conditions:
            self.pending.setdefault((id(target), key), (target, []))[1].extend(conditions)

    def unreadable(self, where: str, key: str, source: str, error: Unreadable) -> None:
        """A condition that another program understands, and we don't."""
        if error.word:
            self.say(where, "condition_function", property=key, expression=source, word=error.word)
        else:
            self.say(where, "condition_unreadable", property=key, expression=source)

    def calculate(self, wanted: str, condition: Condition) -> None:
        """A calculated value, which conditions of the file may look at under the name `wanted`."""
        if wanted in self.asked:
            self.say(condition.where, "twice", name=wanted)
        elif len(self.calculating) == MOST_CALCULATED:
            self.say(condition.where, "too_many_calculated", most=MOST_CALCULATED)
        else:
            self.calculating[wanted] = condition
            self.asked[wanted] = Asked(self.name(condition.where, wanted), "calculated")

    def _calculated(self) -> list[Document]:
        """The calculated values that can be carried over; what looks at one that can't, can't either."""
        while True:
            found = {name: self._property({self.asked[name].name}, [one]) for name, one in self.calculating.items()}
            lost = [name for name, expression in found.items() if not expression]
            if not lost:
                return [{"name": self.asked[name].name, "expression": found[name]} for name in found]
            for name in lost:
                del self.calculating[name], self.asked[name]

    def _property(self, own: set[str], conditions: list[Condition]) -> str:
        """The expression that holds when all that can be carried over hold; empty when there are none."""
        trees = [tree for one in conditions if (tree := self._resolved(one, own)) is not None]
        expression = written(all_of(trees)) if trees else ""
        try:
            return expression and written(parsed(texts.UNKEEPABLE.sub("", expression)))
        except InvalidExpression:
            told = {"property": conditions[-1].key, "expression": conditions[-1].source, "most": MOST_CHARACTERS}
            self.say(conditions[-1].where, "condition_long", **told)
            return ""

    def _resolved(self, condition: Condition, own: set[str]) -> Ast:
        told = {"property": condition.key, "expression": condition.source}
        try:
            tree = resolved(condition.tree, self.asked)
        except Unknown as error:
            self.say(condition.where, "condition_name", **told, name=error.name)
            return None
        if own & names_in(tree):
            self.say(condition.where, "condition_itself", **told)
            return None
        return tree

    # the whole

    def imported(self) -> Imported:
        """The whole document with its report. Refused when there is nothing in it, or far too much."""
        calculated = self._calculated()
        for (_target, key), (target, conditions) in self.pending.items():
            if expression := self._property(_names(target), conditions):
                target[key] = expression
        for page in self.pages:
            page["name"] = self.quiet_name(page["name"])
        pages = [part for page in self.pages for part in self._parts(page)]
        for language, number in self.foreign.items():
            self.say(language, "language", language=language, number=number)
        if not pages:
            raise Refused("nothing")
        if len(pages) > MOST_PAGES:
            raise Refused("too_many_pages", number=len(pages), most=MOST_PAGES)
        document = self._document(pages, calculated)
        if misshapen(document):
            raise Refused("unclear")
        return Imported(document, tuple(self.lines.values()))

    def _document(self, pages: list[Document], calculated: list[Document]) -> Document:
        document: Document = {"format": FORMAT, "locale": self.locale}
        if len(self.languages) > 1:
            document["languages"] = list(self.languages)
        document |= {"title": self.text("", self.ours("survey")), **self.top, "pages": pages}
        return document | ({"calculatedValues": calculated} if calculated else {})

    def _parts(self, page: Document) -> list[Document]:
        """The page, in parts when it holds too much for one; none when there is nothing on it."""
        elements = page["elements"]
        if not elements:
            self.say(page["name"], "page_empty")
            return []
        if len(elements) <= MOST_ELEMENTS:
            return [page]
        self.say(page["name"], "page_split", number=len(elements), most=MOST_ELEMENTS)
        starts = range(0, len(elements), MOST_ELEMENTS)
        parts = [{**page, "elements": elements[start : start + MOST_ELEMENTS]} for start in starts]
        return [parts[0], *({**part, "name": self.taken.new(page["name"])} for part in parts[1:])]


def _names(target: Document) -> set[str]:
    """What something may not look at to know whether it is shown: itself, and what is in it."""
    return {one["name"] for one in (target, *target.get("elements", [])) if "name" in one}
