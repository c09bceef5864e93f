"""The municipalities and their people. The names carry the roles. Loaded with `-p tests.people`."""

import pytest


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    """What a process keeps of municipalities and surveys belongs to one test."""
    from municipalities import access
    from surveys import known

    access.forget_known()
    known.forget_known()


@pytest.fixture
def municipalities(db) -> None:
    """The 285 of the reference data."""
    from municipalities.services import set_up

    set_up()


@pytest.fixture
def gent(municipalities):
    """A municipality in four languages."""
    return municipality("gent", languages=["nl", "fr", "de", "en"])


@pytest.fixture
def leuven(municipalities):
    """Another one, in Dutch."""
    return municipality("leuven")


def municipality(slug: str, **changes):
    from municipalities.models import Municipality

    Municipality.objects.filter(slug=slug).update(slug=slug, **changes)
    return Municipality.objects.select_related("stream").get(slug=slug)


def member(municipality, role: str, name: str):
    """Somebody who works for the municipality in this role."""
    from accounts.models import User
    from municipalities.models import Membership

    user = User.objects.create_user(f"{name}@{municipality.slug}.example", name=name.capitalize())
    Membership.objects.create(user=user, municipality=municipality, role=role)
    return user


@pytest.fixture
def contributor(db):
    """A resident with an account, who works nowhere."""
    from accounts.models import User

    return User.objects.create_user("contributor@example.org", name="Contributor")


@pytest.fixture
def moderator(gent):
    """Judges what people of Gent say."""
    return member(gent, "moderator", "moderator")


@pytest.fixture
def editor(gent):
    """Writes the projects of Gent."""
    return member(gent, "editor", "editor")


@pytest.fixture
def neighbour(leuven):
    """Moderates in another municipality."""
    return member(leuven, "moderator", "neighbour")


@pytest.fixture
def desk(moderator):
    """A browser in which the moderator signed in."""
    from django.test import Client

    client = Client()
    client.force_login(moderator)
    return client
