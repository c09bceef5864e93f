"""Create, revise, publish, close; each told in the journal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from journal.models import Entry
from projects import services, subjects
from projects.models import Activity, Project
from tests.projects import making
from tests.projects.making import TEXTS, activity, draft, published

PHASE = services.PhasePlan(title="Kijk mee", starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 31))
LATER = services.PhasePlan(title="Beslissen", when="voorjaar 2027")


def told(project: Project) -> list[tuple[str, str, str]]:
    found = Entry.objects.filter(subject_kind="project", subject_id=str(project.pk)).order_by("seq")
    return [(entry.verb, entry.actor, entry.audience) for entry in found]


def test_a_draft_is_told_to_nobody(gent):
    project = draft(gent, [PHASE, LATER])
    assert (project.slug, project.status, told(project)) == ("het-nieuwe-park", "draft", [])
    assert [phase.title for phase in project.phases.all()] == ["Kijk mee", "Beslissen"]


def test_an_address_is_free_in_its_municipality(gent, leuven):
    slugs = [draft(one, title=title).slug for one, title in [(gent, "Park"), (gent, "Park"), (leuven, "Park")]]
    assert slugs == ["park", "park-2", "park"]
    assert draft(gent, title="Nieuw").slug == "nieuw-2"
    assert draft(gent, title="!!!").slug == "project"
    assert len(draft(gent, title="a" * 120).slug) <= 60


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_get_two_addresses(gent):
    def make(_: int) -> str:
        try:
            return draft(gent, title="Park").slug
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(make, range(4))) == ["park", "park-2", "park-3", "park-4"]


def test_publishing_and_closing_are_dated_and_told_once(gent):
    project = published(gent)
    assert project.published_at is not None
    with pytest.raises(services.NotPossible):
        services.publish(project=project)
    closed = services.close(project=project)
    assert closed.closed_at is not None
    with pytest.raises(services.NotPossible):
        services.close(project=closed)
    assert told(project) == [("project.published", "staff", "public"), ("project.closed", "staff", "public")]


def test_a_draft_cannot_be_closed(gent):
    with pytest.raises(services.NotPossible):
        services.close(project=draft(gent))


def test_revising_replaces_texts_and_phases_and_is_told_when_people_see_it(gent):
    project = published(gent, [PHASE])
    texts = {**TEXTS, "outcome": "We plantten bomen."}
    revised = services.revise(project=project, version=1, phases=[LATER], **texts)
    assert (revised.version, revised.outcome, revised.slug) == (2, "We plantten bomen.", "het-nieuwe-park")
    assert [phase.title for phase in revised.phases.all()] == ["Beslissen"]
    assert told(project)[-1] == ("project.revised", "staff", "public")
    hidden = draft(gent)
    services.revise(project=hidden, version=1, phases=[], **TEXTS)
    assert told(hidden) == []


def test_of_two_editors_at_once_the_first_wins(gent):
    project = draft(gent)
    services.revise(project=project, version=1, phases=[], **TEXTS)
    with pytest.raises(services.NotPossible):
        services.revise(project=project, version=1, phases=[], **{**TEXTS, "title": "Anders"})
    project.refresh_from_db()
    assert project.title == TEXTS["title"]


def test_activities_that_are_no_longer_ticked_are_let_go(gent):
    one, two = activity(gent, "Een"), activity(gent, "Twee")
    project = draft(gent, activities=[one])
    assert list(project.activities.all()) == [one]
    services.revise(project=project, version=1, phases=[], activities=[two], **TEXTS)
    assert list(project.activities.all()) == [two]
    assert Activity.objects.get(pk=one.pk).project is None


def test_the_journal_says_it_in_words_and_links_to_the_page(gent):
    project = services.close(project=published(gent))
    entries = list(Entry.objects.filter(subject_kind="project").order_by("seq"))
    assert all(project.title in sentence for sentence in subjects.sentences(entries, "nl"))
    assert subjects.url(entries[0]) == "/gent/projecten/het-nieuwe-park/"
    assert subjects.may_see(entries[0], None)
    assert making.KIND.key not in str(entries[0].data)
