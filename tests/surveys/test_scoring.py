"""From answers to scores between 0 and 100."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import Definition, Question
from surveys.definition.scoring import score_of, scores
from tests.surveys.making import asks, document, one, scale


def scored(name, *pairs, kind="radiogroup", **more):
    listed = [
        {"value": value, "text": value, **({"score": score} if score != "none" else {})} for value, score in pairs
    ]
    return asks(kind, name, choices=listed, **more)


SAMM = [("no", 0), ("some", 0.25), ("half", 0.5), ("most", 1), ("na", None), ("none", "none")]
STEPS = [{"value": value, "text": "x", "score": score} for value, score in ((1, 0), (2, 3), (3, 4))]
WORTH = [
    (scored("q", *SAMM), "no", 0),
    (scored("q", *SAMM), "some", 25),
    (scored("q", *SAMM), "most", 100),
    (scored("q", *SAMM), "na", None),
    (scored("q", *SAMM), "none", None),
    (scored("q", *SAMM, showOtherItem=True), "other", None),
    (scored("q", *SAMM, showDontKnowItem=True), "dontknow", None),
    (scored("q", *SAMM), None, None),
    (scored("q", ("a", -1), ("b", 2)), "a", 0),
    (scored("q", ("a", -1), ("b", 0)), "b", None),
    (scored("q", ("a", 1), ("b", 3), ("c", -2), kind="checkbox"), ["a"], 25),
    (scored("q", ("a", 1), ("b", 3), ("c", -2), kind="checkbox"), ["a", "b"], 100),
    (scored("q", ("a", 1), ("b", 3), ("c", -2), kind="checkbox"), ["b", "c"], 25),
    (scored("q", ("a", 1), ("b", 3), ("c", -2), kind="checkbox"), ["a", "c"], 0),
    (scored("q", ("a", 1), kind="ranking"), ["a"], None),
    (scale("q", 1, 2, 3, 4, 5), 1, 0),
    (scale("q", 1, 2, 3, 4, 5), 4, 75),
    (scale("q", -1, 0, 1), 0, 50),
    (scale("q", 1, 2, showDontKnowItem=True), "dontknow", None),
    (asks("rating", "q", rateValues=STEPS), 2, 75),
    (asks("rating", "q", rateType="nps"), 7, 70),
    (asks("text", "q"), "veel", None),
]


@pytest.mark.parametrize(("asked", "answer", "expected"), WORTH)
def test_a_question(asked, answer, expected):
    assert score_of(Question.of(asked), answer) == expected


BANDS = [{"from": 50, "title": "Goed"}, {"from": 0, "title": "Zwak", "advice": "Begin klein."}]
TREE = document(
    scale("own", dimension="top"),
    scale("left1", dimension="left"),
    scale("left2", dimension="left"),
    scale("right1", dimension="right"),
    scale("apart"),
    scoring={
        "dimensions": [
            {
                "name": "top",
                "title": "Top",
                "bands": BANDS,
                "dimensions": [{"name": "left", "title": "Links", "weight": 2}, {"name": "right", "title": "Rechts"}],
            },
            {"name": "empty", "title": "Leeg", "bands": BANDS},
        ]
    },
)


def told(found):
    return [
        (one.dimension.name, one.value, one.answered, one.band and one.band.title.default, told(one.scores))
        for one in found
    ]


def test_a_tree():
    answers = {"own": 1, "left1": 5, "left2": 3, "right1": 2, "apart": 5}
    assert told(scores(Definition.of(TREE), answers)) == [
        ("top", (0 + 75 * 2 + 25) / 4, 4, "Zwak", [("left", 75, 2, None, []), ("right", 25, 1, None, [])]),
        ("empty", None, 0, None, []),
    ]


def test_what_is_not_applicable_counts_nowhere():
    assert told(scores(Definition.of(TREE), {"left1": 5, "left2": None})) == [
        ("top", 100, 1, "Goed", [("left", 100, 1, None, []), ("right", None, 0, None, [])]),
        ("empty", None, 0, None, []),
    ]


def test_a_band_has_its_advice():
    [top, _empty] = scores(Definition.of(TREE), {"own": 2})
    assert (top.value, top.band.title.default, top.band.advice.default) == (25, "Zwak", "Begin klein.")


def test_a_survey_without_scoring_has_no_scores():
    assert scores(Definition.of(document(one("q"))), {"q": "a"}) == ()


step = st.sampled_from([None, 1, 2, 3, 4, 5])


@given(
    st.fixed_dictionaries(dict.fromkeys(["own", "left1", "left2", "right1"], step)), st.sampled_from(["own", "left1"])
)
def test_a_score_lies_between_0_and_100_and_a_better_answer_never_lowers_it(answers, name):
    definition = Definition.of(TREE)
    before = scores(definition, answers)[0].value
    assert before is None or 0 <= before <= 100
    if answers[name] is not None and before is not None:
        assert scores(definition, {**answers, name: 5})[0].value >= before - 1e-9
