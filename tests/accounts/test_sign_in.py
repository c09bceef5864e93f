"""Signing in with a code by mail: no password, no way out, no way to learn who has an account."""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from outbound.models import Letter

ANONYMOUS = ["/aanmelden/", "/aanmelden/opnieuw/", "/aanmelden/nieuw/", "/aanmelden/gesloten/"]
PENDING = "/aanmelden/code/"


def is_signed_in(browser) -> bool:
    return browser.get("/mijn/").status_code == 200


@pytest.mark.parametrize("path", ANONYMOUS)
def test_every_page_is_ours_and_kept_by_nobody(browser, path):
    answer = browser.get(path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="inhoud"' in page
    assert "<script>" not in page
    assert "style=" not in page
    assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]


def test_an_address_a_code_done(browser, moderator, code):
    answer = browser.post("/aanmelden/", {"email": moderator.email.upper()})
    assert (answer.status_code, answer["Location"]) == (302, PENDING)
    assert moderator.email in browser.get(PENDING).content.decode()
    answer = browser.post(PENDING, {"code": code()})
    assert answer["Location"] == "/gent/moderatie/", "the desk of the only municipality this person works for"
    assert is_signed_in(browser)
    assert Letter.objects.count() == 1, "one code proves the address too"
    assert EmailAddress.objects.get(user=moderator).verified


def test_the_code_is_in_the_letter_and_not_in_its_subject(browser, moderator, code):
    browser.post("/aanmelden/", {"email": moderator.email})
    assert code() not in Letter.objects.get().subject


def test_back_to_the_page_that_was_asked_for(browser, moderator, code):
    answer = browser.get("/gent/moderatie/")
    assert answer["Location"].startswith("/aanmelden/?next=")
    answer = browser.post(answer["Location"], {"email": moderator.email})
    answer = browser.post(answer["Location"], {"code": code()})
    assert answer["Location"] == "/gent/moderatie/"


@pytest.mark.parametrize(
    "place", ["https://example.org/", "//example.org/", "https://testserver.example.org", "javascript:x"]
)
def test_no_way_out_to_another_site(browser, moderator, code, place):
    answer = browser.post(f"/aanmelden/?next={place}", {"email": moderator.email})
    answer = browser.post(answer["Location"], {"code": code()})
    assert answer["Location"] == "/gent/moderatie/"
    assert browser.post("/aanmelden/afmelden/", {"next": place})["Location"] == "/"


def test_a_wrong_code_keeps_what_was_typed_and_five_end_it(browser, moderator, code):
    browser.post("/aanmelden/", {"email": moderator.email})
    answer = browser.post(PENDING, {"code": "WRONG-1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="WRONG-1"' in page
    assert 'id="problemen"' in page
    assert 'aria-invalid="true"' in page
    answers = [browser.post(PENDING, {"code": "WRONG-1"}) for _ in range(4)]
    assert answers[-1]["Location"] == "/aanmelden/opnieuw/"
    assert 'role="status"' in browser.get("/aanmelden/opnieuw/").content.decode()
    browser.post(PENDING, {"code": code()})
    assert not is_signed_in(browser)


def test_another_address_after_all(browser, moderator, contributor):
    browser.post("/aanmelden/", {"email": moderator.email})
    assert browser.get("/aanmelden/")["Location"] == PENDING
    answer = browser.post("/aanmelden/afmelden/", {"next": "/aanmelden/"})
    assert answer["Location"] == "/aanmelden/"
    assert browser.get("/aanmelden/").status_code == 200


def test_an_unknown_address_gets_the_same_page_and_another_letter(browser, contributor):
    pages = []
    for email in (contributor.email, "niemand@example.org"):
        answer = browser.post("/aanmelden/", {"email": email})
        pages.append(browser.get(answer["Location"]).content.decode().replace(email, ""))
        browser.post("/aanmelden/afmelden/")
    assert pages[0] == pages[1]
    body = Letter.objects.get(to="niemand@example.org").body
    assert "http://testserver/aanmelden/nieuw/?email=niemand%40example.org" in body
    assert User.objects.count() == 1


def test_an_account_is_made_with_an_address_and_one_code(browser, code):
    answer = browser.post("/aanmelden/nieuw/", {"email": "nieuw@example.org"})
    assert answer["Location"] == "/aanmelden/bevestig/"
    assert browser.get("/aanmelden/bevestig/").status_code == 200
    assert not is_signed_in(browser)
    browser.post("/aanmelden/bevestig/", {"code": code()})
    assert is_signed_in(browser)
    user = User.objects.get()
    assert (user.email, user.has_usable_password(), user.language) == ("nieuw@example.org", False, "nl")
    assert Letter.objects.count() == 1


def test_an_address_that_has_an_account_is_told_by_mail_only(browser, contributor, code):
    pages = []
    for email in (contributor.email, "nieuw@example.org"):
        answer = browser.post("/aanmelden/nieuw/", {"email": email})
        pages.append(browser.get(answer["Location"]).content.decode().replace(email, ""))
        browser.post("/aanmelden/afmelden/")
    assert pages[0] == pages[1]
    assert "http://testserver/aanmelden/" in Letter.objects.get(to=contributor.email).body
    assert User.objects.count() == 2


def test_the_language_stays_all_the_way(browser, code):
    page = browser.get("/fr/aanmelden/").content.decode()
    assert '<html lang="fr"' in page
    assert 'href="/fr/aanmelden/nieuw/"' in page
    answer = browser.post("/fr/aanmelden/nieuw/", {"email": "nouveau@example.org"})
    assert answer["Location"] == "/fr/aanmelden/bevestig/"
    assert '<html lang="fr"' in browser.get(answer["Location"]).content.decode()
    assert Letter.objects.get().language == "fr"
    browser.post(answer["Location"], {"code": code()})
    assert User.objects.get().language == "fr"


def test_an_address_gets_three_codes_a_minute(browser, contributor):
    for _ in range(4):
        answer = browser.post("/aanmelden/", {"email": contributor.email})
        browser.post("/aanmelden/afmelden/")
    assert answer.status_code == 200
    assert 'id="problemen"' in answer.content.decode()
    assert Letter.objects.count() == 3


def test_somebody_who_may_no_longer_sign_in(browser, contributor, code):
    browser.post("/aanmelden/", {"email": contributor.email})
    User.objects.update(is_active=False)
    browser.post(PENDING, {"code": code()})
    assert not is_signed_in(browser)


def test_signing_out_asks_first(browser, contributor):
    browser.force_login(contributor)
    assert browser.get("/aanmelden/afmelden/").status_code == 200
    assert is_signed_in(browser)
    assert browser.post("/aanmelden/afmelden/")["Location"] == "/"
    assert not is_signed_in(browser)


def test_too_many_tries_is_a_page_of_ours(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    browser.post("/aanmelden/nieuw/", {"email": "no address"})
    answer = browser.post("/aanmelden/nieuw/", {"email": "no address"})
    assert answer.status_code == 429
    assert 'id="inhoud"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/aanmelden/wachtwoord/", "/aanmelden/password/reset/", "/aanmelden/email/"])
def test_nothing_of_allauth_that_we_do_not_use(browser, path):
    assert browser.get(path).status_code == 404
