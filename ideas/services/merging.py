"""Merging ideas that say the same, and taking them apart again exactly.

Nobody's choice is moved: those for the original stay with it, and come along to the survivor as rows of their own that
say where they came from. Whoever chose for both counts once.
"""

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.models import User
from ideas import lifecycle
from ideas.lifecycle import Outcome
from ideas.models import Idea, Merge, Step
from ideas.rules import is_by_ballot, is_merged
from ideas.services.boards import NotPossible
from ideas.services.proposing import told
from ideas.services.supporting import subject_of
from journal.services import retried, telling

MARKED = """
INSERT INTO counting_mark (stream_id, subject, bucket, delta)
SELECT %(stream)s, %(subject)s, CASE value WHEN 1 THEN 'up' ELSE 'down' END || suffix, {delta}
FROM {moved}, LATERAL unnest(CASE WHEN is_verified THEN ARRAY['', '.verified'] ELSE ARRAY[''] END) AS suffix
WHERE value <> 0
"""
COME_ALONG = f"""
WITH came AS (
    INSERT INTO ideas_support
        (id, idea_id, board_id, user_id, guest_id, value, is_verified, channel, clerk_id, via_id)
    SELECT gen_random_uuid(), %(survivor)s, board_id, user_id, guest_id, value, is_verified, channel, clerk_id, idea_id
    FROM ideas_support WHERE idea_id = %(original)s AND value <> 0
    ON CONFLICT DO NOTHING RETURNING value, is_verified
) {MARKED.format(delta=1, moved="came")}
"""  # noqa: S608 - our own statements
# Who chose for another idea that is still merged in comes along with that one from now on; with what they took back.
STAY = """
UPDATE ideas_support AS mine SET via_id = other.idea_id
FROM ideas_support AS other JOIN ideas_idea AS still ON still.contribution_id = other.idea_id
WHERE mine.idea_id = %(survivor)s AND mine.via_id = %(original)s
  AND still.merged_into_id = %(survivor)s AND still.contribution_id <> %(original)s AND other.value <> 0
  AND (other.user_id = mine.user_id OR other.guest_id = mine.guest_id)
"""
GO_BACK = f"""
WITH gone AS (
    DELETE FROM ideas_support WHERE idea_id = %(survivor)s AND via_id = %(original)s RETURNING value, is_verified
) {MARKED.format(delta=-1, moved="gone")}
"""  # noqa: S608 - our own statements


@retried
def merge(*, original: Idea, survivor: Idea, by: User, sentence: str) -> Merge:
    """Puts an idea together with another one of its board.

    Locks both, in order of id, which waits for whoever is choosing; raises NotPossible for an idea and itself, for two
    boards, and where one of them is merged already; brings along every choice of somebody who did not choose for the
    survivor, with its marks; keeps where the original stood and writes the step with its sentence; tells `idea.merged`.
    """
    with telling() as tell:
        ideas = _locked(original.pk, survivor.pk)
        one, other = ideas[original.pk], ideas[survivor.pk]
        _refuse_counted(one)
        _refuse(one, other)
        _run(COME_ALONG, one, other)
        moment = now()
        done = Merge.objects.create(original=one, survivor=other, status_before=one.status, at=moment, by=by)
        _step(one, Outcome.MERGED, sentence, by)
        one.merged_into = other
        one.save(update_fields=["status", "merged_into"])
        told(tell, one, "idea.merged", survivor=str(other.pk))
    return done


def _refuse(one: Idea, other: Idea) -> None:
    if one.pk == other.pk or one.board_id != other.board_id:
        raise NotPossible(_("Choose another idea of the same board."))
    if is_merged(one) or is_merged(other):
        raise NotPossible(_("One of the two was put together with another idea already."))


@retried
def unmerge(*, original: Idea, by: User, sentence: str) -> Idea:
    """Takes an idea out of the one it was merged into, as if they had never met.

    Locks both, in order of id; raises NotPossible when it is not merged, or when its survivor joined yet another idea
    (that has to be undone first); takes the choices that came along away again, with their marks, but for those of
    people who also chose for another idea that is still merged in; puts it back where it stood, with a step that says
    why; tells `idea.unmerged`.
    """
    with telling() as tell:
        where = Idea.objects.values_list("merged_into", flat=True).get(pk=original.pk)
        ideas = _locked(original.pk, where or original.pk)
        one = ideas[original.pk]
        _refuse_counted(one)
        other = ideas.get(one.merged_into_id) if one.merged_into_id else None
        if other is None:
            raise NotPossible(_("This idea stands on its own."))
        if is_merged(other):
            raise NotPossible(_("First take the other idea apart from the one it joined."))
        _run(STAY, one, other)
        _run(GO_BACK, one, other)
        done = Merge.objects.get(original=one, undone_at=None)
        done.undone_at = now()
        done.save(update_fields=["undone_at"])
        _step(one, done.status_before, sentence, by)
        one.merged_into = None
        one.save(update_fields=["status", "merged_into"])
        told(tell, one, "idea.unmerged", survivor=str(other.pk))
    return one


def _refuse_counted(idea: Idea) -> None:
    if is_by_ballot(idea.board) and idea.board.closed_at:
        raise NotPossible(_("The ballots of this board are counted: ideas stay as they were."))


def _locked(*ids: UUID) -> dict[UUID, Idea]:
    found = Idea.objects.select_for_update(of=("self",)).select_related("municipality", "contribution", "board")
    return {idea.pk: idea for idea in found.filter(pk__in=ids).order_by("pk")}


def _run(statement: str, one: Idea, other: Idea) -> None:
    values: dict[str, Any] = {"original": one.pk, "survivor": other.pk}
    with connection.cursor() as cursor:
        more = {"stream": one.municipality.stream_id, "subject": subject_of(other.pk)}
        cursor.execute(statement, values | more if "counting_mark" in statement else values)


def _step(idea: Idea, status: str, sentence: str, by: User) -> None:
    lifecycle.check(idea.status, status)
    idea.status = status
    Step.objects.create(
        idea=idea, status=status, sentence=sentence, state=Step.State.TOLD, by=by, approved_by=by, told_at=now()
    )
