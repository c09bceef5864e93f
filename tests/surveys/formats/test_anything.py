"""Whatever stands in the cells of a form: a document that keeps to the schema, or a sentence."""

import csv
import io
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.definition.shape import misshapen
from surveys.formats import Refused
from surveys.formats.limesurvey import read as read_limesurvey
from surveys.formats.limesurvey.questions import QUESTIONS as LETTERS
from surveys.formats.xlsform import read as read_xlsform

LIBERAL = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LETTERED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
cells = st.one_of(
    st.just(""),
    st.sampled_from(["a", "b", "l", "1", "-1", "1e400", "nan", "yes", "true()", "other", "dontknow", "${a} = 1", "selected(${a}, 'b')",
                     ". >= 1", "count-selected(.) <= 2", ". mod 0 = 0", "likert", "nps", "field-list", "start=0 end=0 step=0", "name = 'a'"]),
    LETTERED,
)  # fmt: skip
TYPES = ["text", "integer", "select_one l", "select_multiple l", "rank l", "select_one l or_other", "begin group", "end group", "begin repeat",
         "end repeat", "range", "calculate", "note", "date", "acknowledge", "audio", ""]  # fmt: skip
COLUMNS = [
    "name",
    "label",
    "label::French (fr)",
    "hint",
    "relevant",
    "required",
    "constraint",
    "calculation",
    "choice_filter",
    "appearance",
    "parameters",
    "disabled",
]


def told(read: Any, content: bytes) -> None:
    try:
        imported = read(content, "")
    except Refused as error:
        assert str(error)
    else:
        assert misshapen(imported.document) == []
        assert all(line.sentence for line in imported.report)


@given(
    st.lists(st.tuples(st.sampled_from(TYPES), *[cells] * len(COLUMNS)), max_size=6),
    st.lists(st.tuples(st.just("l"), *[cells] * 3), max_size=4),
)
@LIBERAL
def test_any_workbook(survey: list[tuple[str, ...]], choices: list[tuple[str, ...]]) -> None:
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerows([["survey"], ["", "type", *COLUMNS], *(["", *row] for row in survey)])
    rows.writerows([["choices"], ["", "list_name", "name", "label", "filter"], *(["", *row] for row in choices)])
    told(read_xlsform, written.getvalue().encode())


KEYS = ["title", "question", "help", "language", "relevance", "other", "mandatory", "scale_id", "preg"]
CELLS = st.one_of(
    st.sampled_from(["q", "nl", "fr", "Y", "1", "0", "-1", "x > 1", "q_1 == 'Y'", "<b>x</b>", "&amp;"]), LETTERED
)
rows_ = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, CELLS)), max_size=3)
ATTRIBUTES = ["min_answers", "max_answers", "array_filter", "min_num_value_n", "max_num_value_n", "num_value_int_only", "maximum_chars", "hidden",
              "exclude_all_others", "other_replace_text", "equation", "numbers_only"]  # fmt: skip


def table(name: str, rows: list[dict[str, str]]) -> str:
    written = ("".join(f"<{key}>{escape(value)}</{key}>" for key, value in row.items()) for row in rows)
    return f"<{name}><rows>{''.join(f'<row>{row}</row>' for row in written)}</rows></{name}>"


@given(
    st.lists(st.sampled_from([*LETTERS, "*", "I"]), min_size=1, max_size=3),
    rows_,
    rows_,
    rows_,
    st.dictionaries(st.sampled_from(ATTRIBUTES), CELLS, max_size=4),
)
@LIBERAL
def test_any_dump(letters: list[str], own: Any, parts: Any, answers: Any, attributes: dict[str, str]) -> None:
    asked = [
        {**(own[at] if at < len(own) else {}), "qid": str(at), "gid": "1", "type": letter}
        for at, letter in enumerate(letters)
    ]
    listed = [{**one, "qid": f"s{at}", "parent_qid": "0"} for at, one in enumerate(parts)]
    tables = [
        table("groups", [{"gid": "1", "group_name": "G"}]),
        table("questions", asked),
        table("subquestions", listed),
        table(
            "answers",
            [{**one, "qid": "0", "code": one.get("title", ""), "answer": one.get("question", "")} for one in answers],
        ),
        table(
            "question_attributes", [{"qid": "0", "attribute": key, "value": value} for key, value in attributes.items()]
        ),
    ]
    told(
        read_limesurvey, f"<document><LimeSurveyDocType>Survey</LimeSurveyDocType>{''.join(tables)}</document>".encode()
    )
