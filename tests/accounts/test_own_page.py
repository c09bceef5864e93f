"""What is kept of a person: seen, taken along, erased; what a guest did moves to the account."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.utils.timezone import now

from accounts import claims, guests, privacy, registry, services
from accounts.models import Guest, User


@contextmanager
def registered(place, entry):
    place.register(entry)
    try:
        yield
    finally:
        del place._entries[entry.key]


@pytest.fixture
def guest(browser):
    """Somebody who took part before having an account."""
    found = guests.new_guest()
    browser.cookies[guests.COOKIE] = guests.signer.sign(found.pk.hex)
    return found


def test_a_registry_refuses_a_second_entry_of_the_same_key():
    entries = registry.Registry()
    entry = claims.Claim("one", "app.Model", lambda guest, user: 0)
    entries.register(entry)
    with pytest.raises(registry.Duplicate):
        entries.register(entry)
    assert (list(entries), entries.get("one"), "two" in entries, len(entries)) == ([entry], entry, False, 1)


@pytest.mark.parametrize("path", ["/mijn/", "/mijn/verder/", "/mijn/download/"])
def test_a_stranger_signs_in_first(browser, path):
    assert browser.get(path)["Location"] == f"/aanmelden/?next={path}"


def test_the_page_says_what_is_kept_why_and_how_long(browser, contributor):
    browser.force_login(contributor)
    page = browser.get("/mijn/").content.decode()
    for entry in privacy.registry:
        assert str(entry.purpose) in page
        assert str(entry.retention) in page


def test_everything_that_is_kept_can_be_downloaded(browser, contributor):
    browser.force_login(contributor)
    answer = browser.get("/mijn/download/")
    assert answer.json()["account"][0]["email"] == contributor.email
    assert "attachment" in answer["Content-Disposition"]


def test_what_a_guest_did_moves_when_the_person_asks(browser, contributor, guest):
    moved = []
    entry = claims.Claim("test", "app.Model", lambda guest, user: moved.append((guest, user)) or 3)
    browser.force_login(contributor)
    assert 'action="/mijn/neem-over/"' in browser.get("/mijn/").content.decode()
    with registered(claims.registry, entry):
        answer = browser.post("/mijn/neem-over/")
    assert answer["Location"] == "/mijn/"
    assert moved == [(guest, contributor)]
    assert Guest.objects.get().claimed_by == contributor
    assert browser.cookies[guests.COOKIE].value == ""


def test_another_account_cannot_claim_the_same_guest(contributor, guest):
    other = User.objects.create_user("other@example.org")
    assert services.claim(guest=guest, user=contributor) == 0
    assert services.claim(guest=guest, user=contributor) == 0, "twice is harmless"
    with pytest.raises(services.AlreadyClaimed):
        services.claim(guest=guest, user=other)
    assert Guest.objects.get().claimed_by == contributor


def test_a_claim_that_fails_moves_nothing(contributor, guest):
    def fail(guest, user):
        raise ZeroDivisionError

    with registered(claims.registry, claims.Claim("test", "app.Model", fail)), pytest.raises(ZeroDivisionError):
        services.claim(guest=guest, user=contributor)
    assert Guest.objects.get().claimed_by is None


def test_erasing_asks_every_room_and_takes_the_account(browser, contributor):
    asked = []
    entry = privacy.Privacy("test", "why", "how long", lambda user: [], lambda user: asked.append(user.email))
    browser.force_login(contributor)
    with registered(privacy.registry, entry):
        assert browser.post("/mijn/wis/").status_code == 302
    assert asked == [contributor.email]
    assert not User.objects.exists()
    assert browser.get("/mijn/").status_code == 302


def test_erasing_is_a_post_of_the_person_itself(browser, contributor):
    browser.force_login(contributor)
    assert browser.get("/mijn/wis/").status_code == 405
    elsewhere = browser.post("/mijn/wis/", headers={"sec-fetch-site": "cross-site"})
    assert elsewhere.status_code == 403
    assert User.objects.exists()


def test_an_address_that_was_never_proven_is_forgotten(db, moderator):
    past = now() - timedelta(days=2)
    people = [User.objects.create_user(f"{name}@example.org") for name in ("unproven", "recent", "proven")]
    for user in [*people, moderator]:
        EmailAddress.objects.create(user=user, email=user.email, verified=user.email.startswith("proven"))
    User.objects.exclude(email__startswith="recent").update(joined_at=past)
    Session.objects.create(session_key="x" * 32, session_data="", expire_date=past)
    assert services.forget() > 0
    left = User.objects.values_list("email", flat=True)
    assert sorted(left) == ["moderator@gent.example", "proven@example.org", "recent@example.org"]
    assert Session.objects.count() == 0
