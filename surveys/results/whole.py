"""All that a survey asked, as its results show it: what is shown apart, and by whom."""

from dataclasses import dataclass

from municipalities.reference import places_of
from surveys.asked import SINGLE, Asked, definitions_of, merged
from surveys.counted import SCALES
from surveys.definition import Text
from surveys.models import Survey


@dataclass(frozen=True)
class Whole:
    """All that was asked, in the order of the newest version; `groups` are the answers by which scales are shown apart."""

    title: Text
    questions: tuple[Asked, ...]
    split_by: Asked | None
    groups: tuple[str, ...]
    profile: tuple[str, ...]

    def groups_of(self, asked: Asked) -> tuple[str, ...]:
        """The groups by which a question is shown apart: only a scale is, and none that says who somebody is."""
        return self.groups if asked.kind in SCALES and not self.is_personal(asked) else ()

    def cells_of(self, asked: Asked) -> tuple[str, ...]:
        """The answers that put people in groups: those about the person, where each gives one."""
        return tuple(asked.choices) if self.is_personal(asked) and asked.kind in SINGLE else ()

    def is_personal(self, asked: Asked) -> bool:
        """Whether its answers make groups of people: it is of the profile, or scales are shown apart by it."""
        return asked.name in self.profile or asked == self.split_by


def whole_of(survey: Survey) -> Whole:
    """What any published version asked. One query."""
    definitions = definitions_of(survey)
    questions = tuple(merged(definitions, places_of(survey.municipality_id)))
    split = next((one for one in questions if one.name == survey.split_by), None)
    title, profile = (definitions[-1].title, definitions[-1].profile) if definitions else (Text(""), ())
    return Whole(title, questions, split, tuple(split.choices) if split else (), profile)
