"""JSON-LD files, walked part by part: the members of a page, or the nodes of a graph, are decoded one at a time."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json import JSONDecoder
from typing import Any

from django.utils.translation import gettext as _
from pyld import jsonld

from catalogue.sources.lpdc import context
from catalogue.sources.lpdc.terms import NOWHERE
from catalogue.sources.lpdc.triples import Malformed, Statement, from_pyld

Json = dict[str, Any]
SPACE = re.compile(r"\s*")
BLANK = re.compile(r'"_:([\w.-]+)"')
STAND_IN = "urn:participatie:blank:"
LISTS = ("member", "@graph")
DECODER = JSONDecoder()
OPTIONS = {"documentLoader": context.load, "base": NOWHERE}
# What PyLD raises on input that is JSON but no JSON-LD.
FAULTS = (jsonld.JsonLdError, TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError)


@dataclass
class Walked:
    """The outline of a file: its own keys, where each item of its list starts, and what is wrong with the rest."""

    header: Json = field(default_factory=dict)
    key: str = ""  # of the list: member, @graph, or empty for a bare array
    starts: list[int] = field(default_factory=list)
    fault: str = ""


def walk(text: str) -> Walked:
    """The outline of a JSON text, without keeping what it holds. A text that breaks off has a `fault`."""
    walked = Walked()
    try:
        start = _skip(text, 0)
        walker = {"[": _walk_list, "{": _walk_object}.get(text[start : start + 1])
        if walker is None:
            walked.fault = _("this is no JSON-LD")
        elif _skip(text, walker(text, start, walked)) != len(text):
            walked.fault = _("there is more after its end")
    except (ValueError, RecursionError):
        walked.fault = _("the JSON breaks off or is broken")
    return walked


def _walk_object(text: str, at: int, walked: Walked) -> int:
    at = _skip(text, at + 1)
    while text[at : at + 1] != "}":
        key, at = DECODER.raw_decode(text, at)
        at = _skip(text, _expect(text, at, ":"))
        if key in LISTS and not walked.key and text[at : at + 1] == "[":
            walked.key = key
            at = _walk_list(text, at, walked)
        else:
            walked.header[str(key)], at = DECODER.raw_decode(text, at)
        at = _next(text, at, "}")
    return at + 1


def _walk_list(text: str, at: int, walked: Walked) -> int:
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        _item, end = DECODER.raw_decode(text, at)
        walked.starts.append(at)
        at = _next(text, end, "]")
    return at + 1


def _skip(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at


def _expect(text: str, at: int, mark: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] != mark:
        raise ValueError(mark)
    return at + 1


def _next(text: str, at: int, end: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] == end:
        return at
    at = _skip(text, _expect(text, at, ","))
    if text[at : at + 1] == end:
        raise ValueError(end)
    return at


def items(text: str, walked: Walked) -> Iterator[Any]:
    """Each item of the list, decoded when its turn comes, with the context of the file."""
    for start in walked.starts:
        item = DECODER.raw_decode(text, start)[0]
        is_bare = isinstance(item, dict) and "@context" not in item and "@context" in walked.header
        yield {"@context": walked.header["@context"], **item} if is_bare else item


def check_context(walked: Walked) -> None:
    """Raises Malformed when the context of the file is unknown or broken."""
    if "@context" in walked.header:
        list(statements({"@context": walked.header["@context"]}))


def statements(item: Any, mark: str = "") -> Iterator[Statement]:
    """What one JSON-LD item says; raises Malformed with a sentence."""
    try:
        yield from from_pyld(jsonld.to_rdf(item, OPTIONS), mark)
    except Malformed:
        raise
    except FAULTS as error:
        raise Malformed(_sentence(error)) from error


def _sentence(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, context.UnknownContext):
            return _("the context “%(name)s” is not known here") % {"name": cause.name[:300]}
        cause = cause.__cause__ or cause.__context__
    return _("this is no JSON-LD")


def graph_statements(text: str) -> Iterator[Statement]:
    """What a whole file says, item by item. Blank nodes that the file itself names stay shared between its items."""
    shared = BLANK.sub(rf'"{STAND_IN}\1"', text)
    walked = walk(shared)
    whole = items(shared, walked) if walked.starts else [walked.header]
    for number, item in enumerate(whole):
        for subject, predicate, value, tag in statements(item, f"i{number}"):
            yield _back(subject), predicate, _back(value), tag


def _back(name: str) -> str:
    return name.replace(STAND_IN, "_:", 1) if name.startswith(STAND_IN) else name


def name_of(item: Any) -> str:
    """What to call an item when it is refused."""
    name = item.get("@id", item.get("id", "")) if isinstance(item, dict) else item
    return str(name)[:400] if isinstance(name, str) else json.dumps(name)[:100]
