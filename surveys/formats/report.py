"""What an import tells: a line for everything that was changed on the way in or could not be carried over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.definition import Document
from surveys.formats.sentences import REFUSALS, SENTENCES


@dataclass(frozen=True)
class Line:
    """One thing to tell: `where` in the file, and the `code` of a sentence with the `values` it speaks of.

    `where` is in the words of the file itself: `survey 12` (sheet and row), `page1 / colour`, `G2 / Q15`.
    """

    where: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What happened, in the language of the moment."""
        return str(SENTENCES[self.code]) % self.values


@dataclass(frozen=True)
class Imported:
    """A document that keeps to the schema, and the lines about what is different from the file it was read from."""

    document: Document
    report: tuple[Line, ...] = ()


class Refused(ValueError):
    """This file can't be taken in at all; the message is for the person who sent it."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}

    def __str__(self) -> str:
        return str(REFUSALS[self.code]) % self.values
