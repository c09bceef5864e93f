"""An answer is taken in once, by who may, while the survey is open; quotas are exact."""

from functools import partial
from uuid import uuid4

import pytest

from surveys import services
from surveys.models import Intake, Participation, Quota, Receipt, Survey
from surveys.services import AlreadyAnswered, Limit, NoLongerOpen, NotPossible, QuotaFull, UnknownCode
from surveys.services.people import by_code, by_mail, digest_of
from tests.at_once import at_once
from tests.surveys.people import asked, document, one, say, scale

pytestmark = pytest.mark.django_db
for_real = pytest.mark.django_db(transaction=True)


@pytest.fixture
def survey(gent, editor):
    return asked(gent, editor)


def close(survey, _editor) -> None:
    services.close(survey=survey)


def ask_more(survey, editor) -> None:
    more = services.revise(survey=survey, revision=survey.revision, document=document(one(), scale()))
    services.publish(survey=more, revision=more.revision, by=editor)


def limit_places(survey, _editor) -> None:
    services.limit(survey=survey, limits=[Limit("colour", "red", 1)])


def kept() -> tuple[int, int, int]:
    return Receipt.objects.count(), Participation.objects.count(), Intake.objects.count()


def test_an_answer_is_one_statement(survey, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert services.answer(survey=survey, version=survey.version, receipt=uuid4(), answers={"colour": "red"})
    intake = Intake.objects.get()
    assert (intake.answers, intake.channel, intake.clerk, intake.language) == ({"colour": "red"}, "web", None, "nl")


def test_sending_twice_counts_once(survey) -> None:
    receipt = uuid4()
    send = partial(services.answer, survey=survey, version=survey.version, receipt=receipt, answers={"colour": "red"})
    assert [send(), send()] == [True, False]
    assert kept() == (1, 0, 1)


def test_the_same_person_answers_once_and_loses_no_receipt(survey) -> None:
    assert say(survey, "guest:1", colour="red")
    with pytest.raises(AlreadyAnswered):
        say(survey, "guest:1", colour="green")
    assert kept() == (1, 1, 1)


def test_an_answer_to_an_older_version_is_one_to_what_the_person_saw(survey, editor) -> None:
    old = survey.version
    survey = services.revise(survey=survey, revision=survey.revision, document={**old.document, "title": "Other"})
    survey = services.publish(survey=survey, revision=survey.revision, by=editor)
    assert say(survey, version=old, colour="red")
    assert Intake.objects.get().version == old


def test_a_closed_survey_takes_nothing(survey) -> None:
    digest = digest_of(survey, "guest:1")
    services.close(survey=survey)
    with pytest.raises(NoLongerOpen):
        services.answer(survey=survey, version=survey.version, receipt=uuid4(), answers={}, digest=digest)
    assert kept() == (0, 0, 0)


def test_nobody_can_be_recognised_once_the_key_is_destroyed(survey) -> None:
    say(survey, "mail:noor@example.org", colour="red")
    closed = services.close(survey=survey)
    assert closed.key is None
    with pytest.raises(NoLongerOpen):
        digest_of(closed, "mail:noor@example.org")


def test_one_address_and_one_code_are_one_person_however_they_are_typed(survey) -> None:
    assert by_mail(" Noor@Example.org ") == by_mail("noor@example.org")
    assert by_code("k7qp 3mwx") == by_code("K7QP-3MWX")
    assert digest_of(survey, "mail:a") != digest_of(survey, "mail:b")


@pytest.mark.parametrize("change", [close, ask_more, limit_places])
def test_a_survey_that_is_remembered_takes_nothing_once_it_changed(survey, editor, change) -> None:
    remembered = Survey.objects.get(pk=survey.pk)
    remembered.is_remembered = True
    assert say(remembered, colour="red")
    change(survey, editor)
    with pytest.raises(services.Stale):
        say(remembered, colour="red")
    assert kept() == (1, 1, 1)


@for_real
def test_two_sends_at_once_count_once(survey) -> None:
    receipt = uuid4()
    send = partial(services.answer, survey=survey, version=survey.version, receipt=receipt, answers={"colour": "red"})
    assert sorted(at_once(*[send] * 6), key=str) == [False] * 5 + [True]
    assert kept() == (1, 0, 1)


@for_real
def test_one_person_at_once_in_many_windows_answers_once(survey) -> None:
    results = at_once(*[partial(say, survey, "guest:1", colour="red")] * 6)
    assert sorted(type(one).__name__ for one in results) == ["AlreadyAnswered"] * 5 + ["bool"]
    assert kept() == (1, 1, 1)


def test_the_last_place_is_taken_once(survey) -> None:
    services.limit(survey=survey, limits=[Limit("colour", "red", 1)])
    survey.refresh_from_db()
    assert say(survey, colour="red")
    with pytest.raises(QuotaFull) as full:
        say(survey, colour="red")
    assert full.value.question == "colour"
    assert say(survey, colour="green")
    assert (Quota.objects.get().taken, kept()) == (1, (2, 2, 2))


def test_a_place_counts_for_each_thing_that_was_chosen(survey) -> None:
    services.limit(survey=survey, limits=[Limit("colours", "red", 5), Limit("colours", "blue", 5)])
    survey.refresh_from_db()
    say(survey, colours=["red", "blue"])
    assert [quota.taken for quota in Quota.objects.all()] == [1, 1]


def test_a_quota_cannot_be_lower_than_what_was_taken(survey) -> None:
    services.limit(survey=survey, limits=[Limit("colour", "red", 3)])
    survey.refresh_from_db()
    say(survey, colour="red")
    say(survey, colour="red")
    with pytest.raises(NotPossible):
        services.limit(survey=survey, limits=[Limit("colour", "red", 1)])
    services.limit(survey=survey, limits=[Limit("colour", "red", 2)])
    assert (Quota.objects.get().most, Quota.objects.get().taken) == (2, 2)


@for_real
def test_two_thousand_who_want_the_last_place(survey) -> None:
    """As many at once as there are connections; each of them again and again."""
    services.limit(survey=survey, limits=[Limit("colour", "red", 1)])
    survey.refresh_from_db()

    def many() -> list[str]:
        return [_outcome(survey) for _ in range(100)]

    outcomes = [one for results in at_once(*[many] * 20) for one in results]
    assert (len(outcomes), outcomes.count("taken in"), outcomes.count("full")) == (2000, 1, 1999)
    assert kept() == (1, 1, 1)


def _outcome(survey) -> str:
    try:
        say(survey, colour="red")
    except QuotaFull:
        return "full"
    return "taken in"


def test_only_codes_that_were_handed_out_are_known(gent, editor) -> None:
    survey = asked(gent, editor, anonymity="code")
    codes = services.hand_out(survey=survey, many=30)
    assert (len(set(codes)), survey.invite_set.count()) == (30, 30)
    services.check_code(survey=survey, digest=digest_of(survey, by_code(codes[0].lower())))
    with pytest.raises(UnknownCode):
        services.check_code(survey=survey, digest=digest_of(survey, by_code("2222-2222")))


def test_the_order_of_what_is_kept_says_nothing_of_the_list_of_codes(gent, editor) -> None:
    survey = asked(gent, editor, anonymity="code")
    codes = services.hand_out(survey=survey, many=20)
    kept = [bytes(one) for one in survey.invite_set.order_by("pk").values_list("digest", flat=True)]
    assert kept == sorted(digest_of(survey, by_code(code)) for code in codes)


def test_codes_are_for_surveys_that_ask_them(survey) -> None:
    with pytest.raises(NotPossible):
        services.hand_out(survey=survey, many=3)
