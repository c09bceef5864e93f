"""Every real file is imported with the report that is expected of it (summaries.py writes those anew)."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from surveys.definition.checks import problems
from surveys.definition.shape import SCHEMA
from surveys.formats import Refused, for_file
from tests.surveys.formats.summaries import EXPECTED, files, read
from tests.surveys.making import needs_shared

FILES = files()


@needs_shared
def test_every_file_is_there() -> None:
    assert {f"{path.name}.json" for path in FILES} == {path.name for path in EXPECTED.iterdir()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_report_is_as_expected(path: Path) -> None:
    assert read(path) == json.loads((EXPECTED / f"{path.name}.json").read_text())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_document_can_be_asked(path: Path) -> None:
    try:
        imported = for_file(path.name).read(path.read_bytes(), path.name)
    except Refused as error:
        assert error.code == "nothing"
        return
    assert Draft202012Validator(SCHEMA).is_valid(imported.document)
    assert problems(imported.document) == []
    assert all(line.sentence for line in imported.report)
