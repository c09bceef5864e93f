"""Surveys as hypothesis makes them up: documents that keep to the schema and have no problems.

`documents()` uses every type of question, conditions on earlier questions, several languages, limits, scores and a
profile. `plain_texts` are words that no format would change: no mark-up, no white space at the ends or in a row.
"""

from typing import Any

from hypothesis import strategies as st

from surveys.definition import Text
from surveys.logic.writing import written

Document = dict[str, Any]
LANGUAGES = ("nl", "fr", "de", "en")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

words = st.text(st.sampled_from(f"{LETTERS}àéïöüßÆŒ0123456789.,;:!?()'\"“”’–€%/+=-#@"), min_size=1, max_size=12)
plain_texts = st.lists(words, min_size=1, max_size=5).map(" ".join)
names = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,12}", fullmatch=True)
value_words = st.text(st.sampled_from(f"{LETTERS}éï0123456789.,-_/&<>"), min_size=1, max_size=8)
values = st.lists(value_words, min_size=1, max_size=3).map(" ".join)


@st.composite
def texts(draw: st.DrawFn, languages: tuple[str, ...]) -> Any:
    """A text in the document's own language, and in some of the others."""
    default = draw(plain_texts)
    others = {language: draw(plain_texts) for language in languages[1:] if draw(st.booleans())}
    return {"default": default, **others} if others else default


@st.composite
def documents(draw: st.DrawFn, *, scored: bool = True) -> Document:
    """A whole survey."""
    languages = tuple(draw(st.permutations(LANGUAGES)))[: draw(st.integers(1, 3))]
    making = _Making(draw, languages, scored=scored)
    document: Document = {"format": "participatie-survey/1", "locale": languages[0]}
    if len(languages) > 1:
        document["languages"] = list(languages)
    document["title"] = draw(texts(languages))
    for key in ("description", "completedHtml"):
        if draw(st.booleans()):
            document[key] = draw(texts(languages))
    document["pages"] = [making.page() for _number in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        document["calculatedValues"] = [making.calculated() for _number in range(draw(st.integers(1, 2)))]
    return document | making.scoring(document["pages"])


class _Making:
    """Makes the parts of one document; knows which questions conditions may look at."""

    def __init__(self, draw: st.DrawFn, languages: tuple[str, ...], *, scored: bool) -> None:
        self.draw = draw
        self.languages = languages
        self.scored = scored
        self.taken: set[str] = set()
        self.asked: list[Document] = []

    def maybe(self) -> bool:
        return self.draw(st.integers(0, 2)) == 0

    def name(self) -> str:
        name = self.draw(names.filter(lambda one: one.lower() not in self.taken and not one.lower().endswith("_other")))
        self.taken.add(name.lower())
        return name

    def text(self) -> Any:
        return self.draw(texts(self.languages))

    def page(self) -> Document:
        page: Document = {"name": self.name()}
        for key in ("title", "description"):
            if self.maybe():
                page[key] = self.text()
        self.condition(page, "visibleIf")
        first = self.question(sorted(set(KINDS) - {"html"}))  # something is asked
        made = [first, *(self.question(sorted(KINDS)) for _number in range(self.draw(st.integers(0, 3))))]
        self.asked += [one for one in made if one["type"] != "html"]
        return {**page, "elements": made}

    def question(self, kinds: list[str]) -> Document:
        kind = self.draw(st.sampled_from(kinds))
        question: Document = {"type": kind.partition(" ")[0], "name": self.name(), "title": self.text()}
        if self.maybe():
            question["description"] = self.text()
        self.condition(question, "visibleIf")
        if kind != "html":
            if self.maybe():
                question["isRequired"] = True
            else:
                self.condition(question, "requiredIf")
        return question | KINDS[kind](self)

    # what is chosen

    def choices(self, most: int = 5) -> list[Document]:
        drawn = self.draw(st.lists(values, min_size=2, max_size=most, unique_by=_told_apart))
        return [self.choice(value) for value in drawn if _told_apart(value) not in {"other", "dontknow"}] or [
            self.choice("a"),
            self.choice("b"),
        ]

    def choice(self, value: str) -> Document:
        choice: Document = {"value": value, "text": self.text()}
        if self.maybe():
            choice["description"] = self.text()
        self.condition(choice, "visibleIf")
        return choice

    def specials(self, *which: str) -> Document:
        found: Document = {}
        for one in which:
            if self.maybe():
                found[f"show{one[0].upper()}{one[1:]}Item"] = True
                if self.maybe():
                    found[f"{one}Text"] = self.text()
        return found

    def radiogroup(self) -> Document:
        choices = self.choices()
        if self.scored and self.maybe():
            for choice in choices:
                choice["score"] = self.draw(st.one_of(st.none(), st.integers(0, 10)))
        return {"choices": choices, **self.specials("other", "dontKnow")}

    def checkbox(self) -> Document:
        choices = self.choices()
        for choice in choices[1:]:
            if self.maybe():
                choice["isExclusive"] = True
        together = sum(not choice.get("isExclusive") for choice in choices)
        limits = {}
        if self.maybe():
            limits["minSelectedChoices"] = self.draw(st.integers(1, together))
        if self.maybe():
            limits["maxSelectedChoices"] = self.draw(st.integers(limits.get("minSelectedChoices", 1), together))
        return {"choices": choices, **limits, **self.specials("other", "dontKnow")}

    def ranking(self) -> Document:
        choices = self.choices()
        most = {"maxSelectedChoices": self.draw(st.integers(1, len(choices)))} if self.maybe() else {}
        return {"choices": choices, **most}

    def rating(self) -> Document:
        steps = sorted(self.draw(st.sets(st.integers(-5, 12), min_size=2, max_size=7)))
        return {"rateValues": [{"value": step, "text": self.text()} for step in steps], **self.specials("dontKnow")}

    def nps(self) -> Document:
        """Words at an end that only repeat its number say nothing, and not every format keeps them."""
        ends = {key: self.text() for key in ("minRateDescription", "maxRateDescription") if self.maybe()}
        said = {key: words for key, words in ends.items() if Text.of(words).default not in {"0", "10"}}
        return {"rateType": "nps", **said, **self.specials("dontKnow")}

    # what is typed

    def number(self) -> Document:
        limits = dict(zip(("min", "max"), sorted(self.draw(st.tuples(*[st.integers(-100, 100)] * 2))), strict=True))
        found = {key: limits[key] for key in limits if self.maybe()}
        return {
            "inputType": "number",
            **found,
            **({"step": self.draw(st.sampled_from([1, 5, 0.5]))} if self.maybe() else {}),
        }

    def date(self) -> Document:
        limits = dict(zip(("min", "max"), sorted(self.draw(st.tuples(st.dates(), st.dates()))), strict=True))
        return {"inputType": "date", **{key: str(limits[key]) for key in limits if self.maybe()}}

    def length(self, most: int) -> Document:
        return {"maxLength": self.draw(st.integers(1, most))} if self.maybe() else {}

    # conditions

    def condition(self, target: Document, key: str) -> None:
        if self.asked and self.maybe():
            target[key] = written(self.tree())

    def tree(self) -> Any:
        parts = [self.comparison() for _number in range(self.draw(st.integers(1, 3)))]
        return parts[0] if len(parts) == 1 else [self.draw(st.sampled_from(["and", "or"])), *parts]

    def comparison(self) -> Any:
        question = self.draw(st.sampled_from(self.asked))
        name = ["name", question["name"]]
        tree = self.draw(st.sampled_from([["empty", name], ["notempty", name], *_comparisons(question, name)]))
        return ["not", tree] if self.maybe() and tree[0] not in {"empty", "notempty"} else tree

    def calculated(self) -> Document:
        numbers = [["name", one["name"]] for one in self.asked if one.get("inputType") == "number"]
        constants = st.integers(0, 100)
        first = self.draw(st.sampled_from(numbers)) if numbers else self.draw(constants)
        sign = self.draw(st.sampled_from(["+", "-", "*", "/", "%"]))
        return {"name": self.name(), "expression": written([sign, first, self.draw(st.integers(1, 100))])}

    def scoring(self, pages: list[Document]) -> Document:
        """One dimension for what has scores, and a profile of what nobody has to answer on the last page."""
        scores = [
            one for page in pages for one in page["elements"] if any("score" in c for c in one.get("choices", []))
        ]
        last = [
            one["name"]
            for one in pages[-1]["elements"]
            if one["type"] != "html" and not one.get("isRequired") and "requiredIf" not in one
        ]
        found: Document = {"profile": last} if self.scored and last else {}
        if scores:
            name = self.name()
            for one in scores:
                one["dimension"] = name
            found["scoring"] = {"dimensions": [{"name": name, "title": self.text(), "weight": 2}]}
        return found


def _told_apart(value: str) -> Any:
    from surveys.logic.values import key

    return key("_".join(value.split()))


def _comparisons(question: Document, name: list[str]) -> list[Any]:
    """What can be asked of an answer to a question."""
    chosen = [one["value"] for one in question.get("choices", [])]
    if question["type"] == "radiogroup":
        return [[sign, name, value] for sign in ("=", "!=") for value in chosen]
    if question["type"] in {"checkbox", "ranking"}:
        return [["contains", name, value] for value in chosen] + [[">", ["length", name], 1]]
    if question["type"] == "rating":
        return [[sign, name, 3] for sign in ("=", "!=", "<", "<=", ">", ">=")]
    if question.get("inputType") == "number":
        return [[sign, name, 2.5] for sign in ("=", "<", ">=")] + [[">", ["+", name, 1], 3]]
    if question["type"] in {"text", "comment"} and "inputType" not in question:
        return [["=", name, "ja"], ["!=", name, "het is waar"], ["contains", name, "niet"]]
    return []


KINDS: dict[str, Any] = {
    "radiogroup": _Making.radiogroup,
    "checkbox": _Making.checkbox,
    "ranking": _Making.ranking,
    "rating": _Making.rating,
    "rating nps": _Making.nps,
    "text": lambda making: making.length(500),
    "text number": _Making.number,
    "text date": _Making.date,
    "comment": lambda making: making.length(10_000),
    "place": lambda making: {},
    "file": lambda making: {"acceptedTypes": "image/*"},
    "html": lambda making: {},
}
