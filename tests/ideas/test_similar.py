"""What is like what: rare words weigh most, near is better than far, and no other municipality is seen."""

import pytest

from contributions.models import Contribution
from ideas import services
from ideas.models import Idea, Rarity, Unweighed
from ideas.similar import Spot, rarest, similar_to
from ideas.words import lexemes
from tests.ideas.making import board_of, idea_on

pytestmark = pytest.mark.django_db
NOWHERE = Spot()


@pytest.fixture
def board(gent):
    return board_of(gent)


def titles(within, text: str, spot: Spot = NOWHERE) -> list[str]:
    return [one.title for one in similar_to(within, text, spot, "nl")]


def test_words_are_compared_by_their_stem_and_without_accents() -> None:
    assert lexemes("De zitbanken en de straat", "nl") == lexemes("zitbank, straten", "nl")
    assert lexemes("bancs publics", "fr") == lexemes("banc public", "fr")
    assert lexemes("x" * 100 + " de en het \0", "nl") == []


def test_it_is_found_in_other_words_of_the_same(board, gent) -> None:
    idea = idea_on(board, "Meer zitbanken langs de Leie")
    idea_on(board, "Een fontein op het plein")
    for within in (board, gent):
        [found] = similar_to(within, "zitbank aan de leie", NOWHERE, "nl")
        assert (found.id, found.number, found.board_id) == (idea.pk, 1, board.pk)


def test_one_word_is_not_enough(board) -> None:
    idea_on(board, "Meer zitbanken langs de Leie")
    assert titles(board, "zitbanken") == []
    assert titles(board, "") == []


def test_a_rare_word_weighs_more_than_a_common_one(board) -> None:
    for number in range(8):
        idea_on(board, f"Een veilige straat nummer{number}")
    idea_on(board, "Kippenhok voor iedereen")
    services.weigh()
    assert titles(board, "kippenhok in de straat")[0] == "Kippenhok voor iedereen"


def test_at_most_three_the_nearest_first(board) -> None:
    for place in ("gentbrugge", "ledeberg", "oostakker", "drongen"):
        idea_on(board, f"Meer zitbanken {place}straat", spot=Spot(place))
    found = titles(board, "meer zitbanken graag", Spot("oostakker"))
    assert (len(found), found[0]) == (3, "Meer zitbanken oostakkerstraat")


def test_distance_counts_on_the_map(board) -> None:
    for name, latitude in (("ver", 51.10), ("dichtbij", 51.051), ("midden", 51.06)):
        idea_on(board, f"Speeltuin voor peuters {name}", spot=Spot("", latitude, 3.72))
    found = titles(board, "speeltuin voor peuters", Spot("", 51.05, 3.72))
    assert [title.rsplit(" ", 1)[1] for title in found] == ["dichtbij", "midden", "ver"]


def test_what_nobody_may_see_or_stands_elsewhere_is_not_found(board, gent, leuven, editor) -> None:
    title = "Meer zitbanken langs de Leie"
    first, second, third = (idea_on(board, f"{title} {number}") for number in range(3))
    services.merge(original=first, survivor=second, by=editor, sentence="Hetzelfde.")
    Contribution.objects.filter(pk=third.pk).update(status="hidden")
    idea_on(board_of(gent, is_premoderated=True), title)
    assert titles(gent, title) == [second.title]
    assert titles(leuven, title) == []
    assert titles(board_of(leuven), title) == []


def test_new_ideas_are_weighed_once(board, gent) -> None:
    for number in range(3):
        idea_on(board, f"Meer zitbanken nummer{number}")
    assert (services.weigh(), services.weigh(), Unweighed.objects.count()) == (3, 0, 0)
    assert Rarity.objects.get(word=f"{gent.pk}:").ideas == 3
    assert Rarity.objects.get(word=f"{gent.pk}:zitbank").ideas == 3
    assert set(Idea.objects.values_list("words", flat=True)[0]) <= set(Rarity.objects.values_list("word", flat=True))


def test_only_the_rarest_words_are_looked_up() -> None:
    assert rarest(["a", "b", "c"], {"a": 900, "b": 3, "c": 800}) == (["b", "c"], True)
    assert rarest(["a", "b", "c"], {"a": 90_000, "b": 30_000, "c": 80_000}) == (["b", "c"], False)


def test_a_crowd_is_looked_up_by_two_words(board, gent) -> None:
    idea_on(board, "Een veilige straat")
    idea_on(board, "Een veilige school")
    Rarity.objects.bulk_create(Rarity(word=f"{gent.pk}:{one}", ideas=9_000) for one in ("veilig", "strat", ""))
    assert titles(board, "veilige straat") == ["Een veilige straat"]


def test_it_costs_three_queries_however_many_there_are(board, django_assert_num_queries) -> None:
    for many in (1, 3):
        while Idea.objects.count() < many:
            idea_on(board, f"Meer zitbanken nummer{Idea.objects.count()}")
        with django_assert_num_queries(3):
            assert len(titles(board, "meer zitbanken nummer7")) == many
