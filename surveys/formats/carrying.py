"""What a format can't carry: whatever is not there any more when its own file is read again."""

from collections.abc import Iterator

from surveys.definition import Document
from surveys.formats.registry import Format
from surveys.formats.report import Line
from surveys.logic.values import key

UNTOLD = frozenset({"format", "acceptedTypes"})  # go without saying in every format


def left_behind(document: Document, content: bytes, form: Format) -> list[Line]:
    """A line for everything of a document that is not in the file that was written of it.

    What is said in another way (an expression, a name that had to be made fit) is there.
    """
    again = form.read(content, f"x{form.endings[0]}").document
    return [*_missing("", document, again), *_of_pages(document, again)]


def _missing(where: str, was: Document, now: Document) -> Iterator[Line]:
    for name in was:
        if name not in now and name not in UNTOLD:
            yield Line(where, "property", {"property": name})


def _of_pages(document: Document, again: Document) -> Iterator[Line]:
    pages = {page["name"]: page for page in again["pages"]}
    questions = {one["name"]: one for page in again["pages"] for one in page["elements"]}
    for page in document["pages"]:
        yield from _missing(page["name"], page, pages.get(page["name"], page if not page["elements"] else {}))
        for question in page["elements"]:
            there = questions.get(question["name"])
            if there is None:
                yield Line(question["name"], "left_out", {"type": question["type"]})
            else:
                yield from _missing(question["name"], question, there)
                yield from _of_choices(question, there)


def _of_choices(was: Document, now: Document) -> Iterator[Line]:
    there = {key(one["value"]): one for one in _choices(now)}
    for choice in _choices(was):
        where = f"{was['name']} / {choice['value']}"
        yield from _missing(where, choice, there.get(key(choice["value"]), choice))


def _choices(question: Document) -> list[Document]:
    return [*question.get("choices", []), *question.get("rateValues", [])]
