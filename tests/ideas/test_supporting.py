"""Supports are exact and idempotent, whoever taps how often; and only where, when and by whom it may be."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from functools import partial
from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import services as accounts
from accounts.guests import new_guest
from counting.models import Mark, Tally
from counting.services import fold, recount
from ideas import services
from ideas.models import Rule, Support, Who
from ideas.queries import Figures, chosen_by, figures_of
from ideas.services import NoneLeft, NotPossible
from ideas.voters import Voter, of_account
from tests.at_once import at_once
from tests.ideas.making import again, board_of, figures, folded, idea_on, resident, somebody

for_real = pytest.mark.django_db(transaction=True)
pytestmark = pytest.mark.django_db
# Supports, and dies after so many statements.
DIES = """
import os, signal, sys, django
django.setup()
from django.db import connection
from accounts.models import Guest
from ideas import services
from ideas.models import Idea
from ideas.voters import Voter
idea = Idea.objects.select_related("board", "municipality", "contribution").get(pk=sys.argv[2])
voter = Voter(guest=Guest.objects.get(pk=sys.argv[3]))
left = int(sys.argv[1])
def count(execute, *arguments):
    global left
    result = execute(*arguments)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
with connection.execute_wrapper(count):
    services.support(idea=idea, voter=voter)
"""


@pytest.fixture
def board(gent):
    return board_of(gent)


@pytest.fixture
def idea(board):
    return idea_on(board)


def truth(idea) -> dict[str, int]:
    """What stands in the choices themselves."""
    counted: Counter[str] = Counter()
    for value, is_verified in Support.objects.filter(idea=idea).exclude(value=0).values_list("value", "is_verified"):
        bucket = "up" if value == 1 else "down"
        counted.update([bucket, f"{bucket}.verified"] if is_verified else [bucket])
    return dict(counted)


def test_a_tap_is_one_statement(idea, django_assert_num_queries) -> None:
    voter = somebody()
    with django_assert_num_queries(1):
        services.support(idea=idea, voter=voter)
    with django_assert_num_queries(1):
        services.take_back(idea=idea, voter=voter)


def test_supporting_twice_counts_once_and_comes_off_once(idea) -> None:
    voter = somebody()
    for _ in range(3):
        services.support(idea=idea, voter=voter)
    assert figures(idea) == {"up": 1}
    assert chosen_by(voter, [idea.pk]) == {idea.pk: 1}
    for _ in range(3):
        services.take_back(idea=idea, voter=voter)
    assert (figures(idea), Support.objects.count()) == ({}, 0)


def test_people_with_a_proven_address_are_counted_apart(idea) -> None:
    services.support(idea=idea, voter=somebody())
    services.support(idea=idea, voter=resident("noor"))
    folded()
    assert figures_of([idea.pk]) == {idea.pk: Figures(up=2, up_verified=1)}


def test_up_and_down_exclude_each_other(gent) -> None:
    idea, voter = idea_on(board_of(gent, rule=Rule.UP_DOWN)), somebody()
    services.choose(idea=idea, voter=voter, value=-1)
    assert figures(idea) == {"down": 1}
    services.choose(idea=idea, voter=voter, value=1)
    assert figures(idea) == {"up": 1}


def refused(idea, voter, value: int = 1) -> str:
    with pytest.raises(NotPossible) as error:
        services.choose(idea=idea, voter=voter, value=value)
    assert Support.objects.filter(idea=idea, user=voter.user, guest=voter.guest).count() == 0
    return str(error.value)


def test_what_is_refused_gets_a_sentence(gent, board, idea, editor) -> None:
    guest, other = new_guest(), idea_on(board, "Extra banken")
    assert refused(idea_on(board, guest=guest), Voter(guest=guest)) == "This is your own idea: it counts already."
    assert refused(idea, somebody(), -1) == "On this board you can only support an idea."
    services.merge(original=other, survivor=idea, by=editor, sentence="Hetzelfde.")
    merged = "This idea was put together with another one. You can support that one."
    assert refused(other, somebody()) == merged  # found out by the database: the page was older
    assert refused(again(other), somebody()) == merged
    with pytest.raises(NotPossible):
        services.take_back(idea=again(other), voter=somebody())
    services.close(board=board)
    assert refused(idea, somebody()) == "This board is closed."
    assert refused(again(idea), somebody()) == "This board is closed."


@pytest.mark.parametrize(
    ("settings", "more", "sentence"),
    [
        ({"who": Who.EMAIL}, {}, "Sign in to take part here."),
        ({"who": Who.VERIFIED}, {"level": Who.EMAIL}, "Sign in to take part here."),
        ({"who": Who.CODE}, {"level": Who.VERIFIED}, "Sign in to take part here."),
        ({"minimum_age": 16}, {}, "You can take part here from 16 years on."),
        ({"is_for_residents": True}, {"is_of_age": True}, "Only people who live here can take part."),
    ],
)
def test_who_may_take_part(gent, settings, more, sentence) -> None:
    assert refused(idea_on(board_of(gent, **settings)), Voter(guest=new_guest(), **more)) == sentence


def test_a_clerk_enters_what_came_on_paper(idea, moderator) -> None:
    services.support(idea=idea, voter=Voter(guest=new_guest(), level=Who.VERIFIED, channel="paper", clerk=moderator))
    assert list(Support.objects.values_list("channel", "clerk", "is_verified")) == [("paper", moderator.pk, True)]


def test_a_most_per_person(gent) -> None:
    board = board_of(gent, most_supports=2)
    first, second, third = (idea_on(board, f"Idee {number} over iets") for number in range(3))
    voter = somebody()
    for one in (first, second, second):
        services.support(idea=one, voter=voter)
    with pytest.raises(NoneLeft):
        services.support(idea=third, voter=voter)
    services.take_back(idea=first, voter=voter)
    services.support(idea=third, voter=voter)
    assert chosen_by(voter, [first.pk, second.pk, third.pk]) == {second.pk: 1, third.pk: 1}


@for_real
def test_nobody_passes_the_most_by_being_fast(gent) -> None:
    board = board_of(gent, most_supports=1)
    ideas, voter = [idea_on(board, f"Idee {number} over iets") for number in range(6)], somebody()
    results = at_once(*(partial(services.support, idea=one, voter=voter) for one in ideas))
    assert sorted(type(one).__name__ for one in results) == ["NoneLeft"] * 5 + ["NoneType"]
    assert Support.objects.count() == 1


@for_real
def test_a_double_tap_counts_once(idea) -> None:
    voter = somebody()
    assert at_once(*[partial(services.support, idea=idea, voter=voter)] * 6) == [None] * 6
    assert figures(idea) == {"up": 1}


def tap(ideas, people, seed: int, times: int) -> None:
    chance = random.Random(seed)
    for _ in range(times):
        idea, voter = chance.choice(ideas), chance.choice(people)
        if chance.random() < 0.4:
            services.take_back(idea=idea, voter=voter)
        else:
            services.choose(idea=idea, voter=voter, value=chance.choice([1, 1, -1]))


@for_real
def test_many_tap_while_it_is_folded(gent) -> None:
    board = board_of(gent, rule=Rule.UP_DOWN)
    ideas = [idea_on(board, f"Idee {number} over iets") for number in range(2)]
    people, done = [somebody() for _ in range(6)] + [resident("noor")], Event()

    def fold_until() -> None:
        while not done.is_set():
            fold()

    folder = Thread(target=lambda: at_once(fold_until))
    folder.start()
    results = at_once(*(partial(tap, ideas, people, seed, 50) for seed in range(5)))
    done.set()
    folder.join(30)
    assert results == [None] * 5
    folded()
    assert (recount(repair=False), [figures(one) for one in ideas]) == ([], [truth(one) for one in ideas])


STEPS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([1, -1, 0, "fold"])), max_size=25)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_whatever_order(gent, steps) -> None:
    with transaction.atomic():
        idea = idea_on(board_of(gent, rule=Rule.UP_DOWN))
        people, said = [somebody(), somebody(), resident("noor")], {}
        for who, what in steps:
            if what == "fold":
                fold()
            elif what:
                services.choose(idea=idea, voter=people[who], value=what)
                said[who] = what
            else:
                services.take_back(idea=idea, voter=people[who])
                said.pop(who, None)
            assert recount(repair=False) == []
        assert figures(idea) == truth(idea)
        assert sorted(Support.objects.values_list("value", flat=True)) == sorted(said.values())
        transaction.set_rollback(True)


@for_real
def test_killed_between_any_two_statements(idea) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "participatie.settings", "DATABASE_POOL": "0"}
    for statement in (1, 2):
        words = [sys.executable, "-c", DIES, str(statement), str(idea.pk), str(new_guest().pk)]
        done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=60)
        assert done.returncode == (-signal.SIGKILL if statement == 1 else 0), done.stderr
        assert recount(repair=False) == []
        assert figures(idea) == truth(idea) == {"up": statement}


def test_recount_finds_what_was_tampered_with(idea) -> None:
    services.support(idea=idea, voter=somebody())
    folded()
    Tally.objects.filter(bucket="up").update(value=7)
    said, again_ = StringIO(), StringIO()
    call_command("recount_ideas", stdout=said)
    call_command("recount_ideas", stdout=again_)
    assert said.getvalue() == f"idea:{idea.pk} up: said 7, counted 1\n1 differences\n"
    assert again_.getvalue() == "0 differences\n"


def test_a_guest_who_makes_an_account_keeps_what_they_chose(board, idea, contributor) -> None:
    other, guest = idea_on(board, "Een fontein op het plein"), new_guest()
    for one in (idea, other):
        services.support(idea=one, voter=Voter(guest=guest))
    services.support(idea=other, voter=of_account(contributor))
    accounts.claim(guest=guest, user=contributor)
    assert (figures(idea), figures(other)) == ({"up": 1, "up.verified": 1}, {"up": 1, "up.verified": 1})
    assert set(Support.objects.values_list("idea", "user")) == {(idea.pk, contributor.pk), (other.pk, contributor.pk)}
    assert recount(repair=False) == []
    exported = accounts.export(user=contributor)["ideas"]
    assert exported == [{"idea": one.idea.title, "choice": "up"} for one in Support.objects.order_by("pk")]
    accounts.erase(user=contributor)
    assert (figures(idea), figures(other), Support.objects.count()) == ({}, {}, 0)


def test_another_municipality_has_figures_of_its_own(idea, leuven) -> None:
    there = idea_on(board_of(leuven))
    services.support(idea=idea, voter=somebody())
    assert (figures(idea), figures(there), Mark.objects.count()) == ({"up": 1}, {}, 0)
    assert list(Tally.objects.values_list("stream_id", flat=True)) == [idea.municipality.stream_id]
