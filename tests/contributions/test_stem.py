"""The lifecycle as properties, and screening on real numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions import lifecycle, screening
from contributions.lifecycle import Status
from contributions.links import from_token, signer
from contributions.models import Contribution
from contributions.screening import Context, Outcome
from contributions.services import due

STATUSES = st.sampled_from(list(Status))


@given(st.lists(STATUSES, max_size=8))
def test_only_steps_of_the_table_can_be_taken(steps) -> None:
    now = Status.PENDING
    for to in steps:
        if to in lifecycle.STEPS[now]:
            lifecycle.check(now, to)
            now = to
        else:
            with pytest.raises(lifecycle.ForbiddenStep):
                lifecycle.check(now, to)


def test_what_was_withdrawn_stays_withdrawn() -> None:
    assert lifecycle.STEPS[Status.WITHDRAWN] == frozenset()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Het loket is dicht op woensdag.", []),
        ("Mijn nummer is 85.07.30-033.28", ["national_number"]),
        ("85073003328", ["national_number"]),
        ("85.07.30-033.29", []),  # the check digits are wrong
        ("Stort op BE68 5390 0754 7034", ["iban"]),
        ("Stort op BE68 5390 0754 7035", []),
        ("Bel 0470 12 34 56", ["phone"]),
        ("Schrijf naar an.peeters@example.org.", ["mail"]),
        ("<An@voorbeeld.vlaanderen>", ["mail"]),
        ("an@huis, straks @ 10.30", []),
        (" ".join(["https://spam.example"] * 6), ["links"]),
        ("x" * 10_001, ["size"]),
    ],
)
def test_screening_notices(text: str, codes: list[str]) -> None:
    assert [finding.code for finding in screening.screen(text, Context()).findings] == codes


@pytest.mark.parametrize("own", ["09 210 10 10", "loket@example.org"])
def test_a_services_own_telephone_and_address_are_no_findings(own: str) -> None:
    assert screening.screen(own, Context()).outcome == Outcome.FLAG
    assert screening.screen(own, Context(personal_is_expected=True)).outcome == Outcome.PUBLISH


@given(st.text(max_size=300))
def test_screening_never_fails(text: str) -> None:
    assert screening.screen(text, Context()).outcome in Outcome


@given(st.datetimes(timezones=st.timezones()), st.integers(1, 30))
def test_work_is_due_on_a_working_day(moment, days: int) -> None:
    assert due(moment, days).weekday() < 5


@given(st.uuids())
def test_a_status_link_names_its_contribution_and_cannot_be_made_up(key) -> None:
    from django.core.signing import BadSignature

    from contributions.links import status_token

    token = status_token(Contribution(pk=key))
    assert from_token(token) == key
    with pytest.raises(BadSignature):
        from_token(token[:-1] + ("A" if token[-1] != "A" else "B"))
    with pytest.raises(BadSignature):
        from_token(signer.sign("x"))
