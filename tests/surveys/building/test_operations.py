"""What staff do to a document, as properties: the result keeps the schema, and there and back is where it was."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.building.comparing import changes_between, gone_choices
from surveys.building.conditions import expression_of, rules_of
from surveys.building.identity import name_for, names_in, value_for
from surveys.building.kinds import BASES, Choice, Typed, composed
from surveys.building.ordering import (
    DOWN,
    UP,
    NoSuchPart,
    add_page,
    add_question,
    change_page,
    change_question,
    in_profile,
    move_page,
    move_question,
    page_in,
    question_in,
    remove_page,
    remove_question,
)
from surveys.building.starting import add_profile, copied, empty
from surveys.building.wording import in_languages, translated, worded
from surveys.definition import Definition
from surveys.definition.checks import problems
from surveys.definition.shape import misshapen
from surveys.logic import parsed
from surveys.logic.values import key
from tests.surveys.documents import documents
from tests.surveys.people import document, one, words

Document = dict[str, Any]
ways = st.sampled_from([UP, DOWN])
# Whole surveys take their time to make up, more so where several tests run at once.
thorough = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


def questions_of(made: Document) -> list[str]:
    return [one["name"] for page in made["pages"] for one in page["elements"]]


@thorough
@given(st.data(), documents(), ways)
def test_a_question_that_moves_and_moves_back_is_where_it_was(data, made: Document, by: int) -> None:
    name, before = data.draw(st.sampled_from(questions_of(made))), deepcopy(made)
    moved = move_question(made, name, by)
    assert made == before, "what is given never changes"
    assert misshapen(moved) == []
    assert sorted(questions_of(moved)) == sorted(questions_of(made))
    is_at_end = moved == made
    assert is_at_end or move_question(moved, name, -by) == made


@thorough
@given(st.data(), documents(), ways)
def test_a_section_that_moves_and_moves_back_is_where_it_was(data, made: Document, by: int) -> None:
    name = data.draw(st.sampled_from([page["name"] for page in made["pages"]]))
    moved = move_page(made, name, by)
    assert misshapen(moved) == []
    assert moved == made or move_page(moved, name, -by) == made


@thorough
@given(st.data(), documents())
def test_what_is_removed_is_gone_and_nothing_else(data, made: Document) -> None:
    name, page = data.draw(st.sampled_from(questions_of(made))), data.draw(st.sampled_from(made["pages"]))
    without = remove_question(made, name)
    assert questions_of(without) == [one for one in questions_of(made) if one != name]
    assert name not in without.get("profile", [])
    emptied = remove_page(made, page["name"])
    gone = {one["name"] for one in page["elements"]}
    assert questions_of(emptied) == [one for one in questions_of(made) if one not in gone]
    assert misshapen(without) == misshapen(emptied) == []


@thorough
@given(documents(), texts, st.sampled_from(sorted(BASES)))
def test_what_is_added_stands_at_the_end_under_a_name_of_its_own(made: Document, title: str, kind: str) -> None:
    name = name_for(title, names_in([made]), otherwise="vraag")
    assert name.lower() not in names_in([made])
    choices = (Choice("a", number=1), Choice("a", number=2))
    element = composed({"name": name}, Typed(kind, title, choices=choices))
    last = made["pages"][-1]["name"]
    added = add_question(made, last, element)
    assert questions_of(added) == [*questions_of(made), name]
    assert misshapen(added) == []
    assert remove_question(added, name) == made
    page = {"name": name, "elements": []}
    assert remove_page(add_page(made, page), name) == made


@thorough
@given(st.data(), documents())
def test_a_question_in_its_own_place_changes_nothing(data, made: Document) -> None:
    name = data.draw(st.sampled_from(questions_of(made)))
    assert change_question(made, name, question_in(made, name)) == made
    page = data.draw(st.sampled_from(made["pages"]))["name"]
    assert change_page(made, page, {**page_in(made, page), "elements": []}) == made
    assert in_profile(made, name, is_in=name in made.get("profile", [])) == made


@pytest.mark.parametrize("operation", [move_question, move_page])
def test_what_is_not_there_is_said(operation) -> None:
    with pytest.raises(NoSuchPart):
        operation(document(), "nowhere", UP)
    with pytest.raises(NoSuchPart):
        add_question(document(), "nowhere", one())


@thorough
@given(st.lists(texts, max_size=12))
def test_values_can_be_told_apart_whatever_was_typed(typed: list[str]) -> None:
    choices = tuple(Choice(text or "x") for text in typed) or (Choice("x"),)
    made = composed({"name": "a"}, Typed("one", "?", choices=choices))
    assert len({key(one["value"]) for one in made["choices"]}) == len(choices)
    assert problems(document(made)) == [
        one for one in problems(document(made)) if "text" in one.sentence or "tekst" in one.sentence
    ]


def test_a_value_is_never_what_another_one_was() -> None:
    assert value_for("Rood", ["rood"]) == "rood-2"
    assert value_for("other", []) == "other-2"
    assert value_for("☃", []) == "keuze"
    assert value_for("01", ["1"]) == "01"


@thorough
@given(documents())
def test_translations_are_put_where_they_belong(made: Document) -> None:
    said = {one.place: {"en": f"en {at}"} for at, one in enumerate(worded(made))}
    spoken = in_languages(made, ["en"] if made["locale"] != "en" else [])
    assert misshapen(spoken) == problems(spoken) == []
    if made["locale"] == "en":
        return
    after = translated(spoken, said)
    assert misshapen(after) == []
    assert [one.text.others for one in worded(after)] == [{"en": f"en {at}"} for at in range(len(said))]
    assert translated(after, {place: {"en": ""} for place in said}) == translated(
        spoken, {place: {"en": ""} for place in said}
    )


@thorough
@given(documents())
def test_every_text_is_found_once(made: Document) -> None:
    known = sorted(text.default for _place, text in Definition.of(made).texts() if text)
    assert sorted(one.text.default for one in worded(made)) == known


@thorough
@given(documents())
def test_conditions_that_can_be_chosen_are_read_back_as_they_were(made: Document) -> None:
    definition = Definition.of(made)
    written = [one.visible_if for one in definition.questions if one.visible_if]
    for expression in written:
        condition = rules_of(expression, definition)
        if condition is not None:
            again = expression_of(condition, definition)
            assert parsed(again) == parsed(expression)
            assert rules_of(again, definition) == condition


@pytest.mark.parametrize(
    "expression",
    [
        "{colour} = 'red' and ({why} notempty or {colour} = 'blue')",
        "{colour} = {why}",
        "{colour} + 1 = 2",
        "{nowhere} = 'red'",
        "{colour} = 'purple'",
        "not {colour} = 'red'",
        "{colour} =",
    ],
)
def test_an_expression_that_says_more_can_not_be_chosen(expression: str) -> None:
    definition = Definition.of(document(one(), words()))
    assert rules_of(expression, definition) is None


def test_an_empty_survey_keeps_the_schema_and_gets_a_profile() -> None:
    made = add_profile(empty("Park"))
    assert misshapen(made) == problems(made) == []
    assert made["profile"] == ["leeftijd", "waar_je_woont"]
    assert misshapen(copied(made, "Ander")) == []


def test_what_a_new_version_changes_is_told() -> None:
    before = document(one("a"), one("b"), words("c"), words("d"))
    b = {**one("b"), "title": "B?", "choices": one("b")["choices"][1:]}
    after = document(one("a"), b, {**words("c"), "isRequired": True}, words("e"))
    changes = changes_between(before, after)
    assert changes == (("e?",), ("d?",), ("B?",), ("B?", "c?"))
    assert gone_choices(before, after) == [("Which b?", "Red")]
