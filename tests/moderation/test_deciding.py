"""Every press of a button has a clear answer, and nothing that was typed is lost."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.timezone import now

from contributions.models import Case
from contributions.services import reopen
from moderation.models import Decision, Statement
from moderation.services import NoReason, Stale, TooLate, decide, settle_due, undo
from tests.moderation.making import EMAIL, ORIGIN, PHONE, cases_of, decided, is_due, of, press, title
from tests.people import member

pytestmark = pytest.mark.django_db
DESK = "/gent/moderatie/"


@pytest.fixture
def desk(moderator):
    return of(moderator)


@pytest.fixture
def cases(gent):
    return cases_of(gent, 3)


def test_after_a_decision_the_next_case_is_open_and_both_are_named(desk, cases) -> None:
    answer = press(desk, cases[0], "approved", volgende=cases[1].pk)
    page = desk.get(answer["Location"])
    assert page.context["case"] == cases[1]
    html = page.content.decode()
    assert f'data-say="Goedgekeurd. Volgende: {title(cases[1])}"' in html
    assert f"<b>Goedgekeurd.</b> {title(cases[0])}" in html


def test_after_the_last_one_there_is_nothing_left(desk, gent) -> None:
    [case] = cases_of(gent, 1)
    answer = press(desk, case, "refused", reason="duplicate", sentence="Dubbel.")
    html = desk.get(answer["Location"]).content.decode()
    assert 'data-say="Geweigerd. Alles is behandeld."' in html


def test_the_toast_stays_for_as_long_as_it_can_be_undone(desk, cases, moderator) -> None:
    decision = decided(cases[0], moderator)
    for _ in range(2):  # loading the page again does not lose it
        page = desk.get(DESK)
        assert page.context["undoable"].decision == decision
        assert 8 <= page.context["undoable"].seconds <= 10
    Decision.objects.update(effective_at=now() - timedelta(milliseconds=1))
    assert desk.get(DESK).context["undoable"] is None


def test_a_colleagues_decision_is_not_mine_to_undo_from_the_toast(desk, cases, gent) -> None:
    decided(cases[0], member(gent, "manager", "bas"))
    assert desk.get(DESK).context["undoable"] is None


def test_undone_opens_the_case_with_what_was_typed(desk, cases, moderator) -> None:
    decision = decided(cases[0], moderator, "refused", reason="house_rules", sentence="Blijf beleefd.")
    answer = desk.post(f"{DESK}terug/{decision.pk}/", **ORIGIN)
    page = desk.get(answer["Location"])
    assert (page.context["case"], page.context["typed"]["sentence"]) == (cases[0], "Blijf beleefd.")
    html = page.content.decode()
    assert f'data-say="Ongedaan gemaakt. {title(cases[0])} wacht weer."' in html
    assert 'value="house_rules"' in html
    again = desk.post(f"{DESK}terug/{decision.pk}/", **ORIGIN)  # pressed twice: the same answer
    assert (again.status_code, again["Location"]) == (302, answer["Location"])


def test_too_late_to_undo_is_said(desk, cases, moderator) -> None:
    decision = decided(cases[0], moderator)
    is_due()
    settle_due()
    answer = desk.post(f"{DESK}terug/{decision.pk}/", **ORIGIN)
    assert (answer.status_code, "Te laat om ongedaan te maken" in answer.content.decode()) == (409, True)
    assert Decision.objects.get().state == "settled"


@pytest.mark.parametrize(
    ("pressed", "sentence"),
    [
        ({"outcome": "refused"}, "Kies een reden en schrijf het bericht."),
        ({"outcome": "refused", "reason": "duplicate"}, "Kies een reden en schrijf het bericht."),
        ({"outcome": "refused", "sentence": "Neen."}, "Kies een reden en schrijf het bericht."),
        ({"outcome": "refused", "reason": "duplicate", "sentence": " \n "}, "Kies een reden en schrijf het bericht."),
        ({"outcome": "partly"}, "Kies een reden en schrijf het bericht."),
        ({"outcome": "partly", "accepted": ["niets"]}, "niets"),
        ({"outcome": "misschien"}, "misschien"),
        ({"outcome": "refused", "reason": "zomaar", "sentence": "Neen."}, "zomaar"),
        ({"outcome": "refused", "reason": "duplicate", "sentence": "x" * 2001}, "2000"),
        ({"version": "x", "outcome": "approved"}, "geheel getal"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(desk, cases, pressed, sentence: str) -> None:
    answer = press(desk, cases[0], **pressed)
    html = answer.content.decode()
    assert (answer.status_code, answer.context["case"]) == (422, cases[0])
    assert sentence in html.partition('id="problemen"')[2].partition("</div>")[0]
    assert Decision.objects.count() == 0


def test_what_was_typed_is_still_there(desk, cases) -> None:
    html = press(desk, cases[0], "refused", sentence="Een hele uitleg.").content.decode()
    assert ">Een hele uitleg.</textarea>" in html
    assert '<details class="box no" id="weiger" open>' in html
    html = press(desk, cases[0], "partly", accepted=["niets", EMAIL], sentence="Dit niet.").content.decode()
    assert ">Dit niet.</textarea>" in html
    assert '<details class="box per" open>' in html
    assert f'value="{EMAIL}" checked' in html
    assert f'value="{PHONE}" checked' not in html


@pytest.mark.parametrize(
    ("accepted", "outcome"), [([PHONE, EMAIL], "approved"), ([PHONE], "partly"), ([EMAIL], "partly")]
)
def test_per_field(desk, cases, accepted: list[str], outcome: str) -> None:
    assert press(desk, cases[0], "partly", accepted=accepted).status_code == 302
    assert Decision.objects.get().outcome == outcome
    is_due()
    settle_due()
    record = cases[0].contribution.correction.record
    record.refresh_from_db()
    changed = {
        path for path in (PHONE, EMAIL) if record.fields[path] not in {"+32 9 000 00 01", "rijbewijs@gent.example"}
    }
    assert changed == set(accepted)
    assert Statement.objects.count() == (outcome == "partly")


@pytest.mark.parametrize("sentence", ["Dit nummer is van een andere dienst.", ""])
def test_who_proposed_hears_why_a_field_was_not_changed(desk, cases, sentence: str) -> None:
    press(desk, cases[0], "partly", accepted=[EMAIL], sentence=sentence)
    is_due()
    settle_due()
    nothing_typed = "De gemeente bekeek elk veld. Wat ze niet aanpaste, kon ze niet bevestigen."
    assert Statement.objects.get().facts == (sentence or nothing_typed)


def test_no_field_with_a_reason_is_a_refusal(desk, cases) -> None:
    press(desk, cases[0], "partly", reason="duplicate", sentence="Dubbel.")
    assert Decision.objects.get().outcome == "refused"


def test_who_was_first_is_named_and_work_goes_on(desk, cases, gent) -> None:
    decided(cases[0], member(gent, "manager", "bas"))
    answer = press(desk, cases[0], "approved", volgende=cases[2].pk)
    assert (answer.status_code, answer.context["case"]) == (409, cases[2])
    html = answer.content.decode()
    assert f"Bas heeft dit net beslist: {title(cases[0])}." in html
    assert Decision.objects.count() == 1


def test_pressing_twice_is_pressing_once(desk, cases, moderator) -> None:
    first = press(desk, cases[0], "approved", volgende=cases[1].pk)
    second = press(desk, cases[0], "approved", volgende=cases[1].pk)
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert Decision.objects.count() == 1


def test_a_case_that_changed_is_shown_again_with_what_was_typed(desk, cases) -> None:
    reopen(case=cases[0], note="x", details={})
    answer = press(desk, cases[0], "refused", volgende=cases[1].pk, reason="duplicate", sentence="Mijn uitleg.")
    assert (answer.status_code, answer.context["case"]) == (409, cases[0])
    html = answer.content.decode()
    assert "Deze zaak wijzigde terwijl je keek. Kijk opnieuw." in html
    assert ">Mijn uitleg.</textarea>" in html
    cases[0].refresh_from_db()
    assert f'name="version" value="{cases[0].version}"' in html


def test_a_case_that_is_closed(desk, cases, moderator) -> None:
    decided(cases[0], moderator)
    is_due()
    settle_due()
    cases[0].refresh_from_db()
    answer = press(desk, cases[0], "refused", volgende=cases[1].pk, reason="duplicate", sentence="Neen.")
    assert (answer.status_code, answer.context["case"]) == (409, cases[1])


def test_the_address_of_a_case_opens_it(desk, cases) -> None:
    answer = desk.get(f"{DESK}zaak/{cases[1].pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}?zaak={cases[1].pk}")
    decision = decided(cases[1], member(cases[1].municipality, "manager", "bas"))
    assert desk.get(f"{DESK}terug/{decision.pk}/")["Location"] == f"{DESK}?zaak={cases[1].pk}"


def test_signed_out_while_writing(client, cases, moderator) -> None:
    page = f"{DESK}?zaak={cases[1].pk}"
    client.defaults["HTTP_REFERER"] = f"http://testserver{page}"
    answer = press(client, cases[1], "refused", reason="duplicate", sentence="Een hele uitleg.")
    assert (answer.status_code, parse_qs(urlsplit(answer["Location"]).query)) == (302, {"next": [page]})
    client.force_login(moderator)
    html = client.get(page).content.decode()
    assert ">Een hele uitleg.</textarea>" in html
    assert 'value="duplicate" data-key="3"' in html
    assert '<details class="box no" id="weiger" open>' in html
    assert "Een hele uitleg." not in client.get(f"{DESK}?zaak={cases[0].pk}").content.decode()
    press(client, cases[1], "refused", reason="duplicate", sentence="Een hele uitleg.")
    assert "moderation" not in " ".join(client.session.keys())


def test_signed_out_while_choosing_fields(client, cases, moderator) -> None:
    press(client, cases[0], "partly", accepted=[EMAIL], sentence="Dit nummer niet.")
    client.force_login(moderator)
    html = client.get(f"{DESK}zaak/{cases[0].pk}/", follow=True).content.decode()
    assert '<details class="box per" open>' in html
    assert (html.count(">Dit nummer niet.</textarea>"), html.count(" checked")) == (1, 1)


def test_what_a_stranger_sends_is_kept_small(client, cases) -> None:
    press(client, cases[0], "partly", accepted=["x" * 500] * 99, reason="x" * 500, sentence="x" * 5000)
    kept = client.session["moderation.typed"]
    assert [len(kept[part]) for part in ("accepted", "reason", "sentence")] == [50, 40, 2000]
    assert {len(path) for path in kept["accepted"]} == {100}


def test_the_service_itself_refuses_what_makes_no_sense(cases, moderator) -> None:
    with pytest.raises(NoReason):
        decide(case=cases[0], case_version=1, outcome="refused", by=moderator)
    with pytest.raises(Stale):
        decide(case=cases[0], case_version=2, outcome="approved", by=moderator)
    decision = decided(cases[0], moderator)
    with pytest.raises(Stale) as stale:
        decided(cases[0], moderator)
    assert stale.value.by == moderator
    undo(decision=decision)
    undo(decision=decision)
    again = decided(cases[0], moderator)
    is_due()
    assert (settle_due(), settle_due()) == (1, 0)
    with pytest.raises(TooLate):
        undo(decision=again)
    assert Case.objects.filter(closed_at=None).count() == 2
