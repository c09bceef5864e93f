"""From SurveyJS JSON to a document of ours."""

import json
from typing import Any

from surveys.definition import Document
from surveys.formats import texts
from surveys.formats.drafting import Draft
from surveys.formats.properties import Properties
from surveys.formats.report import Imported, Refused
from surveys.formats.surveyjs import elements, scoring
from surveys.formats.surveyjs.place import Place

DEFAULT = "en"  # what SurveyJS takes a survey for that names no language
WRAPPED = ("definition", "jsonSchema", "json", "survey")


def read(content: bytes, name: str = "") -> Imported:
    """A document with its report. Raises Refused for what is no SurveyJS JSON."""
    survey = Properties(_survey(content))
    draft = Draft(_locale(survey))
    _tell_of_locale(draft, survey.word("locale"))
    survey.take("format")
    draft.declare(survey.items("languages"))
    for key in ("title", "description", "completedHtml"):
        if words := survey.words(key):
            draft.top[key] = draft.text(key, words)
    for page in _pages(survey):
        _page(draft, page)
    _calculated(draft, survey)
    _triggers(draft, survey)
    imported = draft
    scoring.read(draft, survey)
    Place(draft, {}, "").left(survey)
    return imported.imported()


def _survey(content: bytes) -> dict[str, Any]:
    """The survey itself, out of what other programs wrap it in."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refused("no_json") from error
    for _depth in range(len(WRAPPED)):
        if isinstance(found, str):
            found = _survey(found.encode())
        inside = next((key for key in WRAPPED if isinstance(found, dict) and key in found), None)
        if inside is None or "pages" in found or "elements" in found:
            break
        found = found[inside]
    if not isinstance(found, dict) or not any(key in found for key in ("pages", "elements", "questions")):
        raise Refused("no_survey")
    return found


def _locale(survey: Properties) -> str:
    code = texts.language_of(survey.word("locale") or DEFAULT)
    return code if code in texts.LANGUAGES else DEFAULT


def _tell_of_locale(draft: Draft, named: str) -> None:
    if not named:
        draft.say("", "language_assumed", language=DEFAULT)
    elif texts.language_of(named) not in texts.LANGUAGES:
        draft.say("locale", "language_unknown", language=named, taken=draft.locale)


def _pages(survey: Properties) -> list[Any]:
    pages = survey.items("pages")
    loose = survey.items("elements", "questions")
    return [*pages, {"name": "page1", "elements": loose}] if loose else pages


def _page(draft: Draft, written: Any) -> None:
    item = Properties(written if isinstance(written, dict) else {})
    page: Document = {"name": item.word("name") or f"page{len(draft.pages) + 1}"}
    for key in ("title", "description"):
        if words := item.words(key):
            page[key] = draft.text(page["name"], words)
    page["elements"] = []
    place = Place(draft, page, page["name"])
    if item.take("visible") is False:
        place.say("hidden")
        return
    draft.when(page, "visibleIf", place.condition(item, "visibleIf"))
    draft.pages.append(page)
    for one in item.items("elements", "questions"):
        elements.read(place, one)
    place.left(item)


def _calculated(draft: Draft, survey: Properties) -> None:
    for written in survey.items("calculatedValues"):
        item = Properties(written if isinstance(written, dict) else {})
        place = Place(draft, {}, item.word("name"))
        for condition in place.condition(item, "expression"):
            draft.calculate(item.word("name"), condition)
        place.left(item)


def _triggers(draft: Draft, survey: Properties) -> None:
    for key in ("triggers", "completedHtmlOnCondition", "navigateToUrlOnCondition"):
        for number, one in enumerate(survey.items(key), start=1):
            kind = one.get("type", key) if isinstance(one, dict) else key
            draft.say(f"{key} {number}", "trigger", type=kind)
