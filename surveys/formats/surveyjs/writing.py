"""From a document of ours to SurveyJS JSON: the same, but for what only we have."""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from surveys.definition import Document, Question
from surveys.formats.surveyjs.elements import OWN_WORDS
from surveys.formats.surveyjs.questions import OWN


def write(document: Document) -> bytes:
    """The document as SurveyJS JSON. What SurveyJS does not know stays in properties that it skips."""
    return json.dumps(survey(document), ensure_ascii=False, indent=2).encode()


def survey(document: Document) -> Document:
    """The document in the words of SurveyJS."""
    pages = [{**page, "elements": [_element(one) for one in page["elements"]]} for page in document["pages"]]
    shown = {"completedHtml": _html(document["completedHtml"])} if "completedHtml" in document else {}
    return {**{key: value for key, value in document.items() if key != "format"}, **shown, "pages": pages}


def _element(written: Document) -> Document:
    writer = WRITERS.get(Question.of(written).kind)
    return writer(written) if writer else written


def _statement(written: Document) -> Document:
    """SurveyJS shows the `html` of a statement only."""
    parts = [(tag, written[key]) for tag, key in (("h4", "title"), ("p", "description")) if written.get(key)]
    languages = {language: None for _tag, text in parts for language in _by_language(text)}
    html = {
        language: "".join(_tagged(tag, _by_language(text), language) for tag, text in parts) for language in languages
    }
    return {**written, "html": html, OWN_WORDS: True}


def _by_language(text: Any) -> dict[str, str]:
    return text if isinstance(text, dict) else {"default": text}


def _tagged(tag: str, words: dict[str, str], language: str) -> str:
    said = words.get(language) or words["default"]
    return f"<{tag}>{_escaped(said)}</{tag}>" if said else ""


def _html(text: Any) -> Any:
    """A text where SurveyJS wants HTML."""
    return {key: _escaped(said) for key, said in text.items()} if isinstance(text, dict) else _escaped(text)


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _place(written: Document) -> Document:
    return {**written, "type": "text", OWN: "place"}


def _nps(written: Document) -> Document:
    return {**written, "rateType": "labels", "rateMin": 0, "rateMax": 10, OWN: "nps"}


WRITERS: dict[str, Callable[[Document], Document]] = {
    "statement": _statement,
    "place": _place,
    "nps": _nps,
}
