"""Docs that cannot rot."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_floors import FLOORS

ROOT = Path(__file__).resolve().parents[1]


def test_every_setting_is_in_the_docs_and_none_that_is_not() -> None:
    read = re.findall(
        r"\b(?:text|flag|number|listed|secret)\(\s*\"([A-Z_]+)\"", (ROOT / "participatie/settings.py").read_text()
    )
    documented = re.findall(r"`([A-Z_]+)`(?=[,|] | \|)", (ROOT / "docs/settings.md").read_text())
    assert sorted(set(documented)) == sorted(set(read))


def test_every_room_is_on_the_page_of_the_house() -> None:
    page = (ROOT / "docs/architecture.md").read_text()
    assert sorted(re.findall(r"^\| (\d) \| `(\w+)/`", page, re.MULTILINE)) == sorted(
        (str(at - 1), room) for room, at in FLOORS.items()
    )


def test_the_changelog_is_where_the_version_stands() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest[1] == settings.RELEASE
    assert f"softwareVersion: {newest[1]}" in (ROOT / "publiccode.yml").read_text()


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")), ids=lambda path: path.name
)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        assert (page.parent / link).exists(), link


def test_the_commands_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for command in re.findall(r"`?make (\w+)", (ROOT / "README.md").read_text()):
        assert f"\n{command}:" in makefile
    commands = {file.stem for file in ROOT.glob("*/management/commands/*.py")}
    assert set(re.findall(r"manage.py (\w+)", (ROOT / "README.md").read_text())) - {"import_"} <= commands
