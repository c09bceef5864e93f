"""What can be asked of boards and ideas."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet

from contributions.lifecycle import Status
from counting.queries import tallies
from ideas.counting_votes import Costed, Placed, funded, placed
from ideas.models import Board, Idea, Step, Support
from ideas.services.supporting import subject_of
from ideas.voters import Voter
from municipalities.models import Municipality


@dataclass(frozen=True)
class Figures:
    """What people chose for one idea; the verified ones are counted in both."""

    up: int = 0
    up_verified: int = 0
    down: int = 0
    down_verified: int = 0


def boards_of(municipality: Municipality) -> QuerySet[Board]:
    """The boards of a municipality: those that are open first, then the newest."""
    found = Board.objects.filter(municipality=municipality).select_related("activity")
    return found.order_by(F("closed_at").asc(nulls_first=True), "-pk")


def ideas_of(board: Board) -> QuerySet[Idea]:
    """The ideas everyone can see on a board, the newest first; merged ones stand at their survivor."""
    found = Idea.objects.filter(board=board, merged_into=None, contribution__status=Status.PUBLISHED)
    return found.select_related("contribution").order_by("-number")


def figures_of(ids: Iterable[UUID]) -> dict[UUID, Figures]:
    """The figures of these ideas, in one query."""
    wanted = {key: subject_of(key) for key in ids}
    counted = tallies(wanted.values())
    return {key: _figures(counted.get(subject, {})) for key, subject in wanted.items()}


def _figures(buckets: dict[str, int]) -> Figures:
    named = ("up", "up.verified", "down", "down.verified")
    return Figures(*(buckets.get(name, 0) for name in named))


def chosen_by(voter: Voter, ids: Iterable[UUID]) -> dict[UUID, int]:
    """What this person chose for these ideas: 1 or -1."""
    mine = Support.objects.filter(user=voter.user, guest=None if voter.user else voter.guest, idea__in=list(ids))
    return dict(mine.exclude(value=0).values_list("idea", "value"))


def came_along(voter: Voter, idea: Idea) -> Idea | None:
    """The idea through which this person's choice came along to this one, for the notice; None for an own choice."""
    mine = Support.objects.filter(user=voter.user, guest=None if voter.user else voter.guest, idea=idea)
    found = mine.exclude(value=0).exclude(via=None).select_related("via").first()
    return found.via if found else None


def steps_of(idea: Idea) -> QuerySet[Step]:
    """What was told of an idea, oldest first."""
    return Step.objects.filter(idea=idea, state=Step.State.TOLD).order_by("told_at", "pk")


def ranking_of(board: Board) -> list[Placed[UUID]]:
    """The ideas of a counted ranking, best first."""
    numbers = dict(ideas_of(board).values_list("pk", "number"))
    return placed(_counted(numbers, "points"), {key: number or 0 for key, number in numbers.items()})


def funded_of(board: Board) -> list[UUID]:
    """The ideas of a counted budget that are paid for, best first."""
    ideas = list(ideas_of(board).exclude(cost_cents=None))
    votes = _counted([idea.pk for idea in ideas], "votes")
    costed = [Costed(idea.pk, idea.cost_cents or 0, idea.number or 0) for idea in ideas]
    return funded(costed, votes, board.budget_cents or 0)


def _counted(ids: Iterable[UUID], bucket: str) -> dict[UUID, int]:
    wanted = {key: subject_of(key) for key in ids}
    counted = tallies(wanted.values())
    return {key: counted.get(subject, {}).get(bucket, 0) for key, subject in wanted.items()}
