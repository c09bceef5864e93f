"""Each type of row that asks something here: from the row to an element of ours."""

import re
from collections.abc import Callable
from typing import Any

from pyxform import aliases, constants
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

from surveys.definition import Document
from surveys.formats import names
from surveys.formats.drafting import Draft
from surveys.formats.resolving import Asked, as_number
from surveys.formats.xlsform.choosing import Lists, listed, scale
from surveys.formats.xlsform.workbook import Row
from surveys.logic.language import COMMENT

Read = tuple[Document, dict[str, str]] | None
PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s,;]+)")
MOST_STEPS = 11

# Types by the names they go by too.
SAME = {
    "string": "text",
    "int": "integer",
    "photo": "image",
    "trigger": "acknowledge",
    "datetime": "dateTime",
    "geotrace": "line",
    "geoshape": "area",
    "location": "geopoint",
    "gps": "geopoint",
}
METADATA = {
    "start", "end", "today", "deviceid", "imei", "phonenumber", "username", "email", "simserial", "subscriberid", "audit",
    "uri:deviceid", "start-geopoint", "background-audio", "background-geopoint",
}  # fmt: skip
FOUND_ELSEWHERE = {"file", "external"}
OTHERWISE = {
    **dict.fromkeys(METADATA, "metadata"),
    **dict.fromkeys(("audio", "video", "file", "barcode", "line", "area", "osm"), "left_out"),
    "hidden": "hidden",
    "elsewhere": "choices_elsewhere",
}


def kind_of(written: str) -> tuple[str, str]:
    """The type of a row in one word, and what stands behind it."""
    kind = " ".join(written.split())
    if found := RE_BEGIN_CONTROL.search(kind):
        return f"begin {aliases.control[found['type']]}", ""
    if RE_END_CONTROL.search(kind):
        return "end group", ""
    if found := RE_SELECT.search(kind):
        return _select(found)
    if kind.startswith(("get ", "set form")):
        return "start", ""
    kind = aliases._type_alias_map.get(kind, kind)  # noqa: SLF001 - pyxform's own table of names
    return SAME.get(kind, "start" if kind in METADATA else kind), ""


def _select(found: re.Match[str]) -> tuple[str, str]:
    command = aliases.select[found["select_command"]]
    is_elsewhere = found["select_command"].endswith(("from_file", "from file", "external")) or "$" in found["list_name"]
    if is_elsewhere:
        return "elsewhere", ""
    return command, f"{found['list_name']} or_other" if found["specify_other"] else found["list_name"]


def one(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """One of a list; a scale when it looks like one."""
    read = _listed(draft, lists, row, rest, "radiogroup")
    appearance = row.cells.get("control::appearance", "")
    if read and appearance in {"likert", "nps"} and (element := scale(read[0], appearance)):
        row.cell("control::appearance")
        return element, read[1]
    return read


def several(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """Several of a list."""
    return _listed(draft, lists, row, rest, "checkbox")


def ranking(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """An order of a list."""
    return _listed(draft, lists, row, rest, "ranking")


def _listed(draft: Draft, lists: Lists, row: Row, rest: str, kind: str) -> Read:
    name, _space, other = rest.partition(" ")
    read = listed(draft, lists, row, name, kind)
    if read and other and kind != "ranking":
        read[0]["showOtherItem"] = True
        wanted = row.cell("name")
        draft.asked.setdefault(f"{wanted}_other", Asked(names.clean_name(wanted) + COMMENT, "text"))
    return read


def text(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """A line of text, or more when it looks so."""
    if row.cells.get("control::appearance") == "multiline":
        row.cell("control::appearance")
        return {"type": "comment"}, {}
    return {"type": "text"}, {}


def integer(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """A whole number."""
    return {"type": "text", "inputType": "number", "step": 1}, {}


def decimal(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """A number."""
    return {"type": "text", "inputType": "number"}, {}


def date(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """A day."""
    return {"type": "text", "inputType": "date"}, {}


def moment(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """A time is typed as text."""
    draft.say(row.where, "became_text", type=row.cell("type"))
    return {"type": "text"}, {}


def note(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """A statement."""
    return {"type": "html"}, {}


def geopoint(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """A place in the municipality."""
    draft.say(row.where, "became_place", type="geopoint")
    return {"type": "place"}, {}


def image(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """A photo."""
    return {"type": "file", "acceptedTypes": "image/*"}, {}


def acknowledge(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """A box to tick is a choice of one."""
    draft.say(row.where, "became_one", type=row.cell("type"))
    return {"type": "radiogroup", "choices": [{"value": "OK", "text": "OK"}]}, {}


def span(draft: Draft, lists: Lists, row: Row, rest: str) -> Read:
    """A range is a scale when it has few steps, else a number."""
    said = {key: as_number(value) for key, value in PARAMETER.findall(row.cell("parameters"))}
    least, most, step = (_numeric(said.get(key), default) for key, default in (("start", 1), ("end", 10), ("step", 1)))
    if any(key not in {"start", "end", "step"} for key in said):
        draft.say(row.where, "property", property="parameters")
    whole = all(isinstance(value, int) for value in (least, most, step)) and step > 0
    if whole and max(abs(least), abs(most)) <= 1000 and 1 <= (most - least) // step < MOST_STEPS:  # noqa: PLR2004
        steps = range(least, most + 1, step)
        return {"type": "rating", "rateValues": [{"value": value, "text": str(value)} for value in steps]}, {}
    draft.say(row.where, "became_number", type="range")
    limits = {"min": least, "max": most, **({"step": step} if step > 0 else {})}
    return {"type": "text", "inputType": "number", **limits}, {}


def _numeric(value: Any, default: int) -> Any:
    return value if isinstance(value, int | float) else default


QUESTIONS: dict[str, Callable[[Draft, Lists, Row, str], Read]] = {
    constants.SELECT_ONE: one,
    constants.SELECT_ALL_THAT_APPLY: several,
    constants.RANK: ranking,
    "text": text,
    "integer": integer,
    "decimal": decimal,
    "date": date,
    "time": moment,
    "dateTime": moment,
    "note": note,
    "geopoint": geopoint,
    "image": image,
    "acknowledge": acknowledge,
    "range": span,
}
