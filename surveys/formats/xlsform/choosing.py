"""The lists of the sheet “choices”, and what a choice_filter means for each of their rows."""

from surveys.definition import DONT_KNOW, OTHER, Document
from surveys.formats import names, texts
from surveys.formats.drafting import MOST_CHOICES, Condition, Draft
from surveys.formats.foreign import Unreadable
from surveys.formats.resolving import as_number
from surveys.formats.xlsform import xpath
from surveys.formats.xlsform.workbook import Row
from surveys.logic.language import Ast

LIST = "list name"
VALUE, DESCRIPTION = "participatie_value", "participatie_description"  # columns of our own
SPECIAL = {OTHER: ("showOtherItem", "otherText"), DONT_KNOW: ("showDontKnowItem", "dontKnowText")}
STEPS = range(2, 12)
MOST_STEP = 1000


class Lists:
    """The rows of every list of choices."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows: dict[str, list[Row]] = {}
        for row in rows:
            if name := row.cell(LIST):
                self.rows.setdefault(name, []).append(row)
        self.columns = {column for row in rows for column in row.cells}
        self.filtering: set[str] = set()  # the columns that a choice_filter looks at
        self.used: set[str] = set()

    def left(self, draft: Draft) -> None:
        """Tells of lists that no question uses, and of cells that no question and no filter asked for."""
        for name, rows in self.rows.items():
            if name not in self.used:
                draft.say(rows[0].where, "list_unused", name=name)
                continue
            for row in rows:
                row.taken |= self.filtering
                left(draft, row)


def left(draft: Draft, row: Row) -> None:
    """Tells of the cells that nothing was done with."""
    for column, header in row.left():
        if column.startswith("media::"):
            draft.say(row.where, "pictures")
        else:
            draft.say(row.where, "property", property=header)


def listed(draft: Draft, lists: Lists, row: Row, name: str, kind: str) -> tuple[Document, dict[str, str]] | None:
    """A question with the choices of a list, None when there is nothing to choose from."""
    rows = lists.rows.get(name, [])
    lists.used.add(name)
    conditions = _filtered(draft, lists, row, rows)
    element: Document = {"type": kind, "choices": []}
    values: dict[str, str] = {}
    taken = names.taken_values()
    for choice, condition in zip(rows, conditions, strict=True):
        if condition is not False:
            _choice(
                draft,
                element,
                values,
                taken,
                choice,
                Condition(condition, row.cell("choice_filter"), row.where, "choice_filter"),
            )
    if not element["choices"]:
        draft.say(row.where, "no_choices" if rows or not name else "choices_elsewhere")
        return None
    if len(element["choices"]) > MOST_CHOICES:
        draft.say(row.where, "choices_cut", number=len(element["choices"]) - MOST_CHOICES, most=MOST_CHOICES)
        del element["choices"][MOST_CHOICES:]
    return element, values


def _choice(
    draft: Draft, element: Document, values: dict[str, str], taken: names.Taken, row: Row, condition: Condition
) -> None:
    name, words = row.cell("name"), row.words("label")
    if not name:
        draft.say(row.where, "choice_unreadable")
        return
    if name in SPECIAL and element["type"] != "ranking":
        _special(draft, element, name, row)
        values[name] = name
        return
    wanted = row.cell(VALUE) or name
    value = taken.new(names.clean_value(wanted))
    if value != wanted:
        draft.say(row.where, "value_renamed", old=wanted, new=value)
    values.setdefault(name, value)
    choice = {"value": value, "text": draft.text(row.where, words or {"": name})}
    description = {language: row.cell(f"{DESCRIPTION}_{language}") for language in texts.LANGUAGES}
    if any(description.values()):
        choice["description"] = draft.text(row.where, description)
    if condition.tree is not None:
        draft.when(choice, "visibleIf", [condition])
    element["choices"].append(choice)


def _special(draft: Draft, element: Document, name: str, row: Row) -> None:
    """“Something else” and “I don't know” are no choices like the others here."""
    shown, text = SPECIAL[name]
    element[shown] = True
    words = draft.text(row.where, row.words("label"))
    said = words if isinstance(words, dict) else {"default": words}
    usual = {"default": texts.WORDS[name][draft.locale], **texts.WORDS[name]}
    if any(one and one != usual[language] for language, one in said.items()):
        element[text] = words


def _filtered(draft: Draft, lists: Lists, row: Row, rows: list[Row]) -> list[Ast]:
    """For each choice the condition it is shown on: None for always, False for never."""
    source = row.cell("choice_filter")
    if not source:
        return [None] * len(rows)
    try:
        tree = xpath.read_with_columns(source)
        return [_folded(tree, lists, one) for one in rows]
    except Unreadable as error:
        draft.unreadable(row.where, "choice_filter", source, error)
        return [None] * len(rows)


def _folded(tree: Ast, lists: Lists, row: Row) -> Ast:
    """The filter with the cells of one choice in it; what is certain then, is worked out."""
    filled = _filled(tree, lists, row)
    return None if filled is True else filled


def _filled(tree: Ast, lists: Lists, row: Row) -> Ast:
    if not isinstance(tree, list) or tree[0] == "name":
        return tree
    if tree[0] == xpath.COLUMN:
        if tree[1] not in lists.columns:
            raise Unreadable(tree[1])
        lists.filtering.add(tree[1])
        return row.cell(tree[1])
    what, *inside = tree
    return _certain(what, [_filled(part, lists, row) for part in inside])


def _certain(what: str, inside: list[Ast]) -> Ast:
    if what in {"and", "or"}:
        decisive = what == "or"  # one of these decides
        if any(part is decisive for part in inside):
            return decisive
        undecided = [part for part in inside if not isinstance(part, bool)]
        return [what, *undecided] if len(undecided) > 1 else next(iter(undecided), not decisive)
    if what in {"=", "!="} and not any(isinstance(part, list) for part in inside):
        numbers = not all(isinstance(part, str) for part in inside)  # as XPath compares
        first, second = (as_number(part) if numbers and isinstance(part, str) else part for part in inside)
        return (first == second) == (what == "=")
    if what == "not" and isinstance(inside[0], bool):
        return not inside[0]
    if what in {"empty", "notempty"} and isinstance(inside[0], str):
        return (inside[0] == "") == (what == "empty")
    return [what, *inside]


def scale(element: Document, appearance: str) -> Document | None:
    """A choice of one as a scale or “would you recommend it”, when it looks like one and its values are whole numbers."""
    values = [as_number(choice["value"]) for choice in element["choices"]]
    has_rest = any("visibleIf" in choice or "description" in choice for choice in element["choices"])
    if has_rest or element.get("showOtherItem") or len(values) not in STEPS:
        return None
    if not all(isinstance(value, int) and abs(value) <= MOST_STEP for value in values):
        return None
    if values != sorted(set(values)):
        return None
    kept = {key: value for key, value in element.items() if key not in {"type", "choices"}}
    steps = [{"value": value, "text": choice["text"]} for value, choice in zip(values, element["choices"], strict=True)]
    if appearance == "nps":
        return {"type": "rating", "rateType": "nps", **_ends(steps), **kept} if values == list(range(11)) else None
    return {"type": "rating", "rateValues": steps, **kept}


def _ends(steps: list[Document]) -> Document:
    """What is said at both ends of “would you recommend it”."""
    ends = {"minRateDescription": steps[0], "maxRateDescription": steps[-1]}
    return {key: step["text"] for key, step in ends.items() if step["text"] != str(step["value"])}
