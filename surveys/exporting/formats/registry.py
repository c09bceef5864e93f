"""Formats of exported answers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise

from accounts.registry import Registry
from surveys.exporting.table import Table


@dataclass(frozen=True)
class Format:
    """`write` writes a table to a file, row by row, and returns how many answers it wrote."""

    key: str
    label: str | Promise
    content_type: str
    write: Callable[[Table, Path], int]


registry: Registry[Format] = Registry()
