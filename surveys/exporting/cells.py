"""Cells of a spreadsheet: what people typed is never taken for a formula."""

from typing import Any

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Any) -> Any:
    """The cell, with an apostrophe before a text that a spreadsheet would calculate (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA) else cell
