"""Ideas in words."""

from django.utils.translation import gettext as _

from ideas.lifecycle import Outcome
from ideas.models import Idea
from municipalities.reference import places_of


def status_in_words(status: str) -> str:
    """Where an idea stands."""
    words = {
        Outcome.RECEIVED: _("Received"),
        Outcome.EXAMINED: _("Being examined"),
        Outcome.PLANNED: _("Planned"),
        Outcome.DONE: _("Done"),
        Outcome.NOT_FEASIBLE: _("Not feasible"),
        Outcome.MERGED: _("Merged"),
    }
    return words[Outcome(status)]


def place_in_words(idea: Idea) -> str:
    """The name of its place; empty when it has none."""
    return places_of(idea.municipality_id).get(idea.place, "")
