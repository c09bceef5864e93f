"""The pages of projects, for people and for staff."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from projects import services
from projects.models import Project
from tests.people import member
from tests.projects.making import TEXTS, a_kind, activity, draft, published

HERE = "/gent/projecten/"


@pytest.fixture
def park(gent):
    """A published project with a running phase that has an activity, a later one, and an activity that is always on."""
    with a_kind():
        now, always = activity(gent, "Kijk mee"), activity(gent, "Stel een vraag")
        phases = [
            services.PhasePlan(
                title="Nu", starts_on=localdate(), ends_on=localdate() + timedelta(days=9), activities=[now]
            ),
            services.PhasePlan(title="Straks", when="voorjaar 2027", activities=[now]),
        ]
        yield published(gent, phases, activities=[always])


@pytest.fixture
def desk(editor):
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.force_login(editor)
    return client


def typed(**changes: object) -> dict[str, object]:
    empty = {f"fase-{number}-{name}": "" for number in (0, 1) for name in ("title", "starts_on", "ends_on", "when")}
    counts = {"fase-TOTAL_FORMS": "2", "fase-INITIAL_FORMS": "0"}
    return {**TEXTS, **empty, **counts, "version": "", **changes}


def test_the_list_has_what_is_public(client, gent, park):
    draft(gent, title="Nog geheim")
    page = client.get(HERE).content.decode()
    assert 'href="/gent/projecten/het-nieuwe-park/"' in page
    assert "Nog geheim" not in page


def test_the_page_lists_phases_and_activities_and_ends_with_what_was_done(client, park):
    page = client.get(f"{HERE}het-nieuwe-park/").content.decode()
    order = [
        "We leggen een park aan.",
        "De speeltuigen.",
        "De plaats.",
        "Nu",
        "Straks",
        "voorjaar 2027",
        "Stel een vraag",
    ]
    assert [text for text in order if text not in page] == []
    assert page.count('class="btn" href="/gent/"') == 2, "one in the running phase, one that is always on"
    assert page.index("Stel een vraag") < page.index("park@gent.example") < page.rindex("<h2>")


def test_a_closed_project_opens_nothing(client, park):
    services.close(project=park)
    page = client.get(f"{HERE}het-nieuwe-park/").content.decode()
    assert "Kijk mee" in page
    assert 'class="btn" href="/gent/"' not in page


def test_a_draft_is_seen_by_its_editors_only(client, gent, desk, contributor, neighbour):
    draft(gent)
    assert client.get(f"{HERE}het-nieuwe-park/").status_code == 404
    assert desk.get(f"{HERE}het-nieuwe-park/voorbeeld/").status_code == 200
    assert "Het nieuwe park" in desk.get(HERE).content.decode()
    for person in (contributor, neighbour):
        client.force_login(person)
        assert client.get(f"{HERE}het-nieuwe-park/voorbeeld/").status_code == 404
        assert "Het nieuwe park" not in client.get(HERE).content.decode()


@pytest.mark.parametrize("page", ["nieuw/", "het-nieuwe-park/bewerk/", "het-nieuwe-park/voorbeeld/"])
def test_the_doors_of_editors(client, gent, page, moderator, neighbour):
    draft(gent)
    answers = [client.get(HERE + page).status_code]
    for person in (moderator, neighbour, member(gent, "manager", "manager")):
        client.force_login(person)
        answers.append(client.get(HERE + page).status_code)
    assert answers == [302, 403, 404, 200]


def test_another_municipality_has_no_such_project(client, gent, leuven):
    published(gent)
    assert client.get("/leuven/projecten/het-nieuwe-park/").status_code == 404


def test_from_a_form_to_a_closed_project(client, gent, desk):
    with a_kind():
        one = activity(gent)
        answer = desk.post(
            f"{HERE}nieuw/", typed(**{"fase-0-title": "Kijk", "fase-0-when": "in mei", "fase-0-activities": [one.pk]})
        )
        assert (answer.status_code, answer["Location"]) == (302, f"{HERE}het-nieuwe-park/voorbeeld/")
        assert desk.get(answer["Location"]).status_code == 200
        answer = desk.post(f"{HERE}het-nieuwe-park/publiceer/")
        assert answer["Location"].startswith(f"{HERE}het-nieuwe-park/")
        assert "in mei" in client.get(f"{HERE}het-nieuwe-park/").content.decode()
        changes = {"fase-INITIAL_FORMS": "1", "version": "1", "outcome": "We plantten bomen."}
        answer = desk.post(f"{HERE}het-nieuwe-park/bewerk/", typed(**changes))
        assert answer.status_code == 302
        assert desk.post(f"{HERE}het-nieuwe-park/sluit/").status_code == 302
        page = client.get(f"{HERE}het-nieuwe-park/").content.decode()
    assert "We plantten bomen." in page
    assert "in mei" not in page, "a phase that was emptied is dropped"
    assert Project.objects.get().status == "closed"


def test_a_form_with_mistakes_keeps_what_was_typed(desk, gent):
    answer = desk.post(
        f"{HERE}nieuw/",
        typed(title="", purpose="Lang verhaal", **{"fase-0-starts_on": "2026-05-02", "fase-0-ends_on": "2026-05-01"}),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="problemen"' in page
    assert "Lang verhaal" in page
    assert 'value="2026-05-02"' in page
    for field in ("id_title", "id_fase-0-title", "id_fase-0-ends_on"):
        assert f'href="#{field}"' in page
        assert f'id="{field}"' in page
    assert Project.objects.count() == 0


def test_a_post_without_anything_is_a_form_with_mistakes(desk, gent):
    assert desk.post(f"{HERE}nieuw/").status_code == 422


def test_who_is_second_keeps_the_text_and_is_told(desk, gent):
    project = draft(gent)
    services.revise(project=project, version=1, phases=[], **TEXTS)
    answer = desk.post(f"{HERE}het-nieuwe-park/bewerk/", typed(version="1", purpose="Mijn tekst"))
    assert answer.status_code == 409
    assert "Mijn tekst" in answer.content.decode()


def test_a_step_that_cannot_be_done_says_so(desk, gent):
    draft(gent)
    assert desk.post(f"{HERE}het-nieuwe-park/sluit/").status_code == 409
    assert desk.get(f"{HERE}het-nieuwe-park/sluit/").status_code == 405


def test_an_activity_of_another_municipality_cannot_be_ticked(desk, gent, leuven):
    other = activity(leuven)
    answer = desk.post(f"{HERE}nieuw/", typed(activities=[other.pk]))
    assert answer.status_code == 422


def test_what_is_typed_is_text_not_markup(client, gent):
    published(gent, purpose="<script>alert(1)</script>", contact="<b>hier</b> https://example.org")
    page = client.get(f"{HERE}het-nieuwe-park/").content.decode()
    assert "<script>alert" not in page
    assert "<b>hier" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, gent, count, django_assert_num_queries):
    for _ in range(count):
        published(gent)
    client.get(HERE)
    with django_assert_num_queries(1):
        client.get(HERE)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client, gent, count, django_assert_num_queries):
    with a_kind():
        activities = [activity(gent) for _ in range(count)]
        phases = [services.PhasePlan(title="Fase", when="ooit", activities=activities)] * count
        published(gent, phases, activities=[activity(gent) for _ in range(count)])
        client.get(f"{HERE}het-nieuwe-park/")
        with django_assert_num_queries(4):
            client.get(f"{HERE}het-nieuwe-park/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_for_one_and_for_three(desk, gent, count, django_assert_num_queries):
    activities = [activity(gent) for _ in range(count)]
    draft(gent, [services.PhasePlan(title="Fase", when="ooit", activities=activities)] * count)
    desk.get(f"{HERE}het-nieuwe-park/bewerk/")
    with django_assert_num_queries(8):
        desk.get(f"{HERE}het-nieuwe-park/bewerk/")


def test_the_home_page_has_the_one_notice(client, park):
    page = client.get("/gent/").content.decode()
    assert page.count('class="notice"') == 1
    services.close(project=park)
    assert 'class="notice"' not in client.get("/gent/?x=1").content.decode()
