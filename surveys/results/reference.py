"""Reads the reference population of a survey: a CSV with a question, an answer and a number of people on each line."""

import csv
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from surveys.definition import Definition, Question

Reference = dict[str, dict[str, int]]
COLUMNS = 3
MOST_PEOPLE, MOST_CHARACTERS, MOST_PROBLEMS = 100_000_000, 200_000, 20


class BadReference(ValueError):
    """The file can't be read; `problems` has a sentence for every line that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def read_reference(text: str, definition: Definition) -> Reference:
    """{question: {value: people}} out of CSV text; raises BadReference.

    Lines are `question,answer,people`, divided by commas, semicolons or tabs; a first line of column names is skipped.
    Questions are those of the profile, answers their values or their words in any language.
    """
    if len(text) > MOST_CHARACTERS:
        raise BadReference([_("This file is too long for a reference population.")])
    known = {name: definition.by_name[name] for name in definition.profile if name in definition.by_name}
    found: Reference = {}
    wrong: list[str] = []
    for number, row in _rows(text):
        if sentence := _taken(row, known, found):
            wrong.append(_("Line %(number)s: %(sentence)s") % {"number": number, "sentence": sentence})
    if not found and not wrong:
        wrong.append(_("There is no line with people in this file."))
    if wrong:
        raise BadReference(wrong[:MOST_PROBLEMS])
    return found


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.removeprefix("\ufeff").splitlines()
    first = next((line for line in lines if line.strip()), "")
    divider = max(";\t,", key=first.count)
    for number, line in enumerate(lines, 1):
        cells = _cells(line, divider)
        is_heading = line == first and not cells[-1].replace(".", "").isdecimal()
        if any(cells) and not is_heading:
            yield number, cells


def _cells(line: str, divider: str) -> list[str]:
    """The cells of one line; what is no CSV is one cell, which is refused further on."""
    try:
        return [cell.strip() for row in csv.reader([line], delimiter=divider) for cell in row] or [""]
    except csv.Error:
        return [line]


def _taken(row: list[str], known: Mapping[str, Question], found: Reference) -> str:
    """Adds the line to what was found; else the sentence that says why not."""
    if len(row) != COLUMNS:
        return _("there should be three cells: the question, the answer and the number of people.")
    name, said, many = row
    if name not in known:
        return _("“%(name)s” is no question about the person in this survey.") % {"name": name}
    value = _value(known[name], said)
    if value is None:
        return _("“%(answer)s” can't be chosen in “%(name)s”.") % {"answer": said, "name": name}
    people = many.replace(".", "").replace(" ", "")
    if not people.isdecimal() or int(people) > MOST_PEOPLE:
        return _("“%(number)s” is no number of people.") % {"number": many}
    if value in found.setdefault(name, {}):
        return _("“%(answer)s” stands in it twice.") % {"answer": said}
    found[name][value] = int(people)
    return ""


def _value(question: Question, said: str) -> str | None:
    """A value by itself, or by its words in any language."""
    for choice in question.choices:
        words = {choice.text.default, *choice.text.others.values()}
        if said == str(choice.value) or said.casefold() in {one.casefold() for one in words}:
            return str(choice.value)
    return None
