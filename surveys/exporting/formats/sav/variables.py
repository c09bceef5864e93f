"""The variables of a system file: what each is called, and how an answer becomes a number or a text in it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from surveys.definition import DONT_KNOW
from surveys.exporting.fields import NOT_SHOWN, Answer, Field

SYSTEM_MISSING = -1.7976931348623157e308
LEFT_OPEN, UNKNOWN = -9, -8
BEYOND = -1e16  # "left open" where -9 may be an answer: no number that is taken in goes so far
EPOCH = date(1582, 10, 14).toordinal()
DAY_SECONDS = 86_400
MOST_NAME, MOST_BYTES = 64, 32_767
RESERVED = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})


@dataclass(frozen=True)
class Variable:
    """A column. `codes` are the numbers for what was chosen; `labels` say what numbers mean; texts have neither."""

    field: Field
    name: str
    codes: Mapping[Any, float]
    labels: Mapping[float, str]
    missing: tuple[float, ...]

    @property
    def is_text(self) -> bool:
        """Whether it holds a text."""
        return self.field.kind == "text"

    def of(self, answer: Answer) -> float | str:
        """What stands there of an answer. A text that was left open and one that was not asked are both empty."""
        said = self.field.said(answer)
        if self.is_text:
            return "" if said is NOT_SHOWN or said is None else _cut(said)
        if said is NOT_SHOWN:
            return SYSTEM_MISSING
        if said is None:
            return self.missing[0]
        if isinstance(said, date):
            return float((said.toordinal() - EPOCH) * DAY_SECONDS)
        return self.codes.get(said, SYSTEM_MISSING) if self.codes else float(said)


def _cut(text: str) -> str:
    """As much of a text as a system file can hold, in whole characters."""
    return text.encode()[:MOST_BYTES].decode(errors="ignore")


def variables_of(fields: Sequence[Field]) -> list[Variable]:
    """A variable for every column."""
    return [_variable(one, name) for one, name in zip(fields, _names(one.name for one in fields), strict=True)]


def _variable(field: Field, name: str) -> Variable:
    codes = _codes(field.words)
    left_open = BEYOND if field.kind == "number" or LEFT_OPEN in codes.values() else LEFT_OPEN
    labels = {code: field.words[value] for value, code in codes.items()}
    if field.kind == "flag":
        labels = {0: _("No"), 1: _("Yes")}
    is_scale = any(isinstance(value, int) for value in codes)
    missing = (left_open, *([codes[DONT_KNOW]] if is_scale and DONT_KNOW in codes else []))
    return Variable(field, name, codes, {**labels, left_open: _("(left open)")}, missing)


def _codes(words: Mapping[Any, str]) -> dict[Any, float]:
    """A step of a scale is its own number; choices are numbered in their order; "I don't know" is -8 where that is free."""
    codes: dict[Any, float] = {value: value for value in words if isinstance(value, int)}
    if DONT_KNOW in words:
        codes[DONT_KNOW] = UNKNOWN if UNKNOWN not in codes.values() else BEYOND * 2
    first = 1 + int(max([0, *codes.values()]))
    return codes | {value: first + at for at, value in enumerate(value for value in words if value not in codes)}


def _names(wanted: Iterable[str]) -> Iterator[str]:
    """Names that a system file allows, each once, whether written large or small."""
    taken = set(RESERVED)
    for one in wanted:
        stem = re.sub(r"[^A-Za-z0-9_]", "_", one)[: MOST_NAME - 6]
        name, number = stem, 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}_{number}"
        taken.add(name.lower())
        yield name
