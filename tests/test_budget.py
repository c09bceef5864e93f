"""The budgets of the design: when one is outgrown, the design is asking for something."""

import ast
import gc
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = [
    "accounts",
    "media",
    "outbound",
    "journal",
    "municipalities",
    "counting",
    "projects",
    "contributions",
    "catalogue",
    "ideas",
    "moderation",
    "realtime",
    "surveys",
    "api",
    "participatie",
]
SOURCES = [file for room in ROOMS for file in (ROOT / room).rglob("*.py") if "migrations" not in file.parts]
MOST = {"function": 50, "class": 200, "file": 400, "template": 120, "script": 120}
MEDIAN = 8


@cache
def tree(file: Path) -> ast.Module:
    """A file's syntax tree. Garbage that is collected meanwhile upsets CPython 3.11 (gh-106905)."""
    gc.disable()
    try:
        return ast.parse(file.read_text())
    finally:
        gc.enable()


def lengths(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> dict[str, int]:
    """Lines of code per definition: the docstring says what, and does not count."""
    found = {}
    for file in SOURCES:
        for node in ast.walk(tree(file)):
            if isinstance(node, kind):
                found[f"{file.relative_to(ROOT)}:{node.name}"] = node.end_lineno - node.lineno + 1 - _words(node)
    return found


def _words(node: ast.AST) -> int:
    first = node.body[0]
    is_docstring = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return first.end_lineno - first.lineno + 1 if is_docstring else 0


def over(found: dict[str, int], kind: str) -> dict[str, int]:
    return {name: lines for name, lines in found.items() if lines > MOST[kind]}


def counted(*patterns: str) -> dict[str, int]:
    files = [file for pattern in patterns for file in ROOT.glob(pattern)]
    return {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in files}


def test_functions() -> None:
    found = lengths((ast.FunctionDef, ast.AsyncFunctionDef))
    assert over(found, "function") == {}
    assert median(found.values()) <= MEDIAN


def test_classes() -> None:
    assert over(lengths(ast.ClassDef), "class") == {}


@pytest.mark.parametrize(
    ("kind", "patterns"),
    [
        ("file", [f"{room}/**/*.py" for room in ROOMS]),
        ("template", ["templates/**/*.html"]),
        ("script", ["static/**/*.js"]),
    ],
)
def test_files(kind: str, patterns: list[str]) -> None:
    found = {name: lines for name, lines in counted(*patterns).items() if "migrations" not in name}
    assert over(found, kind) == {}
