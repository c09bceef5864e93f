"""Who works for a municipality: added, given another role and let go by its managers."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts import services as accounts
from accounts.models import User
from journal.models import Entry
from journal.queries import told
from journal.verifying import faults
from municipalities import services
from municipalities.models import Membership
from outbound.models import Letter
from tests.municipalities.conftest import signed_in
from tests.people import member

HERE = "/gent/instellingen/medewerkers/"
NEW = {"email": "Nieuw@gent.example", "role": "editor"}


def staff(municipality) -> dict[str, str]:
    return dict(Membership.objects.filter(municipality=municipality).values_list("user__email", "role"))


def of(person, municipality) -> str:
    return f"{HERE}{Membership.objects.get(user=person, municipality=municipality).pk}/"


def test_the_list_has_who_works_here_and_nobody_else(desk, gent, manager, moderator, neighbour, contributor) -> None:
    page = desk.get(HERE).content.decode()
    assert [person.email in page for person in (manager, moderator, neighbour, contributor)] == [
        True,
        True,
        False,
        False,
    ]
    assert "no-store" in desk.get(HERE)["Cache-Control"]


def test_a_new_colleague_gets_an_account_and_a_mail_and_comes_in_with_a_code(desk, client, gent, moderator) -> None:
    added = desk.post(HERE, NEW)
    assert (added.status_code, added["Location"]) == (302, f"{HERE}?gedaan=toegevoegd")
    assert 'role="status"' in desk.get(added["Location"]).content.decode()
    user = User.objects.get(email="nieuw@gent.example")
    assert (user.has_usable_password(), user.language, staff(gent)[user.email]) == (False, "nl", "editor")
    letter = Letter.objects.get(to=user.email)
    assert ("Gent" in letter.subject, letter.language) == (True, "nl")
    assert "http://testserver/gent/projecten/nieuw/" not in letter.body
    assert "http://testserver/gent/projecten/" in letter.body, "where an editor works"


def test_the_mail_is_in_the_colleagues_own_language(desk, gent, leuven, contributor) -> None:
    User.objects.filter(pk=contributor.pk).update(language="fr")
    desk.post(HERE, {"email": contributor.email, "role": "moderator"})
    letter = Letter.objects.get(to=contributor.email)
    assert (letter.language, "http://testserver/gent/fr/moderatie/" in letter.body) == ("fr", True)
    boss = signed_in(member(leuven, "manager", "baas"))
    boss.post("/leuven/instellingen/medewerkers/", {"email": contributor.email, "role": "moderator"})
    letter = Letter.objects.latest("id")
    assert (letter.language, "http://testserver/leuven/moderatie/" in letter.body) == ("fr", True), (
        "Leuven has no French"
    )
    assert User.objects.filter(email=contributor.email).count() == 1


def test_the_page_in_french_makes_a_colleague_who_reads_french(desk, gent) -> None:
    desk.post("/gent/fr/instellingen/medewerkers/", NEW)
    assert User.objects.get(email="nieuw@gent.example").language == "fr"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"email": "nieuw@"}, "email"), ({"email": ""}, "email"), ({"role": "keizer"}, "role"), ({"role": ""}, "role")],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(desk, gent, typed: dict[str, str], field: str) -> None:
    answer = desk.post(HERE, {**NEW, **typed})
    page = answer.content.decode()
    assert (answer.status_code, 'id="problemen"' in page, field in answer.context["form"].errors) == (422, True, True)
    assert answer.context["form"]["email"].value() == {**NEW, **typed}["email"]
    assert (Membership.objects.filter(municipality=gent).count(), Letter.objects.count()) == (1, 0)


def test_nobody_works_here_twice(desk, gent, moderator) -> None:
    answer = desk.post(HERE, {"email": moderator.email.upper(), "role": "manager"})
    assert (answer.status_code, staff(gent)[moderator.email]) == (422, "moderator")
    assert moderator.email.upper() in answer.content.decode()


def test_another_role_opens_and_shuts_doors_at_once(desk, gent, moderator) -> None:
    person = signed_in(moderator)
    assert [person.get(page).status_code for page in ("/gent/moderatie/", "/gent/projecten/nieuw/")] == [200, 403]
    changed = desk.post(of(moderator, gent), {"stap": "rol", "role": "editor"})
    assert changed["Location"] == f"{HERE}?gedaan=rol"
    assert [person.get(page).status_code for page in ("/gent/moderatie/", "/gent/projecten/nieuw/")] == [403, 200]
    desk.post(of(moderator, gent), {"stap": "weg"})
    assert person.get("/gent/projecten/nieuw/").status_code == 404
    assert User.objects.filter(pk=moderator.pk).exists(), "who is let go is still a resident with an account"


def test_an_unknown_role_or_step_changes_nothing(desk, gent, moderator) -> None:
    for typed in ({"stap": "rol", "role": "keizer"}, {"stap": "rol"}, {"stap": "iets"}, {}):
        assert desk.post(of(moderator, gent), typed).status_code == 422
    assert staff(gent)[moderator.email] == "moderator"


@pytest.mark.parametrize("typed", [{"stap": "weg"}, {"stap": "rol", "role": "moderator"}])
def test_the_last_manager_stays(desk, gent, manager, typed: dict[str, str]) -> None:
    answer = desk.post(of(manager, gent), typed)
    assert (answer.status_code, "enige beheerder" in answer.content.decode()) == (409, True)
    assert staff(gent)[manager.email] == "manager"
    second = member(gent, "manager", "tweede")
    assert desk.post(of(manager, gent), typed)["Location"] == "/gent/", "who shut the door behind them is let out"
    assert staff(gent)[second.email] == "manager"


def test_a_manager_who_may_no_longer_sign_in_does_not_count(desk, gent, manager) -> None:
    closed = member(gent, "manager", "weg")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    assert desk.post(of(manager, gent), {"stap": "weg"}).status_code == 409
    assert desk.post(of(closed, gent), {"stap": "weg"}).status_code == 302


def test_the_last_manager_has_no_button_that_does_nothing(desk, gent, manager) -> None:
    assert f'action="{of(manager, gent)}"' not in desk.get(HERE).content.decode()
    member(gent, "manager", "tweede")
    assert f'action="{of(manager, gent)}"' in desk.get(HERE).content.decode()


def test_a_colleague_of_another_municipality_is_not_to_be_found(desk, gent, leuven, neighbour) -> None:
    where = f"{HERE}{Membership.objects.get(user=neighbour).pk}/"
    assert desk.post(where, {"stap": "weg"}).status_code == 404
    assert staff(leuven) == {neighbour.email: "moderator"}


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_only_managers_change_who_works_here(gent, role: str) -> None:
    person = member(gent, role, "iemand")
    client = signed_in(person)
    assert client.post(HERE, NEW).status_code == 403
    assert client.post(of(person, gent), {"stap": "rol", "role": "manager"}).status_code == 403
    assert staff(gent) == {person.email: role}


def test_the_journal_tells_it_to_staff_without_anyones_name(desk, gent, moderator) -> None:
    desk.post(of(moderator, gent), {"stap": "rol", "role": "editor"})
    desk.post(of(moderator, gent), {"stap": "rol", "role": "editor"})
    desk.post(of(moderator, gent), {"stap": "weg"})
    desk.post(HERE, NEW)
    entries = list(Entry.objects.order_by("seq"))
    assert [(entry.verb, entry.audience, entry.data) for entry in entries] == [
        ("membership.changed", "staff", {"role": "editor"}),
        ("membership.removed", "staff", {}),
        ("membership.added", "staff", {"role": "editor"}),
    ]
    assert [one.words for one in told(entries, "nl")] == [
        "Een collega kreeg een andere rol: redacteur",
        "Een collega werd verwijderd",
        "Een collega kwam erbij: redacteur",
    ]
    assert "Een collega kwam erbij: redacteur" in desk.get(HERE).content.decode()
    assert "collega" not in Client().get("/gent/journaal/").content.decode()
    assert list(faults()) == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(desk, gent, many: int, django_assert_num_queries) -> None:
    for number in range(many):
        member(gent, "moderator", f"collega{number}")
    desk.get(HERE)
    with django_assert_num_queries(6):
        desk.get(HERE)


def test_what_is_kept_of_staff_can_be_taken_along_and_erased(desk, gent, moderator) -> None:
    assert accounts.export(user=moderator)["memberships"] == [{"municipality": "Gent", "role": "moderator"}]
    signed_in(moderator).post("/mijn/wis/")
    assert (User.objects.filter(pk=moderator.pk).exists(), moderator.email in staff(gent)) == (False, False)
    [entry] = Entry.objects.filter(verb="membership.removed")
    assert (entry.person_id, list(faults())) == (None, [])


def test_the_only_manager_hands_over_before_erasing_the_account(desk, gent, manager) -> None:
    refused = desk.post("/mijn/wis/")
    page = refused.content.decode()
    assert (refused.status_code, "enige beheerder van Gent" in page, 'role="alert"' in page) == (409, True, True)
    assert desk.get("/mijn/").status_code == 200, "still signed in, and nothing is gone"
    member(gent, "manager", "tweede")
    assert desk.post("/mijn/wis/").status_code == 302
    assert not User.objects.filter(pk=manager.pk).exists()


def test_who_was_let_go_and_never_came_is_forgotten(desk, gent) -> None:
    desk.post(HERE, NEW)
    desk.post(HERE, {**NEW, "email": "blijft@gent.example"})
    gone = User.objects.get(email="nieuw@gent.example")
    desk.post(of(gone, gent), {"stap": "weg"})
    User.objects.update(joined_at="2026-01-01T00:00Z")
    User.objects.create_superuser("baas@example.org")
    User.objects.filter(is_superuser=True).update(joined_at="2026-01-01T00:00Z")
    accounts.forget()
    assert not User.objects.filter(pk=gone.pk).exists()
    assert User.objects.filter(email__in=["blijft@gent.example", "baas@example.org"]).count() == 2


def test_the_first_manager_is_made_by_whoever_runs_the_platform(gent, capsys) -> None:
    call_command("add_colleague", "gent", "eerste@gent.example", role="manager")
    assert staff(gent) == {"eerste@gent.example": "manager"}
    assert Letter.objects.get().to == "eerste@gent.example"


def test_who_is_gone_already_is_not_there_any_more(desk, gent, moderator) -> None:
    where, found = of(moderator, gent), Membership.objects.get(user=moderator)
    services.let_go(membership=found)
    assert desk.post(where, {"stap": "weg"}).status_code == 404
    for verb in (services.let_go, lambda membership: services.change_role(membership=membership, role="editor")):
        with pytest.raises(services.NotHere):
            verb(membership=found)


@pytest.mark.django_db(transaction=True)
def test_the_same_new_address_at_the_same_moment_is_one_account(gent, leuven) -> None:
    made: list[int] = []

    def add(place) -> None:
        try:
            add_to = services.add_colleague(municipality=place, email="een@example.org", role="editor", language="nl")
            made.append(add_to.user_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=(place,)) for place in (gent, leuven)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(made), len(set(made)), User.objects.count()) == (2, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_let_each_other_go_do_not_leave_nobody(gent) -> None:
    pair = [Membership.objects.get(user=member(gent, "manager", name)) for name in ("een", "twee")]
    said: list[str] = []

    def let_go(membership: Membership) -> None:
        try:
            services.let_go(membership=membership)
            said.append("gone")
        except services.LastManager:
            said.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=let_go, args=(one,)) for one in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (sorted(said), Membership.objects.filter(municipality=gent).count()) == (["gone", "stays"], 1)
