"""The sheets of an XLSForm as rows with their numbers; pyxform knows the files, and the many names columns go by."""

import warnings
from collections.abc import Iterator
from typing import Any

from pyxform import aliases
from pyxform.errors import PyXFormError
from pyxform.parsing.sheet_headers import process_header
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.survey import Survey
from pyxform.xls2json_backends import DefinitionData, get_xlsform

from surveys.formats.properties import Words
from surveys.formats.report import Refused

MOST_ROWS = 20_000
ZIP, OLE2 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
SHEETS: dict[str, tuple[dict[str, Any], Any]] = {
    "survey": (aliases.survey_header, MultipleChoiceQuestion),
    "choices": (aliases.list_header, Option),
    "settings": (aliases.settings_header, Survey),
}


class Row:
    """One row: cells by column, a language behind `::`. Remembers which cells were asked for."""

    def __init__(self, sheet: str, number: int, cells: dict[str, str], headers: dict[str, str]) -> None:
        self.where = f"{sheet} {number}"
        self.cells = {headers.get(header, header): text for header, text in cells.items() if text}
        self.headers = {headers.get(header, header): header for header in cells}
        self.taken: set[str] = set()

    def cell(self, *columns: str) -> str:
        """The first of the columns that holds something, empty when none does."""
        self.taken.update(columns)
        return next((self.cells[column] for column in columns if self.cells.get(column)), "")

    def words(self, column: str) -> Words:
        """A text by language; what names no language comes last."""
        found = {key: text for key, text in self.cells.items() if key == column or key.startswith(f"{column}::")}
        self.taken.update(found)
        return {key[len(column) + 2 :]: found[key] for key in sorted(found, key=lambda key: key == column)}

    def left(self) -> Iterator[tuple[str, str]]:
        """The columns that hold something nobody asked for, with what the file calls them."""
        return ((column, self.headers[column]) for column in self.cells if column not in self.taken)


class Workbook:
    """The sheets with rows in them. Raises Refused for what is no workbook."""

    def __init__(self, content: bytes) -> None:
        self.found = _opened(content)
        if (number := len(self.found.survey or []) + len(self.found.choices or [])) > MOST_ROWS:
            raise Refused("too_many_rows", number=number, most=MOST_ROWS)
        self.survey = self._rows("survey")
        self.choices = self._rows("choices")
        self.settings = self._rows("settings")
        if not self.survey:
            raise Refused("no_sheet")
        if not any("type" in row.cells for row in self.survey):
            raise Refused("columns")

    @property
    def others(self) -> list[str]:
        """The names of the sheets that are not read."""
        names = self.found.sheet_names or []
        return [name for name in names if name.lower() not in SHEETS] if len(names) > 1 else []

    def _rows(self, sheet: str) -> list[Row]:
        written = getattr(self.found, sheet) or []
        headers = _headers(sheet, getattr(self.found, f"{sheet}_header") or [{}])
        return [Row(sheet, number, row, headers) for number, row in enumerate(written, start=2) if row]


def _headers(sheet: str, written: Any) -> dict[str, str]:
    """The columns as they are called here, by what the file calls them."""
    known, element = SHEETS[sheet]
    names = [str(name) for name in written[0]]
    double = any("::" in name for name in names)
    columns = set(element.get_slot_names())
    return {name: "::".join(process_header(name, double, known, columns)[1]) for name in names}


def _opened(content: bytes) -> DefinitionData:
    kind = ".xlsx" if content.startswith(ZIP) else ".xls" if content.startswith(OLE2) else ".csv"
    if kind == ".xls" and LOCKED in content:
        raise Refused("encrypted")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl on parts of workbooks that have no meaning here
            return get_xlsform(content if kind != ".csv" else _utf8(content), file_type=kind)
    except PyXFormError as error:
        raise _refusal(error, kind) from error
    except (AttributeError, TypeError, ValueError, LookupError, OSError, AssertionError) as error:
        raise Refused("broken" if kind != ".csv" else "no_workbook") from error


def _refusal(error: PyXFormError, kind: str) -> Refused:
    """What pyxform says: what is wrong with a workbook, and only that something is with a CSV file."""
    said = str(error)
    if "encrypted" in said.lower():
        return Refused("encrypted")
    if "not recognized" in said:
        return Refused("no_workbook" if kind == ".csv" else "broken")
    return Refused("workbook", reason=said)


def _utf8(content: bytes) -> bytes:
    """Text in UTF-8; Excel still writes CSV in the Windows code page."""
    try:
        return content.decode("utf-8-sig").encode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").encode()
