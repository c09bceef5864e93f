"""What counts as one word when two texts are compared. The browser test of the correct page runs the same corpus."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipalities.templatetags.page import WORDS, was_becomes
from tests.fixtures import WORDS_CORPUS

CORPUS = json.loads(WORDS_CORPUS.read_text())


@pytest.mark.parametrize(("text", "words"), CORPUS["words"])
def test_a_number_a_time_a_date_and_an_address_are_one_word(text: str, words: list[str]) -> None:
    assert WORDS.findall(text) == words


@pytest.mark.parametrize(("was", "becomes", "old", "new"), CORPUS["changes"])
def test_what_changed_is_marked_word_by_word(was: str, becomes: str, old: str, new: str) -> None:
    assert was_becomes(was, becomes) == (old, new)


@given(st.text())
def test_no_character_is_lost(text: str) -> None:
    assert "".join(WORDS.findall(text)) == text
