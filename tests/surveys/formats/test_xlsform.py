"""XLSForm, row by row: what becomes of it, and what is told."""

import io
from typing import Any

import openpyxl
import pytest

from surveys.definition.checks import problems
from surveys.formats import Refused
from surveys.formats.foreign import Unreadable
from surveys.formats.xlsform import read, write, xpath

SURVEY = ",type,name,label::Nederlands (nl)"


def imported(*rows: str, columns: str = "", choices: str = "", settings: str = "") -> Any:
    survey = "\n".join(["survey", SURVEY + columns, *(f",{row}" for row in rows)])
    return read(f"{survey}\n{choices}\n{settings}\n".encode(), "form.csv")


def told(found: Any) -> list[tuple[str, str]]:
    return [(line.where, line.code) for line in found.report]


def elements(found: Any) -> list[dict[str, Any]]:
    assert problems(found.document) == []
    return [one for page in found.document["pages"] for one in page["elements"]]


YES_NO = "choices\n,list_name,name,label::Nederlands (nl)\n,jn,ja,Ja\n,jn,nee,Nee"


@pytest.mark.parametrize(
    ("row", "element", "codes"),
    [
        ("text,q,Naam?", {"type": "text"}, []),
        ("string,q,Naam?", {"type": "text"}, []),
        ("integer,q,Hoeveel?", {"type": "text", "inputType": "number", "step": 1}, []),
        ("decimal,q,Hoeveel?", {"type": "text", "inputType": "number"}, []),
        ("date,q,Wanneer?", {"type": "text", "inputType": "date"}, []),
        ("time,q,Hoe laat?", {"type": "text"}, ["became_text"]),
        ("geopoint,q,Waar?", {"type": "place"}, ["became_place"]),
        ("image,q,Foto?", {"type": "file", "acceptedTypes": "image/*"}, []),
        ("photo,q,Foto?", {"type": "file", "acceptedTypes": "image/*"}, []),
        ("acknowledge,q,Akkoord?", {"type": "radiogroup", "choices": [{"value": "OK", "text": "OK"}]}, ["became_one"]),
    ],
)
def test_types(row: str, element: dict[str, Any], codes: list[str]) -> None:
    found = imported(row)
    assert elements(found) == [{"name": "q", "title": row.split(",")[2], **element}]
    assert told(found) == [("survey 2", code) for code in codes]


@pytest.mark.parametrize("kind", ["audio", "video", "barcode", "geotrace", "geoshape", "file"])
def test_types_that_are_not_asked_here(kind: str) -> None:
    found = imported("text,a,A?", f"{kind},q,Wat?")
    assert [one["name"] for one in elements(found)] == ["a"]
    assert told(found) == [("survey 3", "left_out")]


@pytest.mark.parametrize("kind", ["start", "end", "deviceid", "get today", "audit"])
def test_nothing_is_gathered_without_asking(kind: str) -> None:
    assert told(imported("text,a,A?", f"{kind},q,")) == [("survey 3", "metadata")]


def test_an_unknown_type() -> None:
    assert told(imported("text,a,A?", "hologram,q,Wat?")) == [("survey 3", "type_unknown")]


def test_choices_in_languages() -> None:
    choices = "choices\n,list_name,name,label::Nederlands (nl),label::français (fr),label::español (es)\n,l,1,Een,Un,Uno\n,l,b b,Twee,,Dos"
    found = imported("select_one l,q,Kies", "select_multiple l,r,Kies", "rank l,s,Kies", choices=choices)
    listed = [{"value": "1", "text": {"default": "Een", "fr": "Un"}}, {"value": "b b", "text": "Twee"}]
    assert [(one["type"], one["choices"]) for one in elements(found)] == [
        (kind, listed) for kind in ("radiogroup", "checkbox", "ranking")
    ]
    assert found.document["languages"] == ["nl", "fr"]
    [line] = found.report
    assert (line.code, line.values) == ("language", {"language": "es", "number": "6"})


def test_something_else() -> None:
    rows = ["select_one jn or_other,q,Kies", "text,r,Waarom?"]
    found = imported(
        *(f"{row},{relevant}" for row, relevant in zip(rows, ["", "${q_other} = 'soms'"], strict=True)),
        columns=",relevant",
        choices=YES_NO,
    )
    asked, why = elements(found)
    assert asked["showOtherItem"] is True
    assert why["visibleIf"] == "{q-Comment} = 'soms'"


def test_a_text_beside_the_choice_other_becomes_part_of_it() -> None:
    choices = f"{YES_NO}\n,jn,other,Iets heel anders"
    found = imported(
        "select_multiple jn,q,Kies,",
        "text,q_other,Wat dan?,\"selected(${q}, 'other')\"",
        columns=",relevant",
        choices=choices,
    )
    [asked] = elements(found)
    assert (asked["showOtherItem"], asked["otherText"]) == (True, "Iets heel anders")
    assert told(found) == [("survey 3", "other_joined")]


@pytest.mark.parametrize(
    ("relevant", "expression"),
    [
        ("${q} = 'ja'", "{q} = 'ja'"),
        ("selected(${q}, 'ja')", "{q} = 'ja'"),
        ("selected(${m}, 'ja')", "{m} contains 'ja'"),
        ("not(selected(${m}, 'ja'))", "!({m} contains 'ja')"),
        ("count-selected(${m}) >= 2", "length({m}) >= 2"),
        ("${q} != '' and (${n} + 1) * 2 > 3 or ${n} mod 2 = 1", "{q} notempty and ({n} + 1) * 2 > 3 or {n} % 2 = 1"),
        ("${n} div 2 <= -1.5", "{n} / 2 <= -1.5"),
        ("if(${n} > 1, true(), false())", "iif({n} > 1, true, false)"),
        ("coalesce(${n}, 0) = 0", "iif({n} empty, 0, {n}) = 0"),
        ("string-length(${t}) > 3", "length({t}) > 3"),
        ("../q = 'nee'", "{q} = 'nee'"),
        ("/data/q = 'nee'", "{q} = 'nee'"),
    ],
)
def test_conditions(relevant: str, expression: str) -> None:
    rows = [
        "select_one jn,q,Kies,",
        "select_multiple jn,m,Kies,",
        "integer,n,Getal,",
        "text,t,Tekst,",
        f'text,r,Waarom?,"{relevant}"',
    ]
    found = imported(*rows, columns=",relevant", choices=YES_NO)
    assert elements(found)[-1]["visibleIf"] == expression
    assert found.report == ()


@pytest.mark.parametrize(
    ("relevant", "code", "word"),
    [
        ("regex(${a}, '[a-z]+')", "condition_function", "regex()"),
        ("pulldata('x', 'y', 'z', ${a})", "condition_function", "pulldata()"),
        ("${a} =", "condition_unreadable", None),
        ("'", "condition_unreadable", None),
        ("because pyxform doesn't know", "condition_unreadable", None),
        ("${nergens} = 1", "condition_name", None),
        ("${r} = 1", "condition_itself", None),
        ("streets = ${a}", "condition_function", "streets"),
    ],
)
def test_conditions_that_are_left_out_are_told(relevant: str, code: str, word: str | None) -> None:
    found = imported("text,a,A?,", f'text,r,Waarom?,"{relevant}"', columns=",relevant")
    assert "visibleIf" not in elements(found)[1]
    [line] = found.report
    assert (line.where, line.code, line.values["property"]) == ("survey 3", code, "relevant")
    assert line.values.get("word") == word


@pytest.mark.parametrize(
    ("kind", "constraint", "limits"),
    [
        ("integer", ". >= 0 and . <= 10", {"min": 0, "max": 10}),
        ("integer", ". > 0 and 10 > .", {"min": 1, "max": 9}),
        ("decimal", "1.5 <= .", {"min": 1.5}),
        ("decimal", ". mod 0.5 = 0", {"step": 0.5}),
        ("date", ". >= date('2026-01-31')", {"min": "2026-01-31"}),
        ("text", "string-length(.) <= 80", {"maxLength": 80}),
        ("select_multiple jn", "count-selected(.) = 2", {"minSelectedChoices": 2, "maxSelectedChoices": 2}),
        ("rank jn", "count-selected(.) < 2", {"maxSelectedChoices": 1}),
    ],
)
def test_limits(kind: str, constraint: str, limits: dict[str, Any]) -> None:
    choices = YES_NO if kind.endswith("jn") else ""
    found = imported(f'{kind},q,?,"{constraint}"', columns=",constraint", choices=choices)
    [element] = elements(found)
    assert {key: element.get(key) for key in limits} == limits
    assert found.report == ()


@pytest.mark.parametrize(
    ("kind", "constraint"),
    [
        ("decimal", ". > 0"),
        ("date", ". <= today()"),
        ("date", ". >= date('2026-02-31')"),
        ("text", "regex(., 'a')"),
        ("text", ". != 'x'"),
    ],
)
def test_limits_that_are_none_here_are_told(kind: str, constraint: str) -> None:
    [line] = imported(f'{kind},q,?,"{constraint}"', columns=",constraint").report
    assert line.values.get("expression") == constraint


def test_a_choice_that_stands_alone() -> None:
    constraint = "not(selected(., 'nee') and count-selected(.) > 1)"
    [element] = elements(imported(f'select_multiple jn,q,?,"{constraint}"', columns=",constraint", choices=YES_NO))
    assert [one.get("isExclusive") for one in element["choices"]] == [None, True]


def test_a_cascade_becomes_conditions_of_choices() -> None:
    choices = "choices\n,list_name,name,label::Nederlands (nl),stad\n,stad,gent,Gent,\n,stad,aalst,Aalst,\n,wijk,a,Dampoort,gent\n,wijk,b,Mijlbeek,aalst"
    found = imported(
        "select_one stad,s,Stad,", "select_one wijk,w,Wijk,stad=${s}", columns=",choice_filter", choices=choices
    )
    assert [one["visibleIf"] for one in elements(found)[1]["choices"]] == ["'gent' = {s}", "'aalst' = {s}"]
    assert found.report == ()


def test_a_fixed_filter_leaves_only_what_it_lets_through() -> None:
    choices = "choices\n,list_name,name,label::Nederlands (nl),licht\n,l,rood,Rood,nee\n,l,roze,Roze,ja"
    [element] = elements(imported("select_one l,q,Kleur,licht = 'ja'", columns=",choice_filter", choices=choices))
    assert element["choices"] == [{"value": "roze", "text": "Roze"}]


def test_groups_are_pages_and_their_conditions_go_with_what_is_in_them() -> None:
    found = imported(
        "text,los,Los?,",
        "begin group,een,Eerste blok,",
        "integer,n,Getal?,",
        "begin group,twee,Tweede blok,${n} > 1",
        "text,diep,Diep?,${los} = 'x'",
        "end group,,,",
        "end group,,,",
        "begin repeat,kind,Kind,",
        "text,naam,Naam?,",
        "end repeat,,,",
        columns=",relevant",
    )
    pages = found.document["pages"]
    assert [(page["name"], page.get("title")) for page in pages] == [
        ("page_1", None),
        ("een", "Eerste blok"),
        ("kind", "Kind"),
    ]
    assert [(one["type"], one["title"], one.get("visibleIf")) for one in pages[1]["elements"]] == [
        ("text", "Getal?", None),
        ("html", "Tweede blok", "{n} > 1"),
        ("text", "Diep?", "{n} > 1 and {los} = 'x'"),
    ]
    assert told(found) == [("survey 5", "statement"), ("survey 9", "once")]


def test_scales() -> None:
    choices = "choices\n,list_name,name,label::Nederlands (nl)\n,s,1,Slecht\n,s,2,Goed\n,s,dontknow,Geen idee"
    likert, span, wide = elements(
        imported(
            "select_one s,a,Hoe?,likert,",
            "range,b,Hoe?,,start=1 end=5 step=1",
            "range,c,Hoe?,,start=0 end=100 step=5",
            columns=",appearance,parameters",
            choices=choices,
        )
    )
    assert likert["rateValues"] == [{"value": 1, "text": "Slecht"}, {"value": 2, "text": "Goed"}]
    assert (likert["showDontKnowItem"], likert["dontKnowText"]) == (True, "Geen idee")
    assert [step["value"] for step in span["rateValues"]] == [1, 2, 3, 4, 5]
    assert {key: wide[key] for key in ("min", "max", "step")} == {"min": 0, "max": 100, "step": 5}


def test_required_and_calculated() -> None:
    found = imported(
        "integer,a,A?,yes,", "integer,b,B?,${a} > 1,", "integer,c,C?,no,", "calculate,som,,,${a} + ${b}", "calculate,raar,,,uuid()",
        columns=",required,calculation",
    )  # fmt: skip
    first, second, third = elements(found)
    assert (first["isRequired"], second["requiredIf"]) == (True, "{a} > 1")
    assert not {"isRequired", "requiredIf"} & third.keys()
    assert found.document["calculatedValues"] == [{"name": "som", "expression": "{a} + {b}"}]
    assert told(found) == [("survey 6", "condition_function")]


def test_what_is_lost_stands_in_the_report_with_its_row() -> None:
    settings = "settings\n,form_title,submission_url\n,Titel,https://example.org"
    found = imported(
        "text,a,A?,numbers,5,a.png", "text,1b,Zie ${a},,,", "select_one_from_file x.csv,c,C?,,,", "select_one weg,d,D?,,,",
        columns=",appearance,default,media::image", settings=settings,
    )  # fmt: skip
    assert found.document["title"] == "Titel"
    assert set(told(found)) == {
        ("settings 2", "property"),
        ("survey 2", "property"),
        ("survey 2", "pictures"),
        ("survey 3", "renamed"),
        ("survey 3", "reference"),
        ("survey 4", "choices_elsewhere"),
        ("survey 5", "choices_elsewhere"),
    }
    properties = [line.values["property"] for line in found.report if line.code == "property"]
    assert properties == ["submission_url", "appearance", "default"]


def test_names_and_values_are_made_fit_and_conditions_follow() -> None:
    choices = 'choices\n,list_name,name,label::Nederlands (nl)\n,l,"it\'s",Een\n,l,{b},Twee'
    rows = ["select_one l,mijn-vraag.1,Kies,", "text,b,B?,\"selected(${mijn-vraag.1}, '{b}')\""]
    first, second = elements(imported(*rows, columns=",relevant", choices=choices))
    assert first["name"] == "mijn_vraag_1"
    assert [one["value"] for one in first["choices"]] == ["its", "b"]
    assert second["visibleIf"] == "{mijn_vraag_1} = 'b'"


def test_a_list_that_no_question_uses() -> None:
    assert told(imported("text,a,A?", choices=YES_NO)) == [("choices 2", "list_unused")]


def test_without_a_language_dutch_is_meant() -> None:
    found = read(b"survey\n,type,name,label\n,text,a,Hallo\n", "")
    assert found.document["locale"] == "nl"
    assert told(found) == [("", "language_assumed")]


def test_excel_writes_csv_in_its_own_code_page() -> None:
    [element] = elements(read("survey\n,type,name,label::Nederlands (nl)\n,text,a,Één\n".encode("cp1252"), ""))
    assert element["title"] == "Één"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"choices\n,list_name,name,label\n,a,b,c\n", "no_sheet"),
        (b"survey\n,name,label,hint\n,a,b,c\n", "columns"),
        (b"survey\n,type,name,label\n,audio,a,A\n", "nothing"),
    ],
)
def test_refusals(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content, "")
    assert refused.value.code == code


def test_the_written_workbook() -> None:
    document = {
        "format": "participatie-survey/1", "locale": "nl", "languages": ["nl", "fr"], "title": {"default": "Straat", "fr": "Rue"},
        "pages": [{"name": "p", "elements": [
            {"type": "radiogroup", "name": "a", "title": {"default": "Wat?", "fr": "Quoi ?"}, "isRequired": True,
             "choices": [{"value": "te snel", "text": "Snel"}, {"value": "b", "text": "Bus"}], "showOtherItem": True},
            {"type": "comment", "name": "w", "title": "=Waar", "visibleIf": "{a} anyof ['te snel', 'b'] and {a-Comment} empty"},
        ]}],
    }  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(write(document)))
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    columns = sheets["survey"][0]
    rows = [{key: cell for key, cell in zip(columns, row, strict=True) if cell} for row in sheets["survey"][1:]]
    assert rows == [
        {"type": "begin_group", "name": "p", "appearance": "field-list"},
        {"type": "select_one a", "name": "a", "label::Nederlands (nl)": "Wat?", "label::français (fr)": "Quoi ?", "required": "yes"},
        {"type": "text", "name": "a_other", "label::Nederlands (nl)": "Iets anders", "label::français (fr)": "Autre chose",
         "relevant": "selected(${a}, 'other')"},
        {"type": "text", "name": "w", "label::Nederlands (nl)": "=Waar", "appearance": "multiline",
         "relevant": "(selected(${a}, 'te_snel') or selected(${a}, 'b')) and ${a_other} = ''"},
        {"type": "end_group"},
    ]  # fmt: skip
    assert [row[1] for row in sheets["choices"][1:]] == ["te_snel", "b", "other"]
    assert sheets["settings"][1][:3] == ["participatie", "Nederlands (nl)", "Straat"]
    assert sheets["settings"][2][1:3] == ["français (fr)", "Rue"]


def test_what_odk_cannot_say_is_kept_in_a_column_of_our_own() -> None:
    elements_ = [
        {"type": "checkbox", "name": n, "title": n, "choices": [{"value": "x", "text": "x"}]} for n in ("a", "b")
    ]
    last = {"type": "text", "name": "c", "title": "c", "visibleIf": "{a} anyof {b}"}
    document = {
        "format": "participatie-survey/1",
        "locale": "nl",
        "title": "T",
        "pages": [{"name": "p", "elements": [*elements_, last]}],
    }
    found = read(write(document), "")
    assert [(line.where, line.values) for line in found.report] == [
        ("survey 5", {"property": "participatie_condition"})
    ]


@pytest.mark.parametrize(
    "source", ["(" * 200 + "1", "1 +", "a b", "f(", "${a", "1 1", ")" * 3, "-" * 200 + "1", "x" * 3000]
)
def test_what_is_no_expression(source: str) -> None:
    with pytest.raises(Unreadable):
        xpath.read(source)
