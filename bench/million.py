"""What `bench.answers` runs, each time in a process of its own: fills the table, crosses questions, writes a file."""

import os
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participatie.settings")
django.setup()

from django.db import connection  # noqa: E402 - after Django was set up, and so are those below

from accounts.models import User  # noqa: E402
from municipalities.models import Municipality  # noqa: E402
from surveys import services  # noqa: E402
from surveys.analysis.crossing import crossed  # noqa: E402
from surveys.analysis.figures import summaries  # noqa: E402
from surveys.analysis.remembering import columns_of  # noqa: E402
from surveys.asked import asked_in  # noqa: E402
from surveys.exporting.formats import registry  # noqa: E402
from surveys.exporting.table import table_of  # noqa: E402
from surveys.models import Survey  # noqa: E402

MANY = int(os.environ.get("ANSWERS", "1000000"))
# Twenty answers each: fourteen choices, three lists, two numbers and, from one in ten, some words.
FILL = """
INSERT INTO surveys_response (id, survey_id, version_id, answers, channel, language, day)
SELECT gen_random_uuid(), %(survey)s, %(version)s, (
  SELECT jsonb_object_agg('q' || q, CASE WHEN q <= 14 THEN to_jsonb('c' || 1 + (hashint4(n * 31 + q) & 3))
    WHEN q <= 17 THEN jsonb_build_array('c1', 'c' || 2 + (hashint4(n * 37 + q) & 1))
    WHEN q <= 19 THEN to_jsonb(hashint4(n * 41 + q) & 63)
    WHEN n %% 10 = 0 THEN to_jsonb('The crossing at the station feels unsafe at night, number ' || n) ELSE 'null' END)
  FROM generate_series(1, 20) AS q
), 'web', 'nl', DATE '2026-01-01' + n %% 90 FROM generate_series(1, %(many)s) AS n
"""


def document() -> dict[str, object]:
    """A survey of twenty questions."""
    choices = [{"value": f"c{at}", "text": f"Choice {at}"} for at in range(1, 5)]
    kinds = [{"type": "radiogroup", "choices": choices}] * 14 + [{"type": "checkbox", "choices": choices}] * 3
    kinds += [{"type": "text", "inputType": "number"}] * 2 + [{"type": "comment"}]
    asked = [{**kind, "name": f"q{at}", "title": f"Question {at}"} for at, kind in enumerate(kinds, 1)]
    return {
        "format": "participatie-survey/1",
        "locale": "nl",
        "title": "A million",
        "pages": [{"name": "p", "elements": asked}],
    }


def fill() -> int:
    """Makes the survey and its answers; its key."""
    gent = Municipality.objects.select_related("stream").get(slug="gent")
    survey = services.create(municipality=gent, document=document())
    survey = services.publish(survey=survey, revision=survey.revision, by=User.objects.first())
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"survey": survey.pk, "version": survey.version_id, "many": MANY})
    return survey.pk


def cross(key: int) -> None:
    """Reads the copy, then sets two questions against each other."""
    survey = Survey.objects.get(pk=key)
    asked = asked_in(survey)
    begun = perf_counter()
    columns = columns_of(survey, asked)
    print(f"  columns of {columns.many:,} answers read in {perf_counter() - begun:.1f} s, {columns.size / 1e6:.0f} MB")
    for first, second in ((0, 1), (0, 14), (14, 15)):
        begun = perf_counter()
        crossed(columns, asked[first], asked[second], columns_of(survey, asked).days > 0, "nl", is_random_sample=True)
        print(f"  cross-tab of a {asked[first].kind} and a {asked[second].kind}, warm: {perf_counter() - begun:.3f} s")
    begun = perf_counter()
    summaries(columns, asked, columns.days > 0, "nl")
    print(f"  figures of all 20 questions, warm: {perf_counter() - begun:.3f} s")


def export(key: int, form: str) -> None:
    """Writes a file; says what it took."""
    with tempfile.TemporaryDirectory() as folder:
        begun, path = perf_counter(), Path(folder, "export")
        many = registry.get(form).write(table_of(Survey.objects.get(pk=key), "nl"), path)
        took, size = perf_counter() - begun, path.stat().st_size / 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {form}: {many:,} answers, {size:.0f} MB in {took:.0f} s, at most {most:.0f} MB of memory")


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "fill":
        print(fill())
    else:
        {"cross": cross, "export": export}[what](int(given[0]), *given[1:])
