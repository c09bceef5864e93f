"""What boards know of people: what they support, and the ballot they cast while it can still be changed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.claims import Claim
from accounts.digests import digest_of
from accounts.models import Guest, User
from accounts.privacy import Privacy
from counting.models import Mark
from ideas.models import Ballot, Board, Support
from ideas.services.balloting import board_subject
from ideas.services.supporting import erased, subject_of
from ideas.voters import Voter

BUCKETS = {1: "up", -1: "down"}


def move(guest: Guest, user: User) -> int:
    """A guest's choices become the account's, which makes them count as verified; a double one goes."""
    mine = list(_supports(guest=guest))
    there = set(
        Support.objects.filter(user=user, idea__in=[one.idea_id for one in mine]).values_list("idea", flat=True)
    )
    for one in mine:
        if one.idea_id in there:
            erased(one)
        else:
            _hand_over(one, user)
    return len(mine) + _move_ballots(Voter(guest=guest), Voter(user=user))


def _hand_over(one: Support, user: User) -> None:
    if one.value and not one.is_verified:
        bucket, stream = f"{BUCKETS[one.value]}.verified", one.idea.municipality.stream_id
        Mark.objects.create(stream_id=stream, subject=subject_of(one.idea_id), bucket=bucket, delta=1)
    Support.objects.filter(pk=one.pk).update(user=user, guest=None, is_verified=True)


def _supports(**whose: object) -> Iterable[Support]:
    """Locked, so that nobody takes one back meanwhile."""
    found = Support.objects.select_for_update(of=("self",)).filter(**whose)
    return found.select_related("idea__municipality", "user", "guest").order_by("pk")


def _ballots(voter: Voter) -> Iterator[Ballot]:
    """The ballots of somebody that can still be recognised: on boards that are open."""
    for board in Board.objects.exclude(key=None).filter(ballots__isnull=False).distinct():
        yield from Ballot.objects.filter(board=board, digest=digest_of(bytes(board.key or b""), voter.named))


def _move_ballots(guest: Voter, user: Voter) -> int:
    mine = list(_ballots(guest))
    there = {ballot.board_id for ballot in _ballots(user)}
    for one in mine:
        if one.board_id in there:
            _drop(one)
        else:
            one.digest = digest_of(bytes(one.board.key or b""), user.named)
            one.save(update_fields=["digest"])
    return len(mine)


def _drop(ballot: Ballot) -> None:
    gone, _ = Ballot.objects.filter(pk=ballot.pk).delete()
    if gone:
        stream = ballot.board.municipality.stream_id
        Mark.objects.create(stream_id=stream, subject=board_subject(ballot.board_id), bucket="ballots", delta=-1)


def export(user: User) -> Iterable[dict[str, Any]]:
    """What the person supports, and what is on ballots that can still be changed."""
    for one in Support.objects.filter(user=user).exclude(value=0).select_related("idea").order_by("pk"):
        yield {"idea": one.idea.title, "choice": BUCKETS[one.value]}
    for ballot in _ballots(Voter(user=user)):
        yield {"board": ballot.board.slug, "ballot": [str(key) for key in ballot.choices]}


def erase(user: User) -> None:
    """The choices go, and are no longer counted; a ballot of a board that closed has nobody's name."""
    for one in _supports(user=user):
        erased(one)
    for ballot in _ballots(Voter(user=user)):
        _drop(ballot)


CLAIM = Claim(key="ideas", model="ideas.Support", move=move)
PRIVACY = Privacy(
    key="ideas",
    purpose=_("What you support or voted for, so that it is counted once and you can change it."),
    retention=_("Until you erase your account. A ballot is nobody's any more once voting is over."),
    export=export,
    erase=erase,
)
