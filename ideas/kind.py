"""How the desk shows and settles an idea."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from accounts.models import User
from contributions.kinds import Answer, Card, Choice, Kind, Signal
from contributions.lifecycle import Status
from contributions.models import Contribution
from counting.queries import tallies
from ideas.addresses import idea_url
from ideas.models import Idea, Step
from ideas.rules import is_merged
from ideas.services import settle
from ideas.services.supporting import subject_of
from ideas.wording import place_in_words, status_in_words
from municipalities.models import Municipality

UNFIT = frozenset({Status.REFUSED, Status.HIDDEN})


def cards(ids: Sequence[UUID], viewer: User | None, language: str) -> dict[UUID, Card]:
    """One card per idea, in a constant number of queries, with its text as the body."""
    found = Idea.objects.filter(pk__in=ids).select_related("contribution", "municipality", "board__activity")
    ideas = list(found)
    counted = tallies(subject_of(one.pk) for one in ideas)
    with override(language):
        return {one.pk: _card(one, counted.get(subject_of(one.pk), {})) for one in ideas}


def _card(idea: Idea, counted: dict[str, int]) -> Card:
    return Card(
        title=idea.title,
        subtitle=_("Idea, %(board)s") % {"board": idea.board.activity.title},
        url=idea_url(idea.municipality, idea),
        icon="bulb",
        lines=tuple(line for line in [place_in_words(idea)] if line),
        signals=tuple(_signals(idea, counted)),
        body=render_to_string("ideas/card.html", {"idea": idea, "text": idea.contribution.text}),
    )


def _signals(idea: Idea, counted: dict[str, int]) -> Iterable[Signal]:
    if is_merged(idea):
        yield Signal(status_in_words(idea.status), "info")
    if idea.forwarded_at:
        yield Signal(_("sent on"), "info")
    if many := counted.get("up", 0):
        yield Signal(ngettext("%(count)s supports it", "%(count)s support it", many) % {"count": many}, "ok")


def choices(contribution: Contribution) -> list[Choice]:
    """An idea is judged whole."""
    return []


def outcome_lines(contribution: Contribution, language: str) -> list[str]:
    """Where the idea stands now, for the person who proposed it."""
    with override(language):
        if contribution.status in UNFIT:
            return [_("not shown")]
        return [status_in_words(one.status) for one in Idea.objects.filter(pk=contribution.pk)]


def answer(contribution: Contribution) -> Answer:
    """What staff said of it last: why it is not shown, or what becomes of it."""
    if contribution.status in UNFIT:
        idea = Idea.objects.get(pk=contribution.pk)
        return Answer("refused", idea.reason, idea.sentence, idea.judged_at)
    told = Step.objects.filter(idea=contribution.pk, state=Step.State.TOLD).order_by("told_at", "pk").last()
    return Answer(told.status, "", told.sentence, told.told_at) if told else Answer()


def export(municipality: Municipality) -> Iterable[dict[str, Any]]:
    """Every idea that everyone may see, without persons, for open data."""
    found = Idea.objects.filter(municipality=municipality, contribution__status="published")
    for idea in found.select_related("contribution", "board").order_by("pk").iterator(200):
        yield {
            "id": str(idea.pk),
            "board": idea.board.slug,
            "number": idea.number,
            "title": idea.title,
            "text": idea.contribution.text,
            "place": idea.place,
            "status": idea.status,
            "merged_into": str(idea.merged_into_id) if idea.merged_into_id else None,
            "published_at": idea.contribution.published_at,
        }


IDEA = Kind(
    key="idea",
    label=gettext_lazy("Ideas"),
    questions=(),
    may_comment=True,
    cards=cards,
    choices=choices,
    settle=settle,
    export=export,
    outcome_lines=outcome_lines,
    answer=answer,
)
