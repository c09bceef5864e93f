"""Every format keeps the contract of the registry; every line has a sentence."""

import re

import pytest
from django.utils.translation import override

from surveys.formats import Line, Refused, for_file, readable, registry, writable
from surveys.formats.sentences import REFUSALS, SENTENCES
from tests.texts import ROOT

CODE = re.compile(r"""(?:say\(|Refused\()[^)]*?"([a-z_]+)"|"([a-z_]+)" if |else "([a-z_]+)"|: "([a-z_]+)"[,}]""")
SOURCES = "".join(
    path.read_text() for path in sorted((ROOT / "surveys" / "formats").rglob("*.py")) if path.name != "sentences.py"
)


def test_the_formats() -> None:
    assert [one.key for one in readable()] == ["xlsform", "surveyjs", "limesurvey"]
    assert [one.key for one in writable()] == ["xlsform", "surveyjs"]
    endings = [ending for one in registry for ending in one.endings]
    assert len(endings) == len(set(endings))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("a.xlsx", "xlsform"),
        ("A.XLS", "xlsform"),
        ("b.csv", "xlsform"),
        ("c.json", "surveyjs"),
        ("d.lss", "limesurvey"),
        ("e.lsg", "limesurvey"),
    ],
)
def test_a_file_is_known_by_its_ending(name: str, key: str) -> None:
    assert for_file(name).key == key


def test_other_files_are_not_known() -> None:
    assert for_file("a.pdf") is None


@pytest.mark.parametrize("format_", registry, ids=lambda one: one.key)
@pytest.mark.parametrize("content", [b"", b"\x00", b"<a/>", b"{}", b"[]", b"nul", b"PK\x03\x04", b"\xff\xfe" * 10])
def test_what_is_no_survey_is_refused_with_a_sentence(format_, content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        format_.read(content, "")
    assert str(refused.value).endswith((".", "”"))


@pytest.mark.parametrize("code", [*SENTENCES, *REFUSALS])
def test_every_code_is_used(code: str) -> None:
    assert f'"{code}"' in SOURCES


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_a_line_speaks_the_language_of_the_moment(language: str) -> None:
    line = Line("survey 2", "renamed", {"old": "a b", "new": "a_b"})
    with override("en"):
        english = line.sentence
    with override(language):
        assert line.sentence != english
        assert "a_b" in line.sentence
