"""SurveyJS, element by element: what becomes of it, and what is told."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.definition.checks import problems
from surveys.formats import Refused
from surveys.formats.surveyjs import read, write
from tests.surveys.formats.summaries import files
from tests.surveys.making import needs_shared

NAMED = {"locale": "nl", "title": "T"}


def imported(*written: Any, **survey: Any) -> Any:
    return read(json.dumps({**NAMED, **survey, "pages": [{"name": "p", "elements": list(written)}]}).encode(), "")


def told(found: Any) -> list[tuple[str, str]]:
    return [(line.where, line.code) for line in found.report]


def elements(found: Any) -> list[dict[str, Any]]:
    assert problems(found.document) == []
    return [one for page in found.document["pages"] for one in page["elements"]]


AB = [{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]
TEXT = {"type": "text"}


@pytest.mark.parametrize(
    ("written", "element", "codes"),
    [
        ({"type": "text", "maxLength": 900}, {"type": "text", "maxLength": 500}, ["length"]),
        ({"type": "text", "inputType": "number", "min": "1", "max": 9.5}, {**TEXT, "inputType": "number", "min": 1, "max": 9.5}, []),
        ({"type": "text", "inputType": "date", "min": "2026-02-01"}, {**TEXT, "inputType": "date", "min": "2026-02-01"}, []),
        ({"type": "text", "inputType": "date", "min": "vandaag"}, {**TEXT, "inputType": "date"}, ["property"]),
        ({"type": "text", "inputType": "email"}, TEXT, ["became_text"]),
        ({"type": "phone"}, TEXT, ["became_text"]),
        ({"type": "comment", "rows": 4}, {"type": "comment"}, ["property"]),
        ({"type": "radiogroup", "choices": AB}, {"type": "radiogroup", "choices": AB}, []),
        ({"type": "dropdown", "choices": AB}, {"type": "radiogroup", "choices": AB}, ["looks"]),
        ({"type": "tagbox", "choices": AB}, {"type": "checkbox", "choices": AB}, ["looks"]),
        ({"type": "ranking", "choices": AB}, {"type": "ranking", "choices": AB}, []),
        ({"type": "imagepicker", "choices": [{**AB[0], "imageLink": "a.png"}]}, {"type": "radiogroup", "choices": AB[:1]}, ["pictures"]),
        ({"type": "imagepicker", "multiSelect": True, "choices": AB}, {"type": "checkbox", "choices": AB}, ["pictures"]),
        (
            {"type": "boolean", "labelTrue": "Zeker", "swapOrder": True},
            {"type": "radiogroup", "choices": [{"value": "false", "text": "Nee"}, {"value": "true", "text": "Zeker"}]},
            ["became_one"],
        ),
        ({"type": "rating", "rateMax": 2}, {"type": "rating", "rateValues": [{"value": 1, "text": "1"}, {"value": 2, "text": "2"}]}, []),
        (
            {"type": "rating", "rateValues": [0, {"value": 1, "text": "Goed"}], "minRateDescription": "Slecht"},
            {"type": "rating", "rateValues": [{"value": 0, "text": "Slecht"}, {"value": 1, "text": "Goed"}]},
            [],
        ),
        ({"type": "rating", "rateValues": ["a", "b"]}, {"type": "radiogroup", "choices": [{"value": "a", "text": "a"}, {"value": "b", "text": "b"}]}, ["became_one"]),
        ({"type": "rating", "rateMin": 0, "rateMax": 100}, {**TEXT, "inputType": "number", "min": 0, "max": 100, "step": 1}, ["became_number"]),
        ({"type": "rating", "rateType": "nps"}, {"type": "rating", "rateType": "nps"}, []),
        ({"type": "slider", "min": 0, "max": 10}, {**TEXT, "inputType": "number", "min": 0, "max": 10}, ["became_number"]),
        ({"type": "file", "acceptedTypes": "image/png"}, {"type": "file", "acceptedTypes": "image/*"}, []),
        ({"type": "file"}, {"type": "file", "acceptedTypes": "image/*"}, ["became_photo"]),
        ({"type": "place"}, {"type": "place"}, []),
    ],
)  # fmt: skip
def test_types(written: dict[str, Any], element: dict[str, Any], codes: list[str]) -> None:
    found = imported({"name": "q", "title": "Vraag?", **written})
    assert elements(found) == [{"name": "q", "title": "Vraag?", **element}]
    assert told(found) == [("p / q", code) for code in codes]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"type": "signaturepad"}, "left_out"),
        ({"type": "imagemap"}, "left_out"),
        ({"type": "file", "acceptedTypes": ".pdf"}, "left_out"),
        ({"type": "hologram"}, "type_unknown"),
        ({"type": "text", "visible": False}, "hidden"),
        ({"type": "radiogroup"}, "no_choices"),
        ({"type": "dropdown", "choicesByUrl": {"url": "https://example.org"}}, "choices_elsewhere"),
        ({}, "element_unreadable"),
    ],
)
def test_what_is_left_out_is_told(written: dict[str, Any], code: str) -> None:
    found = imported({"type": "text", "name": "a"}, {"name": "q", **written})
    assert [one["name"] for one in elements(found)] == ["a"]
    assert told(found)[-1] == ("p / q", code)


@pytest.mark.parametrize(
    "property_",
    [
        "defaultValue",
        "correctAnswer",
        "enableIf",
        "setValueIf",
        "resetValueIf",
        "placeholder",
        "valueName",
        "startWithNewLine",
        "width",
    ],
)
def test_properties_without_a_place_here_are_told_one_by_one(property_: str) -> None:
    [line] = imported({"type": "text", "name": "q", property_: "x"}).report
    assert (line.where, line.code, line.values) == ("p / q", "property", {"property": property_})


def test_a_grid_becomes_single_questions() -> None:
    grid = {"type": "matrix", "name": "m", "title": "Hoe vaak?", "isAllRowRequired": True, "columns": ["ooit", "nooit"],
            "rows": [{"value": "bus", "text": "De bus"}, "trein"]}  # fmt: skip
    after = {"type": "text", "name": "t", "visibleIf": "{m.bus} = 'ooit'"}
    first, second, third = elements(imported(grid, after))
    assert [(one["name"], one["title"], one["isRequired"]) for one in (first, second)] == [
        ("m_bus", "Hoe vaak?: De bus", True),
        ("m_trein", "Hoe vaak?: trein", True),
    ]
    assert third["visibleIf"] == "{m_bus} = 'ooit'"


def test_a_grid_with_columns_of_their_own_becomes_a_question_per_cell() -> None:
    grid = {"type": "matrixdropdown", "name": "m", "title": "Wie", "choices": ["x", "y"], "rows": ["mama"],
            "columns": [{"name": "wat"}, {"name": "hoe", "cellType": "text", "visibleIf": "{row.wat} = 'x'"}]}  # fmt: skip
    first, second = elements(imported(grid))
    assert (first["name"], first["type"], first["title"]) == ("m_mama_wat", "radiogroup", "Wie: mama: wat")
    assert (second["name"], second["type"], second["visibleIf"]) == ("m_mama_hoe", "text", "{m_mama_wat} = 'x'")


def test_a_panel_is_taken_apart_and_its_condition_goes_along() -> None:
    inner = {
        "type": "panel",
        "name": "binnen",
        "visibleIf": "{a} notempty",
        "elements": [{"type": "text", "name": "c", "visibleIf": "{b} = 1"}],
    }
    panel = {
        "type": "panel",
        "name": "buiten",
        "title": "Blok",
        "visibleIf": "{a} = 'x'",
        "elements": [{"type": "text", "name": "b", "inputType": "number"}, inner],
    }
    found = elements(imported({"type": "text", "name": "a"}, panel))
    assert [(one["name"], one["type"], one.get("visibleIf")) for one in found] == [
        ("a", "text", None),
        ("buiten", "html", "{a} = 'x'"),
        ("b", "text", "{a} = 'x'"),
        ("c", "text", "{a} = 'x' and {a} notempty and {b} = 1"),
    ]


def test_what_can_be_repeated_is_asked_once() -> None:
    repeated = {"type": "paneldynamic", "name": "kind", "templateElements": [
        {"type": "boolean", "name": "school"}, {"type": "text", "name": "welke", "visibleIf": "{panel.school} = true"}]}  # fmt: skip
    found = imported(repeated, {"type": "text", "name": "t", "visibleIf": "{kind[0].school} = false"})
    assert [(one["name"], one.get("visibleIf")) for one in elements(found)] == [
        ("kind_school", None),
        ("kind_welke", "{kind_school} = 'true'"),
        ("t", "{kind_school} = 'false'"),
    ]
    assert told(found)[0] == ("p / kind", "once")


def test_several_texts_in_one_question() -> None:
    found = imported(
        {
            "type": "multipletext",
            "name": "adres",
            "title": "Adres",
            "items": [{"name": "straat", "title": "Straat"}, {"name": "nr"}],
        }
    )
    assert [(one["name"], one["title"]) for one in elements(found)] == [
        ("adres_straat", "Adres: Straat"),
        ("adres_nr", "Adres: nr"),
    ]


def test_html_becomes_plain_words() -> None:
    words = "<h3>Welkom</h3><p>Lees <b>dit</b> &amp; meer.<script>alert(1)</script><img src=x onerror=alert(1)></p><ul><li>een</li><li>twee</li></ul>"
    found = imported({"type": "text", "name": "a"}, {"type": "html", "name": "h", "html": words})
    statement = elements(found)[1]
    assert (statement["title"], statement["description"]) == ("Welkom", "Lees dit & meer.\n\n- een\n- twee")
    assert [(line.code, line.values) for line in found.report] == [("markup", {"tags": "script, img"})]


def test_calculations() -> None:
    found = imported(
        {"type": "text", "name": "n", "inputType": "number"},
        {"type": "expression", "name": "dubbel", "expression": "{n} * 2"},
        {"type": "text", "name": "t", "visibleIf": "{dubbel} > {driedubbel}"},
        {"type": "text", "name": "u", "visibleIf": "{raar} > 1"},
        calculatedValues=[
            {"name": "driedubbel", "expression": "{n} * 3"},
            {"name": "raar", "expression": "{nergens} + 1"},
        ],
    )
    assert found.document["calculatedValues"] == [
        {"name": "dubbel", "expression": "{n} * 2"},
        {"name": "driedubbel", "expression": "{n} * 3"},
    ]
    assert [one.get("visibleIf") for one in elements(found)] == [None, "{dubbel} > {driedubbel}", None]
    assert told(found) == [("p / dubbel", "not_shown"), ("raar", "condition_name"), ("p / u", "condition_name")]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("{a} >", "condition_unreadable"),
        ("displayValue({a}) = 'x'", "condition_unreadable"),
        ("{nergens} = 1", "condition_name"),
        ("{q} = 1", "condition_itself"),
        (" and ".join(["{a} = 'langer dan wat past'"] * 100), "condition_unreadable"),
    ],
)
def test_conditions_that_are_left_out_are_told(condition: str, code: str) -> None:
    found = imported({"type": "text", "name": "a"}, {"type": "text", "name": "q", "visibleIf": condition})
    assert "visibleIf" not in elements(found)[1]
    assert told(found) == [("p / q", code)]


def test_names_and_values_are_made_fit_and_conditions_follow() -> None:
    first = {"type": "checkbox", "name": "1 kleur!", "choices": ["it's", "Other", "other"]}
    second = {"type": "text", "name": "t", "visibleIf": "{1 kleur!} anyof [\"it's\", 'other']"}
    found = imported(first, second, {"type": "text", "name": "T"})
    assert [one["name"] for one in elements(found)] == ["q_1_kleur", "t", "T_2"]
    assert [one["value"] for one in elements(found)[0]["choices"]] == ["its", "Other_2", "other_3"]
    assert elements(found)[1]["visibleIf"] == "{q_1_kleur} anyof ['its', 'other_3']"
    assert [line.code for line in found.report] == ["value_renamed"] * 3 + ["renamed"] * 2


def test_languages() -> None:
    found = imported(
        {"type": "text", "name": "q", "title": {"default": "Naam", "fr": "Nom", "es": "Nombre", "de-AT": "Name"}},
        {"type": "text", "name": "r", "title": {"fr": "Rue"}},
    )
    assert [one["title"] for one in elements(found)] == [
        {"default": "Naam", "fr": "Nom", "de": "Name"},
        {"default": "Rue", "fr": "Rue"},
    ]
    assert found.document["languages"] == ["nl", "fr", "de"]
    assert told(found) == [("es", "language")]


@pytest.mark.parametrize(
    ("locale", "taken", "code"),
    [("", "en", "language_assumed"), ("es", "en", "language_unknown"), ("nl-BE", "nl", None)],
)
def test_the_language_of_the_survey(locale: str, taken: str, code: str | None) -> None:
    found = imported({"type": "text", "name": "q", "title": "?"}, locale=locale)
    assert found.document["locale"] == taken
    assert [line.code for line in found.report] == [code] * bool(code)


def test_extra_choices() -> None:
    [element] = elements(
        imported({"type": "checkbox", "name": "q", "choices": ["a"], "hasOther": True, "otherText": "Anders", "showNoneItem": True,
                  "noneText": "Niets", "showRefuseItem": True, "showDontKnowItem": True,
                  "validators": [{"type": "answercount", "minCount": 1, "maxCount": 1}]})
    )  # fmt: skip
    assert element["choices"][1:] == [
        {"value": "none", "text": "Niets", "isExclusive": True},
        {"value": "refused", "text": "Zeg ik liever niet", "isExclusive": True},
    ]
    assert (
        element["otherText"],
        element["showDontKnowItem"],
        element["minSelectedChoices"],
        element["maxSelectedChoices"],
    ) == ("Anders", True, 1, 1)


@pytest.mark.parametrize(
    ("mode", "shown"), [("selected", "{bron} contains 'a'"), ("unselected", "!({bron} contains 'a')"), (None, None)]
)
def test_choices_of_another_question(mode: str | None, shown: str | None) -> None:
    copied = {
        "type": "ranking",
        "name": "q",
        "choicesFromQuestion": "bron",
        **({"choicesFromQuestionMode": mode} if mode else {}),
    }
    found = imported({"type": "checkbox", "name": "bron", "choices": AB}, copied)
    assert [one.get("visibleIf") for one in elements(found)[1]["choices"]][0] == shown
    assert told(found) == [("p / q", "choices_copied")]


def test_checks_and_actions_are_told() -> None:
    found = imported(
        {
            "type": "text",
            "name": "q",
            "validators": [{"type": "regex", "regex": "x"}, {"type": "text", "maxLength": 5}],
        },
        triggers=[{"type": "complete", "expression": "{q} = 1"}],
        showProgressBar="top",
    )
    assert elements(found)[0]["maxLength"] == 5
    assert told(found) == [("p / q", "validator"), ("triggers 1", "trigger"), ("", "property")]


def test_a_survey_in_a_wrapping() -> None:
    inside = {**NAMED, "pages": [{"name": "p", "elements": [{"type": "text", "name": "q"}]}]}
    for wrapped in ({"definition": {"jsonSchema": inside}}, {"json": json.dumps(inside)}, json.dumps(inside)):
        assert read(json.dumps(wrapped).encode(), "").document["title"] == "T"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "no_json"),
        (b"7", "no_survey"),
        (b"{}", "no_survey"),
        (b'{"pages": []}', "nothing"),
        (b'{"pages": 5, "elements": 3}', "nothing"),
    ],
)
def test_refusals(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content, "")
    assert refused.value.code == code


def test_many_pages_and_many_questions() -> None:
    texts = [{"type": "text", "name": f"q{number}"} for number in range(450)]
    found = imported(*texts)
    assert [len(page["elements"]) for page in found.document["pages"]] == [200, 200, 50]
    assert told(found) == [("p", "page_split")]
    with pytest.raises(Refused) as refused:
        read(json.dumps({"pages": [{"elements": [one]} for one in texts]}).encode(), "")
    assert refused.value.code == "too_many_pages"


# Whatever JSON people send: a document that keeps to the schema, or a sentence.

KEYS = ["type", "name", "title", "choices", "value", "text", "rows", "columns", "visibleIf", "elements", "rateValues", "min", "max", "validators",
        "isRequired", "templateElements", "items", "html", "maxLength", "expression", "cellType", "scoring", "profile", "languages", "dimension"]  # fmt: skip
TYPES = ["text", "radiogroup", "checkbox", "rating", "matrix", "matrixdropdown", "matrixdynamic", "paneldynamic", "panel", "html", "expression",
         "ranking", "boolean", "file", "slider", "multipletext", "imagepicker", "place", "image"]  # fmt: skip
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from([*TYPES, "{a} = 1", "number", "date", "nps"]),
)
anything = st.recursive(
    leaves,
    lambda deeper: st.one_of(st.lists(deeper, max_size=3), st.dictionaries(st.sampled_from(KEYS), deeper, max_size=5)),
    max_leaves=20,
)
things = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES)}, optional={key: anything for key in KEYS if key != "type"}
)


@given(
    st.lists(things, max_size=4),
    st.dictionaries(st.sampled_from([*KEYS, "locale", "calculatedValues", "triggers"]), anything, max_size=4),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_json(written: list[Any], survey: dict[str, Any]) -> None:
    try:
        found = read(json.dumps({**survey, "pages": [{"name": "p", "elements": written}]}).encode(), "")
    except Refused as error:
        assert error.code in {"nothing", "unclear", "no_json"}
    else:
        assert all(line.sentence for line in found.report)


@needs_shared
@pytest.mark.parametrize("path", [path for path in files() if path.suffix == ".json"], ids=lambda path: path.name)
def test_what_was_imported_survives_going_out_and_in(path) -> None:
    document = read(path.read_bytes(), path.name).document
    assert read(write(document), "").document == document
