"""(h) The tally folder: how many survey answers a second it counts and moves on, 20 questions each."""

import os
import random
import time
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participatie.settings")
django.setup()

from accounts.models import User  # noqa: E402 - needs the apps to be ready
from municipalities.models import Municipality  # noqa: E402 - needs the apps to be ready
from surveys import services  # noqa: E402 - needs the apps to be ready
from surveys.models import Intake, Survey  # noqa: E402 - needs the apps to be ready

ANSWERS, QUESTIONS, BATCH = 60_000, 20, 5_000
VALUES = ("red", "green", "blue", "yellow", "brown")


def asked() -> Survey:
    """A survey of twenty questions: ten with one choice, five with several, five scales."""
    choices = [{"value": value, "text": value} for value in VALUES]
    steps = [{"value": step, "text": str(step)} for step in range(1, 6)]
    kinds = ["radiogroup"] * 10 + ["checkbox"] * 5 + ["rating"] * 5
    elements = [
        {"type": kind, "name": f"q{at}", "title": f"q{at}", **({"rateValues": steps} if kind == "rating" else {"choices": choices})}
        for at, kind in enumerate(kinds)
    ]  # fmt: skip
    document = {"format": "participatie-survey/1", "locale": "nl", "title": "Bench"}
    municipality = Municipality.objects.select_related("stream").get(slug="gent")
    survey = services.create(
        municipality=municipality, document={**document, "pages": [{"name": "page1", "elements": elements}]}
    )
    return services.publish(survey=survey, revision=survey.revision, by=User.objects.earliest("pk"))


def said(chance: random.Random) -> dict[str, object]:
    """One answer to all questions."""
    single = {f"q{at}": chance.choice(VALUES) for at in range(10)}
    several = {f"q{at}": sorted(chance.sample(VALUES, 2)) for at in range(10, 15)}
    return {**single, **several, **{f"q{at}": chance.randint(1, 5) for at in range(15, QUESTIONS)}}


def main() -> None:
    """Prints one line."""
    survey, chance = asked(), random.Random(3)
    for _batch in range(ANSWERS // BATCH):
        rows = (
            Intake(survey=survey, version=survey.version, answers=said(chance), day=date(2026, 1, 1))
            for _ in range(BATCH)
        )
        Intake.objects.bulk_create(rows)
    start, counted = time.monotonic(), 0
    while many := services.fold_survey(survey):
        counted += many
    seconds = time.monotonic() - start
    print(f"(h) folding {counted} answers of {QUESTIONS} questions: {counted / seconds:.0f} responses/s")


if __name__ == "__main__":
    main()
