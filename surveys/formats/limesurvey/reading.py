"""From a survey or group that LimeSurvey exported to a document of ours."""

import re

from surveys.definition import Document
from surveys.formats import texts
from surveys.formats.drafting import Condition, Draft
from surveys.formats.foreign import Unreadable
from surveys.formats.limesurvey import expressions, tables
from surveys.formats.limesurvey.asking import Asking
from surveys.formats.limesurvey.questions import QUESTIONS
from surveys.formats.limesurvey.tables import Row, Tables
from surveys.formats.properties import Words, joined
from surveys.formats.report import Imported
from surveys.logic.language import Ast

ALWAYS = {"", "1"}
EXPRESSION = re.compile(r"\{([^{}]+)\}")
OPERATORS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
SCORES = "score"


def read(content: bytes, name: str = "") -> Imported:
    """A document with its report. Raises Refused for what LimeSurvey did not export."""
    return _Reading(tables.read(content)).imported()


class _Reading:
    """Reads the questions first, and then the conditions, which look at questions of the whole file."""

    def __init__(self, found: Tables) -> None:
        self.tables = found
        self.settings = (found.raw.get("surveys") or [{}])[0]
        self.draft = Draft(self._locale())
        self.elements: list[tuple[Document, Row]] = []
        self.boxes: dict[str, tuple[str, str]] = {}
        self.filters: list[tuple[Document, Ast, str, str, str]] = []

    def _locale(self) -> str:
        settings = [row.get("surveyls_language", "") for row in self.tables.raw.get("surveys_languagesettings", [])]
        loose = [language for group in self.tables.groups for language in group.words("group_name")]
        named = [texts.language_of(one) for one in (self.settings.get("language", ""), *settings, *loose)]
        return next((code for code in named if code in texts.LANGUAGES), texts.LANGUAGES[0])

    def imported(self) -> Imported:
        """The whole document."""
        self.words()
        for group in self.tables.groups:
            self.page(group)
        for element, row in self.elements:
            self.draft.when(element, "visibleIf", self.condition(self.where(row), "relevance", self.relevance(row)))
        self.filter()
        self.score()
        self.tell()
        return self.draft.imported()

    # texts

    def words(self) -> None:
        """What is said before and after the questions."""
        before = joined(self.said("description"), self.said("welcometext"), "\n\n")
        said = {"title": self.said("title"), "description": before, "completedHtml": self.said("endtext")}
        for key, words in said.items():
            if text := self.draft.text(f"surveys {key}", words):
                self.draft.top[key] = text

    def said(self, key: str) -> Words:
        """A text of the survey by language."""
        rows = self.tables.raw.get("surveys_languagesettings", [])
        return {row.get("surveyls_language", ""): row.get(f"surveyls_{key}", "") for row in rows}

    # groups and questions

    def page(self, group: Row) -> None:
        """A group is a page."""
        where = f"G{group['gid']}"
        page: Document = {"name": f"group_{group['gid']}"}
        for column, key in (("group_name", "title"), ("description", "description")):
            if text := self.draft.text(where, group.words(column)):
                page[key] = text
        page["elements"] = []
        self.draft.pages.append(page)
        for row in self.tables.asked(group):
            self.question(page, row)
        self.draft.when(page, "visibleIf", self.condition(where, "grelevance", group["grelevance"]))
        if group["randomization_group"]:
            self.draft.say(where, "property", property="randomization_group")

    def question(self, page: Document, row: Row) -> None:
        """One question, as what its letter says it is."""
        sid = self.settings.get("sid") or row["sid"]
        asking = Asking(self.draft, page, self.tables, row, sid, self.elements, self.boxes)
        if row["type"] == "*":
            self.equation(asking)
        elif asking.flag("hidden"):
            asking.say("hidden")
            return
        elif row["type"] in QUESTIONS:
            QUESTIONS[row["type"]](asking)
        else:
            asking.say("left_out" if row["type"] == "I" else "type_unknown", type=row["type"])
        asking.left()
        for key in ("preg", "script"):
            if row[key]:
                asking.say("property", property=key)
        self.filters += [(*one, asking.where) for one in asking.filters]

    def equation(self, asking: Asking) -> None:
        """What is worked out is a calculated value, which is not shown."""
        asking.taken.add("hidden")
        source = asking.attribute("equation") or next(iter(asking.row.words("question").values()), "")
        inside = EXPRESSION.search(source)
        asking.say("not_shown", type="*")
        for condition in self.condition(asking.where, "equation", inside[1] if inside else source):
            self.draft.calculate(asking.code, condition)

    # conditions

    def where(self, row: Row) -> str:
        """Where a question or one of its parts stands."""
        return f"G{row['gid']} / {row['title']}"

    def relevance(self, row: Row) -> str:
        """The condition of a question; older files have it in a table of its own only."""
        if row["relevance"] or "relevance" in row.cells:
            return row["relevance"]
        for one in self.tables.raw.get("conditions", []):
            if one.get("qid") == row["qid"]:
                return self.old_conditions(row["qid"])
        return ""

    def old_conditions(self, qid: str) -> str:
        """The rows of one scenario all hold, those about one question one of them; of the scenarios one is enough."""
        scenarios: dict[str, dict[str, list[str]]] = {}
        for one in self.tables.raw["conditions"]:
            if one.get("qid") == qid:
                asked = scenarios.setdefault(one.get("scenario", ""), {}).setdefault(one.get("cqid", ""), [])
                asked.append(
                    f'{one.get("cfieldname", "").lstrip("+")} {one.get("method", "==").strip()} "{one.get("value", "")}"'
                )
        every = [
            " and ".join(f"({' or '.join(rows)})" for rows in scenario.values()) for scenario in scenarios.values()
        ]
        return " or ".join(f"({one})" for one in every)

    def condition(self, where: str, key: str, source: str) -> list[Condition]:
        """A condition that can be read."""
        if source.strip() in ALWAYS:
            return []
        try:
            tree = expressions.with_boxes(expressions.read(source), self.boxes)
        except Unreadable as error:
            self.draft.unreadable(where, key, source, error)
            return []
        return [Condition(tree, source, where, key)]

    def filter(self) -> None:
        """What an array_filter shows."""
        for target, tree, key, question, where in self.filters:
            if question in self.draft.asked:
                self.draft.when(target, "visibleIf", [Condition(tree, question, where, key)])
            else:
                self.draft.say(where, "property", property=key)

    # scores, and the rest

    def score(self) -> None:
        """Answers that count for an assessment count here too, all in one dimension."""
        scored = [
            one for one in self.draft.elements.values() if any("score" in choice for choice in one.get("choices", []))
        ]
        if self.settings.get("assessments") == "Y" and scored:
            dimension = {"name": SCORES, "title": self.draft.top.get("title", SCORES)}
            self.draft.top["scoring"] = {"dimensions": [dimension]}
            for one in scored:
                one["dimension"] = SCORES
                for choice in one["choices"]:
                    choice.setdefault("score", 0)
        for one in scored if "scoring" not in self.draft.top else ():
            for choice in one["choices"]:
                choice.pop("score", None)

    def tell(self) -> None:
        """What was not carried over at all."""
        raw = self.tables.raw
        for one in raw.get("assessments", []):
            self.draft.say("assessments", "assessment", name=one.get("name", ""))
        for one in raw.get("quota", []):
            self.draft.say("quota", "quota", name=one.get("name", ""))
        codes = {row["qid"]: self.where(row) for row in self.tables.questions}
        for one in raw.get("defaultvalues", []):
            self.draft.say(codes.get(one.get("qid", ""), "defaultvalues"), "property", property="defaultvalue")
        if self.settings:
            self.draft.say("surveys", "settings")
