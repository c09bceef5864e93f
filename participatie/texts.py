"""Compiles the translations in Python: no gettext binary is needed to install."""

import os
from collections.abc import Iterator
from pathlib import Path

import polib


def outdated(root: Path) -> Iterator[Path]:
    """The .po files under `root` that are newer than what was compiled of them."""
    for source in sorted(root.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns <= source.stat().st_mtime_ns:
            yield source


def compile_texts(root: Path) -> int:
    """Compiles what is outdated and says how many files; Django reads them once, so this runs before any process.

    Written beside and renamed: a process that starts in the same moment reads a whole file.
    """
    sources = list(outdated(root))
    for source in sources:
        fresh = source.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(source.with_suffix(".mo"))
    return len(sources)
