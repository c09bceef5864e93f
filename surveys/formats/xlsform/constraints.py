"""A constraint of ODK as the limits that questions have here."""

from collections.abc import Callable
from typing import Any

from surveys.definition import DONT_KNOW, Document, Question
from surveys.formats.resolving import as_value, is_day
from surveys.formats.xlsform.xpath import SELF
from surveys.logic.language import Ast

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
LENGTH = ["length", SELF]
MOST = {"text": 500, "comment": 10_000, "several": 500, "ranking": 500}


def parts(tree: Ast) -> list[Ast]:
    """What has to hold, one by one."""
    return tree[1:] if isinstance(tree, list) and tree[0] == "and" else [tree]


def limit(element: Document, part: Ast, values: dict[str, str]) -> bool:
    """Gives the element the limit that one part of a constraint sets; whether it could."""
    kind = Question.of(element).kind
    reader = READERS.get(kind)
    return bool(reader) and reader(element, _turned(part), values)  # type: ignore[misc]


def _turned(part: Ast) -> Ast:
    """The answer on the left hand."""
    is_mirrored = isinstance(part, list) and part[0] in MIRRORED and part[2] in (SELF, LENGTH)
    return [MIRRORED[part[0]], part[2], part[1]] if is_mirrored else part


def _number(element: Document, part: Ast, values: dict[str, str]) -> bool:
    if isinstance(part, list) and part[0] == "=" and part[1][:2] == ["%", SELF] and part[2] == 0:
        return _set(element, "step", part[1][2], _is_number(part[1][2]) and part[1][2] > 0)
    bound = _bound(part, SELF, whole=element.get("step") == 1)
    return bound is not None and _set(element, *bound)


def _bound(part: Ast, asked: Ast, *, whole: bool) -> tuple[str, Any] | None:
    """(min or max, number) of a comparison of the answer, or of how many there are, with a number."""
    if not isinstance(part, list) or part[0] not in MIRRORED or part[1] != asked or not _is_number(part[2]):
        return None
    sign, number = part[0], part[2]
    if sign in {"<", ">"} and not whole:
        return None
    beyond = {"<": -1, ">": 1}.get(sign, 0) if number == int(number) else 0
    return ("min" if sign in {">", ">="} else "max", number + beyond) if sign != "=" else None


def _is_number(value: Ast) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _set(element: Document, key: str, value: Any, allowed: bool = True) -> bool:  # noqa: FBT001, FBT002 - private
    if allowed:
        element[key] = value
    return allowed


def _date(element: Document, part: Ast, values: dict[str, str]) -> bool:
    keys = {">=": "min", "<=": "max"}
    if isinstance(part, list) and part[0] in keys and part[1] == SELF and isinstance(part[2], str):
        return _set(element, keys[part[0]], part[2], is_day(part[2]))
    return False


def _text(element: Document, part: Ast, values: dict[str, str]) -> bool:
    bound = _bound(part, LENGTH, whole=True)
    most = MOST[Question.of(element).kind]
    return bool(bound) and bound[0] == "max" and _set(element, "maxLength", bound[1], 1 <= bound[1] <= most)  # type: ignore[index]


def _several(element: Document, part: Ast, values: dict[str, str]) -> bool:
    if alone := _alone(part):
        return _exclusive(element, alone, values)
    if isinstance(part, list) and part[:2] == ["=", LENGTH]:
        return all(_several(element, [sign, *part[1:]], values) for sign in (">=", "<="))
    bound = _bound(part, LENGTH, whole=True)
    if not bound or (bound[0] == "min" and element["type"] == "ranking"):
        return False
    return _set(element, f"{bound[0]}SelectedChoices", int(bound[1]), 1 <= bound[1] <= MOST["several"])


def _alone(part: Ast) -> str:
    """The value in `not(selected(., 'none') and count-selected(.) > 1)`, which can only be chosen alone."""
    inside = part[1] if isinstance(part, list) and part[0] == "not" else None
    if isinstance(inside, list) and len(inside) == 3 and inside[0] == "and" and inside[2] == [">", LENGTH, 1]:  # noqa: PLR2004
        chosen = inside[1]
        if isinstance(chosen, list) and chosen[:2] == ["selected", SELF] and not isinstance(chosen[2], list):
            return as_value(chosen[2])
    return ""


def _exclusive(element: Document, value: str, values: dict[str, str]) -> bool:
    if value == DONT_KNOW and element.get("showDontKnowItem"):
        return True
    found = [one for one in element["choices"] if one["value"] == values.get(value, value)]
    for choice in found:
        choice["isExclusive"] = True
    return bool(found)


READERS: dict[str, Callable[[Document, Ast, dict[str, str]], bool]] = {
    "number": _number,
    "date": _date,
    "text": _text,
    "comment": _text,
    "several": _several,
    "ranking": _several,
}
