"""From an XLSForm to a document of ours, row by row."""

from dataclasses import dataclass

from surveys.definition import OTHER, Document
from surveys.formats import texts
from surveys.formats.drafting import Condition, Draft
from surveys.formats.foreign import Unreadable
from surveys.formats.report import Imported
from surveys.formats.resolving import Asked
from surveys.formats.xlsform import constraints, xpath
from surveys.formats.xlsform.choosing import Lists, left
from surveys.formats.xlsform.questions import OTHERWISE, QUESTIONS, kind_of
from surveys.formats.xlsform.workbook import Row, Workbook
from surveys.logic.language import COMMENT, Ast

YES, NO = {"yes", "true", "true()"}, {"no", "false", "false()"}
TOP = {"title": "title", "participatie_description": "description", "participatie_completed": "completedHtml"}
SILENT = {"id_string", "version", "default_language", "name", "style", "clean_text_values", "allow_choice_duplicates"}


def read(content: bytes, name: str = "") -> Imported:
    """A document with its report. Raises Refused for what is no XLSForm."""
    workbook = Workbook(content)
    draft = Draft(_locale(workbook))
    if not _named(workbook):
        draft.say("", "language_assumed", language=draft.locale)
    draft.declare(_named(workbook))
    _settings(draft, workbook)
    for sheet in workbook.others:
        draft.say(sheet, "sheet", name=sheet)
    lists = Lists(workbook.choices)
    _Reading(draft, lists).rows(workbook.survey)
    lists.left(draft)
    return draft.imported()


def _named(workbook: Workbook) -> list[str]:
    """The languages that the file names, its default one first."""
    default = [row.cells["default_language"] for row in workbook.settings if row.cells.get("default_language")]
    columns = [column for row in workbook.survey for column in row.cells if column.startswith("label::")]
    return list(dict.fromkeys([*default, *(column.removeprefix("label::") for column in columns)]))


def _locale(workbook: Workbook) -> str:
    """The language of what names none: the default one, or one that has no columns of its own."""
    named = [texts.language_of(one) for one in _named(workbook)]
    is_bare = any(row.cells.get("label") for row in workbook.survey)
    has_default = any(row.cells.get("default_language") for row in workbook.settings)
    if is_bare and not has_default:
        return next((code for code in texts.LANGUAGES if code not in named), texts.LANGUAGES[0])
    return next((code for code in named if code in texts.LANGUAGES), texts.LANGUAGES[0])


def _settings(draft: Draft, workbook: Workbook) -> None:
    """The title and what is said at the end. Further rows, which other programs skip, hold them in other languages."""
    for column, key in TOP.items():
        words = {
            row.cells.get("default_language", "") if at else "": row.cell(column)
            for at, row in enumerate(workbook.settings)
        }
        if any(words.values()):
            draft.top[key] = draft.text("settings 2", words)
    for row in workbook.settings:
        row.taken |= SILENT
        for _column, header in row.left():
            draft.say(row.where, "property", property=header)


@dataclass(frozen=True)
class _Group:
    """A group that is open, with the conditions for what is in it."""

    conditions: tuple[Condition, ...] = ()


class _Reading:
    """Walks the sheet “survey”, with the groups that are open."""

    def __init__(self, draft: Draft, lists: Lists) -> None:
        self.draft = draft
        self.lists = lists
        self.open: list[_Group] = []
        self.page: Document | None = None

    def rows(self, rows: list[Row]) -> None:
        """All of them."""
        for row in rows:
            kind, rest = kind_of(row.cell("type"))
            if row.cell("disabled").lower() in YES:
                self.draft.say(row.where, "disabled")
            elif kind.startswith("begin "):
                self.begin(row, kind.removeprefix("begin "))
            elif kind.startswith("end "):
                self.end()
            elif kind == "calculate":
                self.calculate(row)
            elif kind in QUESTIONS:
                self.ask(row, kind, rest)
            elif kind or row.cell("name") or row.words("label"):
                self.draft.say(row.where, OTHERWISE.get(kind, "type_unknown"), type=row.cell("type") or "?")

    # groups

    def begin(self, row: Row, kind: str) -> None:
        """A group opens: a page, unless it stands in another one."""
        if kind != "group":
            self.draft.say(row.where, "once", type=f"begin {kind}")
        if row.cells.get("control::appearance") == "field-list":
            row.cell("control::appearance")
        condition = self.condition(row, "bind::relevant")
        if self.open:
            self.open.append(_Group((*self.open[-1].conditions, *condition)))
            if row.words("label"):
                self.draft.say(row.where, "statement")
                self.put(row, {"type": "html"}, {}, [], wanted=f"{row.cell('name') or 'group'}_title")
        else:
            self.open.append(_Group())
            page = self.new_page(row.cell("name"))
            for column, key in (("label", "title"), ("hint", "description")):
                if words := row.words(column):
                    page[key] = self.draft.text(row.where, words)
            self.draft.when(page, "visibleIf", condition)
        row.cell("name")
        self.left(row)

    def end(self) -> None:
        """A group closes; what follows outside of groups is a page of its own."""
        if self.open:
            self.open.pop()
        if not self.open:
            self.page = None

    def new_page(self, name: str) -> Document:
        """A page without words."""
        self.page = {"name": name or f"page_{len(self.draft.pages) + 1}", "elements": []}
        self.draft.pages.append(self.page)
        return self.page

    # questions

    def ask(self, row: Row, kind: str, rest: str) -> None:
        """A question, unless it is the text beside the choice “other”."""
        if kind == "text" and self.is_beside_other(row):
            return
        if asked := QUESTIONS[kind](self.draft, self.lists, row, rest):
            self.put(row, *asked, self.condition(row, "bind::relevant"))
            self.left(row)

    def put(
        self, row: Row, element: Document, values: dict[str, str], conditions: list[Condition], *, wanted: str = ""
    ) -> None:
        """Puts it on the page, with what every question has."""
        wanted = wanted or row.cell("name") or f"{element['type']}_{row.where.split()[-1]}"
        is_asked = element["type"] != "html"
        element = {
            "type": element["type"],
            "name": self.draft.name(row.where, wanted) if is_asked else self.draft.quiet_name(wanted),
            "title": self.draft.text(row.where, row.words("label") or {"": wanted}),
            **element,
        }
        if hint := row.words("hint"):
            element["description"] = self.draft.text(row.where, hint)
        self.require(row, element)
        self.constrain(row, element, values)
        around = self.open[-1].conditions if self.open else ()
        self.draft.when(element, "visibleIf", [*around, *conditions])
        page = self.page if self.page is not None else self.new_page("")
        self.draft.add(page, element, wanted, values)

    def require(self, row: Row, element: Document) -> None:
        """Always required, never, or on a condition."""
        said = row.cells.get("bind::required", "").lower()
        if said in YES:
            element["isRequired"] = True
        elif said not in NO:
            self.draft.when(element, "requiredIf", self.condition(row, "bind::required"))
        row.cell("bind::required")

    def constrain(self, row: Row, element: Document, values: dict[str, str]) -> None:
        """The limits that a constraint sets; what is no limit here is told."""
        for condition in self.condition(row, "bind::constraint"):
            for part in constraints.parts(condition.tree):
                if not constraints.limit(element, part, values):
                    self.draft.say(row.where, "constraint", expression=condition.source)

    def condition(self, row: Row, column: str) -> list[Condition]:
        """The condition in a cell, when there is one that can be read."""
        source = row.cell(column)
        tree = self.tree(row, column.removeprefix("bind::"), source) if source else None
        return [] if tree is None else [Condition(tree, source, row.where, column.removeprefix("bind::"))]

    def tree(self, row: Row, column: str, source: str) -> Ast:
        """The syntax tree of an expression, None with a line when it can't be read."""
        try:
            return xpath.read(source)
        except Unreadable as error:
            self.draft.unreadable(row.where, column, source, error)
            return None

    def is_beside_other(self, row: Row) -> bool:
        """Whether this asks what else, right after “other” was chosen: that is typed beside the choice here."""
        question = row.cells.get("name", "").removesuffix("_other")
        element = self.draft.elements.get(question, {})
        relevant = self.condition(row, "bind::relevant")
        chosen = [[what, ["name", question], OTHER] for what in ("selected", "=")]
        if f"{question}_other" != row.cells.get("name") or not element.get("showOtherItem"):
            return False
        if [one.tree for one in relevant] not in [[tree] for tree in chosen]:
            return False
        self.draft.asked[f"{question}_other"] = Asked(element["name"] + COMMENT, "text")
        self.draft.say(row.where, "other_joined", name=f"{question}_other")
        return True

    def calculate(self, row: Row) -> None:
        """A calculated value, which is not shown."""
        for condition in self.condition(row, "bind::calculate"):
            self.draft.calculate(row.cell("name"), condition)
        row.cell("name")
        self.left(row)

    def left(self, row: Row) -> None:
        """Tells of the cells that nothing was done with."""
        left(self.draft, row)
