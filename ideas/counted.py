"""The choices on boards as the tallies should say them.

Subjects: `idea:<id>` with the buckets `up`, `down` and their `.verified`; on a board that was counted by ballots `votes`
(how many chose it) or `points` (Borda). `board:<id>` has `ballots`.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Count, Q

from counting.sources import Counted, Source
from ideas.counting_votes import approvals, borda, of_survivors
from ideas.models import Ballot, Board, Idea, Rule, Support

BUCKETS = {1: "up", -1: "down"}


def supports() -> Iterator[Counted]:
    """(stream, subject, bucket, value) of every idea that somebody chose for or against, or that ballots chose."""
    rows = Support.objects.exclude(value=0).order_by().values_list("idea__municipality__stream", "idea_id", "value")
    for stream, idea, value, many, verified in rows.annotate(
        many=Count("pk"), verified=Count("pk", filter=Q(is_verified=True))
    ):
        yield stream, f"idea:{idea}", BUCKETS[value], many
        if verified:
            yield stream, f"idea:{idea}", f"{BUCKETS[value]}.verified", verified
    for board in Board.objects.exclude(counted_at=None).select_related("municipality"):
        for (subject, bucket), value in sums_of(board).items():
            yield board.municipality.stream_id, subject, bucket, value


def ballots() -> Iterator[Counted]:
    """How many ballots every board has."""
    rows = Ballot.objects.order_by().values_list("board__municipality__stream", "board_id")
    for stream, board, many in rows.annotate(many=Count("pk")):
        yield stream, f"board:{board}", "ballots", many


def sums_of(board: Board) -> dict[tuple[str, str], int]:
    """(subject, bucket) -> value of all ballots of a board, counted by its rule."""
    merged = _merged(board)
    cast = [of_survivors(choices, merged) for choices in _cast(board)]
    if board.rule == Rule.BUDGET:
        return {(f"idea:{idea}", "votes"): many for idea, many in approvals(cast).items()}
    return {(f"idea:{idea}", "points"): many for idea, many in borda(cast, board.candidates).items() if many}


def _cast(board: Board) -> Iterator[Sequence[UUID]]:
    return Ballot.objects.filter(board=board).values_list("choices", flat=True).iterator(2_000)


def _merged(board: Board) -> dict[UUID, UUID]:
    found = Idea.objects.filter(board=board).exclude(merged_into=None).values_list("pk", "merged_into")
    return {one: into for one, into in found if into}


SUPPORTS = Source(key="ideas", prefix="idea:", counted=supports)
BALLOTS = Source(key="ballots", prefix="board:", counted=ballots)
