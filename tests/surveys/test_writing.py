"""Staff write a survey, publish it in versions that never change, and close it for good."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from journal.models import Entry
from projects.models import Phase, Project
from surveys import persons, services
from surveys.models import SurveyVersion
from surveys.queries import is_open, most_urgent, open_surveys
from surveys.rules import are_results_public
from surveys.services import NotPossible, NotReady, Stale
from surveys.services.writing import written
from tests.surveys.people import asked, document, one, scale

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Entry.objects.filter(subject_kind="survey").order_by("seq").values_list("verb", flat=True))


def test_a_survey_is_told_when_it_is_published_and_when_it_is_closed(gent, editor) -> None:
    survey = services.create(municipality=gent, document=document())
    assert (verbs(), survey.slug, is_open(survey)) == ([], "colours-in-the-park", False)
    survey = services.publish(survey=survey, revision=1, by=editor)
    assert (survey.version.number, is_open(survey), len(bytes(survey.key))) == (1, True, 32)
    survey = services.close(survey=survey)
    assert (is_open(survey), verbs()) == (False, ["survey.published", "survey.closed"])


def test_each_survey_has_an_address_of_its_own(gent, leuven) -> None:
    made = [services.create(municipality=where, document=document()).slug for where in (gent, gent, leuven)]
    assert made == ["colours-in-the-park", "colours-in-the-park-2", "colours-in-the-park"]
    assert services.create(municipality=gent, document=document(title="Beheer")).slug == "beheer-2"


def test_publishing_a_change_makes_a_new_version_and_leaves_the_old_one(gent, editor) -> None:
    survey = asked(gent, editor, one())
    changed = document(one(title="Which colour now?"), scale())
    survey = services.revise(survey=survey, revision=survey.revision, document=changed)
    assert survey.version.document == document(one())
    survey = services.publish(survey=survey, revision=survey.revision, by=editor)
    documents = list(SurveyVersion.objects.filter(survey=survey).values_list("number", "document"))
    assert documents == [(1, document(one())), (2, changed)]
    assert verbs() == ["survey.published", "survey.revised"]
    assert written(survey).document == changed


def test_what_somebody_else_changed_meanwhile_is_not_written_over(gent, editor) -> None:
    survey = services.create(municipality=gent, document=document())
    services.revise(survey=survey, revision=1, document=document(title="First"))
    with pytest.raises(Stale):
        services.revise(survey=survey, revision=1, document=document(title="Second"))
    with pytest.raises(Stale):
        services.publish(survey=survey, revision=1, by=editor)
    assert written(survey).document["title"] == "First"


def test_a_survey_with_problems_is_not_published(gent, editor) -> None:
    survey = services.create(municipality=gent, document=document(one(visibleIf="{nobody} = 1")))
    with pytest.raises(NotReady) as found:
        services.publish(survey=survey, revision=1, by=editor)
    assert [problem.name for problem in found.value.problems] == ["colour"]


def test_a_question_keeps_its_kind_through_all_versions(gent, editor) -> None:
    survey = asked(gent, editor, one("mood"))
    survey = services.revise(survey=survey, revision=survey.revision, document=document(scale("mood")))
    with pytest.raises(NotReady) as found:
        services.publish(survey=survey, revision=survey.revision, by=editor)
    assert [problem.name for problem in found.value.problems] == ["mood"]


def test_what_answers_hang_on_cannot_change_once_it_is_asked(gent, editor) -> None:
    survey = asked(gent, editor, one(), scale())
    for change in ({"anonymity": "code"}, {"split_by": "colour"}):
        with pytest.raises(NotPossible):
            services.revise(survey=survey, revision=survey.revision, **change)
    survey = services.revise(survey=survey, revision=survey.revision, anonymity="anonymous", shown="closed")
    assert survey.shown == "closed"


def test_a_closed_survey_only_changes_in_how_it_is_shown(gent, editor) -> None:
    survey = services.close(survey=asked(gent, editor))
    for change in ({"document": document(title="More")}, {"closes_at": now()}):
        with pytest.raises(NotPossible):
            services.revise(survey=survey, revision=survey.revision, **change)
    with pytest.raises(NotPossible):
        services.publish(survey=survey, revision=survey.revision, by=editor)
    assert services.revise(survey=survey, revision=survey.revision, shown="never").shown == "never"


def test_a_survey_closes_by_itself(gent, editor) -> None:
    survey = asked(gent, editor, closes_at=now() - timedelta(minutes=1))
    asked(gent, editor, closes_at=now() + timedelta(minutes=1))
    assert (services.close_due(), services.close_due()) == (1, 0)
    survey.refresh_from_db()
    assert (survey.closed_at is not None, survey.key) == (True, None)


def test_a_survey_is_open_within_its_dates_and_the_phases_it_is_in(gent, editor) -> None:
    today = now()
    assert is_open(asked(gent, editor))
    assert not is_open(asked(gent, editor, opens_at=today + timedelta(days=1)))
    assert not is_open(asked(gent, editor, closes_at=today))
    survey = asked(gent, editor)
    project = Project.objects.create(municipality=gent, slug="park", title="Park", purpose="Park", status="published")
    phase = Phase.objects.create(project=project, title="Later", starts_on=(today + timedelta(days=2)).date())
    phase.activities.add(survey.activity)
    assert not is_open(survey)
    Phase.objects.update(starts_on=today.date() - timedelta(days=1))
    assert is_open(survey)
    Project.objects.update(status="closed")
    assert not is_open(survey)


def test_the_open_survey_that_ends_first_is_the_most_urgent(gent, leuven, editor) -> None:
    always, later, soon = (
        asked(gent, editor, closes_at=closes and now() + timedelta(days=closes)) for closes in (None, 9, 2)
    )
    services.create(municipality=gent, document=document())
    assert open_surveys(gent) == [soon, later, always]
    assert (most_urgent(gent), most_urgent(leuven)) == (soon, None)


@pytest.mark.parametrize(
    ("shown", "running", "answered", "closed"),
    [("never", False, False, False), ("answered", False, True, True), ("closed", False, False, True)],
)
def test_results_are_public_when_staff_chose_so(gent, editor, shown, running, answered, closed) -> None:
    survey = asked(gent, editor, shown=shown)
    seen = [are_results_public(survey, has_answered=has_answered) for has_answered in (False, True)]
    survey = services.close(survey=survey)
    assert [*seen, are_results_public(survey, has_answered=False)] == [running, answered, closed]


def test_a_draft_is_kept_under_its_key_for_a_fortnight(gent, editor) -> None:
    survey, other = asked(gent, editor), asked(gent, editor)
    keep = services.keep_for_later
    draft = keep(version=survey.version, key=None, answers={"colour": "red"}, language="fr")
    again = keep(version=survey.version, key=draft.pk, answers={"colour": "blue"}, language="fr")
    elsewhere = keep(version=other.version, key=draft.pk, answers={"colour": "green"}, language="nl")
    draft.refresh_from_db()
    assert (again.pk, draft.answers, elsewhere.pk == draft.pk) == (draft.pk, {"colour": "blue"}, False)
    type(draft).objects.filter(pk=elsewhere.pk).update(until=now())
    assert (persons.forget(now()), list(type(draft).objects.values_list("pk", flat=True))) == (1, [draft.pk])
