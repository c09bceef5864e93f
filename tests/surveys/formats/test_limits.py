"""Files that were made to keep us busy end in a sentence, in time."""

import io
import zipfile

import pytest
from xlsxwriter import Workbook

from surveys.formats import Refused, limits
from surveys.formats.limits import import_in_limits
from tests.surveys.making import SHARED, needs_shared

FORM = b"survey\n,type,name,label::Nederlands (nl)\n,text,a,Hallo\n"


def refusal(key: str, name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        import_in_limits(key, name, content)
    return refused.value.code


def workbook(rows: int) -> bytes:
    written = io.BytesIO()
    with Workbook(written) as book:
        sheet = book.add_worksheet("survey")
        sheet.write_row(0, 0, ["type", "name", "label"])
        for row in range(rows):
            sheet.write_row(row + 1, 0, ["text", f"q{row}", "?"])
    return written.getvalue()


def unfolding(part: str, start: bytes, filler: bytes, end: bytes) -> bytes:
    """A workbook of which one part is 600 MB of the same."""
    source, bomb = zipfile.ZipFile(io.BytesIO(workbook(2))), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            if name != part:
                made.writestr(name, source.read(name))
        with made.open(part, "w", force_zip64=True) as unfolded:
            unfolded.write(start)
            for _number in range(600):
                unfolded.write(filler * (1_000_000 // len(filler)))
            unfolded.write(end)
    return bomb.getvalue()


NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_an_ordinary_file() -> None:
    imported = import_in_limits("xlsform", "form.csv", FORM)
    assert [one["title"] for one in imported.document["pages"][0]["elements"]] == ["Hallo"]
    assert imported.report == ()


def test_the_report_comes_along() -> None:
    [line] = import_in_limits("xlsform", "form.csv", FORM.replace(b",a,", b",1 a,")).report
    assert (line.where, line.code, line.values) == ("survey 2", "renamed", {"old": "1 a", "new": "q_1_a"})
    assert str(line.sentence)


def test_a_file_that_is_too_large() -> None:
    assert refusal("surveyjs", "a.json", b" " * (limits.MOST_BYTES + 1)) == "too_large"


def test_a_file_of_another_kind() -> None:
    assert refusal("surveyjs", "a.xlsx", b"{}") == "ending"


def test_a_workbook_that_unfolds_beyond_its_memory(monkeypatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 6)
    strings = unfolding(
        "xl/sharedStrings.xml", b"<sst %s>" % NAMESPACE, b"<si><t>%s</t></si>" % (b"a" * 1000), b"</sst>"
    )
    assert len(strings) < limits.MOST_BYTES
    assert refusal("xlsform", "bomb.xlsx", strings) in {"time", "memory"}


def test_one_cell_beyond_its_memory(monkeypatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 10)
    cell = unfolding("xl/sharedStrings.xml", b"<sst %s><si><t>" % NAMESPACE, b"a" * 1000, b"</t></si></sst>")
    assert refusal("xlsform", "bomb.xlsx", cell) in {"time", "memory"}


def test_too_many_rows(monkeypatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 60)  # on a busy machine reading alone takes long
    assert refusal("xlsform", "a.xlsx", workbook(30_000)) == "too_many_rows"


def test_entities_are_not_read() -> None:
    laughs = b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
    doctype = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + laughs + b"]>"
    assert refusal("limesurvey", "a.lss", doctype + b"<document>&j;</document>") == "entities"
    assert refusal("limesurvey", "a.lss", b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><document/>') == "entities"


@pytest.mark.parametrize("content", [b"[" * 1_000_000, b'{"pages":' * 100_000])
def test_endless_depth(content: bytes) -> None:
    assert refusal("surveyjs", "a.json", content) == "no_json"


def test_panels_in_panels() -> None:
    deep = b'{"pages":[{"elements":[%s{"type":"text","name":"a"}%s]}]}' % (
        b'{"type":"panel","elements":[' * 300,
        b"]}" * 300,
    )
    [page] = import_in_limits("surveyjs", "a.json", deep).document["pages"]
    assert [one["name"] for one in page["elements"]] == ["a"]


def test_endless_depth_of_xml() -> None:
    assert refusal("limesurvey", "a.lss", b"<a>" * 3_000_000) in {"memory", "no_xml"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "broken"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "broken"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.csv", b"naam;leeftijd\njan;5\n", "no_workbook"),
    ],
)
def test_workbooks_that_are_none(name: str, content: bytes, code: str) -> None:
    assert refusal("xlsform", name, content) == code


@needs_shared
def test_a_workbook_with_the_wrong_ending_is_read_by_its_content() -> None:
    [path] = (SHARED / "xlsform").glob("odk-samples__*.xlsx")
    assert len(import_in_limits("xlsform", path.name, path.read_bytes()).document["pages"]) == 11
