"""A survey of Gent that people answered, for the pages of staff."""

from tests.browser.conftest import Platform

MAKE = """
import random
from datetime import date, timedelta
from accounts.models import User
from municipalities.models import Municipality
from surveys import services
from surveys.models import Response, Survey
choices = [("snel", "Auto's rijden te snel"), ("oversteken", "Oversteken is gevaarlijk"), ("fiets", "Er is geen plaats om te fietsen")]
asked = [
    {"type": "radiogroup", "name": "stoort", "title": "Wat stoort je het meest in de Stationsstraat?", "showOtherItem": True,
     "choices": [{"value": value, "text": text} for value, text in choices]},
    {"type": "rating", "name": "veilig", "title": "Hoe veilig voel je je er te voet?",
     "rateValues": [{"value": step, "text": str(step)} for step in range(1, 6)]},
    {"type": "checkbox", "name": "hoe", "title": "Hoe kom je er?",
     "choices": [{"value": one, "text": one.capitalize()} for one in ("te voet", "fiets", "auto", "bus")]},
    {"type": "comment", "name": "waarom", "title": "Vertel er meer over"},
    {"type": "place", "name": "waar", "title": "Waar is dat?"},
]
document = {"format": "participatie-survey/1", "locale": "nl", "title": "TITLE",
            "pages": [{"name": "een", "elements": asked}]}
found = Survey.objects.filter(activity__title="TITLE").first()
if found is None:
    gent = Municipality.objects.select_related("stream").get(slug="gent")
    made = services.create(municipality=gent, document=document)
    made = services.revise(survey=made, revision=made.revision, is_random_sample=True)
    found = services.publish(survey=made, revision=made.revision, by=User.objects.first())
    lot = random.Random(7)
    Response.objects.bulk_create(
        Response(
            survey=found, version=found.version, channel=lot.choice(["web", "web", "web", "paper", "counter"]),
            day=date(2026, 3, 2) + timedelta(min(lot.randrange(30), lot.randrange(30))),
            answers={
                "stoort": said, "veilig": max(1, min(5, round(lot.gauss(2 + (said == "snel"), 1)))),
                "hoe": lot.sample(["te voet", "fiets", "auto", "bus"], lot.choice([1, 1, 2])),
                "waarom": lot.choice([None, "De auto's rijden er te snel. Bel me op 0475 12 34 56, dan vertel ik meer.",
                    "Er is te weinig plaats op de stoep.\\nZeker met een kinderwagen."]),
                "waar": {"place": lot.choice(["drongen", "gentbrugge", "ledeberg"]), "lat": 51.05, "lon": 3.72},
                **({"stoort-Comment": "Het lawaai van de vrachtwagens"} if said == "other" else {}),
            },
        )
        for said in lot.choices(["snel", "oversteken", "fiets", "other", None], [30, 40, 20, 1, 9], k=MANY)
    )
print(found.slug, Response.objects.filter(survey=found, answers__waarom__isnull=False).exclude(answers__waarom=None).first().pk)
"""


def answered(platform: Platform, title: str = "De Stationsstraat van morgen", many: int = 400) -> tuple[str, str]:
    """The address of its pages for staff, and the number of an answer with words in it."""
    code = MAKE.replace("TITLE", title).replace("MANY", str(many))
    slug, response = platform.manage("shell", "-v0", "-c", code).split()[-2:]
    return f"/gent/bevragingen/beheer/{slug}/", response
