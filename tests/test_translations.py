"""Every text on screen is there in Dutch, French and German, whole."""

import re
from collections import Counter

import polib
import pytest

from tests.texts import ROOT, texts

PLACE = re.compile(r"%\(\w+\)s|%s|\{\w+\}")


@pytest.fixture(scope="module")
def wanted() -> dict[tuple[str, str], str]:
    return {(text.msgid, text.plural): text.place for text in texts()}


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_nothing_is_missing(language: str, wanted) -> None:
    entries = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    there = {(entry.msgid, entry.msgid_plural) for entry in entries if entry.translated() and not entry.fuzzy}
    assert {key: place for key, place in wanted.items() if key not in there} == {}
    assert [entry.msgid for entry in entries if (entry.msgid, entry.msgid_plural) not in wanted] == []
    assert [msgid for msgid, many in Counter(entry.msgid for entry in entries).items() if many > 1] == []


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_the_places_to_fill_in_are_the_same(language: str) -> None:
    for entry in polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")):
        asked = set(PLACE.findall(entry.msgid + entry.msgid_plural))
        for said in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            assert set(PLACE.findall(said)) == asked, entry.msgid


def test_texts_are_found_at_all(wanted) -> None:
    assert len(wanted) > 300
