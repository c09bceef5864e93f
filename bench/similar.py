"""(s) Similar ideas while somebody types: 100,000 in one municipality, two million in all.

The ideas are made in the database. Their words are drawn as in a language: the n-th word of a vocabulary comes up about
1/n as often as the first, so that some stand everywhere and most are rare.
"""

import os
import random
import sys
import time
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participatie.settings")
django.setup()

from django.db import connection  # noqa: E402 - needs the apps to be ready

from ideas.models import Board  # noqa: E402 - needs the apps to be ready
from ideas.services import open_board, weigh  # noqa: E402 - needs the apps to be ready
from ideas.similar import Spot, similar_to  # noqa: E402 - needs the apps to be ready
from municipalities.models import Municipality  # noqa: E402 - needs the apps to be ready

HERE, ALL = 100_000, 2_000_000
VOCABULARY, WORDS = 40_000, 12
ASKED = 400
MADE = """
WITH said AS (
    INSERT INTO contributions_contribution (id, municipality_id, activity_id, kind, signature, channel, language, text,
        text_digest, status, findings, version, submitted_at, published_at)
    SELECT gen_random_uuid(), %(municipality)s, %(board)s, 'idea', '', 'web', 'nl', '', '', 'published', '[]', 1, now(), now()
    FROM generate_series(1, %(many)s) RETURNING id
), numbered AS (SELECT id, row_number() OVER () AS number FROM said), idea AS (
    INSERT INTO ideas_idea (contribution_id, municipality_id, board_id, number, title, place, latitude, longitude, status,
        department, words)
    SELECT id, %(municipality)s, %(board)s, number, 'Idee ' || number, '', 51 + random() / 10, 3.7 + random() / 10,
        'received', '', (
            SELECT array_agg(DISTINCT %(municipality)s || ':woord' || floor(power(%(vocabulary)s, random()))::int)
            FROM generate_series(1, %(words)s + number - number))
    FROM numbered RETURNING contribution_id
)
INSERT INTO ideas_unweighed (idea_id) SELECT contribution_id FROM idea
"""


def filled(municipality: Municipality, many: int) -> Board:
    """Gives a municipality a board with so many ideas."""
    board = open_board(municipality=municipality, title="Ideeën")
    values = {"municipality": municipality.pk, "board": board.pk, "many": many}
    with connection.cursor() as cursor:
        cursor.execute(MADE, values | {"vocabulary": VOCABULARY, "words": WORDS})
    return board


def typed(chance: random.Random) -> str:
    """A sentence of a few words, drawn as the ideas are."""
    return " ".join(f"woord{int(VOCABULARY ** chance.random())}" for _ in range(chance.randint(2, 10)))


def main(everywhere: int) -> None:
    """Prints how long it took to find what is similar, for a board and for the whole municipality."""
    here, *others = Municipality.objects.order_by("pk")[:20]
    board = filled(here, HERE)
    for other in others:
        filled(other, (everywhere - HERE) // len(others))
    while weigh():
        pass
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) ideas_idea, ideas_rarity, contributions_contribution")
    chance = random.Random(1)
    for name, within in (("board", board), ("municipality", here)):
        times, found = [], 0
        for _ in range(ASKED):
            start = time.perf_counter()
            found += len(similar_to(within, typed(chance), Spot("", 51.05, 3.75), "nl"))
            times.append((time.perf_counter() - start) * 1000)
        times.sort()
        p95 = times[int(ASKED * 0.95)]
        print(
            f"(s) similar ideas, {HERE} in the {name}, {everywhere} in all: p50 {median(times):.1f} ms  p95 {p95:.1f} ms"
            f"  worst {times[-1]:.1f} ms, {found / ASKED:.1f} found",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ALL)
