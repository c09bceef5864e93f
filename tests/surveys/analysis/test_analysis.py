"""Staff look at the answers: filters in the address, figures per question, cross-tabs and days."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys import services
from surveys.analysis.columns import read
from surveys.analysis.crossing import by_chance, crossed
from surveys.analysis.remembering import forget_columns
from surveys.asked import asked_in
from surveys.models import Response
from tests.people import member
from tests.surveys.analysis.making import DAY, of, page, responded
from tests.surveys.people import COLOURS, asked, document, one, say, scale, several, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_columns()


@pytest.fixture
def survey(gent, editor):
    return asked(gent, editor, one(), several(), scale(), words())


@pytest.fixture
def staff(editor) -> Client:
    return of(editor)


def lines(answer, name: str) -> dict[str, int]:
    [found] = [found for found in answer.context["summaries"] if found.asked.name == name]
    return {line.label: line.many for line in found.lines}


def test_figures_of_every_question_with_honest_denominators(survey, staff) -> None:
    responded(survey, *[{"colour": "red", "colours": ["red", "blue"], "mood": 4, "why": "a"}] * 3)
    responded(survey, {"colour": None, "mood": 2}, {"colour": "blue", "colours": None})
    answer = staff.get(page(survey))
    found = {one.asked.name: one for one in answer.context["summaries"]}
    assert [(one.shown, one.answered, one.open) for one in found.values()] == [
        (5, 4, 1),
        (4, 3, 1),
        (4, 4, 0),
        (3, 3, 0),
    ]
    assert lines(answer, "colour") == {"Red": 3, "Green": 0, "Blue": 1}
    assert lines(answer, "colours") == {"Red": 3, "Green": 0, "Blue": 3}
    assert (found["mood"].mean, found["mood"].median) == (3.5, 4)
    html = answer.content.decode()
    assert "Aan 5 getoond, door 4 beantwoord, door 1 opengelaten." in html
    assert "onder 10" in html


def test_filters_stand_in_the_address_and_all_hold_together(survey, staff) -> None:
    responded(survey, {"colour": "red", "mood": 1}, {"colour": "blue", "mood": 2}, channel="paper", language="fr")
    responded(survey, {"colour": "red", "mood": 3}, day=DAY + timedelta(1))
    for query, moods in (
        ({}, [1, 2, 3]),
        ({"v_colour": "red"}, [1, 3]),
        ({"kanaal": "paper"}, [1, 2]),
        ({"kanaal": "telephone"}, []),
        ({"taal": "nl"}, [3]),
        ({"van": "2026-03-03"}, [3]),
        ({"tot": "2026-03-02"}, [1, 2]),
        ({"versie": "1", "v_colour": "red", "taal": "fr"}, [1]),
    ):
        answer = staff.get(page(survey, **query))
        assert answer.context["many"] == len(moods)
        assert [step for step, many in zip(range(1, 6), lines(answer, "mood").values(), strict=True) if many] == moods


def test_what_was_left_empty_is_not_kept_in_the_address(survey, staff) -> None:
    answer = staff.get(page(survey, v_colour="red", kanaal="", van=""))
    assert (answer.status_code, answer["Location"]) == (302, page(survey, v_colour="red"))


def test_a_wrong_filter_says_what_is_wrong_and_keeps_what_was_typed(survey, staff) -> None:
    answer = staff.get(page(survey, van="2026-03-02", tot="2026-03-01"))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert html.count("Deze dag ligt voor de eerste.") == 2
    assert 'value="2026-03-01"' in html
    for query in ({"v_colour": "purple"}, {"van": "gisteren"}, {"versie": "x"}, {"rij": "niets"}):
        assert staff.get(page(survey, **query)).status_code == 422


def test_a_cross_tab_has_bases_and_percents_of_both_sides(survey, staff) -> None:
    responded(survey, *[{"colour": "red", "mood": 1}] * 12, *[{"colour": "red", "mood": 5}] * 4)
    responded(survey, *[{"colour": "blue", "mood": 5}] * 8, {"colour": "blue", "mood": None}, {"mood": 1})
    answer = staff.get(page(survey, rij="colour", kolom="mood"))
    found = answer.context["crossing"]
    assert (found.base, [row.base for row in found.rows]) == (24, [16, 0, 8])
    assert [base for _label, base in found.columns] == [12, 0, 0, 0, 12]
    cell = found.rows[0].cells[4]
    assert (cell.many, cell.of_row, round(cell.of_column), cell.is_small) == (4, 25, 33, True)
    assert found.note.startswith("Wie antwoordde, koos daar zelf voor")


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ([("red", 1, 30), ("red", 5, 10), ("blue", 1, 10), ("blue", 5, 30)], "De groepen verschillen meer"),
        ([("red", 1, 20), ("red", 5, 20), ("blue", 1, 20), ("blue", 5, 20)], "De groepen kunnen best"),
        ([("red", 1, 5), ("red", 5, 1), ("blue", 1, 1), ("blue", 5, 1)], "Geen toets op toeval: te weinig"),
        ([("red", 1, 30), ("red", 5, 10)], "Geen toets op toeval: er zijn geen twee groepen"),
    ],
)
def test_chance_is_only_spoken_of_in_a_random_sample(gent, editor, staff, said, note) -> None:
    survey = asked(gent, editor, one(), scale(), several(), is_random_sample=True)
    for colour, mood, many in said:
        responded(survey, *[{"colour": colour, "mood": mood, "colours": [colour]}] * many)
    answer = staff.get(page(survey, rij="colour", kolom="mood"))
    assert answer.context["crossing"].note.startswith(note)
    more = staff.get(page(survey, rij="colours", kolom="mood"))
    assert more.context["crossing"].note.startswith("Geen toets op toeval: mensen konden hier meer")


@pytest.mark.parametrize(
    ("square", "freedom", "chance"),
    [(3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (18.307, 10, 0.05), (43.773, 30, 0.05), (0, 4, 1.0)],
)
def test_the_probability_is_that_of_the_printed_tables(square, freedom, chance) -> None:
    assert by_chance(square, freedom) == pytest.approx(chance, abs=0.0005)


SAID = st.fixed_dictionaries(
    {},
    optional={
        "colour": st.none() | st.sampled_from(COLOURS),
        "colours": st.none() | st.lists(st.sampled_from(COLOURS), min_size=1, max_size=3, unique=True),
        "mood": st.none() | st.integers(1, 5),
    },
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(SAID, max_size=40), pair=st.permutations(["colour", "colours", "mood"]))
def test_a_cross_tab_is_a_naive_count_over_the_answers(survey, said, pair) -> None:
    first, second = pair[:2]
    Response.objects.all().delete()
    responded(survey, *said)
    questions = asked_in(survey)
    named = {one.name: one for one in questions}
    columns = read(survey, questions)
    table = crossed(columns, named[first], named[second], columns.days > 0, "nl", is_random_sample=False)
    naive, both = Counter(), 0
    for answers in said:
        mine, theirs = (_listed(answers.get(name)) for name in (first, second))
        both += bool(mine and theirs)
        naive.update((a, b) for a in mine for b in theirs)
    got = {
        (value, other): cell.many
        for value, row in zip(named[first].values, table.rows, strict=True)
        for other, cell in zip(named[second].values, row.cells, strict=True)
        if cell.many
    }
    assert (got, table.base) == (dict(naive), both)


def _listed(said) -> list:
    return said if isinstance(said, list) else [] if said is None else [said]


def test_every_day_has_its_bar_also_an_empty_one(survey, staff) -> None:
    responded(survey, *[{"mood": 1}] * 4)
    responded(survey, {"mood": 1}, {"mood": 2}, day=DAY + timedelta(2))
    answer = staff.get(page(survey))
    assert [(day.day, day.many, day.height) for day in answer.context["days"]] == [
        (DAY, 4, 100),
        (date(2026, 3, 3), 0, 0),
        (date(2026, 3, 4), 2, 50),
    ]
    assert "Meest op 2 maart 2026: 4." in answer.content.decode()


def test_versions_are_put_together_by_name_with_a_note(survey, editor, staff) -> None:
    responded(survey, {"colour": "red"})
    purple = {"value": "purple", "text": "Purple"}
    changed = document({**one(), "choices": [purple, {"value": "red", "text": "Crimson"}]}, scale())
    survey = services.revise(survey=survey, revision=survey.revision, document=changed)
    survey = services.publish(survey=survey, revision=survey.revision, by=editor)
    responded(survey, {"colour": "purple"}, {"colour": "red"})
    answer = staff.get(page(survey))
    assert lines(answer, "colour") == {"Purple": 1, "Crimson": 2, "Green": 0, "Blue": 0}
    assert "niet in alle versies met dezelfde woorden gevraagd" in answer.content.decode()
    assert [one.asked.name for one in answer.context["summaries"]] == ["colour", "mood", "colours", "why"]
    assert staff.get(page(survey, versie="1")).context["many"] == 1


def test_a_copy_is_made_anew_when_answers_were_counted(survey, staff) -> None:
    assert staff.get(page(survey)).context["many"] == 0
    for _ in range(20):
        say(survey, colour="red")
    services.fold()
    assert staff.get(page(survey)).context["many"] == 20


def test_an_empty_survey_and_one_that_was_never_asked_have_a_page(gent, survey, staff) -> None:
    written = services.create(municipality=gent, document=document(one(), title="Nooit gevraagd"))
    assert [staff.get(page(which)).status_code for which in (survey, written)] == [200, 200]


def test_only_who_writes_surveys_here_sees_answers(gent, leuven, survey, moderator, neighbour, contributor) -> None:
    people = [member(gent, "manager", "bas"), moderator, member(leuven, "editor", "els"), neighbour, contributor]
    assert [of(person).get(page(survey)).status_code for person in people] == [200, 403, 404, 404, 404]
    assert Client().get(page(survey))["Location"].startswith("/aanmelden/")
    there = page(survey).replace("/gent/", "/leuven/")
    assert of(member(leuven, "manager", "mia")).get(there).status_code == 404


def test_the_cost_in_queries_does_not_grow_with_the_answers(survey, staff) -> None:
    counts = []
    for many in (1, 3):
        responded(survey, *[{"colour": "red", "mood": 1}] * many)
        staff.get(page(survey))  # the copy is warm
        with CaptureQueriesContext(connection) as queries:
            staff.get(page(survey, rij="colour", kolom="mood"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
