"""docs/survey-formats.md names everything that is read."""

import pytest

from surveys.formats import registry
from surveys.formats.limesurvey.questions import QUESTIONS as LETTERS
from surveys.formats.surveyjs.elements import CONTAINERS, LEFT_OUT
from surveys.formats.surveyjs.questions import QUESTIONS as SURVEYJS
from surveys.formats.xlsform.xpath import FUNCTIONS
from tests.texts import ROOT

PAGE = (ROOT / "docs" / "survey-formats.md").read_text().replace("\\", "")
TYPES = [*SURVEYJS, *CONTAINERS, *LEFT_OUT]
SILENT = {"place", "string", "number", "boolean", "date", "true", "false", "not", "floor", "ceiling"}


@pytest.mark.parametrize("word", [*sorted(set(TYPES) - SILENT), *LETTERS, *sorted(set(FUNCTIONS) - SILENT)])
def test_it_is_named(word: str) -> None:
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize("format_", registry, ids=lambda one: one.key)
def test_every_format_has_its_part(format_) -> None:
    assert f"(`{format_.key}/`" in PAGE
    assert all(f"`{ending}`" in PAGE for ending in format_.endings if ending != ".json")
