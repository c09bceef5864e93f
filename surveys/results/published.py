"""The same figures as data: what the page shows and nothing more."""

from typing import Any

from surveys.results.figures import Bar, Figures, Group
from surveys.results.reading import Results, Weighing


def published(results: Results) -> dict[str, Any]:
    """The figures of a survey as plain values. What is too small to show is null, or not there."""
    return {
        "responses": results.responses,
        "questions": [_question(one) for one in results.questions],
        "split_by": results.split_by.name if results.split_by else None,
        "profile": [
            {
                "name": found.asked.name,
                "compared": [
                    {"value": one.value, "answered": one.answered, "population": one.population} for one in rows
                ],
            }
            for found, rows in results.profile
        ],
        "weighing": _weighing(results.weighing) if results.weighing else None,
    }


def _question(found: Figures) -> dict[str, Any]:
    known = {"name": found.asked.name, "kind": found.asked.kind, "was_changed": found.asked.was_changed}
    if found.is_suppressed:
        return known | {"is_suppressed": True}
    return known | {
        "is_suppressed": False,
        "shown": found.shown,
        "answered": found.answered,
        "missing": found.missing,
        "mean": found.mean,
        "nps": found.nps,
        "values": [_bar(bar, found.asked.kind) for bar in found.bars],
        "groups": [_group(one) for one in found.groups],
    }


def _bar(bar: Bar, kind: str) -> dict[str, Any]:
    """In a ranking what is counted are points (Borda)."""
    found = {"value": bar.value, "points" if kind == "ranking" else "count": bar.count, "percent": bar.percent}
    interval = list(bar.interval) if bar.interval else None
    return found | {"interval": interval, "weighed_percent": bar.weighed}


def _group(group: Group) -> dict[str, Any]:
    return {"value": group.value, "answered": group.answered, "mean": group.mean}


def _weighing(weighing: Weighing) -> dict[str, Any]:
    return {
        "responses": weighing.responses,
        "design_effect": weighing.effect,
        "effective_responses": weighing.effective,
    }
