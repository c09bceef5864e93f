"""Merging brings every choice along once; taking apart restores everything."""

from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counting.models import Tally
from counting.services import recount
from ideas import services
from ideas.lifecycle import Outcome
from ideas.models import Idea, Merge, Rule, Step, Support
from ideas.queries import came_along, chosen_by, ideas_of
from ideas.services import NotPossible
from ideas.services.merging import merge
from journal.models import Entry
from tests.at_once import at_once
from tests.ideas.making import again, board_of, figures, folded, idea_on, resident, somebody

for_real = pytest.mark.django_db(transaction=True)
pytestmark = pytest.mark.django_db
SENTENCE = "Hetzelfde voorstel."


@pytest.fixture
def board(gent):
    return board_of(gent, rule=Rule.UP_DOWN)


@pytest.fixture
def pair(board):
    return idea_on(board, "Meer banken"), idea_on(board, "Banken in het park")


def state() -> tuple:
    """Everything that merging touches."""
    folded()
    return (
        sorted(Idea.objects.values_list("pk", "status", "merged_into")),
        sorted(Support.objects.values_list("pk", "idea", "value", "via", "user", "guest"), key=str),
        sorted(Tally.objects.exclude(value=0).values_list("subject", "bucket", "value")),
    )


def test_who_supported_both_counts_once(pair, editor) -> None:
    one, other = pair
    both, here, there = somebody(), resident("noor"), somebody()
    for idea, voter in ((one, both), (other, both), (one, here), (other, there)):
        services.support(idea=idea, voter=voter)
    before = state()
    services.merge(original=one, survivor=other, by=editor, sentence=SENTENCE)
    assert figures(other) == {"up": 3, "up.verified": 1}
    assert figures(one) == {"up": 2, "up.verified": 1}  # it stays readable as it was
    assert (came_along(here, other), came_along(both, other)) == (one, None)
    assert list(ideas_of(one.board)) == [other]
    services.unmerge(original=one, by=editor, sentence="Toch iets anders.")
    assert state() == before
    assert recount(repair=False) == []
    told = Step.objects.filter(idea=one).values_list("status", "sentence", "state")
    assert list(told) == [("merged", SENTENCE, "told"), ("received", "Toch iets anders.", "told")]
    verbs = Entry.objects.filter(verb__in=["idea.merged", "idea.unmerged"]).order_by("seq")
    assert list(verbs.values_list("verb", "data")) == [
        ("idea.merged", {"survivor": str(other.pk)}),
        ("idea.unmerged", {"survivor": str(other.pk)}),
    ]


def test_what_came_along_is_withdrawn_with_one_tap_and_does_not_come_back(pair, board, editor) -> None:
    one, other = pair
    third, voter = idea_on(board, "Nog eens banken"), somebody()
    for idea in (one, third):
        services.support(idea=idea, voter=voter)
    services.merge(original=one, survivor=other, by=editor, sentence=SENTENCE)
    services.take_back(idea=other, voter=voter)
    assert (figures(other), chosen_by(voter, [other.pk])) == ({}, {})
    services.merge(original=third, survivor=other, by=editor, sentence=SENTENCE)
    services.unmerge(original=one, by=editor, sentence=SENTENCE)
    assert (figures(other), figures(one), figures(third)) == ({}, {"up": 1}, {"up": 1})
    services.support(idea=other, voter=voter)
    services.unmerge(original=third, by=editor, sentence=SENTENCE)
    assert figures(other) == {"up": 1}  # that one they chose themselves
    assert recount(repair=False) == []


@pytest.mark.parametrize("status", [Outcome.EXAMINED, Outcome.PLANNED, Outcome.DONE, Outcome.NOT_FEASIBLE])
def test_it_goes_back_to_where_it_stood(pair, editor, status) -> None:
    one, other = pair
    Idea.objects.filter(pk=one.pk).update(status=status)
    services.merge(original=one, survivor=other, by=editor, sentence=SENTENCE)
    services.unmerge(original=one, by=editor, sentence=SENTENCE)
    assert again(one).status == status


def test_what_cannot_be_merged(pair, board, gent, editor) -> None:
    one, other = pair
    third, elsewhere = idea_on(board, "Een derde"), idea_on(board_of(gent, "Een ander bord"))
    services.merge(original=one, survivor=other, by=editor, sentence=SENTENCE)
    for original, survivor in ((one, third), (third, one), (third, third), (third, elsewhere)):
        with pytest.raises(NotPossible):
            services.merge(original=original, survivor=survivor, by=editor, sentence=SENTENCE)
    services.merge(original=other, survivor=third, by=editor, sentence=SENTENCE)
    for alone in (one, third):  # the first sits in one that joined yet another
        with pytest.raises(NotPossible):
            services.unmerge(original=alone, by=editor, sentence=SENTENCE)
    assert Merge.objects.filter(undone_at=None).count() == 2


CHOICES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([1, -1])), max_size=12)
PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=CHOICES, pairs=PAIRS, order=st.randoms())
def test_merging_then_taking_apart_restores_everything(board, editor, choices, pairs, order) -> None:
    with transaction.atomic():
        ideas = [idea_on(board, f"Idee {number} over iets") for number in range(4)]
        people = [somebody(), somebody(), resident("noor"), resident("ali")]
        for who, which, value in choices:
            services.choose(idea=ideas[which], voter=people[who], value=value)
        before = state()
        merged = [idea for idea, other in pairs if _merged(ideas[idea], ideas[other], editor)]
        assert recount(repair=False) == []
        for idea in ideas:
            _counts_each_person_once(idea)
        while merged:
            number = order.choice(merged)
            if _unmerged(ideas[number], editor):
                merged.remove(number)
            assert recount(repair=False) == []
        assert state() == before
        transaction.set_rollback(True)


def _merged(one: Idea, other: Idea, editor) -> bool:
    try:
        services.merge(original=one, survivor=other, by=editor, sentence=SENTENCE)
    except NotPossible:
        return False
    return True


def _unmerged(one: Idea, editor) -> bool:
    try:
        services.unmerge(original=one, by=editor, sentence=SENTENCE)
    except NotPossible:  # first the one it sits in
        return False
    return True


def _counts_each_person_once(idea: Idea) -> None:
    """On a survivor stands everybody who chose for it or for anything in it."""
    inside, border = {idea.pk}, {idea.pk}
    while border := set(Idea.objects.filter(merged_into__in=border).values_list("pk", flat=True)):
        inside |= border
    chose = Support.objects.filter(idea__in=inside).values_list("user", "guest").distinct()
    here = Support.objects.filter(idea=idea).values_list("user", "guest")
    assert sorted(here, key=str) == sorted(chose, key=str)


@for_real
def test_nobody_is_lost_who_supports_while_it_is_merged(board, editor) -> None:
    for _ in range(5):
        one, other = idea_on(board, "Meer banken"), idea_on(board, "Banken in het park")
        people = [somebody() for _ in range(6)]
        results = at_once(
            *(partial(services.support, idea=one, voter=voter) for voter in people),
            partial(merge, original=one, survivor=other, by=editor, sentence=SENTENCE),
        )
        through = sum(result is None for result in results[:-1])
        assert {type(result) for result in results[:-1]} <= {type(None), NotPossible}
        assert isinstance(results[-1], Merge)
        assert figures(one).get("up", 0) == figures(other).get("up", 0) == through
        assert recount(repair=False) == []


@for_real
def test_it_is_merged_and_taken_apart_once(pair, editor) -> None:
    one, other = pair
    services.support(idea=one, voter=somebody())
    both_ways = [partial(merge, original=one, survivor=other, by=editor, sentence=SENTENCE)] * 2
    both_ways += [partial(merge, original=other, survivor=one, by=editor, sentence=SENTENCE)] * 2
    results = at_once(*both_ways)
    assert sorted(type(result).__name__ for result in results) == ["Merge"] + ["NotPossible"] * 3
    [done] = Merge.objects.select_related("original")
    apart = partial(services.unmerge, original=done.original, by=editor, sentence=SENTENCE)
    assert sorted(type(result).__name__ for result in at_once(*[apart] * 3)) == ["Idea"] + ["NotPossible"] * 2
    assert (figures(one), figures(other), recount(repair=False)) == ({"up": 1}, {}, [])
