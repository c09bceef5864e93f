"""Surveys of the demo's municipality, for the pages on which staff work on them."""

from tests.browser.conftest import Platform

BUILDER = "/gent/bevragingen/beheer/"
MAKE = """
from accounts.models import User
from municipalities.models import Municipality
from surveys import services
from surveys.building.starting import add_profile
from tests.surveys.people import document, one, scale, several, words
gent, by = Municipality.objects.get(slug="gent"), User.objects.get(email="bas.beheer@gent.example")
questions = [one(isRequired=True), several(), scale(), words(visibleIf="{colour} = 'red'"), words("rich", visibleIf="{mood} + 1 > 3")]
made = add_profile(document(*questions, languages=["nl", "fr"], title="Bouw"))
lines = [{"where": "survey 2", "code": "renamed", "values": {"old": "1 a", "new": "a"}}]
survey = services.create(municipality=gent, document={**made, "imported": {"form": "xlsform", "lines": lines}})
services.revise(survey=survey, revision=1, anonymity="code")
if PUBLISHED:
    services.publish(survey=survey, revision=2, by=by)
    survey.refresh_from_db()
    changed = {**services.written(survey).document, "title": "Bouwt verder"}
    services.revise(survey=survey, revision=3, document=changed)
    services.limit(survey=survey, limits=[services.Limit("colour", "red", 9)])
print(survey.slug)
"""


MADE: dict[tuple[str, bool], str] = {}


def _made(platform: Platform, *, published: bool) -> str:
    key = (platform.url, published)
    if key not in MADE:
        said = platform.manage("shell", "--no-imports", "-c", MAKE.replace("PUBLISHED", str(published)))
        MADE[key] = f"{BUILDER}{said.strip().splitlines()[-1]}/"
    return MADE[key]


def being_written(platform: Platform) -> str:
    """The builder of a survey that was never asked."""
    return _made(platform, published=False)


def running(platform: Platform) -> str:
    """The builder of a survey that people are asked, with changes that they do not see yet."""
    return _made(platform, published=True)
