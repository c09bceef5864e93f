"""Somebody at a browser, and the letters that reach them."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from outbound.models import Letter

CODE = re.compile(r"\b[A-Z0-9]{3,}-[A-Z0-9]{3,}\b|\b[A-Z0-9]{6}\b")


@pytest.fixture(autouse=True)
def _no_earlier_tries(db):
    """The limits on tries are counted in Valkey, which no test rolls back."""
    cache.clear()


@pytest.fixture(autouse=True)
def _our_letterbox(settings):
    """pytest-django puts a box of its own in its place."""
    settings.EMAIL_BACKEND = "outbound.letterbox.LetterBackend"


@pytest.fixture
def browser():
    """A browser that says where its posts come from."""
    return Client(headers={"sec-fetch-site": "same-origin"})


@pytest.fixture
def code():
    """The code in the newest letter."""

    def newest() -> str:
        body = Letter.objects.latest("id").body
        return CODE.search(body).group()

    return newest
