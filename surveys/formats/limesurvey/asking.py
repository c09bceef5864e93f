"""One question of LimeSurvey while it is read: its parts, answers and attributes, and where it goes."""

from dataclasses import dataclass
from typing import Any

from surveys.definition import Document
from surveys.formats import names
from surveys.formats.drafting import MOST_CHOICES, Draft
from surveys.formats.limesurvey.tables import Row, Tables
from surveys.formats.properties import Words, joined
from surveys.formats.resolving import as_number
from surveys.logic.language import Ast

OTHER = "-oth-"  # the code under which LimeSurvey keeps that something else was chosen
BETWEEN = "_"

# What LimeSurvey writes when nobody chose anything: not worth a line.
USUAL = {
    "array_filter_style": "0",
    "display_columns": "1",
    "googlesheetsDataType": "default",
    "hide_tip": "1",
    "location_mapheight": "300",
    "location_mapwidth": "500",
    "location_mapzoom": "11",
    "question_template": "core",
    "relevance": "1",
    "save_as_default": "Y",
    "show_comment": "1",
    "show_title": "1",
    "statistics_graphtype": "0",
    "statistics_showgraph": "1",
    "time_limit_action": "1",
}
NOTHING = {"", "0", "N", "no"}
# Copies of what stands elsewhere in the file too.
ELSEWHERE = {"relevance", "parent_order", "assessment_value", "scale_id"}


@dataclass
class Asking:
    """A question with what belongs to it; `element` puts what was made of it on the page."""

    draft: Draft
    page: Document
    tables: Tables
    row: Row
    survey: str  # its id, for the names older conditions use
    elements: list[tuple[Document, Row]]  # what was made, with each row whose condition goes for it
    boxes: dict[str, tuple[str, str]]

    def __post_init__(self) -> None:
        self.code = self.row["title"]
        self.where = f"G{self.row['gid']} / {self.code}"
        self.parts = self.tables.parts.get(self.row["qid"], [])
        self.attributes = self.tables.attributes.get(self.row["qid"], {})
        self.taken = set(ELSEWHERE)
        self.filters: list[tuple[Document, Ast, str, str]] = []

    def say(self, code: str, **values: Any) -> None:
        """A line for the report."""
        self.draft.say(self.where, code, **values)

    # attributes

    def words(self, name: str) -> Words:
        """An attribute by language."""
        self.taken.add(name)
        return {language: value for language, value in self.attributes.get(name, {}).items() if value.strip()}

    def attribute(self, name: str) -> str:
        """An attribute as text."""
        return next(iter(self.words(name).values()), "").strip()

    def number(self, name: str) -> int | float | None:
        """An attribute that is a number; an expression in its place is told."""
        written = self.attribute(name)
        number = as_number(written)
        if isinstance(number, str):
            if number:
                self.say("property", property=name)
            return None
        return float(number) if isinstance(number, float) else int(number)

    def flag(self, name: str) -> bool:
        """An attribute that is on."""
        return self.attribute(name) in {"1", "Y", "yes"}

    def left(self) -> None:
        """Tells of the attributes that nothing was done with."""
        for name, words in self.attributes.items():
            said = [value for value in words.values() if value not in NOTHING and value != USUAL.get(name)]
            if name not in self.taken and said:
                self.say("property", property=name)

    # what is made of it

    def element(self, element: Document, part: Row | None = None, suffix: str = "", **texts: Words) -> Document:
        """Puts an element on the page: the question itself, or what is made of one of its parts."""
        wanted = self.code + (f"{BETWEEN}{part['title']}" if part else "") + suffix
        title = joined(self.row.words("question"), part.words("question")) if part else self.row.words("question")
        title = joined(title, texts["heading"], " – ") if texts.get("heading") else title
        is_asked = element["type"] != "html"
        made = {
            "type": element["type"],
            "name": self.draft.name(self.where, wanted) if is_asked else self.draft.quiet_name(wanted),
            "title": self.draft.text(self.where, title) or wanted,
            **{key: value for key, value in element.items() if key not in {"type", "values"}},
        }
        if hint := self.draft.text(self.where, self.row.words("help")):
            made["description"] = hint
        self._require(made)
        self.draft.add(self.page, made, wanted, element.get("values"))
        self._also_known(wanted, part, suffix)
        self.elements += [(made, row) for row in (self.row, part) if row]
        return made

    def _require(self, made: Document) -> None:
        if self.row["mandatory"] == "Y" and made["type"] != "html":
            made["isRequired"] = True
        elif self.row["mandatory"] == "S":
            self.say("soft")

    def _also_known(self, wanted: str, part: Row | None, suffix: str) -> None:
        """Older conditions go by the numbers of survey, group and question."""
        numbers = (
            f"{self.survey}X{self.row['gid']}X{self.row['qid']}{part['title'] if part else ''}{suffix.lstrip('_')}"
        )
        if wanted in self.draft.asked:
            self.draft.asked.setdefault(numbers, self.draft.asked[wanted])

    def ours(self, *codes: tuple[str, str]) -> Document:
        """A choice of one between words that LimeSurvey supplies by itself."""
        choices = [{"value": code, "text": self.draft.text(self.where, self.draft.ours(word))} for code, word in codes]
        return {"type": "radiogroup", "choices": choices}

    def steps(self, most: int) -> Document:
        """A scale from 1."""
        return {"type": "rating", "rateValues": [{"value": step, "text": str(step)} for step in range(1, most + 1)]}

    def chosen(self, kind: str, rows: list[Row], code: str, text: str) -> Document | None:
        """A question that lets people choose among rows; None with a line when there are none."""
        if not rows:
            self.say("no_choices")
            return None
        if len(rows) > MOST_CHOICES:
            self.say("choices_cut", number=len(rows) - MOST_CHOICES, most=MOST_CHOICES)
        taken, choices = names.taken_values(), list[Document]()
        values: dict[str, str] = {}
        for row in rows[:MOST_CHOICES]:
            value = taken.new(names.clean_value(row[code]))
            if value != row[code]:
                self.say("value_renamed", old=row[code], new=value)
            values.setdefault(row[code], value)
            choices.append(
                {"value": value, "text": self.draft.text(self.where, row.words(text)) or value, **_score(row)}
            )
        return {"type": kind, "choices": choices, "values": values, **self._other(kind, values)}

    def _other(self, kind: str, values: dict[str, str]) -> Document:
        if self.row["other"] != "Y" or kind == "ranking":
            return {}
        values[OTHER] = "other"
        words = self.words("other_replace_text")
        return {"showOtherItem": True, **({"otherText": self.draft.text(self.where, words)} if words else {})}


def _score(row: Row) -> Document:
    score = as_number(row["assessment_value"])
    return {"score": score} if isinstance(score, int | float) and score else {}
