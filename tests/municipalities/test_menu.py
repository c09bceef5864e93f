"""The menu shows doors that open: to people who work here, at the price of one query; to strangers nothing more."""

import pytest
from django.core.cache import cache
from django.test import Client

from municipalities import remembering
from tests.people import member

DESK, SETTINGS = 'href="/gent/moderatie/"', 'href="/gent/instellingen/"'
PAGES = ["/gent/", "/gent/catalogus/", "/gent/projecten/", "/gent/privacy/", "/gent/journaal/"]


def doors(client: Client, page: str) -> tuple[bool, bool]:
    shown = client.get(page).content.decode()
    return DESK in shown, SETTINGS in shown


@pytest.mark.parametrize("page", PAGES)
def test_everybody_sees_the_doors_that_open_for_them(
    page: str, gent, moderator, editor, neighbour, contributor
) -> None:
    seen, opened = [doors(Client(), page)], [(False, False)]
    for person in (contributor, neighbour, editor, moderator, member(gent, "manager", "manager")):
        client = Client()
        client.force_login(person)
        seen.append(doors(client, page))
        opened.append(
            tuple(client.get(door).status_code == 200 for door in ("/gent/moderatie/", "/gent/instellingen/"))
        )
    assert seen == opened == [*[(False, False)] * 4, (True, False), (True, True)]


def test_a_page_that_was_drawn_for_a_manager_is_not_given_to_a_stranger(gent, monkeypatch) -> None:
    monkeypatch.setattr(remembering.heads, "public_seq", lambda stream: 7)
    cache.clear()
    manager = Client()
    manager.force_login(member(gent, "manager", "manager"))
    assert (doors(manager, "/gent/"), doors(Client(), "/gent/"), doors(manager, "/gent/")) == (
        (True, True),
        (False, False),
        (True, True),
    )
    remembering.shelf.pages.clear()


@pytest.mark.parametrize(("page", "alone"), [("/gent/privacy/", 0), ("/gent/projecten/", 1)])
def test_it_costs_one_query_for_who_is_signed_in_and_none_for_others(
    gent, moderator, page: str, alone: int, django_assert_num_queries
) -> None:
    client = Client()
    client.get(page)
    with django_assert_num_queries(alone):
        client.get(page)
    client.force_login(moderator)
    with django_assert_num_queries(alone + 3):  # the session, the person, and where they work
        client.get(page)
