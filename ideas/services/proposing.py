"""Ideas: proposed by anyone, numbered when everyone can see them, sent on where they are reports."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.models import Guest, User
from contributions import kinds
from contributions import services as contributions
from contributions.lifecycle import Status
from contributions.models import Channel, Contribution
from ideas import words
from ideas.models import Board, Category, Idea, Unweighed
from ideas.rules import is_open
from ideas.services.boards import NotPossible
from ideas.similar import Spot
from journal.services import Tell, retried, telling
from municipalities.reference import places_of
from outbound.services import post

FLANDERS = ((50.6, 51.6), (2.5, 6.0))  # latitudes and longitudes
NOWHERE = Spot()
JUDGED = ["reason", "sentence", "judged_at"]
# The board's row hands out the numbers: one at a time, and only for what is published.
NUMBER = "UPDATE ideas_board SET last_number = last_number + 1 WHERE activity_id = %s RETURNING last_number"


@retried
def propose(  # noqa: PLR0913 - an idea has these parts
    *,
    board: Board,
    title: str,
    language: str,
    text: str = "",
    spot: Spot = NOWHERE,
    author: User | None = None,
    guest: Guest | None = None,
    clerk: User | None = None,
    signature: str = "",
    email: str = "",
    channel: str = Channel.WEB,
    cost_cents: int | None = None,
) -> Idea:
    """Puts an idea on a board; returns it.

    Raises NotPossible for a board that is not open and for a spot that is not here; submits the contribution, which
    screens it and tells it; with it writes the idea with the words it can be found by; where it is published at once,
    takes the board's next number and tells `idea.published`.
    """
    _refuse(board, spot)
    with telling() as tell:
        made: list[Idea] = []

        def own(said: Contribution) -> Iterable[Model]:
            made.append(_idea(board, said, title, spot, cost_cents))
            yield made[0]
            yield Unweighed(idea=made[0])

        said = contributions.submit(
            municipality=board.municipality,
            kind="idea",
            text=f"{title}\n\n{text}".strip(),
            language=language,
            author=author,
            guest=guest,
            clerk=clerk,
            signature=signature,
            channel=channel,
            activity_id=board.pk,
            email=email,
            is_premoderated=board.is_premoderated,
            own=own,
        )
        if said.status == Status.PUBLISHED:
            told(tell, made[0], "idea.published", "staff" if clerk else "resident", board=board.pk)
    return made[0]


def _refuse(board: Board, spot: Spot) -> None:
    if not is_open(board, now()):
        raise NotPossible(_("This board is closed."))
    known = board.places or places_of(board.municipality_id)
    if spot.place and spot.place not in known:
        raise NotPossible(_("Choose a place from the list."))
    for value, (least, most) in zip((spot.latitude, spot.longitude), FLANDERS, strict=True):
        if value is not None and not least <= value <= most:
            raise NotPossible(_("That point lies outside the municipality."))


def _idea(board: Board, said: Contribution, title: str, spot: Spot, cost_cents: int | None) -> Idea:
    return Idea(
        contribution=said,
        municipality_id=board.municipality_id,
        board=board,
        number=_next_number(board.pk) if said.status == Status.PUBLISHED else None,
        title=title,
        place=spot.place,
        latitude=spot.latitude,
        longitude=spot.longitude,
        cost_cents=cost_cents,
        words=words.within(board.municipality_id, words.lexemes(said.text, said.language)),
    )


def _next_number(board: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, [board])
        return int(cursor.fetchone()[0])


def settle(contribution: Contribution, verdict: kinds.Verdict) -> kinds.Settled | kinds.Conflict:
    """Shows an idea that was judged fit, or keeps it from the board, inside the caller's transaction.

    Locks it; keeps why it was refused, for its author. One that is shown for the first time takes the board's next number. Wants `idea.published` told, or `idea.hidden`
    when it stood there before.
    """
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    was_public = contribution.status == Status.PUBLISHED
    about = ("idea", str(idea.pk))
    idea.reason, idea.sentence, idea.judged_at = verdict.reason, verdict.sentence, now()
    if verdict.outcome == "refused":
        idea.save(update_fields=JUDGED)
        hidden: kinds.Telling = ("idea.hidden", about, "public", {"board": idea.board_id})
        return kinds.Settled(Status.HIDDEN if was_public else Status.REFUSED, (hidden,) if was_public else ())
    if idea.number is None:
        idea.number = _next_number(idea.board_id)
    idea.save(update_fields=["number", *JUDGED])
    published: kinds.Telling = ("idea.published", about, "public", {"board": idea.board_id})
    return kinds.Settled(Status.PUBLISHED, () if was_public else (published,))


def forward(*, idea: Idea, category: Category, by: User | None = None) -> Idea:
    """Sends a report on to who handles it, and closes it here.

    Locks the idea; raises NotPossible when it was sent on before, or the category is another municipality's; dates it;
    posts a letter where the category has a mailbox; tells `idea.forwarded`.
    """
    with telling() as tell:
        found = locked(idea)
        if found.forwarded_at or category.municipality_id != found.municipality_id:
            raise NotPossible(_("This report was sent on already."))
        found.forwarded_at = now()
        found.save(update_fields=["forwarded_at"])
        if category.way == Category.Way.MAILBOX:
            _send_on(found, category)
        told(tell, found, "idea.forwarded", "staff" if by else "resident", category=category.pk)
    return found


def _send_on(idea: Idea, category: Category) -> None:
    subject = _("%(municipality)s: a report for you") % {"municipality": idea.municipality.name}
    body = f"{idea.contribution.text}\n\n{idea.place}"
    post(key=f"idea.forwarded:{idea.pk}", to=category.email, subject=subject, body=body, language="nl")


def locked(idea: Idea) -> Idea:
    """The idea as it is now, so that nobody else writes on it, or supports it, until the transaction ends."""
    found = Idea.objects.select_for_update(of=("self",)).select_related("municipality", "contribution", "board")
    return found.get(pk=idea.pk)


def told(tell: Tell, idea: Idea, verb: str, actor: str = "staff", audience: str = "public", **data: object) -> None:
    """Tells something of an idea, which its author may see in any case."""
    tell(
        stream=idea.municipality.stream_id,
        verb=verb,
        actor=actor,
        subject=("idea", str(idea.pk)),
        audience=audience,
        person=idea.contribution.author,
        data=data,
    )
