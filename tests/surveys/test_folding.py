"""Answers are counted exactly, in steps nobody can look between, and moved on so that nothing leads back."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counting.models import Tally
from counting.queries import tallies
from counting.services import recount, seal
from journal.models import Entry
from media.models import Picture
from media.services import keep
from surveys import services
from surveys.counted import MISSING, counted_of, prefix_of, source_of
from surveys.models import Intake, Participation, Response, Survey
from surveys.queries import responses_of
from tests.surveys.people import COLOURS, asked, say, scale

pytestmark = pytest.mark.django_db
for_real = pytest.mark.django_db(transaction=True)
# Folds, and dies after so many statements.
DIES = """
import os, signal, sys, django
django.setup()
from django.db import connection
from surveys.services import fold
left = int(sys.argv[1])
def count(execute, *arguments):
    global left
    result = execute(*arguments)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
with connection.execute_wrapper(count):
    fold()
"""


@pytest.fixture
def survey(gent, editor):
    return asked(gent, editor)


def figures(survey: Survey, name: str) -> dict[str, int]:
    subject = f"{prefix_of(survey.pk)}q:{name}"
    return tallies([subject]).get(subject, {})


def test_nothing_moves_before_ten_answers_are_together(survey) -> None:
    for _ in range(9):
        say(survey, colour="red")
    assert (services.fold(), responses_of(survey)) == (0, 0)
    say(survey, colour=None)
    assert (services.fold(), responses_of(survey)) == (10, 10)
    assert figures(survey, "colour") == {"red": 9, MISSING: 1}


def test_no_two_states_of_the_figures_differ_by_fewer_than_ten_answers(survey) -> None:
    """Whoever writes down every state the public ever sees, and subtracts, finds no group smaller than ten."""
    chance, states = random.Random(4), [0]
    for _ in range(57):
        say(survey, colour=chance.choice(COLOURS))
        services.fold()
        if responses_of(survey) != states[-1]:
            states.append(responses_of(survey))
    assert states == [0, 10, 20, 30, 40, 50]
    services.close(survey=survey)
    services.fold()
    assert responses_of(survey) == 57


def test_what_is_left_at_closing_follows_and_moves_on(survey) -> None:
    for _ in range(3):
        say(survey, colour="red")
    services.close(survey=survey)
    assert services.fold() == 3
    assert (figures(survey, "colour"), Intake.objects.count(), Response.objects.count()) == ({"red": 3}, 0, 3)


def test_answers_of_people_who_are_known_are_counted_one_by_one(gent, editor) -> None:
    survey = asked(gent, editor, anonymity="email")
    say(survey, "mail:noor@example.org", colour="red")
    assert (services.fold(), responses_of(survey)) == (1, 1)


def test_every_kind_of_answer_is_counted_in_its_own_way(gent, editor) -> None:
    survey = asked(gent, editor, split_by="colour")
    for at in range(10):
        say(survey, colour="red" if at % 2 else "blue", colours=["red", "blue"], mood=at % 3 + 1, why="Because.")
    services.fold()
    assert figures(survey, "colour") == {"red": 5, "blue": 5}
    assert figures(survey, "colours") == {"{answered}": 10, "red": 10, "blue": 10}
    assert figures(survey, "mood") == {"1": 4, "2": 3, "3": 3}
    assert figures(survey, "mood:by:red") == {"1": 2, "2": 2, "3": 1}
    assert figures(survey, "why") == {"{answered}": 10}


def test_answers_move_on_twenty_at_a_time_under_other_numbers(survey) -> None:
    for at in range(19):
        say(survey, why=f"{at}")
    services.fold()
    assert (Intake.objects.count(), Response.objects.count()) == (19, 0)
    say(survey, why="19")
    for _ in range(9):
        say(survey, why="more")
    services.fold()
    assert (Intake.objects.count(), Response.objects.count()) == (0, 29)


@for_real
def test_nothing_that_can_be_read_leads_from_a_person_to_an_answer(survey) -> None:
    """Joins by everything a database knows: transaction, place in the table, number, order of export."""
    for at in range(60):
        say(survey, f"guest:{at}", why=f"{at}")
    services.fold()
    assert (Intake.objects.count(), Response.objects.count()) == (0, 60)
    people, answers = _rows("surveys_participation", "id"), _rows("surveys_response", "answers->>'why'")
    assert {row[1] for row in people} & {row[1] for row in answers} == set()  # no transaction in common
    sent = [str(at) for at in range(60)]
    by_place = [row[0] for row in sorted(answers, key=lambda row: row[2])]
    by_number = list(Response.objects.order_by("pk").values_list("answers__why", flat=True))
    assert sorted(by_place) == sorted(by_number) == sorted(sent)
    for order in (by_place, by_number):
        assert sum(one == other for one, other in zip(order, sent, strict=True)) < 12  # about one in sixty by chance
        assert _sortedness(order) < 0.75
    assert {field.name for field in Response._meta.fields} & {field.name for field in Participation._meta.fields} == {
        "id",
        "survey",
    }
    assert set(Response.objects.values_list("pk", flat=True)) & set(Participation.objects.values_list("pk")) == set()


def _rows(table: str, what: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what}, xmin::text, ctid::text FROM {table}")
        return [(found, xmin, tuple(int(part) for part in place[1:-1].split(","))) for found, xmin, place in cursor]


def _sortedness(order: list[str]) -> float:
    """The part of neighbours that stand in the order in which they were sent; a half by chance."""
    numbers = [int(one) for one in order]
    return sum(one < other for one, other in zip(numbers, numbers[1:], strict=False)) / (len(numbers) - 1)


def test_photos_get_other_numbers_and_lie_in_another_order(gent, editor) -> None:
    survey = asked(gent, editor, {"type": "file", "name": "photo", "title": "Show it"})
    old = [Picture.objects.create(content=b"%d" % at, width=1, height=1) for at in range(20)]
    keep(picture.pk for picture in old)
    for picture in old:
        say(survey, photo=str(picture.pk))
    services.fold()
    moved = {UUID(said) for said in Response.objects.values_list("answers__photo", flat=True)}
    assert moved == set(Picture.objects.values_list("pk", flat=True))
    assert not moved & {picture.pk for picture in old}


@for_real
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_tallies_are_what_the_answers_say(survey, data) -> None:
    """However they come in, and however often the folder passes by."""
    before, started = Counter(_truth(survey)), responses_of(survey)
    said = data.draw(
        st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "colour": st.sampled_from([*COLOURS, None]),
                    "colours": st.lists(st.sampled_from(COLOURS), unique=True, min_size=1),
                    "mood": st.integers(1, 5),
                },
            ),
            min_size=10,
            max_size=45,
        )
    )
    for answers in said:
        say(survey, **answers)
        if data.draw(st.booleans()):
            services.fold()
    while services.fold():
        pass
    assert started <= responses_of(survey)
    assert recount(repair=False, sources=[source_of(survey)]) == []
    assert sum((Counter(_truth(survey)) - before).values()) >= 0


def _truth(survey: Survey) -> dict[tuple[str, str], int]:
    return {(subject, bucket): value for _stream, subject, bucket, value in counted_of(survey)}


@for_real
def test_a_folder_that_is_killed_anywhere_counts_everything_once(survey) -> None:
    statement = 0
    while True:
        statement += 1
        for _ in range(25):
            say(survey, colour="red", mood=2)
        done = subprocess.run(
            [sys.executable, "-c", DIES, str(statement)],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "participatie.settings", "DATABASE_POOL": "0"},
            check=False,
            capture_output=True,
        )
        assert recount(repair=False, sources=[source_of(survey)]) == []
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
    assert statement > 8
    services.fold()
    assert Counter(figures(survey, "colour")) == Counter({"red": statement * 25})
    assert Intake.objects.count() + Response.objects.count() == statement * 25


def test_recounting_repairs_and_says_what_was_wrong(survey, gent) -> None:
    for _ in range(10):
        say(survey, colour="red")
    services.fold()
    Tally.objects.filter(subject=f"{prefix_of(survey.pk)}q:colour").update(value=3)
    said, again = StringIO(), StringIO()
    call_command("recount_survey", "gent", survey.slug, stdout=said)
    call_command("recount_survey", "gent", survey.slug, stdout=again)
    assert said.getvalue().splitlines() == [
        f"{prefix_of(survey.pk)}q:colour red: said 3, counted 10",
        "1 differences",
    ]
    assert again.getvalue() == "0 differences\n"


def test_recounting_everything_tells_of_public_figures_too(survey, gent) -> None:
    for _ in range(2):
        for _ in range(10):
            say(survey, colour="red")
        services.fold()
    subjects = [f"{where}:{survey.pk}:q:colour" for where in ("held", "results")]
    for subject in subjects:
        Tally.objects.filter(subject=subject).update(value=99)
    assert [one.subject for one in recount(repair=False)] == subjects
    recount()
    assert (recount(), recounted(survey)) == ([], ["0 differences"])


def test_what_is_split_by_nothing_has_no_rest(survey) -> None:
    for _ in range(3):
        for _ in range(10):
            say(survey, colour="red")
        services.fold()
    assert not Tally.objects.filter(subject__endswith=":rest").exists()


def recounted(survey: Survey) -> list[str]:
    said = StringIO()
    call_command("recount_survey", survey.municipality.slug, survey.slug, stdout=said)
    return said.getvalue().splitlines()


@pytest.mark.parametrize(("wrong", "is_closed"), [(3, True), (27, True), (99, True), (99, False)])
def test_recounting_finds_public_figures_that_are_wrong(survey, wrong, is_closed) -> None:
    for _ in range(3):
        for _ in range(10):
            say(survey, colour="red")
        services.fold()
    if is_closed:
        services.close(survey=survey)
        survey.refresh_from_db()
        services.fold()
    assert recounted(survey) == ["0 differences"]
    subject, right = f"results:{survey.pk}:q:colour", 30 if is_closed else 0
    Tally.objects.filter(subject=subject, bucket="red").update(value=wrong)
    assert recounted(survey) == [f"{subject} red: said {wrong}, counted {right}", "1 differences"]
    assert recounted(survey) == ["0 differences"]
    for _ in range(0 if is_closed else 10):
        say(survey, colour="red")
    services.fold()
    assert tallies([subject]) == {subject: {"red": 30}}


def test_recounting_takes_back_a_step_that_cannot_be(survey) -> None:
    for _ in range(2):
        for _ in range(10):
            say(survey, colour="red")
        services.fold()
    subject = f"held:{survey.pk}:q:colour"
    Tally.objects.filter(subject=subject).update(value=99)
    assert recounted(survey) == [f"{subject} red: said 99, counted 0", "1 differences"]
    assert recounted(survey) == ["0 differences"]


@pytest.mark.parametrize(("shown", "public"), [("answered", {"results"}), ("never", set()), ("closed", set())])
def test_the_journal_tells_everybody_no_more_than_the_page_does(gent, editor, shown, public) -> None:
    survey = asked(gent, editor, shown=shown)
    for _step in range(2):  # one always stays back
        for _ in range(12):
            say(survey, colour="red")
        services.fold()
    assert seal() == 1
    told = {
        audience: {subject.partition(":")[0] for subject, _bucket, _value in data["tallies"]}
        for audience, data in Entry.objects.filter(verb="tally.sealed").values_list("audience", "data")
    }
    assert told.get("public", set()) == public
    assert {"survey", "held"} <= told["staff"]


def test_recounting_one_survey_leaves_others_alone(gent, editor) -> None:
    first, *_more = (asked(gent, editor, scale()) for _ in range(2))
    other = Survey.objects.exclude(pk=first.pk).get()
    Tally.objects.create(stream_id=gent.stream_id, subject=f"survey:{first.pk}1:q:mood", bucket="1", value=4)
    Tally.objects.create(stream_id=gent.stream_id, subject=f"{prefix_of(other.pk)}q:mood", bucket="1", value=4)
    assert recount(sources=[source_of(first)]) == []
