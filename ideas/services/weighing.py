"""How rare words are in a municipality, counted by a sweep as ideas come in."""

from django.db import connection

MOST_AT_ONCE = 2_000

# Takes ideas off the list and adds their words up in one statement, so that each is counted once, whoever is killed.
WEIGH = """
WITH taken AS (
    DELETE FROM ideas_unweighed WHERE idea_id IN (
        SELECT idea_id FROM ideas_unweighed ORDER BY idea_id LIMIT %(most)s FOR UPDATE SKIP LOCKED
    ) RETURNING idea_id
), summed AS (
    SELECT word, count(*) AS ideas FROM taken JOIN ideas_idea AS idea ON idea.contribution_id = taken.idea_id,
        LATERAL unnest(idea.words || (idea.municipality_id || ':')) AS word
    GROUP BY word ORDER BY word
), written AS (
    INSERT INTO ideas_rarity AS known (word, ideas) SELECT word, ideas FROM summed
    ON CONFLICT (word) DO UPDATE SET ideas = known.ideas + EXCLUDED.ideas
)
SELECT count(*) FROM taken
"""


def weigh() -> int:
    """Adds the words of new ideas to what is known of how rare they are; returns how many ideas that were."""
    with connection.cursor() as cursor:
        cursor.execute(WEIGH, {"most": MOST_AT_ONCE})
        return int(cursor.fetchone()[0])
