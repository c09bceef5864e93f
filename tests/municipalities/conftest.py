"""A manager of Gent, in a browser that says where its posts come from."""

import pytest
from django.test import Client

from tests.people import member


@pytest.fixture
def manager(gent):
    return member(gent, "manager", "manager")


@pytest.fixture
def desk(manager) -> Client:
    return signed_in(manager)


def signed_in(person) -> Client:
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.force_login(person)
    return client
