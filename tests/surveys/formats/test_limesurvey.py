"""LimeSurvey, letter by letter: what becomes of it, and what is told."""

from typing import Any
from xml.sax.saxutils import escape

import pytest

from surveys.definition.checks import problems
from surveys.formats import Refused
from surveys.formats.limesurvey import read


def table(name: str, *rows: dict[str, Any]) -> str:
    written = ("".join(f"<{key}>{escape(str(value))}</{key}>" for key, value in row.items()) for row in rows)
    return f"<{name}><rows>{''.join(f'<row>{row}</row>' for row in written)}</rows></{name}>"


def question(letter: str, code: str = "q", **cells: Any) -> dict[str, Any]:
    return {"qid": f"1{code}", "parent_qid": 0, "sid": 7, "gid": 1, "type": letter, "title": code, "question": "Vraag?",
            "language": "nl", "relevance": "1", **cells}  # fmt: skip


def part(code: str, words: str, of: str = "q", **cells: Any) -> dict[str, Any]:
    return {
        "qid": f"1{of}{code}",
        "parent_qid": f"1{of}",
        "gid": 1,
        "title": code,
        "question": words,
        "language": "nl",
        "scale_id": 0,
        **cells,
    }


def answer(code: str, words: str, of: str = "q", **cells: Any) -> dict[str, Any]:
    return {"qid": f"1{of}", "code": code, "answer": words, "language": "nl", "scale_id": 0, **cells}


def attribute(name: str, value: Any, of: str = "q") -> dict[str, Any]:
    return {"qid": f"1{of}", "attribute": name, "value": value}


SETTINGS = {"surveyls_language": "nl", "surveyls_title": "Titel", "surveyls_endtext": "Bedankt"}


def imported(*tables: str, **survey: Any) -> Any:
    groups = table(
        "groups",
        {
            "gid": 1,
            "sid": 7,
            "group_name": "Blok",
            "group_order": 1,
            "language": "nl",
            "grelevance": survey.pop("grelevance", ""),
        },
    )
    settings = table("surveys", {"sid": 7, "language": "nl", **survey}) + table("surveys_languagesettings", SETTINGS)
    return read(
        f"<document><LimeSurveyDocType>Survey</LimeSurveyDocType>{groups}{settings}{''.join(tables)}</document>".encode(),
        "",
    )


def told(found: Any) -> list[tuple[str, str]]:
    return [(line.where, line.code) for line in found.report if line.code != "settings"]


def elements(found: Any) -> list[dict[str, Any]]:
    assert problems(found.document) == []
    return [one for page in found.document["pages"] for one in page["elements"]]


def shape(found: Any) -> list[tuple[str, str, str]]:
    return [(one["type"], one["name"], one["title"]) for one in elements(found)]


ANSWERS = table("answers", answer("A1", "Een"), answer("A2", "Twee"))
PARTS = table("subquestions", part("s1", "De bus"), part("s2", "De trein"))
CHOICES = [{"value": "A1", "text": "Een"}, {"value": "A2", "text": "Twee"}]
NUMBER = {"type": "text", "inputType": "number"}


@pytest.mark.parametrize(
    ("letter", "tables", "element"),
    [
        ("L", ANSWERS, {"type": "radiogroup", "choices": CHOICES}),
        ("!", ANSWERS, {"type": "radiogroup", "choices": CHOICES}),
        ("R", ANSWERS, {"type": "ranking", "choices": CHOICES}),
        (
            "M",
            PARTS,
            {"type": "checkbox", "choices": [{"value": "s1", "text": "De bus"}, {"value": "s2", "text": "De trein"}]},
        ),
        ("Y", "", {"type": "radiogroup", "choices": [{"value": "Y", "text": "Ja"}, {"value": "N", "text": "Nee"}]}),
        ("G", "", {"type": "radiogroup", "choices": [{"value": "F", "text": "Vrouw"}, {"value": "M", "text": "Man"}]}),
        ("5", "", {"type": "rating", "rateValues": [{"value": step, "text": str(step)} for step in range(1, 6)]}),
        ("N", "", NUMBER),
        ("S", "", {"type": "text"}),
        ("T", "", {"type": "comment"}),
        ("U", "", {"type": "comment"}),
        ("D", "", {"type": "text", "inputType": "date"}),
    ],
)
def test_letters(letter: str, tables: str, element: dict[str, Any]) -> None:
    found = imported(table("questions", question(letter)), tables)
    assert elements(found) == [{"name": "q", "title": "Vraag?", **element}]
    assert told(found) == []


@pytest.mark.parametrize(
    ("letter", "kind", "number"),
    [
        ("A", "rating", 2),
        ("B", "rating", 2),
        ("C", "radiogroup", 2),
        ("E", "radiogroup", 2),
        ("F", "radiogroup", 2),
        ("H", "radiogroup", 2),
        ("K", "text", 2),
        ("Q", "text", 2),
    ],
)
def test_arrays_become_single_questions(letter: str, kind: str, number: int) -> None:
    found = imported(table("questions", question(letter)), PARTS, ANSWERS)
    assert shape(found) == [(kind, "q_s1", "Vraag?: De bus"), (kind, "q_s2", "Vraag?: De trein")]
    assert told(found) == [("G1 / q", "series")]


def test_a_dual_scale() -> None:
    answers = table("answers", answer("A", "Soms"), answer("B", "Goed", scale_id=1))
    headers = table(
        "question_attributes", attribute("dualscale_headerA", "Hoe vaak"), attribute("dualscale_headerB", "Hoe goed")
    )
    found = imported(table("questions", question("1")), table("subquestions", part("s1", "De bus")), answers, headers)
    assert shape(found) == [
        ("radiogroup", "q_s1_0", "Vraag?: De bus – Hoe vaak"),
        ("radiogroup", "q_s1_1", "Vraag?: De bus – Hoe goed"),
    ]
    assert [one["choices"][0]["value"] for one in elements(found)] == ["A", "B"]


@pytest.mark.parametrize("letter", [";", ":"])
def test_a_grid_is_asked_cell_by_cell(letter: str) -> None:
    parts = table("subquestions", part("r1", "Rij"), part("k1", "Kolom", scale_id=1))
    [element] = elements(imported(table("questions", question(letter)), parts))
    assert (element["name"], element["title"], element.get("inputType")) == (
        "q_r1_k1",
        "Vraag?: Rij – Kolom",
        "number" if letter == ":" else None,
    )


def test_a_list_with_comment_asks_why_too() -> None:
    found = imported(table("questions", question("O")), ANSWERS)
    assert shape(found) == [("radiogroup", "q", "Vraag?"), ("comment", "q_comment", "Vraag? – Licht toe")]


@pytest.mark.parametrize(("letter", "code"), [("I", "left_out"), ("Z", "type_unknown")])
def test_what_is_left_out_is_told(letter: str, code: str) -> None:
    found = imported(table("questions", question("S", "a"), question(letter)))
    assert [one["name"] for one in elements(found)] == ["a"]
    assert told(found) == [("G1 / q", code)]


def test_words_lose_their_mark_up_and_whatever_acts() -> None:
    words = "<p>Zie <a href='javascript:alert(1)'>hier</a></p><script>alert(1)</script>&lt;i&gt;"
    found = imported(
        table("questions", question("X", "x", question=words, help="<img src=x onerror=alert(1)>"), question("S"))
    )
    assert elements(found)[0]["title"] == "Zie hier\n<i>"
    assert "description" not in elements(found)[0]
    assert [line.values["tags"] for line in found.report if line.code == "markup"] == ["a, script", "img"]


def test_required_or_only_asked_for() -> None:
    found = imported(table("questions", question("S", "a", mandatory="Y"), question("S", "b", mandatory="S")))
    assert [one.get("isRequired") for one in elements(found)] == [True, None]
    assert told(found) == [("G1 / b", "soft")]


def test_attributes() -> None:
    rows = [
        attribute("max_num_value_n", "10"), attribute("num_value_int_only", "1"), attribute("min_num_value_n", "{a}"),
        attribute("prefix", "€"), attribute("hide_tip", "1"), attribute("time_limit_action", "1"),
    ]  # fmt: skip
    found = imported(table("questions", question("N")), table("question_attributes", *rows))
    assert elements(found) == [{"name": "q", "title": "Vraag?", **NUMBER, "max": 10, "step": 1}]
    assert [line.values["property"] for line in found.report if line.code == "property"] == [
        "min_num_value_n",
        "prefix",
    ]


def test_several_with_their_limits() -> None:
    rows = [
        attribute("min_answers", "1"),
        attribute("max_answers", "2"),
        attribute("exclude_all_others", "s2"),
        attribute("other_replace_text", "Anders"),
    ]
    [element] = elements(
        imported(table("questions", question("M", other="Y")), PARTS, table("question_attributes", *rows))
    )
    assert (element["minSelectedChoices"], element["maxSelectedChoices"], element["otherText"]) == (1, 2, "Anders")
    assert [one.get("isExclusive") for one in element["choices"]] == [None, True]


def test_hidden_questions_are_told() -> None:
    found = imported(
        table("questions", question("S", "a"), question("S")), table("question_attributes", attribute("hidden", "1"))
    )
    assert told(found) == [("G1 / q", "hidden")]


@pytest.mark.parametrize(
    ("relevance", "expression"),
    [
        ('l.NAOK == "A1"', "{l} = 'A1'"),
        ('((l.NAOK == "A1"))', "{l} = 'A1'"),
        ("7X1X1l == 'A2'", "{l} = 'A2'"),
        ('l == "-oth-"', "{l} = 'other'"),
        ("!is_empty(n)", "{n} notempty"),
        ("is_empty(n.NAOK) || n > 3", "{n} empty or {n} > 3"),
        ("n ge 2 and n lt 5", "{n} >= 2 and {n} < 5"),
        ('m_s1.NAOK == "Y"', "{m} contains 's1'"),
        ('7X1X1ms1 == "Y"', "{m} contains 's1'"),
        ("is_empty(m_s1)", "!({m} contains 's1')"),
        ('m_s1 != "Y" && !is_empty(m_s2)', "!({m} contains 's1') and {m} contains 's2'"),
        ("f_s1 == 'A1'", "{f_s1} = 'A1'"),
        ("sum(n, 2) > 1", "sum({n}, 2) > 1"),
        ("if(n > 1, 1, 0) == 1", "iif({n} > 1, 1, 0) = 1"),
    ],
)
def test_conditions(relevance: str, expression: str) -> None:
    asked = [
        question("L", "l", other="Y"),
        question("N", "n"),
        question("M", "m"),
        question("F", "f"),
        question("S", relevance=relevance),
    ]
    parts = table("subquestions", *(part(code, code, of) for of in "mf" for code in ("s1", "s2")))
    answers = table("answers", *(answer(code, code, of) for of in "lf" for code in ("A1", "A2")))
    found = imported(table("questions", *asked), parts, answers)
    assert elements(found)[-1]["visibleIf"] == expression
    assert told(found) == [("G1 / f", "series")]


@pytest.mark.parametrize(
    ("relevance", "code"),
    [
        ("regexMatch('/x/', a)", "condition_function"),
        ("TOKEN:FIRSTNAME == 'x'", "condition_function"),
        ("a.shown == 'x'", "condition_function"),
        ("nergens == 1", "condition_name"),
        ("q == 1", "condition_itself"),
        ("a = 1", "condition_unreadable"),
        ("a ==", "condition_unreadable"),
        ("(a", "condition_unreadable"),
    ],
)
def test_conditions_that_are_left_out_are_told(relevance: str, code: str) -> None:
    found = imported(table("questions", question("S", "a"), question("S", relevance=relevance)))
    assert "visibleIf" not in elements(found)[1]
    assert told(found) == [("G1 / q", code)]


def test_groups_and_parts_have_conditions_too() -> None:
    parts = table("subquestions", part("s1", "De bus", relevance="n > 1"), part("s2", "De trein", relevance="1"))
    asked = table("questions", question("N", "n", gid=2), question("A", relevance="n < 9"))
    second = table(
        "groups",
        *(
            {"gid": gid, "group_name": "Blok", "language": "nl", "grelevance": when}
            for gid, when in ((2, "1"), (1, "n > 0"))
        ),
    )
    found = imported(asked, parts, second)
    assert [page.get("visibleIf") for page in found.document["pages"]] == [None, "{n} > 0"]
    assert [one.get("visibleIf") for one in elements(found)[1:]] == ["{n} < 9 and {n} > 1", "{n} < 9"]


def test_a_page_can_not_look_at_what_is_on_it() -> None:
    found = imported(table("questions", question("N")), grelevance="q > 0")
    assert "visibleIf" not in found.document["pages"][0]
    assert told(found) == [("G1", "condition_itself")]


def test_only_what_was_chosen_before_is_asked() -> None:
    parts = table("subquestions", *(part(code, code, of) for of in "mq" for code in ("s1", "s2")))
    filter_ = table("question_attributes", attribute("array_filter", "m"))
    found = imported(table("questions", question("M", "m"), question("A")), parts, filter_)
    assert [one.get("visibleIf") for one in elements(found)[1:]] == ["{m} contains 's1'", "{m} contains 's2'"]


def test_older_conditions_stand_in_a_table_of_their_own() -> None:
    row = question("S")
    del row["relevance"]
    condition = {"qid": "1q", "cqid": "1l", "cfieldname": "7X1X1l", "method": "==", "scenario": 1}
    rows = table("conditions", {**condition, "value": "A1"}, {**condition, "value": "A2"})
    answers = table("answers", *(answer(code, code, "l") for code in ("A1", "A2")))
    found = imported(table("questions", question("L", "l"), row), answers, rows)
    assert elements(found)[1]["visibleIf"] == "{l} = 'A1' or {l} = 'A2'"


def test_equations_are_calculated() -> None:
    equation, hidden = (
        question("*", "som", question="{n * 2}"),
        table("question_attributes", attribute("hidden", "1", "som")),
    )
    found = imported(table("questions", question("N", "n"), equation, question("S", relevance="som > 4")), hidden)
    assert found.document["calculatedValues"] == [{"name": "som", "expression": "{n} * 2"}]
    assert elements(found)[1]["visibleIf"] == "{som} > 4"
    assert told(found) == [("G1 / som", "not_shown")]


def test_answers_that_count() -> None:
    answers = table("answers", answer("A1", "Een", assessment_value=3), answer("A2", "Twee", assessment_value=0))
    assessment = table("assessments", {"name": "Totaal", "scope": "T", "minimum": 0, "maximum": 3})
    found = imported(table("questions", question("L")), answers, assessment, assessments="Y")
    [element] = elements(found)
    assert [one["score"] for one in element["choices"]] == [3, 0]
    assert element["dimension"] == found.document["scoring"]["dimensions"][0]["name"] == "score"
    assert told(found) == [("assessments", "assessment")]


def test_without_assessments_nothing_counts() -> None:
    [element] = elements(
        imported(table("questions", question("L")), table("answers", answer("A1", "Een", assessment_value=3)))
    )
    assert element["choices"] == [{"value": "A1", "text": "Een"}]


def test_newer_files_keep_the_texts_apart_and_have_languages() -> None:
    row = question("L")
    del row["question"], row["language"]
    texts = table(
        "question_l10ns",
        {"qid": "1q", "question": "Wat?", "help": "Kies", "language": "nl"},
        {"qid": "1q", "question": "Quoi ?", "language": "fr"},
        {"qid": "1q", "question": "¿Qué?", "language": "es"},
    )
    answers = table("answers", {"aid": 5, "qid": "1q", "code": "A1", "scale_id": 0})
    words = table(
        "answer_l10ns", {"aid": 5, "answer": "Een", "language": "nl"}, {"aid": 5, "answer": "Un", "language": "fr"}
    )
    found = imported(table("questions", row), texts, answers, words)
    assert elements(found) == [
        {"type": "radiogroup", "name": "q", "title": {"default": "Wat?", "fr": "Quoi ?"}, "description": "Kies",
         "choices": [{"value": "A1", "text": {"default": "Een", "fr": "Un"}}]}
    ]  # fmt: skip
    assert found.document["languages"] == ["nl", "fr"]
    assert (found.document["title"], found.document["completedHtml"]) == ("Titel", "Bedankt")
    assert told(found) == [("es", "language")]


def test_what_belongs_to_the_survey_is_told() -> None:
    extra = table("quota", {"name": "Vol"}) + table("defaultvalues", {"qid": "1q", "defaultvalue": "x"})
    found = imported(table("questions", question("S", preg="/x/")), extra)
    assert [(line.where, line.code, *line.values.values()) for line in found.report] == [
        ("G1 / q", "property", "preg"),
        ("quota", "quota", "Vol"),
        ("G1 / q", "property", "defaultvalue"),
        ("surveys", "settings"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<a", "no_xml"),
        (b"<document/>", "no_limesurvey"),
        (b"<document><LimeSurveyDocType>Label set</LimeSurveyDocType></document>", "no_limesurvey"),
        (b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>", "nothing"),
    ],
)
def test_refusals(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content, "")
    assert refused.value.code == code
