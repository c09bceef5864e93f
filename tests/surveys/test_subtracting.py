"""Somebody writes down everything the public ever sees of an anonymous survey, on the page and in the API, and subtracts."""

import random
import re
from itertools import combinations, pairwise

import pytest
from django.test import Client

from surveys import services
from surveys.results.access import has_answered_url
from tests.surveys.people import COLOURS, asked, one, say, scale, several, words
from tests.surveys.test_results import AREAS, area, text

pytestmark = pytest.mark.django_db
LEAST = 10


@pytest.fixture
def survey(gent, editor):
    """With a rare branch, a question about the person and one by which scales are shown apart."""
    return asked(
        gent,
        editor,
        area(),
        scale(),
        several(),
        words(),
        one("rare", visibleIf="{area} = 'east'"),
        one("age"),
        split_by="area",
        profile=["age"],
    )


def somebody(chance: random.Random) -> dict[str, object]:
    where = chance.choices([*AREAS, None], [12, 6, 1, 1])[0]
    said = {
        "area": where,
        "mood": chance.choice([1, 2, 3, 4, 5, None]),
        "colours": chance.sample(COLOURS, chance.randint(1, 3)),
        "why": chance.choice(["x", None, None]),
        "age": chance.choices([*COLOURS, None], [8, 4, 1, 1])[0],
    }
    return said | ({"rare": chance.choice(COLOURS)} if where == "east" else {})


def seen(survey) -> dict[str, object]:
    """All that stands on the page now, as words, and in the API."""
    token = has_answered_url(survey).partition("?")[2]
    data = Client().get(f"/api/v1/surveys/{survey.pk}/results?{token}").json()
    return {"words": text(Client().get(has_answered_url(survey))), "data": data}


def sizes(state: dict) -> dict[str, int]:
    """How many people each number stands for: all, per question, per group, and who is in no group that is shown."""
    data = state["data"]
    found = {"": data["responses"]}
    for question in data["questions"]:
        if question["is_suppressed"]:
            continue
        name = question["name"]
        found[name] = question["answered"]
        for part in question["groups"]:
            found[f"{name} of {part['value']}"] = part["answered"] or 0
        if name in {"area", "age"}:
            found |= {f"{name}={value['value']}": value["count"] or 0 for value in question["values"]}
    return found


def history(survey, seed: int, many: int) -> list[dict]:
    """Every state, while people answer one by one and the folder looks each time."""
    chance, states = random.Random(seed), [seen(survey)]
    for _ in range(many):
        say(survey, **somebody(chance))
        services.fold()
        if (state := seen(survey)) != states[-1]:
            states.append(state)
    services.close(survey=survey)
    services.fold()
    return [*states, seen(survey)]


@pytest.mark.parametrize("seed", range(3))
def test_no_two_states_differ_by_fewer_than_ten_answers(survey, seed: int) -> None:
    states = history(survey, seed, 143)
    assert len(states) > 8
    for old, new in combinations([sizes(state) for state in states], 2):
        for what in old.keys() | new.keys():
            moved = new.get(what, 0) - old.get(what, 0)
            assert moved == 0 or moved >= LEAST, (what, old.get(what), new.get(what))
    final = sizes(states[-1])
    assert final[""] == 143
    assert final.get("rare", LEAST) >= LEAST


@pytest.mark.parametrize("seed", range(3))
def test_the_page_moves_only_when_the_data_does_and_says_the_same(survey, seed: int) -> None:
    states = history(survey, seed, 64)
    assert all(old["data"] != new["data"] for old, new in pairwise(states[:-1]))
    for state in states:
        for question in state["data"]["questions"]:
            if question["is_suppressed"]:
                continue
            said = f"{question['shown']} mensen zagen deze vraag: {question['answered']} antwoordden"
            assert said in state["words"]
        many = re.search(r"(\d+) antwoorde?n? ", state["words"])
        assert int(many[1]) == state["data"]["responses"]


def test_nothing_moves_for_the_last_few_before_closing(survey) -> None:
    states = history(survey, 7, 29)
    assert [state["data"]["responses"] for state in states] == [0, 10, 29]
