"""Open answers, photos and places one by one, for staff: found by words and by tags, some at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, CharField, Count, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform

from municipalities.languages import DICTIONARIES
from surveys.analysis.personal import noticed
from surveys.asked import Asked
from surveys.definition import OTHER
from surveys.logic.language import COMMENT
from surveys.models import Response, Survey, Tag, Tagged

AT_ONCE = 25
OPEN = frozenset({"text", "comment", "photo", "place"})


@dataclass(frozen=True)
class OpenQuestion:
    """Something people answered in their own way. `name` is the key of the answer."""

    name: str
    title: str
    asked: Asked

    @property
    def is_text(self) -> bool:
        """Whether it holds words, which can be searched and quoted."""
        return self.asked.kind not in {"photo", "place"} or self.name.endswith(COMMENT)


@dataclass(frozen=True)
class Said:
    """One answer to it."""

    response: Response
    text: str
    place: str
    spot: str
    noticed: Sequence[Any]
    tagged: Sequence[Tagged]


def open_questions(asked: Iterable[Asked], language: str) -> list[OpenQuestion]:
    """What can be read one by one: open questions, and what was typed with "something else"."""
    found = []
    for one in asked:
        if one.kind in OPEN:
            found.append(OpenQuestion(one.name, one.title(language), one))
        if OTHER in one.values:
            label = f"{one.title(language)} – {one.label(OTHER, language)}"
            found.append(OpenQuestion(f"{one.name}{COMMENT}", label, one))
    return found


def responses_to(survey: Survey, question: OpenQuestion, *, words: str, tag: int | None) -> QuerySet[Response]:
    """The responses that say something to it, in the order of their numbers; with these words, and with this tag."""
    text = KeyTextTransform(question.name, "answers")
    found = Response.objects.filter(survey=survey).annotate(said=text).filter(said__isnull=False).order_by("pk")
    if words and question.is_text:
        config = Case(
            *(When(language=code, then=Value(name)) for code, name in DICTIONARIES.items()),
            default=Value("simple"),
            output_field=CharField(),
        )
        found = found.annotate(found=SearchVector(text, config=config)).filter(
            found=SearchQuery(words, config=config, search_type="websearch")
        )
    return found.filter(tagged__tag=tag, tagged__question=question.name) if tag else found


def page_of(
    responses: QuerySet[Response], question: OpenQuestion, after: UUID | None
) -> tuple[list[Said], UUID | None]:
    """Some answers after a response, and after which one the next page begins; None on the last page."""
    listed = list((responses.filter(pk__gt=after) if after else responses)[: AT_ONCE + 1])
    shown, more = listed[:AT_ONCE], listed[AT_ONCE:]
    tagged: dict[UUID, list[Tagged]] = {}
    for one in Tagged.objects.filter(response__in=shown, question=question.name).select_related("tag").order_by("tag"):
        tagged.setdefault(one.response_id, []).append(one)
    return [_said(one, question, tagged.get(one.pk, [])) for one in shown], shown[-1].pk if more else None


def _said(response: Response, question: OpenQuestion, tagged: Sequence[Tagged]) -> Said:
    said = response.answers[question.name]
    is_place = isinstance(said, dict)
    text = said if question.is_text else ""
    return Said(
        response=response,
        text=text,
        place=_place(said, question.asked) if is_place else "",
        spot=f"{said['lat']}, {said['lon']}" if is_place and "lat" in said else "",
        noticed=noticed(text),
        tagged=tagged,
    )


def _place(said: dict[str, Any], asked: Asked) -> str:
    words = asked.words.get(said.get("place") or "")
    return words.default if words else ""


def tags_of(survey: Survey, question: OpenQuestion) -> list[tuple[Tag, int]]:
    """The tags of this question with how many answers have them, the most used first."""
    counted = Tag.objects.filter(survey=survey, tagged__question=question.name).annotate(many=Count("tagged"))
    return [(one, one.many) for one in counted.order_by("-many", "name")]
