"""What somebody filled in, on its way from the form to the intake."""

from dataclasses import dataclass, field, replace
from typing import Any, Self
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import get_language

from municipalities.reference import places_of
from surveys import photos
from surveys.answering import Checked, checked
from surveys.answering.reading import read
from surveys.asking import definition_of, logic_of, photo_questions
from surveys.definition import Definition
from surveys.models import Draft, Survey, SurveyVersion
from surveys.queries import version_of


def language_now() -> str:
    """The language of this page."""
    return get_language() or "nl"


@dataclass(frozen=True)
class Sheet:
    """A survey in the version that somebody saw, with what they said to it so far."""

    survey: Survey
    version: SurveyVersion
    said: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    is_filled: bool = False
    receipt: UUID | None = None
    draft: UUID | None = None

    @classmethod
    def blank(cls, survey: Survey) -> Self:
        """Nothing said yet."""
        assert survey.version is not None  # noqa: S101 - the door lets nobody in to a survey that was never asked
        return cls(survey, survey.version)

    @classmethod
    def later(cls, survey: Survey, draft: Draft) -> Self:
        """As it was kept; a photo that was kept too long is no longer there."""
        asked = photo_questions(definition_of(draft.version))
        pictures = {name: said for name, said in draft.answers.items() if name in asked}
        said = {name: said for name, said in draft.answers.items() if name not in pictures}
        return cls(survey, draft.version, said | photos.loose(pictures), is_filled=True, draft=draft.pk)

    @classmethod
    def sent(cls, request: HttpRequest, survey: Survey) -> Self:
        """As a form brings it, without what comes in as a file."""
        version = version_of(survey, request.POST.get("versie", ""))
        definition = definition_of(version)
        found = read(definition, request.POST)
        return cls(
            survey=survey,
            version=version,
            said=found.answers | photos.kept(survey, definition, request.POST),
            errors=found.errors,
            is_filled=True,
            receipt=uuid_in(request.POST.get("receipt", "")),
            draft=uuid_in(request.POST.get("draft", "")),
        )

    def with_photos(self, request: HttpRequest) -> Self:
        """With the photos that came along, made anew."""
        found, errors = photos.new(self.definition, request.FILES)
        return replace(self, said=self.said | found, errors=self.errors | errors)

    def wrong(self, errors: dict[str, str]) -> Self:
        """With what has to be put right; an empty name is about the whole."""
        return replace(self, errors=self.errors | errors)

    @property
    def definition(self) -> Definition:
        """What was asked."""
        return definition_of(self.version)

    @property
    def places(self) -> dict[str, str]:
        """The places of the municipality: code -> name."""
        return places_of(self.survey.municipality.nis)

    @property
    def signed(self) -> dict[str, str]:
        """The photos that came in, by the number a form brings along again."""
        asked = photo_questions(self.definition)
        return {name: photos.signed(self.survey, self.said[name]) for name in asked if name in self.said}

    def judged(self) -> Checked:
        """What can be kept of it, and why not."""
        return checked(
            self.definition,
            logic_of(self.version),
            self.said,
            language=language_now(),
            today=localdate(),
            places=self.places,
        )


def uuid_in(text: str) -> UUID | None:
    """The number somebody sent, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
