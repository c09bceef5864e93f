"""Limits on posts: generous to people, deaf to floods; nothing typed is lost, and no address is kept."""

import re

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from accounts import limits
from catalogue.models import Confirmation, Correction
from tests.catalogue.making import document, services_of, taken_in

ORIGIN = {"sec-fetch-site": "same-origin"}
PHONE = "contact/0/telephone"


@pytest.fixture
def record(gent):
    return taken_in(services_of(gent), [document()])[0]


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test may move; it stands 100 seconds into a window."""

    class Clock:
        now = limits.WINDOW * 1000 + 100.0

    monkeypatch.setattr(limits, "time", lambda: Clock.now)
    return Clock


def most(settings, **numbers: int) -> None:
    settings.POST_LIMITS = {**settings.POST_LIMITS, **numbers}


def browser(address: str = "192.0.2.1", **headers: str) -> Client:
    return Client(REMOTE_ADDR=address, headers={**ORIGIN, **headers})


def correct(client: Client, record, number: int = 10, step: str = "verstuur", **more: str):
    typed = {f"v:{PHONE}": f"+32 9 210 10 {number}", "signature": "Noor", "stap": step, **more}
    return client.post(f"/gent/catalogus/{record.pk}/verbeter/", typed)


def confirm(client: Client, record, answer: str = "yes"):
    page = client.get(f"/gent/catalogus/{record.pk}/").content.decode()
    [fingerprint] = re.findall(rf'value="{PHONE}"><input type="hidden" name="fingerprint" value="(\w+)"', page)
    typed = {"field": PHONE, "fingerprint": fingerprint, "answer": answer}
    return client.post(f"/gent/catalogus/{record.pk}/klopt/", typed)


def through_api(client: Client, record, number: int = 10):
    body = {"record": str(record.pk), "changes": [{"field": PHONE, "value": f"+32 9 210 10 {number}"}]}
    return client.post("/api/v1/corrections", body, content_type="application/json")


def test_a_flood_of_corrections_is_stopped_and_the_form_given_back(record, settings, clock) -> None:
    most(settings, correction=2)
    one = browser()
    assert [correct(one, record, number).status_code for number in (11, 12)] == [302, 302]
    stopped = correct(one, record, 13)
    page = stopped.content.decode()
    assert (stopped.status_code, stopped["Retry-After"]) == (429, str(limits.WINDOW - 100))
    assert ('id="problemen"' in page, "+32 9 210 10 13" in page, 'value="Noor"' in page) == (True, True, True)
    assert "over 9 minuten" in page
    assert Correction.objects.count() == 2
    clock.now += limits.WINDOW
    assert correct(one, record, 13).status_code == 302


def test_only_sending_counts(record, settings) -> None:
    most(settings, correction=1)
    one = browser()
    steps = [correct(one, record, 13, step).status_code for step in ("kijk", "terug", "kijk", "verstuur", "kijk")]
    assert steps == [200, 200, 200, 302, 200]
    assert correct(one, record, 10, "verstuur", email="naam@").status_code == 422, "a mistake is not a correction"


def test_a_flood_of_confirmations_is_stopped_and_can_be_sent_again(record, settings, clock) -> None:
    most(settings, confirmation=1)
    one = browser()
    assert (confirm(one, record).status_code, Confirmation.objects.get().answer) == (302, "yes")
    stopped = confirm(one, record, "unknown")
    page = stopped.content.decode()
    assert (stopped.status_code, stopped["Retry-After"], Confirmation.objects.get().answer) == (
        429,
        str(limits.WINDOW - 100),
        "yes",
    )
    again = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page))
    clock.now += limits.WINDOW
    assert one.post(f"/gent/catalogus/{record.pk}/klopt/", again).status_code == 302
    assert Confirmation.objects.get().answer == "unknown"


def test_a_flood_through_the_api_is_a_problem_with_the_time_to_wait(record, settings, clock) -> None:
    most(settings, api=2)
    one = browser()
    assert [through_api(one, record, number).status_code for number in (11, 12)] == [201, 201]
    stopped = through_api(one, record, 13)
    assert (stopped.status_code, stopped["Content-Type"], stopped["Retry-After"]) == (
        429,
        "application/problem+json",
        str(limits.WINDOW - 100),
    )
    assert Correction.objects.count() == 2


def test_what_one_does_counts_for_one_thing_and_one_person(record, settings, contributor) -> None:
    """Corrections, confirmations and the API are counted apart; so are addresses, and who signed in."""
    most(settings, correction=1, confirmation=1, api=1)
    for address in ("192.0.2.1", "192.0.2.2"):
        one = browser(address)
        answers = [correct(one, record), confirm(one, record), through_api(one, record, 11)]
        assert [answer.status_code for answer in answers] == [302, 302, 201]
    known = browser("192.0.2.1")
    known.force_login(contributor)
    assert [correct(known, record, number).status_code for number in (14, 15)] == [302, 429]
    elsewhere = browser("192.0.2.9")
    elsewhere.force_login(contributor)
    assert correct(elsewhere, record, 16).status_code == 429, "wherever somebody signs in"


def test_zero_is_no_limit(record, settings) -> None:
    most(settings, correction=0)
    one = browser()
    assert [correct(one, record, number).status_code for number in (11, 12, 13)] == [302, 302, 302]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
    ],
)
def test_a_household_has_one_network(one: str, other: str, is_same: bool) -> None:
    """IPv6 by /64; an IPv4 address in IPv6's clothes is that IPv4 address."""
    first, second = (limits.address_of(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (one, other))
    assert (first == second) is is_same


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 192.0.2.200", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "nonsense", None),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies: int, forwarded: str, seen: str | None) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR="192.0.2.1")
    assert limits.address_of(request) == seen


def test_no_address_is_kept(settings, monkeypatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(limits.cache, "add", lambda key, *more: kept.append(key))
    monkeypatch.setattr(limits.cache, "incr", lambda key: kept.append(key) or 1)
    most(settings, correction=9)
    for settings.SECRET_KEY in ("one key", "another key"):
        limits.wait("correction", limits.visitor_of(RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")))
    assert len(set(kept)) == 2, "the hash is salted"
    assert not any("192" in key for key in kept)


@given(st.lists(st.floats(0, 3 * 600), max_size=60), st.integers(1, 5))
def test_never_more_than_so_many_in_a_window(moments: list[float], allowed: int) -> None:
    """Whatever the rhythm: in each window exactly the first so many pass, and who waits as told passes."""
    cache.clear()
    passed: dict[int, int] = {}
    for moment in sorted(moments):
        rest = limits.counted("test", "somebody", most=allowed, now=moment)
        if rest == 0:
            passed[int(moment // limits.WINDOW)] = passed.get(int(moment // limits.WINDOW), 0) + 1
        else:
            assert passed[int(moment // limits.WINDOW)] == allowed
            assert (moment + rest) // limits.WINDOW == moment // limits.WINDOW + 1
    assert all(many <= allowed for many in passed.values())
