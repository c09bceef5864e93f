"""What deserves a second look."""

import pytest
from django.utils.translation import override

from surveys.definition.warnings import warnings
from tests.surveys.making import asks, choices, document, one, page, scale, several
from tests.surveys.test_checks import WHOLE


def told(written):
    with override("en"):
        return [tuple(found) for found in warnings(written)]


KNOW = "It is required, and nobody can say that they don't know."
JOINED = "“{}” may make two questions of this one. Whoever agrees with half can't answer."
LOOKS = "A condition looks at {%s}, which is asked later."
WAITS = "A condition waits for “%s” at {%s}, and that can't be chosen."
FOUND = {
    "nothing": (document(one("a", isRequired=True, showDontKnowItem=True)), []),
    "eleven questions": (
        document(*(asks("text", f"q{at}") for at in range(11)), asks("html", "x")),
        [("", "You ask 11 questions. Beyond 10, many people stop halfway.")],
    ),
    "nobody may not know": (
        document(
            one("a", isRequired=True),
            several("b", isRequired=True),
            scale("c", isRequired=True),
            asks("rating", "d", rateType="nps", isRequired=True),
            asks("text", "e", isRequired=True),
            one("f", requiredIf="{e} empty"),
        ),
        [(name, KNOW) for name in "abcd"],
    ),
    "eight options": (
        document(one("a", *"abcdefgh"), scale("b", *range(11)), asks("ranking", "c", choices=choices(*"abcdefg"))),
        [("a", "There are 8 options. More than 7 are hard to compare.")],
    ),
    "two questions in one": (
        document(
            {**one("a"), "title": "Is de straat veilig en proper?"},
            {**one("b"), "title": "Fiets je of neem je de bus?"},
            {**one("c"), "title": "Enkel de ene vraag?"},
        ),
        [("a", JOINED.format("en")), ("b", JOINED.format("of"))],
    ),
    "two questions in one, in French": (
        document({**one("a"), "title": "Propre et sûr ou en plus beau ?"}, locale="fr"),
        [("a", JOINED.format("et"))],
    ),
    "a long question": (
        document({**one("a"), "title": " ".join(["woord"] * 26)}),
        [("a", "The question has 26 words. Up to 25 are read at once.")],
    ),
    "much to read": (
        document(one("a"), asks("html", "b", description=" ".join(["woord"] * 620))),
        [("", "There are 631 words to read. Beyond 600, people skip.")],
    ),
    "not translated": (
        document(
            {**one("a"), "title": {"default": "Vraag", "fr": "Question"}},
            asks("rating", "n", rateType="nps", minRateDescription="Nee"),
            languages=["nl", "fr", "de"],
        ),
        [
            ("", "1 text is not translated: French."),
            ("a", "3 texts are not translated: French."),
            ("n", "2 texts are not translated: French."),
            ("", "1 text is not translated: German."),
            ("a", "4 texts are not translated: German."),
            ("n", "2 texts are not translated: German."),
        ],
    ),
    "what comes later": (
        document(
            pages=[
                page("p", one("a", visibleIf="{b} = 'a'"), one("b"), visibleIf="{c} = 'a'"),
                page("q", one("c", requiredIf="{b-Comment} empty")),
            ]
        ),
        [("p", LOOKS % "c"), ("a", LOOKS % "b")],
    ),
    "what nobody can choose": (
        document(
            several("a", "x", "y", showDontKnowItem=True),
            scale("b", 1, 2),
            one(
                "c",
                visibleIf="{a} contains 'z' or {a} anyof ['x', 'q'] or {a} = 'other' or {b} = '2' or {b} = 3 or {b} > 3",
            ),
        ),
        [("c", WAITS % ("z", "a")), ("c", WAITS % ("q", "a")), ("c", WAITS % (3, "b"))],
    ),
    "half of the scores": (
        document(
            asks("radiogroup", "a", dimension="d", choices=[*choices("x"), {**choices("y")[0], "score": 1}]),
            scoring={"dimensions": [{"name": "d", "title": "d"}]},
        ),
        [("a", "Some options have a score and others have not: those count in no average.")],
    ),
    "what can't be read": (document(one("a", visibleIf="{b")), []),
    "no survey": ({"title": 3}, []),
}


@pytest.mark.parametrize("what", FOUND)
def test_second_looks(what):
    written, expected = FOUND[what]
    assert told(written) == expected


def test_the_survey_with_everything_is_looked_at_too():
    assert {name for name, _sentence in told(WHOLE)} == {
        "", "stoort", "waar", "wat", "tevreden", "aanbevelen", "leeftijd", "dag", "rang", "plek", "foto", "uitleg", "wijk"
    }  # fmt: skip
