"""What becomes of an idea: a sentence each, two pairs of eyes, at once or later, and never changed afterwards."""

from datetime import timedelta

import pytest
from django.core.signing import BadSignature
from django.utils.timezone import now

from contributions.kinds import registry
from ideas import lifecycle, services
from ideas.addresses import from_token
from ideas.lifecycle import STEPS, ForbiddenStep, Outcome
from ideas.models import Advice, Idea, Step
from ideas.queries import steps_of
from ideas.services import NotPossible, SamePerson
from journal import subjects
from journal.models import Entry
from outbound.models import Letter
from tests.ideas.making import again, board_of, idea_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(gent):
    return idea_on(board_of(gent))


def prepared(idea, editor, status: str = "planned", **more) -> Step:
    return services.prepare(idea=idea, status=status, sentence="We zetten er vijf.", by=editor, **more)


def test_from_draft_to_told(idea, editor, moderator) -> None:
    step = prepared(idea, editor, when="voorjaar 2027")
    assert (again(idea).status, list(steps_of(idea))) == ("received", [])
    with pytest.raises(NotPossible):
        services.tell_step(step=step)
    with pytest.raises(SamePerson):
        services.approve(step=step, by=editor)
    services.approve(step=step, by=moderator)
    services.tell_step(step=step)
    assert again(idea).status == "planned"
    [told] = steps_of(idea)
    assert (told.when, told.by, told.approved_by, told.state) == ("voorjaar 2027", editor, moderator, "told")
    entry = Entry.objects.get(verb="idea.moved")
    assert (entry.audience, entry.data) == ("public", {"status": "planned", "step": step.pk})
    subject = subjects.registry.get("idea")
    assert subject.sentences([entry], "en") == ["The idea “Meer banken in het park”: Planned"]
    answer = registry.get("idea").answer(idea.contribution)
    assert (answer.outcome, answer.sentence, answer.at) == ("planned", "We zetten er vijf.", told.told_at)
    for late in (services.tell_step, services.drop):
        with pytest.raises(NotPossible):
            late(step=step)
    with pytest.raises(NotPossible):
        services.approve(step=step, by=moderator)


def test_a_scheduled_step_is_told_when_its_time_comes(idea, editor, moderator) -> None:
    step = services.approve(step=prepared(idea, editor), by=moderator)
    services.schedule(step=step, at=now() + timedelta(hours=1))
    assert (services.tell_due(), again(idea).status) == (0, "received")
    services.schedule(step=step, at=now() - timedelta(seconds=1))
    assert (services.tell_due(), services.tell_due(), again(idea).status) == (1, 0, "planned")


def test_a_scheduled_step_that_no_longer_fits_goes_back_to_staff(idea, editor, moderator) -> None:
    step = services.approve(step=prepared(idea, editor, "examined"), by=moderator)
    services.schedule(step=step, at=now())
    Idea.objects.filter(pk=idea.pk).update(status="done")
    assert services.tell_due() == 0
    assert Step.objects.values_list("state", "approved_by").get() == ("draft", None)


def test_what_cannot_be_prepared(idea, editor) -> None:
    with pytest.raises(NotPossible):
        services.prepare(idea=idea, status="planned", sentence="  ", by=editor)
    with pytest.raises(NotPossible):
        prepared(idea, editor, "merged")
    Idea.objects.filter(pk=idea.pk).update(status="done")
    with pytest.raises(ForbiddenStep):
        prepared(again(idea), editor, "examined")
    assert Step.objects.count() == 0


def test_something_can_be_said_without_moving(idea, editor, moderator) -> None:
    step = services.approve(step=prepared(idea, editor, "received"), by=moderator)
    services.tell_step(step=step)
    assert (again(idea).status, steps_of(idea).count()) == ("received", 1)


def test_a_dropped_draft_is_never_told(idea, editor, moderator) -> None:
    step = services.drop(step=prepared(idea, editor))
    with pytest.raises(NotPossible):
        services.approve(step=step, by=moderator)


def test_advice_becomes_a_draft_that_staff_approve(idea, editor, moderator) -> None:
    asked = services.ask_advice(idea=idea, email="groen@example.org", question="Kan dit?", by=moderator)
    letter = Letter.objects.get(to="groen@example.org")
    token = letter.body.rsplit("/advies/", 1)[1].rstrip("/")
    assert from_token(token) == asked.pk
    with pytest.raises(BadSignature):
        from_token(f"{token}x")
    step = services.advise(advice=asked.pk, status="not_feasible", sentence="De grond is te nat.")
    assert (step.state, step.by, Advice.objects.get().step) == ("draft", None, step)
    with pytest.raises(NotPossible):
        services.advise(advice=asked.pk, status="planned", sentence="Toch wel.")
    services.tell_step(step=services.approve(step=step, by=moderator))
    assert again(idea).status == "not_feasible"
    staff = Entry.objects.filter(verb__in=["idea.advice_asked", "idea.advised"])
    assert list(staff.values_list("audience", flat=True)) == ["staff", "staff"]


def test_a_table_with_a_hole_is_refused_when_it_is_imported() -> None:
    without = {outcome: steps for outcome, steps in STEPS.items() if outcome != Outcome.DONE}
    with pytest.raises(ValueError, match="needs its steps"):
        lifecycle._checked(without)
    with pytest.raises(ValueError, match="never reached"):
        lifecycle._checked({outcome: steps - {Outcome.DONE} for outcome, steps in STEPS.items()})
