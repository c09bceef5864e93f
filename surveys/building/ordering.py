"""Sections and questions: added, moved, changed, removed.

Moving one place and back leaves everything as it was; at either end a move changes nothing. A question that moves past
the end of its section goes into the next one.
"""

from copy import deepcopy
from typing import TypeVar

from surveys.definition import Document

Item = TypeVar("Item")
UP, DOWN = -1, 1


class NoSuchPart(LookupError):
    """There is no section or question of this name in the document."""


def question_in(document: Document, name: str) -> Document:
    """The question or statement of this name. Raises NoSuchPart."""
    page, at = _found(document, name)
    return dict(page["elements"][at])


def page_in(document: Document, name: str) -> Document:
    """The section of this name. Raises NoSuchPart."""
    for page in document["pages"]:
        if page["name"] == name:
            return dict(page)
    raise NoSuchPart(name)


def add_page(document: Document, page: Document) -> Document:
    """With a section at the end."""
    return {**document, "pages": [*document["pages"], page]}


def change_page(document: Document, name: str, page: Document, elements: list[Document] | None = None) -> Document:
    """With this section in the place of the one of this name, with its questions or others. Raises NoSuchPart."""
    kept = page_in(document, name)["elements"]
    changed = {**page, "elements": kept if elements is None else elements}
    return {**document, "pages": [changed if one["name"] == name else one for one in document["pages"]]}


def move_page(document: Document, name: str, by: int) -> Document:
    """With a section one place further up or down. Raises NoSuchPart."""
    at = document["pages"].index(page_in(document, name))
    return {**document, "pages": moved(document["pages"], at, by)}


def remove_page(document: Document, name: str) -> Document:
    """Without a section and all its questions; the profile forgets them. Raises NoSuchPart."""
    gone = {one["name"] for one in page_in(document, name)["elements"]}
    pages = [page for page in document["pages"] if page["name"] != name]
    return _without_profile({**document, "pages": pages}, gone)


def add_question(document: Document, page: str, question: Document) -> Document:
    """With a question at the end of a section. Raises NoSuchPart."""
    there = page_in(document, page)
    return change_page(document, page, there, [*there["elements"], question])


def change_question(document: Document, name: str, question: Document) -> Document:
    """With this question in the place of the one of this name. Raises NoSuchPart."""
    made = deepcopy(document)
    page, at = _found(made, name)
    page["elements"][at] = question
    return made


def remove_question(document: Document, name: str) -> Document:
    """Without a question; the profile forgets it. Conditions that look at it become a problem. Raises NoSuchPart."""
    made = deepcopy(document)
    page, at = _found(made, name)
    del page["elements"][at]
    return _without_profile(made, {name})


def move_question(document: Document, name: str, by: int) -> Document:
    """With a question one place further up or down, or in the section before or after. Raises NoSuchPart."""
    made = deepcopy(document)
    page, at = _found(made, name)
    if 0 <= at + by < len(page["elements"]):
        page["elements"] = moved(page["elements"], at, by)
        return made
    to = made["pages"].index(page) + by
    if 0 <= to < len(made["pages"]):
        there = made["pages"][to]["elements"]
        there.insert(len(there) if by == UP else 0, page["elements"].pop(at))
    return made


def moved(items: list[Item], at: int, by: int) -> list[Item]:
    """The same items, with the one at a place exchanged for the one above or below it, if there is one."""
    to = at + by
    if not (0 <= at < len(items) and 0 <= to < len(items)):
        return list(items)
    made = list(items)
    made[at], made[to] = made[to], made[at]
    return made


def in_profile(document: Document, name: str, *, is_in: bool) -> Document:
    """With a question in the profile, or out of it."""
    names = document.get("profile", [])
    if is_in == (name in names):
        return document
    return _with_profile(document, [*names, name] if is_in else [one for one in names if one != name])


def _without_profile(document: Document, gone: set[str]) -> Document:
    return _with_profile(document, [one for one in document.get("profile", []) if one not in gone])


def _with_profile(document: Document, names: list[str]) -> Document:
    rest = {key: value for key, value in document.items() if key != "profile"}
    return {**rest, "profile": names} if names else rest


def _found(document: Document, name: str) -> tuple[Document, int]:
    for page in document["pages"]:
        for at, question in enumerate(page["elements"]):
            if question["name"] == name:
                return page, at
    raise NoSuchPart(name)
