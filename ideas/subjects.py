"""What the journal tells of boards and ideas."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from ideas.addresses import board_url, idea_url
from ideas.models import Board, Idea
from ideas.wording import status_in_words
from journal.models import Entry
from journal.subjects import Subject


def board_sentences(entries: Sequence[Entry], language: str) -> list[str]:
    """One sentence per entry about a board."""
    found = Board.objects.filter(pk__in={entry.subject_id for entry in entries}).values_list("pk", "activity__title")
    titles = {str(key): title for key, title in found}
    with override(language):
        words = {
            "board.opened": _("The board “%(title)s” was opened"),
            "board.revised": _("The board “%(title)s” was changed"),
            "board.closed": _("The board “%(title)s” was closed"),
        }
        return [words[entry.verb] % {"title": titles.get(entry.subject_id, "…")} for entry in entries]


def idea_sentences(entries: Sequence[Entry], language: str) -> list[str]:
    """One sentence per entry about an idea. One that is not shown (any more) has no title here."""
    found = Idea.objects.filter(pk__in={entry.subject_id for entry in entries}, contribution__status="published")
    titles = {str(key): title for key, title in found.values_list("pk", "title")}
    with override(language):
        return [_sentence(entry) % {"title": titles.get(entry.subject_id, "…")} for entry in entries]


def _sentence(entry: Entry) -> str:
    if entry.verb == "idea.moved" and "status" in entry.data:
        status = status_in_words(entry.data["status"]).replace("%", "%%")
        return _("The idea “%(title)s”: %(status)s") % {"title": "%(title)s", "status": status}
    words = {
        "idea.published": _("The idea “%(title)s” was published"),
        "idea.hidden": _("The idea “%(title)s” is no longer shown"),
        "idea.moved": _("Something was said about the idea “%(title)s”"),
        "idea.merged": _("The idea “%(title)s” was put together with another one"),
        "idea.unmerged": _("The idea “%(title)s” stands on its own again"),
        "idea.forwarded": _("“%(title)s” was sent on to who handles it"),
        "idea.advice_asked": _("A colleague was asked for advice about “%(title)s”"),
        "idea.advised": _("A colleague gave advice about “%(title)s”"),
    }
    return words[entry.verb]


def url_of_board(entry: Entry) -> str | None:
    """The board's page."""
    board = Board.objects.filter(pk=int(entry.subject_id)).select_related("municipality").first()
    return board_url(board.municipality, board) if board else None


def url_of_idea(entry: Entry) -> str | None:
    """The idea's page."""
    idea = Idea.objects.filter(pk=UUID(entry.subject_id)).select_related("municipality", "board").first()
    return idea_url(idea.municipality, idea) if idea else None


def may_see(entry: Entry, user: User | None) -> bool:
    """What is told in public is for everyone; the rest for its author."""
    return entry.audience == "public" or (user is not None and entry.person_id == user.pk)


BOARD = Subject(
    key="board",
    verbs=frozenset({"board.opened", "board.revised", "board.closed"}),
    sentences=board_sentences,
    url=url_of_board,
    may_see=may_see,
)
IDEA = Subject(
    key="idea",
    verbs=frozenset({"idea.published", "idea.hidden", "idea.moved", "idea.merged", "idea.unmerged", "idea.forwarded"})
    | {"idea.advice_asked", "idea.advised"},
    sentences=idea_sentences,
    url=url_of_idea,
    may_see=may_see,
)
