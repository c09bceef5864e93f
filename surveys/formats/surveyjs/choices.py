"""What can be chosen: the choices of a question, with the extra ones that SurveyJS adds by itself."""

from copy import deepcopy
from typing import Any

from surveys.definition import Document
from surveys.formats import names
from surveys.formats.drafting import MOST_CHOICES, Condition
from surveys.formats.properties import Properties, Words
from surveys.formats.resolving import as_value
from surveys.formats.surveyjs.place import Place

Values = dict[str, str]


class Choices:
    """The choices of one question while they are read: ours, and our values by those of the file."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.listed: list[Document] = []
        self.values: Values = {}
        self.taken = names.taken_values()

    def add(self, value: Any, words: Words, **properties: Any) -> Document:
        """One more choice."""
        wanted = as_value(value)
        mine = self.taken.new(names.clean_value(wanted))
        if mine != wanted:
            self.place.say("value_renamed", old=wanted, new=mine)
        self.values.setdefault(wanted, mine)
        text = self.place.draft.text(self.place.where, words or {"": wanted})
        choice = {"value": mine, "text": text, **properties}
        self.listed.append(choice)
        return choice

    def read(self, written: list[Any]) -> None:
        """Every choice of a list of the file."""
        if len(written) > MOST_CHOICES:
            self.place.say("choices_cut", number=len(written) - MOST_CHOICES, most=MOST_CHOICES)
        for one in written[:MOST_CHOICES]:
            if isinstance(one, dict):
                self._read(Properties(one))
            elif isinstance(one, str | int | float):
                self.add(one, {})
            else:
                self.place.say("choice_unreadable")

    def _read(self, item: Properties) -> None:
        value = item.take("value")
        if not isinstance(value, str | int | float) or value == "":
            self.place.say("choice_unreadable")
            return
        choice = self.add(value, item.words("text"))
        here = self.place.at(as_value(value))
        if description := item.words("description"):
            choice["description"] = here.draft.text(here.where, description)
        if item.flag("isExclusive"):
            choice["isExclusive"] = True
        if "score" in item.written and (item.take("score") is None or item.number("score") is not None):
            choice["score"] = item.number("score")
        here.draft.when(choice, "visibleIf", here.condition(item, "visibleIf"))
        here.left(item)


def chosen(place: Place, item: Properties, kind: str) -> tuple[Document, Values] | None:
    """A question that lets people choose, None when there is nothing to choose."""
    choices = Choices(place)
    choices.read(item.items("choices"))
    if source := item.word("choicesFromQuestion"):
        _copy(place, item, source, choices)
    _extra(item, choices, kind)
    if not choices.listed:
        place.say("choices_elsewhere" if "choicesByUrl" in item.written else "no_choices")
        return None
    del choices.listed[MOST_CHOICES:]
    element: Document = {"type": kind, "choices": choices.listed}
    if kind != "ranking":
        element |= specials(place, item, ("other", "dontKnow"))
    if kind != "radiogroup":
        element |= _least_and_most(item, kind)
    return element, choices.values


def _copy(place: Place, item: Properties, source: str, choices: Choices) -> None:
    """The choices of another question; only those that were (not) chosen there, when the file says so."""
    mode = item.word("choicesFromQuestionMode") or "all"
    other = place.draft.elements.get(source)
    if not other or source not in place.draft.asked or "choices" not in other:
        place.say("choices_elsewhere")
        return
    place.say("choices_copied", name=source)
    back = {mine: theirs for theirs, mine in place.draft.asked[source].values.items()}
    for one in deepcopy(other["choices"]):
        value = back.get(one["value"], one["value"])
        choices.listed.append(one)
        choices.values.setdefault(value, one["value"])
        if mode != "all":
            tree = ["selected", ["name", source], value]
            tree = tree if mode == "selected" else ["not", tree]
            place.draft.when(one, "visibleIf", [Condition(tree, source, place.where, "choicesFromQuestion")])


EXTRA = {"none": ("showNoneItem", "hasNone", "noneText"), "refuse": ("showRefuseItem", "hasRefuse", "refuseText")}


def _extra(item: Properties, choices: Choices, kind: str) -> None:
    """“None” and “I'd rather not say” become choices like the others."""
    for value, (shown, shown_before, text) in EXTRA.items():
        words = item.words(text)
        if item.flag(shown, shown_before):
            exclusive = {"isExclusive": True} if kind == "checkbox" else {}
            named = value if value == "none" else "refused"
            choices.add(named, words or choices.place.draft.ours(value), **exclusive)


SPECIALS = {
    "other": ("showOtherItem", "hasOther", "otherText"),
    "dontKnow": ("showDontKnowItem", "hasDontKnow", "dontKnowText"),
}


def specials(place: Place, item: Properties, which: tuple[str, ...]) -> Document:
    """The choices that our documents have too: something else, and “I don't know”."""
    found: Document = {}
    for one in which:
        shown, shown_before, text = SPECIALS[one]
        words = item.words(text)
        if item.flag(shown, shown_before):
            found[shown] = True
            if words:
                found[text] = place.draft.text(place.where, words)
    return found


def _least_and_most(item: Properties, kind: str) -> Document:
    limits: dict[str, Any] = {"maxSelectedChoices": item.number("maxSelectedChoices")}
    if kind == "checkbox":
        limits["minSelectedChoices"] = item.number("minSelectedChoices")
    return {key: int(value) for key, value in limits.items() if value and 1 <= value <= MOST_CHOICES}
