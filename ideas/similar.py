"""Ideas like one that is being typed: words in common, the rare ones weighing most, and how near they are.

The index holds words behind the code of their municipality, so that two million ideas elsewhere cost nothing
(docs/decisions/0016). Only the rarest words are looked up in it; what they bring is weighed by all words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, log, radians
from uuid import UUID

from django.db import connection

from ideas.models import Board
from ideas.words import ALL, lexemes, within
from municipalities.models import Municipality

FEWEST_WORDS = 2
MOST_FOUND = 3
MOST_LOOKED_UP = 1_500  # ideas that the rarest words may bring
MOST_WEIGHED = 30
LEAST_IN_COMMON = 0.3  # of the weight of what was typed
KILOMETRE, DEGREE = 1_000.0, 111_195.0  # in metres, the latter on a meridian
SAME_PLACE = 0.5  # as near as a kilometre
NEARNESS = 0.25  # by how much being in the very same spot lifts an idea

RARITIES = "SELECT word, ideas FROM ideas_rarity WHERE word = ANY(%s)"
# What has one of the rare words, or all of the two rarest when none is rare; weighed by the words in common and by
# distance. A materialized query is planned as if it were read whole, and so through the index, and is read no further
# than the limit: planned together, a limit makes a walk through the table look cheap. Those that nobody may see any more fall out last: it costs a look in another table for each.
WEIGHED = """
WITH crowd AS MATERIALIZED (
    SELECT contribution_id, board_id, number, title, place, latitude, longitude, words FROM ideas_idea
    WHERE words {operator} %(looked_up)s::text[] AND merged_into_id IS NULL AND number IS NOT NULL
      AND (%(board)s::bigint IS NULL OR board_id = %(board)s::bigint)
), found AS (
    SELECT * FROM crowd LIMIT %(most)s
), shared AS (
    SELECT found.*, (
        SELECT coalesce(sum(weight), 0) FROM unnest(%(words)s::text[], %(weights)s::float8[]) AS asked (word, weight)
        WHERE asked.word = ANY(found.words)
    ) AS common FROM found
), best AS (
    SELECT shared.*, common * (1 + %(nearness)s * CASE
        WHEN latitude IS NOT NULL AND %(latitude)s::float8 IS NOT NULL THEN
            1 / (1 + sqrt(((latitude - %(latitude)s::float8) * %(degree)s) ^ 2
                        + ((longitude - %(longitude)s::float8) * %(east)s) ^ 2) / %(kilometre)s)
        WHEN place <> '' AND place = %(place)s THEN %(same_place)s
        ELSE 0 END) AS score
    FROM shared WHERE common >= %(least)s ORDER BY score DESC, number DESC LIMIT %(weighed)s
)
SELECT best.contribution_id, best.board_id, best.number, best.title, best.place, best.score
FROM best JOIN contributions_contribution AS said ON said.id = best.contribution_id
WHERE said.status = 'published' ORDER BY best.score DESC, best.number DESC LIMIT %(shown)s
"""
ANY_OF, ALL_OF = WEIGHED.format(operator="&&"), WEIGHED.format(operator="@>")


@dataclass(frozen=True)
class Spot:
    """Where something is: a place of the municipality, or a point on the map."""

    place: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Similar:
    """An idea like it; `score` is 1 for all words in common, and more when it is near."""

    id: UUID
    board_id: int
    number: int
    title: str
    place: str
    score: float


def similar_to(within_: Board | Municipality, text: str, spot: Spot, language: str) -> list[Similar]:
    """At most three ideas that may be the same, best first; none for fewer than two words that say something."""
    board = within_ if isinstance(within_, Board) else None
    municipality = within_.municipality_id if isinstance(within_, Board) else within_.pk
    asked = within(municipality, lexemes(text, language))
    if len(asked) < FEWEST_WORDS:
        return []
    known = _rarities([*asked, *within(municipality, [ALL])])
    ideas = sum(known.get(word, 0) for word in within(municipality, [ALL]))
    weights = {word: log(1 + (1 + ideas) / (1 + known.get(word, 0))) for word in asked}
    return _weighed(board, weights, rarest(asked, known), spot)


def rarest(asked: Iterable[str], known: dict[str, int]) -> tuple[list[str], bool]:
    """The words to look up, and whether one of them is enough: as many rare ones as bring no crowd, else the two rarest."""
    ordered = sorted(asked, key=lambda word: (known.get(word, 0), word))
    chosen, brought = [], 0
    for word in ordered:
        brought += known.get(word, 0)
        if brought > MOST_LOOKED_UP:
            break
        chosen.append(word)
    return (chosen, True) if chosen else (ordered[:2], False)


def _rarities(asked: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(RARITIES, [asked])
        return dict(cursor.fetchall())


def _weighed(
    board: Board | None, weights: dict[str, float], words: tuple[list[str], bool], spot: Spot
) -> list[Similar]:
    looked_up, one_is_enough = words
    whole = sum(weights.values())
    values = {
        "looked_up": looked_up,
        "board": board.pk if board else None,
        "words": list(weights),
        "weights": [weight / whole for weight in weights.values()],
        "place": spot.place,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
        "east": DEGREE * cos(radians(spot.latitude or 0.0)),
        "most": MOST_LOOKED_UP,
        "weighed": MOST_WEIGHED,
        "shown": MOST_FOUND,
        "least": LEAST_IN_COMMON,
        "nearness": NEARNESS,
        "degree": DEGREE,
        "kilometre": KILOMETRE,
        "same_place": SAME_PLACE,
    }
    with connection.cursor() as cursor:
        cursor.execute(ANY_OF if one_is_enough else ALL_OF, values)
        return [Similar(*row) for row in cursor]
