"""A survey that is exported and imported again is the same survey; what differs stands in docs/survey-formats.md."""

import json
from typing import Any

from hypothesis import given, settings
from jsonschema import Draft7Validator
from pyxform.xls2xform import convert

from surveys.definition.checks import problems
from surveys.formats import registry
from surveys.logic.parsing import parsed
from tests.surveys.documents import documents
from tests.surveys.making import SHARED, needs_shared

EXPRESSIONS = {"visibleIf", "requiredIf", "expression"}
SURVEYJS, XLSFORM = registry.get("surveyjs"), registry.get("xlsform")
HARMLESS = {"reference", "became_place", "other_joined"}


def compared(value: Any) -> Any:
    """A document with its expressions as syntax trees: parentheses and quotes do not matter."""
    if isinstance(value, dict):
        return {key: parsed(one) if key in EXPRESSIONS else compared(one) for key, one in value.items()}
    return [compared(one) for one in value] if isinstance(value, list) else value


@given(documents())
@settings(max_examples=40, deadline=None)
def test_surveyjs(document: dict[str, Any]) -> None:
    assert problems(document) == []
    imported = SURVEYJS.read(SURVEYJS.write(document), "")
    assert compared(imported.document) == compared(document)
    assert {line.code for line in imported.report} <= HARMLESS


@given(documents(scored=False))
@settings(max_examples=40, deadline=None)
def test_xlsform(document: dict[str, Any]) -> None:
    imported = XLSFORM.read(XLSFORM.write(document), "")
    assert compared(imported.document) == compared(document)
    assert {line.code for line in imported.report} <= HARMLESS


@given(documents(scored=False))
@settings(max_examples=10, deadline=None)
def test_odk_takes_the_workbook(document: dict[str, Any]) -> None:
    assert convert(XLSFORM.write(document), file_type=".xlsx").xform.startswith("<?xml")


@given(documents())
@settings(max_examples=10, deadline=None)
def test_from_one_format_to_the_other(document: dict[str, Any]) -> None:
    through = SURVEYJS.read(SURVEYJS.write(document), "").document
    assert XLSFORM.write(through)[:2] == XLSFORM.write(document)[:2] == b"PK"
    again = XLSFORM.read(XLSFORM.write(through), "").document
    assert [page["name"] for page in again["pages"]] == [page["name"] for page in document["pages"]]


@needs_shared
@given(documents())
@settings(max_examples=10, deadline=None)
def test_surveyjs_keeps_to_the_schema_of_surveyjs(document: dict[str, Any]) -> None:
    schema = json.loads((SHARED / "surveyjs" / "surveyjs_definition.schema.json").read_text())
    assert list(Draft7Validator(schema).iter_errors(json.loads(SURVEYJS.write(document)))) == []
