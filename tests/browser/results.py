"""Surveys with answers on the started platform, and their pages of results."""

import json
import time

from tests.browser.conftest import Platform

STREET = {
    "format": "participatie-survey/1",
    "locale": "nl",
    "title": "De Stationsstraat",
    "profile": ["leeftijd"],
    "pages": [
        {
            "name": "straat",
            "elements": [
                {
                    "type": "radiogroup",
                    "name": "stoort",
                    "title": "Wat stoort het meest in de Stationsstraat?",
                    "choices": [
                        {"value": "oversteken", "text": "Oversteken is gevaarlijk"},
                        {"value": "snelheid", "text": "Auto’s rijden te snel"},
                    ],
                    "showOtherItem": True,
                },
                {
                    "type": "rating",
                    "name": "veilig",
                    "title": "Hoe veilig voel je je er te voet?",
                    "rateValues": [{"value": step, "text": f"Stap {step}"} for step in range(1, 6)],
                },
                {
                    "type": "radiogroup",
                    "name": "wijk",
                    "title": "Waar woon je?",
                    "choices": [{"value": where, "text": where.capitalize()} for where in ("noord", "zuid")],
                },
                {
                    "type": "radiogroup",
                    "name": "leeftijd",
                    "title": "Hoe oud ben je?",
                    "choices": [{"value": "jong", "text": "Jonger dan 30"}, {"value": "oud", "text": "30 en ouder"}],
                },
                {"type": "comment", "name": "waarom", "title": "Waarom?"},
            ],
        }
    ],
}
MAKE = """
from accounts.models import User
from municipalities.models import Municipality
from surveys import services
from surveys.results.access import has_answered_url
gent = Municipality.objects.select_related("stream").get(slug="gent")
survey = services.create(municipality=gent, document={document})
survey = services.revise(survey=survey, revision=survey.revision, **{settings})
survey = services.publish(survey=survey, revision=survey.revision, by=User.objects.get(email="els.redacteur@gent.example"))
print(survey.pk, survey.version_id, has_answered_url(survey))
"""
MADE: dict[str, tuple[int, int, str]] = {}
SETTINGS = {"split_by": "wijk", "reference": {"leeftijd": {"jong": 30, "oud": 70}}}
COME_IN = """
INSERT INTO surveys_intake (survey_id, version_id, answers, channel, language, day, is_counted)
SELECT %s, %s, %s, 'web', 'nl', current_date, false FROM generate_series(1, %s) RETURNING id
"""
SUMMED = "SELECT coalesce(sum(value), 0) FROM counting_tally WHERE subject = %s"


def survey(platform: Platform, **settings: object) -> tuple[int, int, str]:
    """A survey that is asked: its number, that of its version, and the results for who answered."""
    words = MAKE.format(document=repr(STREET), settings=repr({**SETTINGS, **settings}))
    number, version, url = platform.manage("shell", "--no-imports", "-c", words).split()
    return int(number), int(version), url


def come_in(platform: Platform, found: tuple[int, int, str], many: int, **answers: object) -> None:
    """So many answers come in at once, and wait to be counted."""
    platform.rows(COME_IN, found[0], found[1], json.dumps(answers), many)


def many_in(platform: Platform, found: tuple[int, int, str], where: str = "results") -> int:
    """How many answers the public may know of; with `survey` how many were counted."""
    [(many,)] = platform.rows(SUMMED, f"{where}:{found[0]}:channel")
    return int(many)


def wait_for(platform: Platform, found: tuple[int, int, str], many: int, where: str = "results") -> None:
    """Until there are so many of them."""
    until = time.monotonic() + 20
    while many_in(platform, found, where) != many:
        assert time.monotonic() < until, f"{many_in(platform, found, where)} instead of {many}"
        time.sleep(0.005)


def answered_survey(platform: Platform) -> tuple[int, int, str]:
    """One with enough answers to show something of everything; made once."""
    if platform.url not in MADE:
        MADE[platform.url] = _answered(platform)
    return MADE[platform.url]


def _answered(platform: Platform) -> tuple[int, int, str]:
    found = survey(platform)
    for many, where, mood in ((20, "noord", 4), (40, "zuid", 2), (60, "noord", 5)):
        come_in(platform, found, 20, stoort="oversteken", veilig=mood, wijk=where, leeftijd="jong", waarom="x")
        wait_for(platform, found, many, "survey")
    return found
