"""Whether a document keeps to schema.json; what the schema says of it, in plain sentences."""

import json
import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from surveys.definition.problem import (
    Problem,
    of_calculated,
    of_dimension,
    of_page,
    of_question,
    of_survey,
)

SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_name("schema.json").read_text())
DEFINITIONS = SCHEMA["$defs"]
TEXT = DEFINITIONS["text"]["oneOf"]
KINDS = [one["$ref"].rpartition("/")[2] for one in DEFINITIONS["question"]["oneOf"]]
TELLING_APART = ("type", "rateType", "inputType")
MOST_DEEP = 24
MOST_PROBLEMS = 100
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def misshapen(document: Any) -> list[Problem]:
    """What the schema has against a document; nothing when it keeps to it."""
    if not isinstance(document, dict):
        return [of_survey(_("This is not a survey."))]
    if sentence := _unreadable(document):
        return [of_survey(sentence)]
    found = [problem for error in _validator().iter_errors(document) for problem in _problems(document, error)]
    return list(dict.fromkeys(found))[:MOST_PROBLEMS]


@cache
def _validator() -> Validator:
    return extend(Draft202012Validator, {"pattern": _pattern, "oneOf": _form})(SCHEMA)


def _pattern(validator: Validator, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """As in JavaScript, where `$` is the very end: Python's would let a line break through."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError("pattern")


def _form(validator: Validator, forms: list[Any], instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Of what can have several forms, judged is the one that was meant."""
    meant = _meant(forms, instance)
    if meant is None:
        yield ValidationError("oneOf")
    else:
        yield from validator.descend(instance, forms[meant], schema_path=meant)


def _meant(forms: list[Any], instance: Any) -> int | None:
    if forms == TEXT:
        return 0 if isinstance(instance, str) else 1 if isinstance(instance, dict) else None
    if not isinstance(instance, dict):
        return None
    told = [instance.get(one) for one in TELLING_APART]
    return next((at for at, kind in enumerate(KINDS) if _consts(kind) == told), None)


def _consts(kind: str) -> list[Any]:
    properties = DEFINITIONS[kind]["properties"]
    return [properties.get(one, {}).get("const") for one in TELLING_APART]


def _unreadable(document: Any) -> str:
    """What a schema can't say, and would break on."""
    level = [document]
    for _depth in range(MOST_DEEP):
        values = [value for part in level for value in (part.values() if isinstance(part, dict) else part)]
        if any(isinstance(one, float) and not math.isfinite(one) for one in values):
            return _("A number in it is not finite.")
        if any(isinstance(one, str) and UNSTORABLE.search(one) for one in values):
            return _("A text in it has characters that can't be kept.")
        level = [one for one in values if isinstance(one, dict | list)]
    return _("It is nested too deep.") if level else ""


def _problems(document: dict[str, Any], error: ValidationError) -> Iterator[Problem]:
    path = list(error.absolute_path)
    about, rest = _owner(document, path)
    said = SENTENCES.get(str(error.validator), _other)(error)
    for sentence in [said] if isinstance(said, str) else said:
        yield about(f"{_place(rest)}{sentence}")


def _owner(document: dict[str, Any], path: list[Any]) -> tuple[Callable[[str], Problem], list[Any]]:
    """Whom a place in the document belongs to, and what is left of the way there."""
    match path:
        case ["pages", int(page), "elements", int(at), *rest]:
            return _about(of_question, document["pages"][page]["elements"][at], at), rest
        case ["pages", int(page), *rest]:
            return _about(of_page, document["pages"][page], page), rest
        case ["calculatedValues", int(at), *rest]:
            return _about(of_calculated, document["calculatedValues"][at], at), rest
        case ["scoring", "dimensions", int(at), *rest]:
            return _about(of_dimension, document["scoring"]["dimensions"][at], at), rest
    return of_survey, path


def _about(make: Callable[[str, str], Problem], written: Any, at: int) -> Callable[[str], Problem]:
    """By its name, or by its number where it has none."""
    name = written.get("name") if isinstance(written, dict) else None
    known = name if isinstance(name, str) and name else f"{at + 1}"
    return lambda sentence: make(known[:60], sentence)


def _place(path: list[Any]) -> str:
    """The rest of the way, as people count."""
    words = [str(step + 1) if isinstance(step, int) else step for step in path]
    return f"{' '.join(words)}: " if words else ""


def _missing(error: ValidationError) -> list[str]:
    wanted = [one for one in error.validator_value if one not in error.instance]
    return [_("“%(property)s” is missing.") % {"property": one} for one in wanted]


def _unknown(error: ValidationError) -> list[str]:
    known = {*error.schema.get("properties", {})}
    if error.validator == "unevaluatedProperties":
        known |= {*DEFINITIONS["common"]["properties"]}
    return [
        _("“%(property)s” is not known here.") % {"property": one[:60]} for one in error.instance if one not in known
    ]


TYPES = {
    "string": gettext_lazy("This must be a text."),
    "integer": gettext_lazy("This must be a whole number."),
    "number": gettext_lazy("This must be a number."),
    "boolean": gettext_lazy("This must be true or false."),
    "array": gettext_lazy("This must be a list."),
    "object": gettext_lazy("This must be an object."),
}
PATTERNS = {
    DEFINITIONS["name"]["pattern"]: gettext_lazy(
        "A name begins with a letter and has only letters without accents, digits and _, at most 60."
    ),
    DEFINITIONS["value"]["pattern"]: gettext_lazy(
        "A value has at most 100 characters, does not begin with a space, and has no quotes and no { }."
    ),
}


def _type(error: ValidationError) -> str:
    wanted = error.validator_value
    return str(TYPES[wanted if isinstance(wanted, str) else wanted[0]])


def _one_of(error: ValidationError) -> str:
    """No form was recognised."""
    if not isinstance(error.instance, dict):
        return str(TYPES["string" if error.validator_value == TEXT else "object"])
    told = [str(error.instance[one])[:60] for one in TELLING_APART if one in error.instance]
    return _("There is no question of the type “%(type)s”.") % {"type": " ".join(told)}


def _enum(error: ValidationError) -> str:
    allowed = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    return _("This must be one of: %(values)s.") % {"values": ", ".join(str(one) for one in allowed)}


def _told(sentence: Promise) -> Callable[[ValidationError], str]:
    return lambda error: str(sentence) % {"limit": error.validator_value}


def _other(error: ValidationError) -> str:
    return _("This can't be read.")


SENTENCES: dict[str, Callable[[ValidationError], str | list[str]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "unevaluatedProperties": _unknown,
    "type": _type,
    "oneOf": _one_of,
    "enum": _enum,
    "const": _enum,
    "pattern": lambda error: str(PATTERNS.get(error.validator_value, gettext_lazy("Write a day as 2026-12-31."))),
    "not": _told(gettext_lazy("“other” and “dontknow” are kept for the choices that are made of themselves.")),
    "minLength": _told(gettext_lazy("This is empty.")),
    "maxLength": _told(gettext_lazy("This is longer than %(limit)s characters.")),
    "minItems": _told(gettext_lazy("There must be at least %(limit)s.")),
    "maxItems": _told(gettext_lazy("There are more than %(limit)s.")),
    "minimum": _told(gettext_lazy("This must be at least %(limit)s.")),
    "maximum": _told(gettext_lazy("This must be at most %(limit)s.")),
    "exclusiveMinimum": _told(gettext_lazy("This must be more than %(limit)s.")),
    "uniqueItems": _told(gettext_lazy("The same stands in it twice.")),
}
