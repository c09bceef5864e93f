"""The elements of a page, one after the other; what holds others is taken apart into single questions."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from surveys.definition import Document
from surveys.formats.properties import Properties, joined, words_of
from surveys.formats.surveyjs.place import Place
from surveys.formats.surveyjs.questions import LOOKS, QUESTIONS

CHOOSING = {"dropdown", "radiogroup", "checkbox", "tagbox"}
OWN_WORDS = "participatieWords"  # the title and description of a statement are in the properties of that name
LEFT_OUT = {"signaturepad", "imagemap", "empty"}


def read(place: Place, written: Any) -> None:
    """Puts one element of the file on the page, or says why not."""
    item = Properties(written if isinstance(written, dict) else {})
    kind, name = item.word("type"), item.word("name")
    here = place.at(name or kind)
    if not kind:
        here.say("element_unreadable")
    elif item.take("visible") is False:
        here.say("hidden")
    elif kind in CONTAINERS:
        CONTAINERS[kind](here, item)
        here.left(item)
    elif kind in QUESTIONS:
        _question(here, item, kind)
    elif kind in LEFT_OUT:
        here.say("left_out", type=kind)
    else:
        here.say("type_unknown", type=kind)


def _question(place: Place, item: Properties, kind: str) -> None:
    if kind in LOOKS:
        place.say("looks", type=kind)
    if asked := QUESTIONS[kind](place, item):
        place.add(item, *asked)
        place.left(item)


def _inside(place: Place, item: Properties) -> Place:
    """Within something that is shown on a condition of its own."""
    return replace(place, conditions=(*place.conditions, *place.condition(item, "visibleIf")))


def panel(place: Place, item: Properties) -> None:
    """What is in it goes on the page; its words become a statement."""
    inside = _inside(place, item)
    _heading(inside, item)
    for one in item.items("elements", "questions"):
        read(inside, one)


def paneldynamic(place: Place, item: Properties) -> None:
    """What can be answered as often as one likes is asked once."""
    name = item.word("name")
    place.say("once", type="paneldynamic")
    inside = replace(_inside(place, item), within=f"{place.within}{name}.", local={**place.local, "panel": name})
    _heading(place, item)
    item.taken |= {"addPanelText", "removePanelText"}  # buttons that are not there any more
    for one in item.items("templateElements"):
        read(inside, one)


def _heading(place: Place, item: Properties) -> None:
    """The words above what is taken apart."""
    title, description = item.words("title"), item.words("description")
    if any(title.values()) or any(description.values()):
        texts = [place.draft.text(place.where, words) for words in (title, description) if any(words.values())]
        _statement(place, item, *texts)


def _statement(place: Place, item: Properties, title: Any, description: Any = "") -> None:
    name = item.word("name") or item.word("type")
    element: Document = {
        "type": "html",
        "name": place.draft.quiet_name(f"{place.within}{name}".replace(".", "_")),
        "title": title,
        **({"description": description} if description else {}),
    }
    place.draft.when(element, "visibleIf", list(place.conditions))
    place.draft.add(place.page, element, name)


def html(place: Place, item: Properties) -> None:
    """A statement: its first line is the title, what follows stands under it."""
    inside = _inside(place, item)
    item.taken |= {"title", "description"}  # never shown there
    if item.flag(OWN_WORDS):
        _heading(inside, item)
        item.take("html")
    elif words := item.words("html"):
        _statement(inside, item, *parted(place.draft.text(place.where, words)))


def parted(text: Any) -> tuple[Any, Any]:
    """A text as its first line and what follows."""
    if isinstance(text, str):
        first, _newline, rest = text.partition("\n")
        return first, rest
    parts = {language: parted(words) for language, words in text.items()}
    below = {language: words for language, (_first, words) in parts.items() if words}
    return {language: first for language, (first, _words) in parts.items()}, {"default": "", **below} if below else ""


def image(place: Place, item: Properties) -> None:
    """A picture is not shown; its words are."""
    place.say("pictures")
    item.taken |= {"imageLink"}
    _heading(_inside(place, item), item)


def expression(place: Place, item: Properties) -> None:
    """What is worked out is a calculated value, which is not shown."""
    place.say("not_shown", type="expression")
    for condition in place.condition(item, "expression"):
        place.draft.calculate(f"{place.within}{item.word('name')}", condition)
    item.taken |= {"title"}


def matrix(place: Place, item: Properties) -> None:
    """A grid is asked row by row: single questions named grid_row, titled “Grid: row”."""
    kind = "checkbox" if item.word("cellType") == "checkbox" else "radiogroup"
    required, columns = item.flag("eachRowRequired", "isAllRowRequired", "isRequired"), item.items("columns")
    rows = _rows(item)
    place.say("series", number=len(rows))
    inside = _within(_inside(place, item), item)
    for row in rows:
        asked = {"type": kind, "choices": columns, "isRequired": required, **row, "name": row.get("value")}
        read(inside, {"title": row.get("text") or row.get("value"), **_without(asked, "value", "text")})


def matrixdropdown(place: Place, item: Properties) -> None:
    """A grid with columns of their own is asked cell by cell, named grid_row_column."""
    rows, cells = _rows(item), _cells(item)
    place.say("series", number=len(rows) * len(cells))
    grid = _within(_inside(place, item), item)
    for written in rows:
        row = Properties(
            {"name": written.get("value"), "title": written.get("text"), **_without(written, "value", "text")}
        )
        inside = _within(_inside(grid.at(row.word("name")), row), row)
        inside.left(row)
        for cell in cells:
            read(replace(inside, local={**place.local, "row": inside.within.rstrip(".")}), cell)


def matrixdynamic(place: Place, item: Properties) -> None:
    """Rows that can be added are asked once."""
    place.say("once", type="matrixdynamic")
    item.taken |= {"rowCount", "minRowCount", "addRowText", "removeRowText"}
    inside = _within(_inside(place, item), item)
    for cell in _cells(item):
        read(replace(inside, local={**place.local, "row": inside.within.rstrip(".")}), cell)


def multipletext(place: Place, item: Properties) -> None:
    """Several lines of text in one question are questions of their own."""
    items = [one for one in item.items("items") if isinstance(one, dict)]
    place.say("series", number=len(items))
    inside = _within(_inside(place, item), item)
    for one in items:
        read(inside, {"type": "text", **one})


def _within(place: Place, item: Properties) -> Place:
    """Within something whose name and title go before those of what is in it."""
    name = item.word("name")
    title = item.words("title") or words_of(name)
    return replace(place, within=f"{place.within}{name}.", heading=joined(place.heading, title))


def _without(written: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in written.items() if key not in keys}


def _rows(item: Properties) -> list[dict[str, Any]]:
    return [one if isinstance(one, dict) else {"value": one} for one in item.items("rows")]


def _cells(item: Properties) -> list[dict[str, Any]]:
    """What is asked in each row, as elements."""
    usual, choices = item.word("cellType") or "dropdown", item.items("choices")
    found = []
    for column in item.items("columns"):
        if isinstance(column, dict):
            own = column.get("cellType")
            kind = own if own and own != "default" else usual
            shared = {"choices": choices} if kind in CHOOSING and choices else {}
            found.append({**shared, **_without(column, "cellType"), "type": kind})
    return found


CONTAINERS: dict[str, Callable[[Place, Properties], None]] = {
    "panel": panel,
    "paneldynamic": paneldynamic,
    "html": html,
    "image": image,
    "expression": expression,
    "matrix": matrix,
    "matrixdropdown": matrixdropdown,
    "matrixdynamic": matrixdynamic,
    "multipletext": multipletext,
}
