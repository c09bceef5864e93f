"""Writes a table as comma-separated values."""

import csv
from pathlib import Path

from django.utils.translation import override

from surveys.exporting.cells import harmless
from surveys.exporting.table import Table


def write(table: Table, path: Path) -> int:
    """Writes UTF-8 that begins with a mark, by which spreadsheets know it; returns how many answers."""
    many = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file, override(table.language):
        writer = csv.writer(file)
        writer.writerow([harmless(one.label) for one in table.fields])
        for answer in table.answers:
            writer.writerow([harmless(one.in_words(answer)) for one in table.fields])
            many += 1
    return many
