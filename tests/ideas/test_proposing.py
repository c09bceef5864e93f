"""An idea goes through screening and gets its number when everyone can see it; boards keep their rules."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils.timezone import now

from contributions.kinds import registry
from contributions.models import Case, Contribution
from ideas import services
from ideas.models import Board, Category, Idea, Rule
from ideas.queries import boards_of, ideas_of
from ideas.services import NotPossible, Stale
from ideas.similar import Spot
from journal.models import Entry
from moderation.services import decide, settle_due
from outbound.models import Letter
from tests.at_once import at_once
from tests.ideas.making import again, board_of, idea_on, somebody

for_real = pytest.mark.django_db(transaction=True)
pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("verb", flat=True))


def judged(moderator, outcome: str, **more) -> None:
    case = Case.objects.get(closed_at=None)
    decision = decide(case=case, case_version=case.version, outcome=outcome, by=moderator, **more)
    type(decision).objects.filter(pk=decision.pk).update(effective_at=now())
    settle_due()


def test_an_idea_is_published_and_told_at_once(gent) -> None:
    idea = idea_on(board_of(gent), text="Ze zijn altijd bezet.", spot=Spot("gentbrugge", 51.04, 3.76))
    assert (idea.number, idea.status, idea.contribution.status) == (1, "received", "published")
    assert idea.contribution.text == "Meer banken in het park\n\nZe zijn altijd bezet."
    assert verbs() == ["board.opened", "contribution.submitted", "idea.published"]
    assert list(ideas_of(idea.board)) == [idea]


def test_numbers_have_no_gap_where_something_was_refused(gent, moderator) -> None:
    board = board_of(gent)
    first, held = idea_on(board), idea_on(board, "Bel mij op 85.07.30-033.28 over dit plan")
    second = idea_on(board, "Een fontein op het plein")
    assert [again(one).number for one in (first, held, second)] == [1, None, 2]
    judged(moderator, "refused", reason="cannot_verify", sentence="Er staat een nummer in.")
    assert (again(held).number, again(held).contribution.status) == (None, "refused")
    kind, said = registry.get("idea"), again(held).contribution
    answer = kind.answer(said)
    assert (answer.outcome, answer.reason, answer.sentence) == ("refused", "cannot_verify", "Er staat een nummer in.")
    assert kind.outcome_lines(said, "en") == ["not shown"]
    assert kind.outcome_lines(again(first).contribution, "en") == ["Received"]


def test_on_a_premoderated_board_staff_look_first(gent, moderator) -> None:
    board = board_of(gent, is_premoderated=True)
    idea = idea_on(board)
    assert (idea.number, idea.contribution.status, list(ideas_of(board))) == (None, "pending", [])
    with pytest.raises(NotPossible):
        services.support(idea=idea, voter=somebody())
    judged(moderator, "approved")
    assert (again(idea).number, again(idea).contribution.status) == (1, "published")
    assert verbs()[-2:] == ["idea.published", "contribution.settled"]


@for_real
def test_numbers_are_given_once(gent) -> None:
    board = board_of(gent)
    at_once(*(partial(idea_on, board, f"Idee {number} over iets") for number in range(6)))
    assert sorted(Idea.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("spot", "sentence"),
    [
        (Spot("leuven"), "Choose a place from the list."),
        (Spot("", 48.85, 3.7), "That point lies outside the municipality."),
        (Spot("", 51.0, 13.7), "That point lies outside the municipality."),
    ],
)
def test_a_spot_that_is_not_here(gent, spot, sentence) -> None:
    with pytest.raises(NotPossible) as error:
        idea_on(board_of(gent), spot=spot)
    assert (str(error.value), Contribution.objects.count()) == (sentence, 0)


def test_a_board_takes_nothing_before_it_opens_or_after_it_closes(gent) -> None:
    moment = now()
    for window in ({"opens_at": moment + timedelta(days=1)}, {"closes_at": moment - timedelta(seconds=1)}):
        with pytest.raises(NotPossible):
            idea_on(board_of(gent, **window))
    assert services.close_due() == 1
    assert services.close_due() == 0


def test_two_colleagues_cannot_overwrite_each_other(gent) -> None:
    board = board_of(gent)
    changed = services.revise(board=board, version=1, title="Anders", intro="Zeg het maar.", most_supports=3)
    assert (changed.version, changed.most_supports, Board.objects.get().activity.title) == (2, 3, "Anders")
    with pytest.raises(Stale):
        services.revise(board=board, version=1, intro="Iets anders.")


def test_settings_that_contradict(gent) -> None:
    for settings in (
        {"rule": Rule.BUDGET},
        {"opens_at": now(), "closes_at": now() - timedelta(days=1)},
        {"places": ["leuven"]},
        {"fields": ["shoe_size"]},
    ):
        with pytest.raises(NotPossible):
            board_of(gent, **settings)
    assert Board.objects.count() == 0


def test_how_people_choose_stays_once_somebody_chose(gent) -> None:
    idea = idea_on(board_of(gent))
    services.support(idea=idea, voter=somebody())
    with pytest.raises(NotPossible):
        services.revise(board=idea.board, version=1, rule=Rule.UP_DOWN)
    closed = services.close(board=idea.board)
    with pytest.raises(NotPossible):
        services.revise(board=closed, version=closed.version, closes_at=None, is_premoderated=True)
    with pytest.raises(NotPossible):
        services.close(board=closed)
    assert services.revise(board=closed, version=closed.version, intro="Dank je.").intro == "Dank je."


def test_a_report_is_sent_on_once(gent, leuven, moderator) -> None:
    idea = idea_on(board_of(gent), "De lamp aan nummer 5 is stuk")
    lamps = {"name": "Licht", "handler": "Fluvius", "way": "mailbox", "email": "lampen@example.org"}
    here = Category.objects.create(municipality=gent, **lamps)
    there = Category.objects.create(municipality=leuven, **lamps)
    with pytest.raises(NotPossible):
        services.forward(idea=idea, category=there, by=moderator)
    services.forward(idea=idea, category=here, by=moderator)
    letter = Letter.objects.get(to="lampen@example.org")
    assert letter.body.startswith("De lamp aan nummer 5 is stuk")
    for late in (
        partial(services.forward, idea=idea, category=here),
        partial(services.support, idea=again(idea), voter=somebody()),
    ):
        with pytest.raises(NotPossible):
            late()
    assert verbs()[-1] == "idea.forwarded"


def test_the_desk_sees_a_card_whatever_how_many(gent, moderator, django_assert_num_queries) -> None:
    board, kind = board_of(gent, is_premoderated=True), registry.get("idea")
    ideas = [idea_on(board, f"Idee {number} over iets", spot=Spot("gentbrugge")) for number in range(3)]
    for wanted in (ideas[:1], ideas):
        with django_assert_num_queries(2):
            cards = kind.cards([one.pk for one in wanted], moderator, "nl")
        assert [cards[one.pk].title for one in wanted] == [one.title for one in wanted]
    card = cards[ideas[0].pk]
    assert (card.subtitle, card.lines, card.signals) == ("Idee, Ideeën voor het park", ("Gentbrugge",), ())
    assert "Idee 0 over iets" in card.body


def test_the_open_data_hold_no_person_and_no_other_municipality(gent, leuven, contributor) -> None:
    idea, _there = idea_on(board_of(gent), author=contributor, signature="Noor"), idea_on(board_of(leuven))
    [row] = registry.get("idea").export(gent)
    assert row == {
        "id": str(idea.pk),
        "board": "ideeen-voor-het-park",
        "number": 1,
        "title": idea.title,
        "text": idea.contribution.text,
        "place": "",
        "status": "received",
        "merged_into": None,
        "published_at": idea.contribution.published_at,
    }
    assert list(boards_of(leuven)) == [_there.board]
