"""Writes a table as a system file."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.utils.translation import override

from surveys.exporting.formats.sav.dictionary import head, placed
from surveys.exporting.formats.sav.rows import Row, packed
from surveys.exporting.formats.sav.variables import Variable, variables_of
from surveys.exporting.table import Table


def write(table: Table, path: Path) -> int:
    """Returns how many answers it wrote.

    The head says how wide texts are and how many answers follow, so the rows lie in a file beside it until that is known.
    """
    with override(table.language):
        variables = variables_of(table.fields)
    with TemporaryFile("w+", encoding="utf-8", dir=path.parent) as beside, path.open("wb") as file:
        widths, many = _laid_aside(table, variables, beside)
        places = placed(variables, widths)
        file.write(head(table.title, places, many))
        beside.seek(0)
        for block in packed(_rows(beside), places):
            file.write(block)
    return many


def _laid_aside(table: Table, variables: Sequence[Variable], beside: IO[str]) -> tuple[list[int], int]:
    """Writes the rows in the file beside; returns the widest text of each column in bytes, and how many rows there are."""
    widths, many = [0] * len(variables), 0
    texts = [at for at, one in enumerate(variables) if one.is_text]
    for answer in table.answers:
        row = [one.of(answer) for one in variables]
        for at in texts:
            widths[at] = max(widths[at], len(str(row[at]).encode()))
        beside.write(json.dumps(row, ensure_ascii=False) + "\n")
        many += 1
    return widths, many


def _rows(beside: IO[str]) -> Iterator[Row]:
    for line in beside:
        yield json.loads(line)
