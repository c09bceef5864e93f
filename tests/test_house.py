"""House rules that a machine can keep."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
VIEWS = list(ROOT.glob("*/views.py"))
CODE = [file for file in ROOT.glob("*/**/*.py") if not {".venv", "tests", "migrations", "bench"} & set(file.parts)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_need_no_exception_of_the_policy(template: Path) -> None:
    text = template.read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|(?<![\w-])on[a-z]+=\"", text) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//[^\"{]+", text) == []
    assert "|safe" not in text


@pytest.mark.parametrize("views", VIEWS, ids=lambda path: path.parent.name)
def test_views_fetch_through_doors(views: Path) -> None:
    assert re.findall(r"\.objects\.(?:get|filter)\(", views.read_text()) == []


def test_no_signals_and_no_generic_keys() -> None:
    words = re.compile(r"@receiver|django\.dispatch|GenericForeignKey|post_save|pre_save")
    assert [str(file.relative_to(ROOT)) for file in CODE if words.search(file.read_text())] == []
