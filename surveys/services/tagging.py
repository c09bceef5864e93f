"""Tags on open answers, and words out of them that staff want to show."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model

from accounts.models import User
from contributions import services as contributions
from contributions.models import Contribution
from journal.services import telling
from surveys.models import Quote, Response, Tag, Tagged

CUT = "[…]"  # stands for words that were left out


class NotSaid(ValueError):
    """These are not words of the answer."""


@transaction.atomic
def tag(*, response: Response, question: str, name: str) -> Tag:
    """Gives an answer a tag, which is made where the survey has none of this name, however it is written."""
    known = Tag.objects.filter(survey=response.survey_id, name__iexact=name).first()
    found = known or Tag.objects.get_or_create(survey_id=response.survey_id, name=name)[0]
    Tagged.objects.get_or_create(tag=found, response=response, question=question)
    return found


@transaction.atomic
def untag(*, tagged: Tagged) -> None:
    """Takes a tag from an answer; a tag that no answer has any more goes."""
    tagged.delete()
    Tag.objects.filter(pk=tagged.tag_id, tagged=None).delete()


def quote(*, response: Response, question: str, text: str, by: User) -> Contribution:
    """Brings words out of an open answer before the desk; returns the contribution they became.

    Raises NotSaid unless they stand in the answer in this order, with […] for what was left out. Submits the contribution,
    which screens it, opens a case and tells it; writes the quote, which knows the question and not the answer; tells
    `quote.submitted` to staff.
    """
    if not is_out_of(text, str(response.answers.get(question) or "")):
        raise NotSaid
    survey = response.survey

    def own(contribution: Contribution) -> Iterable[Model]:
        yield Quote(contribution=contribution, survey=survey, question=question)

    with telling() as tell:
        submitted = contributions.submit(
            municipality=survey.municipality,
            kind="quote",
            text=text,
            language=response.language,
            clerk=by,
            activity_id=survey.pk,
            own=own,
        )
        tell(
            stream=survey.municipality.stream_id,
            verb="quote.submitted",
            actor="staff",
            subject=("survey", str(survey.pk)),
            audience="staff",
            data={"quote": str(submitted.pk)},
        )
    return submitted


def is_out_of(text: str, answer: str) -> bool:
    """Whether the text is made of pieces of the answer, in their order, with a mark for what lies between them."""
    pieces = [piece.strip() for piece in text.replace("[...]", CUT).split(CUT)]
    at = 0
    for piece in pieces:
        at = answer.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return any(pieces)
