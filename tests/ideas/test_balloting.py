"""Ballots: changed until closing, nobody's afterwards, and counted to the last one."""

import os
import signal
import subprocess
import sys
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import services as accounts
from counting.queries import tallies
from counting.services import recount
from ideas import services
from ideas.models import Ballot, Board, Rule, Who
from ideas.queries import funded_of, ranking_of
from ideas.rules import are_results_public
from ideas.services import NotPossible
from ideas.services.balloting import board_subject
from ideas.voters import of_account
from tests.at_once import at_once
from tests.ideas.making import board_of, figures, folded, idea_on, resident, somebody

for_real = pytest.mark.django_db(transaction=True)
pytestmark = pytest.mark.django_db
DIES = """
import os, signal, sys, django
django.setup()
from django.db import connection
from ideas import services
left = int(sys.argv[1])
def count(execute, *arguments):
    global left
    result = execute(*arguments)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
with connection.execute_wrapper(count):
    services.count_closed()
"""


@pytest.fixture
def budget(gent):
    return board_of(gent, rule=Rule.BUDGET, budget_cents=100_00)


@pytest.fixture
def costed(budget):
    return [idea_on(budget, f"Idee {cost} over iets", cost_cents=cost * 100) for cost in (60, 50, 40)]


def ranking(gent, many: int = 3):
    board = board_of(gent, "Wat eerst?", rule=Rule.RANKING)
    return board, [idea_on(board, f"Idee {number} over iets") for number in range(many)]


def cast(board, voter, *ideas):
    return services.cast_ballot(board=board, voter=voter, choices=[idea.pk for idea in ideas])


def counted(board) -> Board:
    services.close(board=board)
    assert services.count_closed() == 1
    return Board.objects.select_related("municipality").get(pk=board.pk)


def test_a_budget_from_ballots_to_what_is_paid(budget, costed) -> None:
    a, b, c = costed
    for number, chosen in enumerate([(a,), (a, c), (b, c), (b,), (a,)]):
        cast(budget, resident(f"kiezer{number}"), *chosen)
    assert figures(a) == {}  # nothing is known before closing
    board = counted(budget)
    assert [figures(idea) for idea in costed] == [{"votes": 3}, {"votes": 2}, {"votes": 2}]
    assert funded_of(board) == [a.pk, c.pk]
    assert tallies([board_subject(board.pk)]) == {board_subject(board.pk): {"ballots": 5}}
    assert (recount(repair=False), services.count_closed(), are_results_public(board)) == ([], 0, True)


def test_a_ranking_from_ballots_to_places(gent) -> None:
    """By hand, three ideas: a 2 + 1 + 0, b 1 + 2 + 2, c 0 + 0 + 1."""
    board, (a, b, c) = ranking(gent)
    for number, order in enumerate([(a, b, c), (b, a, c), (b, c)]):
        cast(board, resident(f"kiezer{number}"), *order)
    board = counted(board)
    assert [(one.key, one.points, one.place) for one in ranking_of(board)] == [(b.pk, 5, 1), (a.pk, 3, 2), (c.pk, 1, 3)]
    assert recount(repair=False) == []


def test_a_ballot_is_one_statement_after_a_look_at_the_ideas(budget, costed, django_assert_num_queries) -> None:
    voter = resident("noor")
    with django_assert_num_queries(2):
        cast(budget, voter, costed[0])
    with django_assert_num_queries(2):
        cast(budget, voter, costed[1], costed[2])
    assert list(Ballot.objects.values_list("choices", flat=True)) == [[costed[1].pk, costed[2].pk]]
    folded()
    assert tallies([board_subject(budget.pk)]) == {board_subject(budget.pk): {"ballots": 1}}


def test_what_is_refused_gets_a_sentence(gent, budget, costed) -> None:
    a, b, _c = costed
    elsewhere = idea_on(board_of(gent, "Een ander bord"))
    cases = [
        (resident("een"), (a, b), "Together these ideas cost more than there is. Leave one out."),
        (resident("twee"), (), "Choose from the ideas of this board."),
        (resident("drie"), (elsewhere,), "Choose from the ideas of this board."),
        (resident("vier"), (idea_on(budget, "Zonder kost"),), "Choose from the ideas of this board."),
        (somebody(), (a,), "Sign in to take part here."),
    ]
    for voter, chosen, sentence in cases:
        with pytest.raises(NotPossible) as error:
            cast(budget, voter, *chosen)
        assert str(error.value) == sentence
    with pytest.raises(NotPossible):
        services.support(idea=a, voter=resident("vijf"))
    with pytest.raises(NotPossible):
        cast(elsewhere.board, resident("zes"), elsewhere)
    services.close(board=budget)
    with pytest.raises(NotPossible, match="closed"):  # found out by the database: the page was older
        cast(budget, resident("zeven"), a)
    assert Ballot.objects.count() == 0


def test_budget_and_ranking_refuse_guests_unless_staff_say_otherwise(gent) -> None:
    assert board_of(gent, rule=Rule.RANKING).who == Who.EMAIL
    assert board_of(gent, rule=Rule.RANKING, who=Who.GUEST).who == Who.GUEST


def test_a_receipt_finds_its_ballot_and_only_that(budget, costed) -> None:
    a, b, _c = costed
    voter = resident("noor")
    old, new = cast(budget, voter, a), cast(budget, voter, b)
    included = partial(services.is_included, board=budget)
    assert included(number=new.number, choices=[b.pk])
    assert not included(number=new.number, choices=[a.pk])
    assert not included(number=old.number, choices=[a.pk])
    assert services.inclusion_hashes(budget) == []
    board = services.revise(board=budget, version=budget.version, publishes_hashes=True)
    assert services.inclusion_hashes(board) == [new.inclusion]


def test_after_closing_nothing_leads_from_a_ballot_to_a_person(budget, costed, contributor) -> None:
    cast(budget, of_account(contributor), costed[0])
    assert accounts.export(user=contributor)["ideas"] == [{"board": budget.slug, "ballot": [str(costed[0].pk)]}]
    board = counted(budget)
    assert board.key is None
    assert accounts.export(user=contributor)["ideas"] == []
    accounts.erase(user=contributor)
    assert (Ballot.objects.count(), figures(costed[0])) == (1, {"votes": 1})


def test_a_ballot_moves_with_a_guest_and_goes_with_a_person(gent, contributor) -> None:
    board, ideas = ranking(gent)
    Board.objects.filter(pk=board.pk).update(who=Who.GUEST)
    board.refresh_from_db()
    voter = somebody()
    cast(board, voter, ideas[0])
    accounts.claim(guest=voter.guest, user=contributor)
    cast(board, of_account(contributor), ideas[1])
    assert list(Ballot.objects.values_list("choices", flat=True)) == [[ideas[1].pk]]
    accounts.erase(user=contributor)
    folded()
    assert (Ballot.objects.count(), tallies([board_subject(board.pk)]), recount(repair=False)) == (0, {}, [])


def test_a_merged_idea_counts_for_its_survivor(gent, editor) -> None:
    board, (a, b, c) = ranking(gent)
    cast(board, resident("een"), a, c, b)  # b takes the first place of a: b 1, c 0
    services.merge(original=a, survivor=b, by=editor, sentence="Hetzelfde.")
    board = counted(board)
    assert [(one.key, one.points) for one in ranking_of(board)] == [(b.pk, 1), (c.pk, 0)]
    for verb in (services.unmerge, partial(services.merge, survivor=c)):
        with pytest.raises(NotPossible):
            verb(original=a, by=editor, sentence="Te laat.")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ballots=st.lists(st.tuples(st.integers(0, 4), st.permutations(range(4)), st.integers(1, 4)), max_size=12))
def test_totals_are_what_the_last_ballots_say(gent, ballots) -> None:
    board, ideas = ranking(gent, 4)
    people = [resident(f"p{board.pk}-{number}") for number in range(5)]
    last: dict[int, list] = {}
    for who, order, many in ballots:
        last[who] = [ideas[at] for at in order[:many]]
        cast(board, people[who], *last[who])
    board = counted(board)
    points = {idea.pk: sum(3 - one.index(idea) for one in last.values() if idea in one) for idea in ideas}
    assert {one.key: one.points for one in ranking_of(board)} == points
    assert recount(repair=False) == []


@for_real
def test_one_person_in_many_windows_has_one_ballot(budget, costed) -> None:
    voter = resident("noor")
    at_once(*[partial(cast, budget, voter, costed[0])] * 6)
    folded()
    assert (Ballot.objects.count(), recount(repair=False)) == (1, [])
    assert tallies([board_subject(budget.pk)]) == {board_subject(budget.pk): {"ballots": 1}}


@for_real
def test_what_is_cast_while_it_closes_is_counted_or_refused(budget, costed) -> None:
    people = [resident(f"kiezer{number}") for number in range(6)]
    works = [partial(cast, budget, voter, costed[0]) for voter in people]
    results = at_once(*works[:3], partial(services.close, board=budget), *works[3:])
    through = sum(isinstance(one, services.Receipt) for one in results)
    assert {type(one) for one in results} <= {services.Receipt, NotPossible, Board}
    assert services.count_closed() == 1
    assert figures(costed[0]).get("votes", 0) == through == Ballot.objects.count()


@for_real
def test_killed_while_it_counts(budget, costed) -> None:
    for number in range(3):
        cast(budget, resident(f"kiezer{number}"), costed[0])
    folded()
    services.close(board=budget)
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "participatie.settings", "DATABASE_POOL": "0"}
    statement = 0
    while Board.objects.filter(counted_at=None).exists():
        statement += 1
        words = [sys.executable, "-c", DIES, str(statement)]
        done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=60)
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr
        assert recount(repair=False) == []
    assert statement > 5
    assert figures(costed[0]) == {"votes": 3}
