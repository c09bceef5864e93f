"""Real threads on real connections: whatever meets at a case, exactly one of them has an effect."""

from collections import Counter
from functools import partial

import pytest

from catalogue.models import RecordVersion
from contributions.models import Case, Contribution
from journal.models import Entry
from journal.verifying import faults
from moderation.models import Decision, Statement
from moderation.services import Stale, TooLate, settle_due, undo
from tests.at_once import at_once
from tests.moderation.making import cases_of, decided, is_due
from tests.people import member

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def kinds_of(results: list[object]) -> Counter[str]:
    return Counter(type(one).__name__ for one in results)


def told(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def test_two_decide_the_same_case(gent, moderator) -> None:
    people = [moderator, *(member(gent, "manager", name) for name in ("bas", "els", "tom"))]
    for case in cases_of(gent, ROUNDS):
        results = at_once(*(partial(decided, case, who) for who in people))
        assert kinds_of(results) == {"Decision": 1, "Stale": 3}
        [winner] = [one for one in results if isinstance(one, Decision)]
        assert {one.by for one in results if isinstance(one, Stale)} == {winner.decided_by}
    assert (Decision.objects.count(), told("case.decided")) == (ROUNDS, ROUNDS)
    assert list(faults()) == []


def test_one_decides_while_another_takes_back(gent, moderator) -> None:
    other = member(gent, "manager", "bas")
    for case in cases_of(gent, ROUNDS):
        first = decided(case, moderator)
        undone, again = at_once(partial(undo, decision=first), partial(decided, case, other))
        assert undone is None
        assert type(again) in {Decision, Stale}  # before it was taken back, or after
        waiting = Decision.objects.filter(case=case, state="waiting")
        assert [one.decided_by for one in waiting] == ([other] if isinstance(again, Decision) else [])
    assert told("case.undone") == ROUNDS
    assert told("case.decided") == Decision.objects.count()


def test_taken_back_twice_at_once(gent, moderator) -> None:
    for case in cases_of(gent, ROUNDS):
        decision = decided(case, moderator)
        assert at_once(partial(undo, decision=decision), partial(undo, decision=decision)) == [None, None]
    assert told("case.undone") == ROUNDS


def test_taken_back_while_it_takes_effect(gent, moderator) -> None:
    cases = cases_of(gent, ROUNDS)
    for case in cases:
        decision = decided(case, moderator)
        is_due()
        undone, settled = at_once(partial(undo, decision=decision), settle_due)
        decision.refresh_from_db()
        if isinstance(undone, TooLate):
            assert (settled, decision.state) == (1, "settled")
        else:
            assert (undone, settled, decision.state) == (None, 0, "undone")
        case.refresh_from_db()
        assert bool(case.closed_at) == (decision.state == "settled")
    settled = Decision.objects.filter(state="settled").count()
    assert (told("contribution.settled"), told("case.undone")) == (settled, ROUNDS - settled)
    assert RecordVersion.objects.count() == ROUNDS + settled


def test_two_processes_settle(gent, moderator) -> None:
    cases = cases_of(gent, ROUNDS)
    for number, case in enumerate(cases):
        outcome = {"outcome": "refused", "reason": "duplicate", "sentence": "Dubbel."} if number % 3 == 0 else {}
        decided(case, moderator, **outcome)
    is_due()
    assert sum(at_once(settle_due, settle_due, settle_due)) == ROUNDS
    refused = len(range(0, ROUNDS, 3))
    assert Counter(Decision.objects.values_list("state", flat=True)) == {"settled": ROUNDS}
    assert (told("contribution.settled"), told("record.corrected")) == (ROUNDS, ROUNDS - refused)
    assert RecordVersion.objects.count() == 2 * ROUNDS - refused
    assert Statement.objects.count() == refused
    assert Counter(Contribution.objects.values_list("status", flat=True)) == {
        "published": ROUNDS - refused,
        "refused": refused,
    }
    assert Case.objects.filter(closed_at=None).count() == 0
    assert list(faults()) == []


def test_one_decides_while_it_takes_effect(gent, moderator) -> None:
    other = member(gent, "manager", "bas")
    for case in cases_of(gent, ROUNDS):
        decided(case, moderator)
        is_due()
        late, settled = at_once(partial(decided, case, other), settle_due)
        assert (type(late), settled) == (Stale, 1)
        assert late.by == moderator
    assert Decision.objects.count() == ROUNDS


def test_what_cannot_take_effect_stops_nothing_else(gent, moderator, monkeypatch) -> None:
    from contributions import services

    broken, *_ = cases = cases_of(gent, 3)
    for case in cases:
        decided(case, moderator)
    is_due()
    settle = services.settle

    def fails(*, case, verdict):
        if case == broken:
            raise RuntimeError("a kind with a fault")
        return settle(case=case, verdict=verdict)

    monkeypatch.setattr(services, "settle", fails)
    with pytest.raises(ExceptionGroup) as failed:  # the duty logs it and rests
        settle_due()
    assert [str(one) for one in failed.value.exceptions] == ["a kind with a fault"]
    assert Counter(Decision.objects.values_list("state", flat=True)) == {"settled": 2, "waiting": 1}
    monkeypatch.undo()
    assert settle_due() == 1
