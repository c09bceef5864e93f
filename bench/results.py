"""(g) The page of results with a thousand answers and with a million: the same cost, for it reads tallies only."""

import os
from statistics import median
from time import perf_counter, process_time

import django

from bench.measuring import PAIRS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participatie.settings")
django.setup()

from django.db import connection  # noqa: E402 - after Django was set up, and so are those below
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from counting.services import folding, recount  # noqa: E402
from municipalities.models import Municipality  # noqa: E402
from surveys import services  # noqa: E402
from surveys.counted import source_of  # noqa: E402
from surveys.models import Survey  # noqa: E402
from surveys.results.access import has_answered_url  # noqa: E402
from surveys.services.releasing import release  # noqa: E402

SIZES = (1_000, int(os.environ.get("ANSWERS", "1000000")))
QUESTIONS, CHOICES, VIEWS = 20, 5, 20
FILL = """
INSERT INTO surveys_response (id, survey_id, version_id, answers, channel, language, day)
SELECT gen_random_uuid(), %s, %s,
    (SELECT jsonb_object_agg('q' || q, 'c' || 1 + (n * q) %% %s) FROM generate_series(1, %s) q),
    'web', 'nl', current_date
FROM generate_series(1, %s) n
"""


def answered(many: int) -> Survey:
    """A survey of twenty questions with so many answers, counted and shown."""
    choices = [{"value": f"c{number}", "text": f"Choice {number}"} for number in range(1, CHOICES + 1)]
    questions = [
        {"type": "radiogroup", "name": f"q{number}", "title": f"Question {number}?", "choices": choices}
        for number in range(1, QUESTIONS + 1)
    ]
    pages = [{"name": "p", "elements": questions}]
    document = {"format": "participatie-survey/1", "locale": "nl", "title": f"With {many}", "pages": pages}
    survey = services.create(municipality=Municipality.objects.get(slug="gent"), document=document)
    survey = services.publish(survey=survey, revision=survey.revision, by=User.objects.all()[0])
    with connection.cursor() as cursor:
        cursor.execute(FILL, [survey.pk, survey.version_id, CHOICES, QUESTIONS, many])
    recount(sources=[source_of(survey)])
    with folding():
        release(survey, is_last=True)
    return survey


def cost(client: Client, url: str) -> tuple[float, float]:
    """Microseconds a view takes, and those of CPU in this process."""
    began, used = perf_counter(), process_time()
    for _ in range(VIEWS):
        assert client.get(url).status_code == 200, url
    return (perf_counter() - began) / VIEWS * 1e6, (process_time() - used) / VIEWS * 1e6


def main() -> None:
    """Prints one line: the median ratio of alternated pairs."""
    client = Client(headers={"host": "localhost"})
    small, large = (has_answered_url(answered(many)) for many in SIZES)
    pairs = [(cost(client, small), cost(client, large)) for _ in range(PAIRS)]
    walls = [many[0] / few[0] for few, many in pairs]
    used = [many[1] / few[1] for few, many in pairs]
    print(
        f"(g) results page with {SIZES[0]} and {SIZES[1]} answers: {median(few[0] for few, _ in pairs):.0f} us each, "
        f"ratio {median(walls):.2f} (of CPU {median(used):.2f})",
        flush=True,
    )


if __name__ == "__main__":
    main()
