"""The queue: true figures, ages in words, whatever stands in it at the same cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from contributions.models import Case
from moderation.ages import age
from tests.moderation.making import cases_of, decided, of, press, title

pytestmark = pytest.mark.django_db
DESK = "/gent/moderatie/"


@pytest.fixture
def desk(moderator):
    return of(moderator)


def titles(page) -> list[str]:
    return [item.card.title for item in page.context["items"]]


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(seconds=-3), "0 min"),
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=44), "44 min"),
        (timedelta(minutes=134), "2 u 14"),
        (timedelta(hours=23, minutes=5), "23 u 05"),
        (timedelta(days=1, hours=5), "1 dag"),
        (timedelta(days=9), "9 dagen"),
    ],
)
def test_an_age_in_words(since: timedelta, words: str) -> None:
    assert age(since) == words


def test_what_is_late_says_so_in_words(desk, gent) -> None:
    late, early = cases_of(gent, 2)
    Case.objects.filter(pk=late.pk).update(
        opened_at=now() - timedelta(minutes=134), due_at=now() - timedelta(minutes=1)
    )
    page = desk.get(DESK)
    assert [(item.age, item.is_late) for item in page.context["items"]] == [("2 u 14", True), ("0 min", False)]
    html = page.content.decode()
    assert html.count('class="ag late"') == 1
    assert '<span class="ag late"><span class="sr">te laat, </span>2 u 14</span>' in html


def test_the_figures_are_the_true_ones_however_many_wait(desk, gent, moderator) -> None:
    cases = cases_of(gent, 210)
    for case in cases[:3]:
        decided(case, moderator)
    Case.objects.filter(pk__in=[case.pk for case in cases[3:8]]).update(due_at=now() - timedelta(days=1))
    page = desk.get(DESK)
    figures = page.context["figures"]
    assert (figures.late, figures.waiting, figures.done_today) == (5, 207, 3)
    assert [(kind.key, many) for kind, many in page.context["kinds"] if many] == [("correction", 207)]
    assert "1 van 207" in page.content.decode()


def test_every_case_can_be_reached(desk, gent) -> None:
    cases = cases_of(gent, 120)
    page = desk.get(f"{DESK}?zaak={cases[60].pk}")
    assert (page.context["case"], page.context["position"]) == (cases[60], 61)
    assert titles(page) == [title(case) for case in cases[50:100]]
    first, last = (desk.get(f"{DESK}?zaak={cases[at].pk}").context for at in (50, 99))
    assert (first["previous_case"], first["next_case"]) == (cases[49].pk, cases[51].pk)
    assert (last["previous_case"], last["next_case"]) == (cases[98].pk, cases[100].pk)
    page = desk.get(DESK)
    assert page.context["beyond"] == cases[50].pk
    assert f'href="{DESK}?zaak={cases[50].pk}"' in page.content.decode()
    assert desk.get(f"{DESK}?zaak={cases[119].pk}").context["beyond"] is None


@pytest.mark.parametrize("path", ["", "?zaak={pk}", "lijst/", "lijst/?zaak={pk}", "afgehandeld/"])
def test_the_cost_does_not_grow(desk, gent, moderator, path: str) -> None:
    costs = []
    for many in (3, 9):
        Case.objects.all().delete()
        cases = cases_of(gent, many)
        for case in cases[: many // 3]:
            decided(case, moderator)
        url = DESK + path.format(pk=cases[-1].pk)
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 16


def test_the_list_brings_the_figures_and_the_counts_along(desk, gent) -> None:
    cases = cases_of(gent, 3)
    html = desk.get(f"{DESK}lijst/?zaak={cases[1].pk}").content.decode()
    assert "<html" not in html
    for part in ("cijfers", "soorten", "bericht"):
        assert html.count(f'<template data-for="{part}">') == 1
    assert 'data-announce="3 wachten, 0 te laat"' in html
    assert "2 van 3" in html
    assert html.count("aria-current") == 2  # the case, and the rail's own link


def test_the_list_of_a_case_that_is_gone_says_who_decided_it(desk, gent, moderator) -> None:
    cases = cases_of(gent, 2)
    decided(cases[0], moderator)
    html = desk.get(f"{DESK}lijst/?zaak={cases[0].pk}").content.decode()
    assert "Moderator heeft dit net beslist." in html
    assert f'id="zaak-{cases[0].pk}"' not in html
    assert html.count("aria-current") == 1  # only the rail's


@pytest.mark.parametrize(
    "query", ["?zaak=x", "?zaak=-1", "?zaak=99999999999999999999", "?soort=niets", "?zaak=1&soort=%00"]
)
def test_whatever_stands_in_the_address_the_desk_opens(desk, gent, query: str) -> None:
    cases_of(gent, 1)
    for path in ("", "lijst/"):
        assert desk.get(DESK + path + query).status_code == 200


def test_the_chosen_kind_stays_chosen(desk, gent) -> None:
    one, two, _ = cases_of(gent, 3)
    html = desk.get(f"{DESK}?soort=correction").content.decode()
    assert f'href="{DESK}?zaak={two.pk}&amp;soort=correction"' in html
    answer = press(desk, one, "approved", volgende=two.pk, soort="correction")
    assert answer["Location"].startswith(f"{DESK}?zaak={two.pk}&soort=correction")


def test_nothing_waits(desk, gent) -> None:
    page = desk.get(DESK)
    assert (page.context["case"], page.context["figures"].waiting) == (None, 0)
    assert "Alles is behandeld." in page.content.decode()
