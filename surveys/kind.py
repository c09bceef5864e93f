"""How the desk shows and settles a quote out of an open answer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from contributions.kinds import Answer, Card, Choice, Kind, Settled, Verdict
from contributions.lifecycle import Status
from contributions.models import Contribution
from municipalities.models import Municipality
from surveys.definition import Definition
from surveys.logic.compiled import bare
from surveys.models import Quote, SurveyVersion

SHOWN = 80  # characters of the text in the list


def cards(ids: Sequence[UUID], viewer: User | None, language: str) -> dict[UUID, Card]:
    """One card per quote, in a constant number of queries, with the question and the words as its body."""
    found = Quote.objects.filter(pk__in=ids)
    listed = list(found.select_related("contribution", "survey__activity", "survey__municipality"))
    titles = _titles({one.survey_id for one in listed}, language)
    with override(language):
        return {one.pk: _card(one, titles.get((one.survey_id, bare(one.question)), "")) for one in listed}


def _titles(surveys: set[int], language: str) -> Mapping[tuple[int, str], str]:
    """What each question was last called, in a language."""
    versions = SurveyVersion.objects.filter(survey__in=surveys).exclude(published_at=None).order_by("number")
    return {
        (survey, name): question.title.in_(language)
        for survey, document in versions.values_list("survey_id", "document")
        for name, question in Definition.of(document).by_name.items()
    }


def _card(quote: Quote, question: str) -> Card:
    said = quote.contribution
    return Card(
        title=quote.survey.activity.title,
        subtitle=_("Quote from an open answer"),
        url=quote.survey.municipality.url("surveys:survey", quote.survey.slug),
        icon="chat",
        lines=(said.text[:SHOWN],),
        signals=(),
        body=render_to_string("surveys/quote_card.html", {"question": question, "quote": said}),
    )


def choices(contribution: Contribution) -> list[Choice]:
    """A quote is shown as a whole, or not."""
    return []


def settle(contribution: Contribution, verdict: Verdict) -> Settled:
    """Notes what was decided, inside the caller's transaction; a quote that is approved is shown with the results."""
    quote = Quote.objects.get(pk=contribution.pk)
    quote.outcome, quote.reason, quote.sentence = verdict.outcome, verdict.reason, verdict.sentence
    quote.settled_at = verdict.decided_at or now()
    quote.save()
    subject, data = ("survey", str(quote.survey_id)), {"quote": str(quote.pk)}
    if verdict.outcome == "refused":
        return Settled(Status.REFUSED, (("quote.refused", subject, "staff", data),))
    return Settled(Status.PUBLISHED, (("quote.published", subject, "public", data),))


def export(municipality: Municipality) -> Iterable[dict[str, Any]]:
    """Every quote that is shown, without persons, for open data."""
    shown = Quote.objects.filter(survey__municipality=municipality, contribution__status=Status.PUBLISHED)
    for one in shown.select_related("survey", "contribution").order_by("pk").iterator(200):
        yield {
            "id": str(one.pk),
            "survey": one.survey.slug,
            "question": one.question,
            "text": one.contribution.text,
            "language": one.contribution.language,
        }


def outcome_lines(contribution: Contribution, language: str) -> list[str]:
    """There are no parts to tell apart."""
    return []


def answer(contribution: Contribution) -> Answer:
    """What staff said of a quote."""
    quote = Quote.objects.filter(pk=contribution.pk).exclude(settled_at=None).first()
    return Answer(quote.outcome, quote.reason, quote.sentence, quote.settled_at) if quote else Answer()


QUOTE = Kind(
    key="quote",
    label=gettext_lazy("Quotes"),
    questions=("fit",),
    may_comment=False,
    cards=cards,
    choices=choices,
    settle=settle,
    export=export,
    outcome_lines=outcome_lines,
    answer=answer,
)
