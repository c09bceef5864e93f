"""What the database adds up is what somebody finds who reads the answers one by one."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.counted import Counting, counted_of, prefix_of
from surveys.models import Intake
from tests.surveys.people import COLOURS, asked, one, scale, several, words

pytestmark = pytest.mark.django_db
FRESH = "fresh AS (SELECT answers, channel FROM surveys_intake WHERE survey_id = %(survey)s)"
COUNTED = {"colour", "colours", "order", "mood", "where", "why"}
pointed = st.fixed_dictionaries({"place": st.sampled_from(["drongen", "gent"])}, optional={"lat": st.just(51.05)})
said = st.fixed_dictionaries(
    {},
    optional={
        "colour": st.sampled_from([*COLOURS, "other", None]),
        "colour-Comment": st.sampled_from(["Mauve", "red"]),
        "colours": st.none() | st.lists(st.sampled_from(COLOURS), unique=True, min_size=1),
        "order": st.none() | st.lists(st.sampled_from(COLOURS), unique=True, min_size=1),
        "mood": st.none() | st.integers(1, 5),
        "where": st.none() | pointed,
        "why": st.sampled_from([None, "null", "{}", 'She said: "100 %"', "0"]),
        "no longer known": st.just("x"),
    },
)
channels = st.sampled_from(["web", "paper"])


def buckets(name: str, value) -> list[str]:
    """Where one answer counts, said in another way than the database does."""
    if value is None:
        return ["{missing}"]
    match name:
        case "colour" | "mood":
            return [str(value)]
        case "colours":
            return ["{answered}", *value]
        case "order":
            return ["{answered}", *(f"{one}#{at + 1}" for at, one in enumerate(value))]
        case "where":
            return ["{answered}", value["place"]]
    return ["{answered}"]


def group(value) -> str | None:
    """The group of somebody who said this to the question by which scales are shown apart."""
    match value:
        case {"place": place}:
            return place
        case str():
            return value
    return None


def found(prefix: str, split_by: str, rows) -> dict[tuple[str, str], int]:
    """All answers, one by one."""
    sums: Counter[tuple[str, str]] = Counter()
    for answers, channel in rows:
        sums[f"{prefix}channel", channel] += 1
        for name in COUNTED & answers.keys():
            sums.update((f"{prefix}q:{name}", bucket) for bucket in buckets(name, answers[name]))
        where = group(answers.get(split_by))
        if where is not None and answers.get("mood") is not None:
            sums[f"{prefix}q:mood:by:{where}", str(answers["mood"])] += 1
    return dict(sums)


@pytest.mark.parametrize("split_by", ["colour", "where", "colours", ""])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(said, channels), max_size=30))
def test_every_kind_of_answer(gent, editor, split_by: str, rows) -> None:
    order = {**one("order"), "type": "ranking"}
    where = {"type": "place", "name": "where", "title": "Where?"}
    survey = asked(gent, editor, one(showOtherItem=True), several(), order, scale(), where, words(), split_by=split_by)
    kept = {"survey": survey, "version": survey.version, "day": date(2026, 1, 1), "is_counted": True}
    Intake.objects.bulk_create(Intake(answers=answers, channel=channel, **kept) for answers, channel in rows)
    expected = found(prefix_of(survey.pk), split_by, rows)
    assert Counting(survey).sums(FRESH) == expected
    assert {(subject, bucket): value for _stream, subject, bucket, value in counted_of(survey)} == expected
