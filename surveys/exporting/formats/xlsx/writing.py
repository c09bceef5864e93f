"""Writes a table as a workbook."""

from itertools import count
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter import Workbook

from surveys.exporting.cells import harmless
from surveys.exporting.table import Table

MOST_ROWS = 1_048_576  # of a sheet, its head included


def write(table: Table, path: Path) -> int:
    """Writes row after row to disk; what does not fit on a sheet goes on the next. Returns how many answers."""
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    with Workbook(str(path), options) as book, override(table.language):
        bold = book.add_format({"bold": True})
        sheet, line, many = _sheet(book, table, bold), count(1), 0
        for answer in table.answers:
            at = next(line)
            if at == MOST_ROWS:
                sheet, line, at = _sheet(book, table, bold), count(2), 1
            for column, one in enumerate(table.fields):
                _put(sheet, at, column, harmless(one.in_words(answer)))
            many += 1
    return many


def _sheet(book: Workbook, table: Table, bold: Any) -> Any:
    """Another sheet with the head on it."""
    sheet = book.add_worksheet(_("Answers") if not book.worksheets() else None)
    sheet.freeze_panes(1, 0)
    for column, one in enumerate(table.fields):
        sheet.write_string(0, column, harmless(one.label), bold)
    return sheet


def _put(sheet: Any, line: int, column: int, cell: Any) -> None:
    """Texts as texts, whatever they look like."""
    if isinstance(cell, str):
        sheet.write_string(line, column, cell)
    elif cell is not None:
        sheet.write_number(line, column, cell)
