"""Signing in with a code by mail: no password, no way out, no way to learn who has an account."""

import re
from html import unescape

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from municipalities import access
from municipalities.models import Municipality
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
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    page = answer.content.decode()
    assert 'id="inhoud"' in page
    assert '<form method="post" action="/aanmelden/nieuw/">' in page
    assert '<input type="hidden" name="email" value="no address">' in page, "what was typed can be sent again"


@pytest.mark.parametrize("path", ["/aanmelden/wachtwoord/", "/aanmelden/password/reset/", "/aanmelden/email/"])
def test_nothing_of_allauth_that_we_do_not_use(browser, path):
    assert browser.get(path).status_code == 404


def sign_in_link(page: str) -> str:
    return unescape(re.search(r'href="([^"]*/aanmelden/[^"]*)"', page)[1])


@pytest.mark.parametrize("place", ["/gent/fr/", "/gent/fr/catalogus/?q=permis", "/gent/projecten/"])
def test_from_a_page_to_signing_in_and_back_in_the_same_language(browser, gent, contributor, code, place):
    language = "fr" if "/fr/" in place else "nl"
    door = sign_in_link(browser.get(place).content.decode())
    page = browser.get(door).content.decode()
    assert f'<html lang="{language}"' in page
    assert ("Gand" if language == "fr" else "Gent") in page, "where the person came from"
    asked = browser.post(door, {"email": contributor.email})
    assert Letter.objects.get().language == language
    page = browser.get(asked["Location"]).content.decode()
    assert f'<html lang="{language}"' in page
    assert browser.post(asked["Location"], {"code": code()})["Location"] == place


def test_a_staff_door_keeps_the_language_too(browser, gent, moderator, code):
    door = browser.get("/gent/fr/moderatie/")["Location"]
    assert door == "/fr/aanmelden/?next=/gent/fr/moderatie/"
    asked = browser.post(door, {"email": moderator.email})
    assert browser.post(asked["Location"], {"code": code()})["Location"] == "/gent/fr/moderatie/"


def test_a_session_that_ended_while_writing_leads_back_to_the_form(browser, gent):
    form = {"referer": "http://testserver/gent/projecten/park/voorbeeld/"}
    gone = browser.post("/gent/projecten/park/publiceer/", headers=form)
    assert gone["Location"] == "/aanmelden/?next=/gent/projecten/park/voorbeeld/"
    elsewhere = browser.post("/gent/projecten/park/publiceer/", headers={"referer": "https://example.org/x/"})
    assert elsewhere["Location"] == "/aanmelden/?next=/"


def test_making_an_account_leads_back_as_well(browser, gent, code):
    page = browser.get("/fr/aanmelden/?next=/gent/fr/privacy/").content.decode()
    door = unescape(re.search(r'href="([^"]*/nieuw/[^"]*)"', page)[1])
    asked = browser.post(door, {"email": "nouveau@example.org"})
    assert "Gand" in browser.get(asked["Location"]).content.decode()
    assert browser.post(asked["Location"], {"code": code()})["Location"] == "/gent/fr/privacy/"


def test_too_many_wrong_codes_do_not_lose_the_place(browser, gent, contributor, code):
    asked = browser.post("/aanmelden/?next=/gent/privacy/", {"email": contributor.email})
    for _ in range(5):
        answer = browser.post(asked["Location"], {"code": "WRONG-1"})
    assert answer["Location"] == "/aanmelden/opnieuw/?next=/gent/privacy/"
    asked = browser.post(answer["Location"], {"email": contributor.email})
    assert browser.post(asked["Location"], {"code": code()})["Location"] == "/gent/privacy/"


def test_another_address_does_not_lose_the_place(browser, gent, contributor, moderator, code):
    asked = browser.post("/fr/aanmelden/?next=/gent/fr/", {"email": contributor.email})
    page = browser.get(asked["Location"]).content.decode()
    out = unescape(re.search(r'name="next" value="([^"]*)"', page)[1])
    again = browser.post("/fr/aanmelden/afmelden/", {"next": out})["Location"]
    asked = browser.post(again, {"email": moderator.email})
    assert browser.post(asked["Location"], {"code": code()})["Location"] == "/gent/fr/"


@pytest.mark.parametrize("place", ["https://example.org/gent/", "//example.org/gent/", "/nergens/", "x", "/api/gent/"])
def test_no_municipality_is_shown_for_a_place_that_is_not_one(browser, gent, place):
    answer = browser.get("/aanmelden/", {"next": place})
    assert (answer.status_code, answer.context.get("municipality")) == (200, None)


def test_on_its_own_domain_a_municipality_signs_people_in(browser, gent, settings):
    settings.ALLOWED_HOSTS = ["doemee.gent.be"]
    Municipality.objects.filter(pk=gent.pk).update(domain="doemee.gent.be")
    access.forget_known()
    own = {"host": "doemee.gent.be"}
    door = sign_in_link(browser.get("/fr/privacy/", headers=own).content.decode())
    assert door == "/fr/aanmelden/?next=/fr/privacy/"
    page = browser.get(door, headers=own).content.decode()
    assert ("Gand" in page, 'href="/fr/catalogus/"' in page) == (True, True)
    assert "Gent" in browser.get("/aanmelden/", headers=own).content.decode()


def test_the_persons_own_pages_keep_the_language(browser, contributor):
    assert browser.get("/fr/mijn/")["Location"] == "/fr/aanmelden/?next=/fr/mijn/"
    browser.force_login(contributor)
    page = browser.get("/fr/mijn/").content.decode()
    assert {'action="/fr/mijn/wis/"', 'href="/fr/mijn/download/"', 'href="/fr/aanmelden/afmelden/"'} <= set(
        re.findall(r'(?:action|href)="/fr[^"]*"', page)
    )
    assert browser.post("/fr/mijn/wis/")["Location"] == "/fr/"
