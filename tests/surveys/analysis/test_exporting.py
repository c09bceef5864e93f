"""Every file holds what was answered: golden files, read back with readers that are not ours."""

import csv
import json
import os
import signal
import subprocess
import sys
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pyreadstat
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys import services
from surveys.exporting.formats import registry
from surveys.exporting.formats.sav.variables import BEYOND, LEFT_OPEN, UNKNOWN
from surveys.exporting.table import table_of
from surveys.models import Export, ExportPart, Response
from surveys.persons import FILES
from surveys.views import exporting
from tests.people import member
from tests.surveys.analysis.making import DAY, ORIGIN, of, page, responded
from tests.surveys.people import asked, document, one, scale, several, words

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
LONG = "ça va « très » bien — žluťoučký 🚲 " * 60
TYPES = [
    one(showOtherItem=True, showDontKnowItem=True),
    several(),
    scale(showDontKnowItem=True),
    {"type": "rating", "rateType": "nps", "name": "nps", "title": "Would you?"},
    {"type": "text", "name": "short", "title": "In short?"},
    {"type": "text", "inputType": "number", "name": "age", "title": "How old?"},
    {"type": "text", "inputType": "date", "name": "since", "title": "Since when?"},
    words(),
    {**one("order"), "type": "ranking"},
    {"type": "place", "name": "where", "title": "Where?"},
    {"type": "file", "acceptedTypes": "image/*", "name": "photo", "title": "A photo?"},
]
FULL = {
    "colour": "other",
    "colour-Comment": "=SUM(A1)",
    "colours": ["red", "blue"],
    "mood": 4,
    "nps": 0,
    "short": "@home",
    "age": -2.5,
    "since": "2020-02-29",
    "why": LONG,
    "order": ["blue", "red"],
    "where": {"lat": 51.05, "lon": 3.72, "place": "drongen"},
    "photo": "0b0f9d3a-2d5c-4d53-9f4f-6a3f3c7b1a11",
}
OPEN = {name: None for name in FULL if name != "colour-Comment"}
PART = {"colour": "dontknow", "mood": "dontknow", "short": "+32", "why": 'He said: "no",\nand left; é'}
IDS = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(4)]


@pytest.fixture
def survey(gent, editor):
    survey = asked(gent, editor, *TYPES)
    for key, answers in zip(IDS, (FULL, OPEN, {}, PART), strict=True):
        made = Response(pk=key, survey=survey, version=survey.version, answers=answers, day=DAY, channel="paper")
        made.save()
    return survey


@pytest.fixture
def staff(editor) -> Client:
    return of(editor)


def download(client: Client, survey, form: str, language: str = "nl") -> bytes:
    answer = client.post(page(survey, "uitvoer"), {"vorm": form, "taal": language}, **ORIGIN)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{survey.slug}-')
    return b"".join(answer.streaming_content)


def rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def rows_of_xlsx(content: bytes) -> list[list]:
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    return [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]


def of_sav(content: bytes, folder: Path, **how):
    path = folder / "export.sav"
    path.write_bytes(content)
    return pyreadstat.read_sav(str(path), output_format="dict", **how)


def golden(name: str, found: object) -> None:
    """What stands in the golden file; it is renewed with RENEW=1."""
    path = GOLDEN / name
    text = json.dumps(found, ensure_ascii=False, indent=1, default=str) + "\n"
    if os.environ.get("RENEW"):
        path.write_text(text)
    assert path.read_text() == text


def test_csv(survey, staff) -> None:
    golden("csv.json", rows_of_csv(download(staff, survey, "csv")))


def test_xlsx(survey, staff) -> None:
    golden("xlsx.json", rows_of_xlsx(download(staff, survey, "xlsx", "fr")))


def test_json_lines(survey, staff) -> None:
    lines = [json.loads(line) for line in download(staff, survey, "jsonl").decode().splitlines()]
    assert [line["answers"] for line in lines] == [FULL, OPEN, {}, PART]
    golden("jsonl.json", lines)


def test_sav(survey, staff, tmp_path) -> None:
    found, meta = of_sav(download(staff, survey, "sav"), tmp_path, user_missing=True)
    golden("sav.json", {"values": found, "columns": meta.column_names_to_labels, "labels": meta.variable_value_labels})
    assert meta.missing_ranges["mood"] == [{"lo": code, "hi": code} for code in (LEFT_OPEN, UNKNOWN)]
    assert found["why"][0] == LONG.strip()
    assert found["age"][:2] == [-2.5, BEYOND]
    assert found["since"][0] == date(2020, 2, 29)
    left, _ = of_sav(download(staff, survey, "sav"), tmp_path)
    assert left["mood"] == [4, None, None, None]


def test_nothing_that_people_typed_is_a_formula(survey, staff) -> None:
    for rows in (rows_of_csv(download(staff, survey, "csv")), rows_of_xlsx(download(staff, survey, "xlsx"))):
        texts = [cell for row in rows for cell in row if isinstance(cell, str) and not cell.startswith("-2")]
        assert [cell for cell in texts if cell[:1] in {"=", "+", "-", "@"}] == []
        assert {"'=SUM(A1)", "'@home", "'+32"} <= set(texts)


@pytest.mark.parametrize("form", [one.key for one in registry])
def test_an_empty_survey_is_a_head_without_rows(gent, editor, staff, tmp_path, form: str) -> None:
    content = download(staff, asked(gent, editor, *TYPES, title="Leeg"), form)
    if form == "sav":
        found, meta = of_sav(content, tmp_path)
        assert (meta.number_rows, {len(one) for one in found.values()}) == (0, {0})
    else:
        rows = {"csv": rows_of_csv, "xlsx": rows_of_xlsx, "jsonl": bytes.splitlines}[form](content)
        assert len(rows) == (form != "jsonl")


def test_versions_are_put_together_by_name(survey, editor, staff) -> None:
    changed = document({**one(), "choices": [{"value": "purple", "text": "Purple"}]}, words("more"))
    survey = services.revise(survey=survey, revision=survey.revision, document=changed)
    survey = services.publish(survey=survey, revision=survey.revision, by=editor)
    responded(survey, {"colour": "purple", "more": "x"})
    head, *rows = rows_of_csv(download(staff, survey, "csv"))
    assert (head[5], head[7], len(rows)) == ("Which colour?", "more?", 5)
    assert max((row[1], row[5], row[7]) for row in rows) == ("2", "Purple", "x")


def test_rows_lie_in_the_order_of_numbers_drawn_by_lot(gent, editor, staff) -> None:
    survey = asked(gent, editor, words())
    responded(survey, *[{"why": str(number)} for number in range(50)])
    rows = rows_of_csv(download(staff, survey, "csv"))[1:]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert [row[5] for row in rows] != [str(number) for number in range(50)]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300).map(str.strip).filter(bool)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "why": st.none() | TEXT | TEXT.map(lambda text: text * 9),
                "mood": st.none() | st.integers(1, 5),
                "age": st.none() | st.integers(-10_000, 10_000) | st.floats(-1e14, 1e14, allow_nan=False),
            },
        ),
        max_size=20,
    )
)
def test_spss_reads_what_was_said(survey, tmp_path, said) -> None:
    Response.objects.all().delete()
    responded(survey, *said)
    path = tmp_path / "export.sav"
    assert registry.get("sav").write(table_of(survey, "nl"), path) == len(said)
    found, _ = pyreadstat.read_sav(str(path), output_format="dict")
    kept = {str(key): answers for key, answers in Response.objects.values_list("pk", "answers")}
    for at, key in enumerate(found["id"]):
        answers = kept[key]
        assert found["why"][at] == (answers.get("why") or "").rstrip()
        assert (found["mood"][at], found["age"][at]) == (answers.get("mood"), answers.get("age"))


def test_a_large_file_is_asked_for_and_written_by_the_worker(survey, staff, monkeypatch) -> None:
    monkeypatch.setattr(exporting, "responses_of", lambda _survey: exporting.AT_ONCE + 1)
    for _ in range(2):  # pressed twice
        answer = staff.post(page(survey, "uitvoer"), {"vorm": "csv", "taal": "nl"}, **ORIGIN)
        assert answer["Location"] == page(survey, "uitvoer") + "#bestanden"
    [export] = Export.objects.all()
    address = page(survey, f"uitvoer/{export.pk}")
    assert "wacht op zijn beurt" in staff.get(page(survey, "uitvoer")).content.decode()
    assert staff.get(address).status_code == 404
    monkeypatch.setattr(services.asking_files, "PART_BYTES", 100)
    assert services.write_files() == 1
    answer = staff.get(address)
    content = b"".join(answer.streaming_content)
    assert (int(answer["Content-Length"]), export.parts.count()) == (len(content), -(-len(content) // 100))
    golden("csv.json", rows_of_csv(content))
    assert address in staff.get(page(survey, "uitvoer")).content.decode()
    assert services.write_files() == 0


def test_what_fails_three_times_is_said_to_have_failed(survey, staff, editor, monkeypatch) -> None:
    services.ask_file(survey=survey, form="csv", language="nl", by=editor)
    monkeypatch.setattr(services.asking_files, "table_of", lambda *_: 1 / 0)
    states = []
    for _ in range(4):
        services.write_files()
        states.append(Export.objects.get().state)
    assert states == ["running", "running", "failed", "failed"]
    assert "Dit lukte niet" in staff.get(page(survey, "uitvoer")).content.decode()
    assert ExportPart.objects.count() == 0


DIES = """
import os, signal, django
django.setup()
from surveys.services import asking_files
asking_files._keep = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
asking_files.write_files()
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_leaves_no_file_and_the_next_one_begins_anew(survey, staff, editor) -> None:
    services.ask_file(survey=survey, form="csv", language="nl", by=editor)
    killed = subprocess.run([sys.executable, "-c", DIES], env=environment(), capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert (Export.objects.get().state, ExportPart.objects.count()) == ("running", 0)
    assert "wordt geschreven" in staff.get(page(survey, "uitvoer")).content.decode()
    assert services.write_files() == 1
    assert Export.objects.get().state == "ready"


def environment() -> dict[str, str]:
    from django.db import connection
    from psycopg.conninfo import make_conninfo

    settings = connection.settings_dict
    parts = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"], "dbname": settings["NAME"]}
    url = make_conninfo(**{key: value for key, value in parts.items() if value})
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "participatie.settings"}


def test_only_who_writes_surveys_here_gets_files(gent, leuven, survey, moderator, neighbour, editor) -> None:
    export = services.ask_file(survey=survey, form="csv", language="nl", by=editor)
    services.write_files()
    address = page(survey, f"uitvoer/{export.pk}")
    people = [member(gent, "manager", "bas"), moderator, member(leuven, "editor", "els"), neighbour]
    assert [of(person).get(address).status_code for person in people] == [200, 403, 404, 404]
    other = asked(gent, editor, one(), title="Andere")
    assert of(editor).get(page(other, f"uitvoer/{export.pk}")).status_code == 404


def test_a_wrong_form_says_so(survey, staff) -> None:
    answer = staff.post(page(survey, "uitvoer"), {"vorm": "pdf", "taal": "nl"}, **ORIGIN)
    assert (answer.status_code, "Er is iets niet in orde" in answer.content.decode()) == (422, True)


def test_files_are_dropped_after_a_week(survey, editor) -> None:
    from datetime import timedelta

    from django.utils.timezone import now

    services.ask_file(survey=survey, form="csv", language="nl", by=editor)
    assert [one["format"] for one in FILES.export(editor)] == ["csv"]
    assert [FILES.forget(now() + timedelta(days=days)) for days in (6, 8)] == [0, 1]


def test_who_asked_for_a_file_is_forgotten_on_request(survey, editor) -> None:
    services.ask_file(survey=survey, form="csv", language="nl", by=editor)
    FILES.erase(editor)
    assert [Export.objects.get().asked_by, *FILES.export(editor)] == [None]
