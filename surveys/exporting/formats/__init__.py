"""The forms in which answers go out, each a folder with a `Format`."""

from surveys.exporting.formats.csv import CSV
from surveys.exporting.formats.jsonlines import JSON_LINES
from surveys.exporting.formats.registry import Format, registry
from surveys.exporting.formats.sav import SAV
from surveys.exporting.formats.xlsx import XLSX

for one in (CSV, XLSX, JSON_LINES, SAV):
    registry.register(one)

__all__ = ["Format", "registry"]
