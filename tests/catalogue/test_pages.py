"""Pages of the catalogue: what they cost, and how they are found."""

import pytest

from tests.catalogue.making import document, services_of, taken_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("many", [1, 3, 30])
def test_the_list_costs_the_same_however_many(client, gent, many: int, django_assert_num_queries) -> None:
    taken_in(services_of(gent), [document(number) for number in range(many)])
    client.get("/gent/catalogus/")
    with django_assert_num_queries(1):
        assert len(client.get("/gent/catalogus/").context["found"].rows) == min(many, 20)


def test_a_record_costs_at_most_four_queries(client, gent, django_assert_max_num_queries) -> None:
    [record] = taken_in(services_of(gent), [document()])
    client.get("/gent/catalogus/")
    with django_assert_max_num_queries(4):
        assert client.get(f"/gent/catalogus/{record.pk}/").status_code == 200


def test_pages_follow_each_other_without_gap_or_repeat(client, gent) -> None:
    taken_in(services_of(gent), [document(number) for number in range(45)])
    seen, url = [], "/gent/catalogus/"
    while url:
        page = client.get(url)
        seen += [row["title"] for row in page.context["found"].rows]
        url = page.context["next_url"] and f"/gent/catalogus/{page.context['next_url']}"
    assert seen == [f"Dienst {number:03}" for number in range(45)]


@pytest.mark.parametrize("words", ["aanvragen", "AANVRAAG", "aanvr", "geboorte aanvra"])
def test_words_are_found_in_any_form(client, gent, words: str) -> None:
    taken_in(
        services_of(gent),
        [
            document(1, fields={"title@nl": "Aanvraag bij geboorte"}),
            document(2, fields={"description@nl": "<p>Afval</p>"}),
        ],
    )
    found = client.get("/gent/catalogus/", {"q": words}).context["found"]
    assert [row["title"] for row in found.rows] == ["Aanvraag bij geboorte"]


@pytest.mark.parametrize("words", ["'", "&|!", "(", "a' OR 1=1 --", "\\", ":*"])
def test_odd_searches_are_only_searches(client, gent, words: str) -> None:
    assert client.get("/gent/catalogus/", {"q": words}).status_code == 200


def test_the_strip_asks_only_what_the_municipality_can_put_right(client, gent) -> None:
    taken_in(services_of(gent, is_flemish=True), [document(1)])
    assert 'id="klopt"' not in client.get("/gent/").content.decode()
    taken_in(services_of(gent), [document(2)])
    page = client.get("/gent/").content.decode()
    assert ("Dienst 002" in page, "Dienst 001" in page) == (True, False)
