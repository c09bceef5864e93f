"""Each type of question, which LimeSurvey calls by one letter: from its rows to elements of ours."""

from collections.abc import Callable

from surveys.definition import Document
from surveys.formats.limesurvey.asking import BETWEEN, Asking
from surveys.formats.limesurvey.tables import Row
from surveys.formats.properties import Words

LONGEST = {"text": 500, "comment": 10_000}
YES, NO = ("Y", "yes"), ("N", "no")
UNCERTAIN = ("U", "uncertain")


def one(asking: Asking) -> None:
    """One of its answers."""
    if element := asking.chosen("radiogroup", _answers(asking, "0"), "code", "answer"):
        asking.element(element)


def one_with_comment(asking: Asking) -> None:
    """One of its answers, and why."""
    one(asking)
    asking.element({"type": "comment"}, suffix=f"{BETWEEN}comment", heading=asking.draft.ours("explain"))


def several(asking: Asking) -> None:
    """Boxes to tick: each of its parts is a choice."""
    element = asking.chosen("checkbox", asking.parts, "title", "question")
    if not element:
        return
    for choice, part in zip(element["choices"], asking.parts, strict=False):
        name = f"{asking.code}{BETWEEN}{part['title']}"
        asking.boxes[name] = asking.boxes[_numbered(asking, part)] = (asking.code, part["title"])
        if part["title"] in asking.attribute("exclude_all_others").split(";"):
            choice["isExclusive"] = True
        asking.elements.append((choice, part))
    made = asking.element({**element, **_least_and_most(asking, "checkbox")})
    if len(asking.parts) == len(made["choices"]):
        _filter(asking, list(zip(made["choices"], asking.parts, strict=True)))


def several_with_comments(asking: Asking) -> None:
    """Boxes to tick; what was typed beside each is not asked."""
    asking.say("comments")
    several(asking)


def _numbered(asking: Asking, part: Row) -> str:
    return f"{asking.survey}X{asking.row['gid']}X{asking.row['qid']}{part['title']}"


def ranking(asking: Asking) -> None:
    """An order of its answers."""
    rows = _answers(asking, "0") or asking.parts
    code, text = ("code", "answer") if _answers(asking, "0") else ("title", "question")
    if element := asking.chosen("ranking", rows, code, text):
        made = asking.element({**element, **_least_and_most(asking, "ranking")})
        if len(rows) == len(made["choices"]):
            coded = [Row({**row.cells, "title": row[code]}) for row in rows]
            _filter(asking, list(zip(made["choices"], coded, strict=True)))


def _least_and_most(asking: Asking, kind: str) -> Document:
    least, most = asking.number("min_answers"), asking.number("max_answers")
    found = {"maxSelectedChoices": most} | ({"minSelectedChoices": least} if kind == "checkbox" else {})
    if least and kind != "checkbox":
        asking.say("property", property="min_answers")
    return {key: int(number) for key, number in found.items() if number and 1 <= number <= 500}  # noqa: PLR2004


def _answers(asking: Asking, scale: str) -> list[Row]:
    rows = asking.tables.answers.get(asking.row["qid"], [])
    return [row for row in rows if (row["scale_id"] or "0") == scale]


def _filter(asking: Asking, targets: list[tuple[Document, Row]]) -> None:
    """Only what was (not) chosen in another question is shown."""
    for attribute, shown in (("array_filter", True), ("array_filter_exclude", False)):
        for question in filter(None, asking.attribute(attribute).split(";")):
            for target, part in targets:
                chosen = ["selected", ["name", question], part["title"]]
                asking.filters.append((target, chosen if shown else ["not", chosen], attribute, question))


def five(asking: Asking) -> None:
    """A scale from 1 to 5."""
    asking.element(asking.steps(5))


def yes_no(asking: Asking) -> None:
    """Yes or no."""
    asking.element(asking.ours(YES, NO))


def gender(asking: Asking) -> None:
    """Woman or man."""
    asking.element(asking.ours(("F", "female"), ("M", "male")))


def number(asking: Asking) -> None:
    """A number."""
    asking.element({**NUMBER, **_between(asking)})


def numbers(asking: Asking) -> None:
    """A number for each of its parts."""
    limits = _between(asking)
    _series(asking, lambda: {**NUMBER, **limits})


NUMBER = {"type": "text", "inputType": "number"}


def _between(asking: Asking) -> Document:
    found = {"min": asking.number("min_num_value_n"), "max": asking.number("max_num_value_n")}
    whole = {"step": 1} if asking.flag("num_value_int_only") else {}
    return {**{key: value for key, value in found.items() if value is not None}, **whole}


def text(asking: Asking) -> None:
    """A line of text."""
    asking.element(_line(asking))


def texts(asking: Asking) -> None:
    """A line of text for each of its parts."""
    element = _line(asking)
    _series(asking, lambda: dict(element))


def comment(asking: Asking) -> None:
    """A long text."""
    asking.element({"type": "comment", **_length(asking, "comment")})


def _line(asking: Asking) -> Document:
    if asking.flag("numbers_only"):
        return dict(NUMBER)
    return {"type": "text", **_length(asking, "text")}


def _length(asking: Asking, kind: str) -> Document:
    most = asking.number("maximum_chars")
    return {"maxLength": min(int(most), LONGEST[kind])} if most and most >= 1 else {}


def date(asking: Asking) -> None:
    """A day."""
    asking.element({"type": "text", "inputType": "date"})


def statement(asking: Asking) -> None:
    """Words only."""
    asking.element({"type": "html"})


def photo(asking: Asking) -> None:
    """A photo in the place of files."""
    asking.say("became_photo", type="|")
    asking.taken |= {"allowed_filetypes"}
    asking.element({"type": "file", "acceptedTypes": "image/*"})


def _series(asking: Asking, made: Callable[[], Document | None]) -> None:
    """A grid is asked row by row."""
    targets = [(asking.element(element, part), part) for part in asking.parts if (element := made())]
    asking.say("series", number=len(targets))
    _filter(asking, targets)


def array(asking: Asking) -> None:
    """The same answers for each of its parts."""
    _series(asking, lambda: asking.chosen("radiogroup", _answers(asking, "0"), "code", "answer"))


def array_of_steps(most: int) -> Callable[[Asking], None]:
    """The same scale for each of its parts."""
    return lambda asking: _series(asking, lambda: asking.steps(most))


def array_of_words(*codes: tuple[str, str]) -> Callable[[Asking], None]:
    """The same words for each of its parts."""
    return lambda asking: _series(asking, lambda: asking.ours(*codes))


def dual(asking: Asking) -> None:
    """Two lists of answers for each of its parts."""
    scales: list[tuple[str, Words]] = [
        (scale, asking.words(f"dualscale_header{'AB'[int(scale)]}")) for scale in ("0", "1")
    ]
    targets = []
    for part in asking.parts:
        for scale, heading in scales:
            element = asking.chosen("radiogroup", _answers(asking, scale), "code", "answer")
            if element:
                targets.append((asking.element(element, part, f"{BETWEEN}{scale}", heading=heading), part))
    asking.say("series", number=len(targets))
    _filter(asking, targets)


def cells(element: Document) -> Callable[[Asking], None]:
    """A grid with something to fill in in each cell is asked cell by cell."""

    def read(asking: Asking) -> None:
        rows = [part for part in asking.parts if (part["scale_id"] or "0") == "0"]
        columns = [part for part in asking.parts if part["scale_id"] == "1"]
        made = [
            (asking.element(dict(element), row, f"{BETWEEN}{column['title']}", heading=column.words("question")), row)
            for row in rows
            for column in columns
        ]
        asking.say("series", number=len(made))
        _filter(asking, made)

    return read


QUESTIONS: dict[str, Callable[[Asking], None]] = {
    "L": one,
    "!": one,
    "O": one_with_comment,
    "M": several,
    "P": several_with_comments,
    "R": ranking,
    "5": five,
    "Y": yes_no,
    "G": gender,
    "N": number,
    "K": numbers,
    "S": text,
    "Q": texts,
    "T": comment,
    "U": comment,
    "D": date,
    "X": statement,
    "|": photo,
    "A": array_of_steps(5),
    "B": array_of_steps(10),
    "C": array_of_words(YES, NO, UNCERTAIN),
    "E": array_of_words(("I", "more"), ("S", "same"), ("D", "less")),
    "F": array,
    "H": array,
    "1": dual,
    ":": cells(NUMBER),
    ";": cells({"type": "text"}),
}
