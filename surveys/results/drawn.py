"""The figures as a page draws them, in one language: words beside numbers, and places on a line in percents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from contributions.models import Contribution
from surveys.asked import Asked
from surveys.logic.language import COMMENT
from surveys.models import Survey
from surveys.results.figures import Bar, Figures, Group
from surveys.results.intervals import Interval
from surveys.results.reading import Compared, Results
from surveys.results.wording import decimal, scale_of, sentence


@dataclass(frozen=True)
class Drawn:
    """One question: its words, the sentence, and rows for bars, dots and tables."""

    name: str
    title: str
    sentence: str
    found: Figures
    bars: list[dict[str, Any]]
    dots: list[dict[str, Any]]
    scale: str
    has_hidden: bool
    quotes: list[Contribution]

    @property
    def is_ranking(self) -> bool:
        """Bars are points then, which the page explains."""
        return self.found.asked.kind == "ranking"

    @property
    def has_weighed(self) -> bool:
        """Whether weighted parts stand beside the counted ones."""
        return any(bar["weighed"] is not None for bar in self.bars)


Quotes = Sequence[tuple[str, Contribution]]


def drawn(survey: Survey, results: Results, language: str, quotes: Quotes = ()) -> dict[str, Any]:
    """What the template of the results needs; `quotes` has what may be quoted, with the question it answers."""
    return {
        "survey": survey,
        "title": results.title.in_(language),
        "municipality": survey.municipality,
        "results": results,
        "responses": number_format(results.responses, force_grouping=True),
        "questions": [_question(results, one, language, quotes) for one in results.questions],
        "split_by": results.split_by.question.title.in_(language) if results.split_by else "",
        "profile": [_compared(one, rows, language) for one, rows in results.profile],
        "weighing": _weighing(results),
        "step": survey.step,
        "least": survey.step * 2 if survey.step > 1 else 10,
    }


def _question(results: Results, found: Figures, language: str, quotes: Quotes) -> Drawn:
    asked = found.asked
    dots = [_dot(asked, results.split_by, one, language) for one in found.groups if results.split_by]
    return Drawn(
        name=asked.name,
        title=asked.question.title.in_(language),
        sentence=sentence(found, language) if not found.is_suppressed else "",
        found=found,
        bars=[_bar(asked, bar, language) for bar in _listed(found)],
        dots=dots if any(one["mean"] for one in dots) else [],
        scale=scale_of(asked, language) if dots else "",
        has_hidden=any(bar.count is None for bar in found.bars),
        quotes=[said for question, said in quotes if question.removesuffix(COMMENT) == asked.name],
    )


def _listed(found: Figures) -> list[Bar]:
    """Of places only those where somebody pointed, the most first: a municipality may have scores of them."""
    if found.asked.kind != "place":
        return list(found.bars)
    return sorted((bar for bar in found.bars if bar.count), key=lambda bar: -(bar.count or 0))


def _bar(asked: Asked, bar: Bar, language: str) -> dict[str, Any]:
    return {
        "value": bar.value,
        "label": asked.label(bar.value, language),
        "count": bar.count,
        "percent": bar.percent,
        "interval": _between(bar.interval) if bar.interval else "",
        "weighed": bar.weighed,
    }


def _between(interval: Interval) -> str:
    return _("%(low)s to %(high)s%%") % {"low": decimal(interval.low), "high": decimal(interval.high)}


def _dot(asked: Asked, split_by: Asked | None, group: Group, language: str) -> dict[str, Any]:
    """The mean as a place on the line, as text: SVG knows no decimal comma."""
    label = split_by.label(group.value, language) if split_by else group.value
    if group.mean is None:
        return {"label": label, "mean": "", "at": "", "answered": None}
    low, high = asked.steps[0], asked.steps[-1]
    at = 100 * (group.mean - low) / (high - low) if high > low else 50
    return {"label": label, "mean": decimal(group.mean), "at": f"{at:.1f}", "answered": group.answered}


def _compared(found: Figures, rows: tuple[Compared, ...], language: str) -> dict[str, Any]:
    listed = [{"label": found.asked.label(one.value, language), "row": one} for one in rows]
    return {"title": found.asked.question.title.in_(language), "rows": listed}


def _weighing(results: Results) -> dict[str, Any]:
    if results.weighing is None:
        return {}
    return {
        "responses": number_format(results.weighing.responses, force_grouping=True),
        "effect": number_format(results.weighing.effect, decimal_pos=2),
        "effective": number_format(results.weighing.effective, force_grouping=True),
    }
