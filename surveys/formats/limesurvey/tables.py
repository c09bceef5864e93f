"""The tables of a .lss or .lsg file, which is a dump of LimeSurvey's database: rows, with the texts by language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from surveys.formats.properties import Words
from surveys.formats.report import Refused
from surveys.formats.resolving import as_number

KINDS = {"Survey", "Group", "Question"}
Cells = dict[str, str]


@dataclass
class Row:
    """A question, subquestion, answer or group: its cells, and its texts by column and language."""

    cells: Cells
    texts: dict[str, Words] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def words(self, column: str) -> Words:
        """A text by language."""
        return self.texts.get(column, {})

    def say(self, cells: Cells) -> None:
        """Takes in the texts of one language."""
        for column in TEXTS:
            if column in cells:
                self.texts.setdefault(column, {})[cells.get("language", "")] = cells[column]


TEXTS = ("group_name", "description", "question", "help", "answer")


@dataclass
class Tables:
    """What is read of a file: groups, questions with their parts, and the tables that are only told of."""

    raw: dict[str, list[Cells]]
    groups: list[Row]
    questions: list[Row]
    parts: dict[str, list[Row]]  # subquestions, by the id of their question
    answers: dict[str, list[Row]]
    attributes: dict[str, dict[str, Words]]

    def asked(self, group: Row) -> list[Row]:
        """The questions of a group, in order."""
        return [one for one in self.questions if one["gid"] == group["gid"]]


def read(content: bytes) -> Tables:
    """The tables of a file. Raises Refused for what is no export of LimeSurvey."""
    raw = _raw(content)
    questions = _joined(raw, "questions", "qid", "question_order")
    parts = _joined(raw, "subquestions", "qid", "question_order")
    loose = [one for one in questions if one["parent_qid"] not in {"", "0"}]
    return Tables(
        raw=raw,
        groups=_joined(raw, "groups", "gid", "group_order"),
        questions=[one for one in questions if one["parent_qid"] in {"", "0"}],
        parts=_by(parts + loose, "parent_qid"),
        answers=_by(_answers(raw), "qid"),
        attributes=_attributes(raw),
    )


def _raw(content: bytes) -> dict[str, list[Cells]]:
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused("entities") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Refused("no_xml") from error
    if root.findtext("LimeSurveyDocType", "").strip() not in KINDS:
        raise Refused("no_limesurvey")
    return {table.tag: [_cells(row) for row in table.iterfind("rows/row")] for table in root}


def _cells(row: Element) -> Cells:
    return {cell.tag: cell.text or "" for cell in row}


def _joined(raw: dict[str, list[Cells]], table: str, key: str, order: str) -> list[Row]:
    """Rows by their id: older files have one per language, newer ones keep the texts in a table of their own."""
    rows: dict[str, Row] = {}
    for cells in raw.get(table, []):
        rows.setdefault(cells.get(key, ""), Row(cells)).say(cells)
    for cells in raw.get(f"{table.removesuffix('s').removeprefix('sub')}_l10ns", []):
        if said := rows.get(cells.get(key, "")):
            said.say(cells)
    return sorted(rows.values(), key=lambda row: _order(row[order]))


def _answers(raw: dict[str, list[Cells]]) -> list[Row]:
    """Answers have no id of their own in older files: there they go by question, scale and code."""
    rows: dict[tuple[str, ...], Row] = {}
    by_id: dict[str, Row] = {}
    for cells in raw.get("answers", []):
        key = (cells.get("qid", ""), cells.get("scale_id", ""), cells.get("code", ""))
        row = rows.setdefault(key, Row(cells))
        row.say(cells)
        by_id[cells.get("aid", "")] = row
    for cells in raw.get("answer_l10ns", []):
        if said := by_id.get(cells.get("aid", "?")):
            said.say(cells)
    return sorted(rows.values(), key=lambda row: _order(row["sortorder"]))


def _attributes(raw: dict[str, list[Cells]]) -> dict[str, dict[str, Words]]:
    found: dict[str, dict[str, Words]] = {}
    for cells in raw.get("question_attributes", []):
        attribute = found.setdefault(cells.get("qid", ""), {}).setdefault(cells.get("attribute", ""), {})
        attribute[cells.get("language", "")] = cells.get("value", "")
    return found


def _by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _order(written: str) -> float:
    number = as_number(written)
    return number if isinstance(number, int | float) else 0
