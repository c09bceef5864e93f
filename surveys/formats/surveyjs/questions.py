"""Each type of question that SurveyJS has and that is asked here: from its properties to an element of ours."""

from collections.abc import Callable
from typing import Any

from surveys.definition import Document
from surveys.formats.properties import Properties, words_of
from surveys.formats.resolving import as_number, as_value, is_day
from surveys.formats.surveyjs.choices import Choices, Values, chosen, specials
from surveys.formats.surveyjs.place import Place

Read = tuple[Document, Values] | None
OWN = "participatieType"  # beside the type that other programs know best
LEAST_STEPS, MOST_STEPS, STEP_RANGE = 2, 11, 1000
LONGEST = {"text": 500, "comment": 10_000}


def text(place: Place, item: Properties) -> Read:
    """A line of text; a number or a day when that is what it asks."""
    if item.word(OWN) == "place":
        return {"type": "place"}, {}
    kind = item.word("inputType") or "text"
    if kind in {"number", "range"}:
        return {"type": "text", "inputType": "number", **_between(place, item)}, {}
    if kind == "date":
        return {"type": "text", "inputType": "date", **_days(place, item)}, {}
    if kind != "text":
        place.say("became_text", type=kind)
    return {"type": "text", **_length(place, item, "text")}, {}


def phone(place: Place, item: Properties) -> Read:
    """A telephone number is a line of text here."""
    place.say("became_text", type="phone")
    return {"type": "text"}, {}


def comment(place: Place, item: Properties) -> Read:
    """A long text."""
    return {"type": "comment", **_length(place, item, "comment")}, {}


def _length(place: Place, item: Properties, kind: str) -> Document:
    wanted = [item.number("maxLength"), *(one.number("maxLength") for one in _validators(place, item, "text"))]
    lengths = [int(number) for number in wanted if number and number >= 1]
    if not lengths:
        return {}
    if min(lengths) > LONGEST[kind]:
        place.say("length", most=LONGEST[kind])
    return {"maxLength": min(*lengths, LONGEST[kind])}


def _between(place: Place, item: Properties) -> Document:
    found: dict[str, Any] = {key: item.number(key) for key in ("min", "max", "step")}
    for one in _validators(place, item, "numeric"):
        least, most = one.number("minValue"), one.number("maxValue")
        found["min"] = found["min"] if least is None else least
        found["max"] = found["max"] if most is None else most
    if found["step"] is not None and found["step"] <= 0:
        found["step"] = None
    for key in ("min", "max", "step"):
        if found[key] is None and item.written.get(key) not in (None, ""):
            place.say("property", property=key)
    return {key: value for key, value in found.items() if value is not None}


def _days(place: Place, item: Properties) -> Document:
    found = {key: item.word(key) for key in ("min", "max")}
    for key, value in found.items():
        if value and not is_day(value):
            place.say("property", property=key)
    return {key: value for key, value in found.items() if is_day(value)}


def _validators(place: Place, item: Properties, kind: str) -> list[Properties]:
    """The validators of one kind; the others can't be carried over."""
    found = []
    for written in item.items("validators"):
        one = Properties(written if isinstance(written, dict) else {})
        named = one.word("type").removesuffix("validator")
        if named == kind:
            found.append(one)
        else:
            place.say("validator", type=named or "?")
    return found


def radiogroup(place: Place, item: Properties) -> Read:
    """One of several."""
    return chosen(place, item, "radiogroup")


def checkbox(place: Place, item: Properties) -> Read:
    """Several of several."""
    read = chosen(place, item, "checkbox")
    for one in _validators(place, item, "answercount"):
        if read and (least := one.number("minCount")):
            read[0].setdefault("minSelectedChoices", min(max(int(least), 1), 500))
        if read and (most := one.number("maxCount")):
            read[0].setdefault("maxSelectedChoices", min(max(int(most), 1), 500))
    return read


def ranking(place: Place, item: Properties) -> Read:
    """An order."""
    return chosen(place, item, "ranking")


def imagepicker(place: Place, item: Properties) -> Read:
    """A choice of pictures is a choice of words here."""
    place.say("pictures")
    written = [dict(one) if isinstance(one, dict) else one for one in item.items("choices")]
    for one in written:
        if isinstance(one, dict):
            one.pop("imageLink", None)
    item.written = {**item.written, "choices": written}
    item.take("showLabel")
    return chosen(place, item, "checkbox" if item.flag("multiSelect") else "radiogroup")


def boolean(place: Place, item: Properties) -> Read:
    """Yes or no."""
    choices = Choices(place)
    for key, truth in (("True", True), ("False", False)):
        value = item.word(f"value{key}") or as_value(truth)
        ours = place.draft.ours("yes" if truth else "no")
        choices.add(value, item.words(f"label{key}") or ours)
        choices.values.setdefault(as_value(truth), choices.values[value])
    if item.flag("swapOrder"):
        choices.listed.reverse()
    place.say("became_one", type="boolean")
    return {"type": "radiogroup", "choices": choices.listed}, choices.values


def rating(place: Place, item: Properties) -> Read:
    """A scale; a choice when its steps are no whole numbers, a number when there are very many."""
    if "nps" in {item.word("rateType"), item.word(OWN)}:
        item.taken |= {"rateMin", "rateMax"}
        element: Document = {"type": "rating", "rateType": "nps"}
        for key in ("minRateDescription", "maxRateDescription"):
            if words := item.words(key):
                element[key] = place.draft.text(place.where, words)
        return element | specials(place, item, ("dontKnow",)), {}
    written = item.items("rateValues") or _generated(item)
    steps = [_step(place, Properties(one if isinstance(one, dict) else {"value": one})) for one in written]
    scale = [step for step in steps if isinstance(step["value"], int) and abs(step["value"]) <= STEP_RANGE]
    values = [step["value"] for step in scale]
    is_rising = values == sorted(set(values))
    if is_rising and len(scale) == len(steps) and LEAST_STEPS <= len(steps) <= MOST_STEPS:
        _describe(place, item, scale)
        return {"type": "rating", "rateValues": scale, **specials(place, item, ("dontKnow",))}, {}
    if not item.written.get("rateValues"):
        place.say("became_number", type="rating")
        return {"type": "text", "inputType": "number", **_span(item)}, {}
    place.say("became_one", type="rating")
    item.written = {**item.written, "choices": item.written["rateValues"]}
    return chosen(place, item, "radiogroup")


def _step(place: Place, item: Properties) -> Document:
    value = item.take("value")
    value = as_number(value) if isinstance(value, str) else value
    step: Document = {"value": value, "text": place.draft.text(place.where, item.words("text") or words_of(value))}
    if "score" in item.written and (item.take("score") is None or item.number("score") is not None):
        step["score"] = item.number("score")
    return step


def _generated(item: Properties) -> list[Any]:
    """The steps that are not written out."""
    span = _span(item)
    least, most, step = (int(one) for one in span.values())
    is_whole = [least, most, step] == list(span.values())
    return list(range(least, most + 1, step)) if is_whole and (most - least) / step <= MOST_STEPS else []


def _span(item: Properties) -> dict[str, int | float]:
    found = {"min": item.number("rateMin"), "max": item.number("rateMax"), "step": item.number("rateStep")}
    count = item.number("rateCount")
    least = 1 if found["min"] is None else found["min"]
    step = found["step"] if found["step"] and found["step"] > 0 else 1
    most = found["max"] if found["max"] is not None else least + step * ((count or 5) - 1)
    return {"min": least, "max": max(least, most), "step": step}


def _describe(place: Place, item: Properties, scale: list[Document]) -> None:
    """What is said at both ends becomes the text of the end, unless that has one of its own."""
    for key, step in (("minRateDescription", scale[0]), ("maxRateDescription", scale[-1])):
        words = item.words(key)
        if words and step["text"] == str(step["value"]):
            step["text"] = place.draft.text(place.where, words)
        elif words:
            place.say("property", property=key)


def slider(place: Place, item: Properties) -> Read:
    """A number on a line is a number here."""
    place.say("became_number", type="slider")
    return {"type": "text", "inputType": "number", **_between(place, item)}, {}


def file(place: Place, item: Properties) -> Read:
    """A photo; other files are not asked for here."""
    accepted = item.word("acceptedTypes")
    if accepted and "image" not in accepted:
        place.say("left_out", type=f"file {accepted}")
        return None
    if not accepted:
        place.say("became_photo", type="file")
    return {"type": "file", "acceptedTypes": "image/*"}, {}


def where(place: Place, item: Properties) -> Read:
    """A place, which is a type of our own."""
    return {"type": "place"}, {}


QUESTIONS: dict[str, Callable[[Place, Properties], Read]] = {
    "text": text,
    "phone": phone,
    "comment": comment,
    "radiogroup": radiogroup,
    "dropdown": radiogroup,
    "buttongroup": radiogroup,
    "checkbox": checkbox,
    "tagbox": checkbox,
    "ranking": ranking,
    "imagepicker": imagepicker,
    "boolean": boolean,
    "rating": rating,
    "slider": slider,
    "file": file,
    "place": where,
}
LOOKS = {"dropdown": "radiogroup", "buttongroup": "radiogroup", "tagbox": "checkbox"}
