"""Who may answer, and once: by the key in a browser, a code, an address, an account."""

import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Guest
from outbound.models import Letter
from surveys import services
from surveys.models import Draft, Participation
from tests.surveys.filling import ORIGIN, at, brought, send, waiting
from tests.surveys.people import asked

SAID = {"colour": "red", "colours": None, "mood": None, "why": None}


@pytest.fixture(autouse=True)
def _nobody_posted_before() -> None:
    """Other tests send mails to the same addresses."""
    cache.clear()


def with_code(gent, editor):
    survey = asked(gent, editor, anonymity="code")
    return survey, services.hand_out(survey=survey, many=2)


def test_an_anonymous_survey_gives_a_key_and_no_guest(gent, editor) -> None:
    survey, client = asked(gent, editor), Client()
    send(client, survey, colour="red")
    assert ("gast" in client.cookies, Guest.objects.count(), Participation.objects.count()) == (True, 0, 1)


def test_a_code_works_once_and_however_it_is_typed(gent, editor) -> None:
    survey, codes = with_code(gent, editor)
    assert f'value="{codes[0]}"' in Client().get(f"{at(survey)}?code={codes[0]}").content.decode()
    typed = {"code": codes[0].lower().replace("-", " ")}
    assert send(Client(), survey, colour="red", more=typed).status_code == 302
    again = send(Client(), survey, why="Ook ik", more=typed)
    assert (again.status_code, again.context["rows"]) == (409, [("why?", "Ook ik")])
    assert "Deze code is al gebruikt" in again.content.decode()
    assert send(Client(), survey, colour="red", more={"code": codes[1]}).status_code == 302
    assert waiting(survey) == [SAID, SAID]


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "<script>"])
def test_an_unknown_code_is_refused_and_nothing_is_lost(gent, editor, code: str) -> None:
    survey, _codes = with_code(gent, editor)
    answer = send(Client(), survey, why="Blijft", more={"code": code})
    assert answer.status_code == 422
    assert "We kennen deze code niet" in answer.content.decode()
    assert ">Blijft</textarea>" in answer.content.decode()
    assert waiting(survey) == []


def proving(client: Client, survey, address: str):
    """Up to the page that asks the code; returns what that page brings along, and the code."""
    asks = send(client, survey, colour="red")
    assert (asks.status_code, waiting(survey)) == (200, [])
    sent = client.post(at(survey), {**brought(asks), "stap": "mail", "adres": address}, **ORIGIN)
    letter = Letter.objects.latest("pk")
    assert letter.to == address.strip()
    return brought(sent), re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", letter.body)[0]


def test_an_address_is_proved_by_a_code_and_answers_once(gent, editor) -> None:
    survey = asked(gent, editor, anonymity="email")
    typed, code = proving(Client(), survey, "an@example.org")
    assert send(Client(), survey, more={**typed, "mailcode": code.lower()}).status_code == 302
    assert waiting(survey) == [SAID]
    typed, code = proving_again(survey, "AN@example.org")
    again = send(Client(), survey, more={**typed, "mailcode": code})
    assert (again.status_code, "Je vulde deze bevraging al in" in again.content.decode()) == (409, True)


def proving_again(survey, address: str):
    client = Client()
    asks = send(client, survey, colour="red")
    sent = client.post(at(survey), {**brought(asks), "stap": "mail", "adres": address}, **ORIGIN)
    return brought(sent), re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", Letter.objects.latest("pk").body)[0]


def test_a_wrong_code_asks_again_and_keeps_the_answers(gent, editor) -> None:
    survey = asked(gent, editor, anonymity="email")
    typed, code = proving(Client(), survey, "an@example.org")
    wrong = send(Client(), survey, more={**typed, "mailcode": "AAAA-AAAA"})
    assert (wrong.status_code, wrong.context["sent_to"]) == (422, "an@example.org")
    assert send(Client(), survey, more={**brought(wrong), "mailcode": code}).status_code == 302


def test_a_code_for_one_survey_opens_no_other(gent, editor) -> None:
    survey, other = asked(gent, editor, anonymity="email"), asked(gent, editor, anonymity="email", title="Other")
    typed, code = proving(Client(), survey, "an@example.org")
    assert send(Client(), other, more={**typed, "mailcode": code}).status_code == 422
    assert waiting(other) == []


@pytest.mark.parametrize("address", ["", "an", "an@", "a@b\nBcc: c@d.be", "a" * 250 + "@example.org"])
def test_what_is_no_address_gets_no_mail(gent, editor, address: str) -> None:
    survey = asked(gent, editor, anonymity="email")
    answer = send(Client(), survey, step="mail", colour="red", more={"adres": address})
    assert (answer.status_code, Letter.objects.count()) == (422, 0)
    assert "Dit is geen e-mailadres" in answer.content.decode()
    assert brought(answer)["a.colour"] == ["red"]


def test_one_address_gets_no_more_than_five_mails(gent, editor) -> None:
    survey, address = asked(gent, editor, anonymity="email"), f"{uuid4().hex}@example.org"  # nobody wrote to it before
    for _ in range(6):
        answer = send(Client(), survey, step="mail", colour="red", more={"adres": address})
    assert (answer.status_code, Letter.objects.count()) == (422, 5)


def test_an_account_signs_in_and_finds_everything_back(gent, editor, contributor) -> None:
    survey, client = asked(gent, editor, anonymity="account"), Client()
    sent = send(client, survey, colour="red")
    draft = Draft.objects.get()
    back = f"{at(survey)}verder/{draft.pk}/"
    assert sent["Location"] == f"/aanmelden/?next={back}"
    client.force_login(contributor)
    assert 'value="red" checked' in client.get(back).content.decode()
    assert send(client, survey, colour="red", more={"draft": str(draft.pk)}).status_code == 302
    assert (waiting(survey), Draft.objects.count()) == ([SAID], 0)
    other = Client()
    other.force_login(contributor)
    assert send(other, survey, colour="blue").status_code == 409


@pytest.mark.parametrize("anonymity", ["anonymous", "code", "email", "account"])
@pytest.mark.parametrize("language", ["", "fr/", "de/", "en/"])
def test_everybody_is_told_who_will_know_what(gent, editor, anonymity: str, language: str) -> None:
    survey = asked(gent, editor, anonymity=anonymity)
    page = Client().get(at(survey).replace("/gent/", f"/gent/{language}"))
    short, full = page.context["anonymity"]
    assert len(full) > len(short) > 10
