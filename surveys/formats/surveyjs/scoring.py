"""What our documents have beside SurveyJS: dimensions with their bands, and the profile."""

from collections.abc import Iterator
from typing import Any

from surveys.definition import Document
from surveys.definition.shape import misshapen
from surveys.formats.drafting import FORMAT, Draft
from surveys.formats.properties import Properties

BARE: Document = {"format": FORMAT, "locale": "nl", "title": "", "pages": []}


def read(draft: Draft, survey: Properties) -> None:
    """The scoring and the profile of a document of ours, in the names that its questions have now."""
    scoring, profile = survey.take("scoring"), survey.items("profile")
    if _is_scoring(scoring):
        draft.top["scoring"] = scoring
    elif scoring:
        draft.say("scoring", "property", property="scoring")
    _tie(draft, {dimension["name"] for dimension in _dimensions(draft.top.get("scoring", {}))})
    names = [draft.asked[one].name for one in profile if isinstance(one, str) and one in draft.asked]
    if names:
        draft.top["profile"] = list(dict.fromkeys(names))


def _is_scoring(written: Any) -> bool:
    return isinstance(written, dict) and not misshapen({**BARE, "scoring": written})


def _dimensions(scoring: Document) -> Iterator[Document]:
    for one in scoring.get("dimensions", []):
        yield one
        yield from _dimensions(one)


def _tie(draft: Draft, names: set[str]) -> None:
    """A question belongs to a dimension that there is, or to none."""
    for element in draft.elements.values():
        if "dimension" in element and element["dimension"] not in names:
            draft.say(element["name"], "property", property="dimension")
            del element["dimension"]
