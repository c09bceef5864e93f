"""A record lies in layers: what the source says, and what we say. Pure functions over flat fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypedDict

from catalogue.models import Policy

Fields = dict[str, Any]
UNSAID = {"archived": "false"}  # what a source means that does not say it: a service exists


class Own(TypedDict):
    """Our value of a field, the source's value it was laid over, and what the owner allows."""

    value: str
    base: str
    policy: str


class Outcome(StrEnum):
    """What the three-way check says of one proposed change."""

    EQUAL = "equal"  # somebody was first: it already says so
    CONFLICT = "conflict"  # it changed since the person looked
    APPLIES = "applies"


@dataclass(frozen=True)
class Drift:
    """The source now says something else under a value of ours."""

    field: str
    own: Own
    source_value: str

    def repeats(self, other: "Drift") -> bool:
        """Whether it is about a copy of the text the other one is about: one question is enough."""
        return (stem(self.field), self.own, self.source_value) == (stem(other.field), other.own, other.source_value)


def judged(current: str, base: str, proposed: str) -> Outcome:
    """Compares what stands there now, what the person saw, and what they propose."""
    if current == proposed:
        return Outcome.EQUAL
    return Outcome.APPLIES if current == base else Outcome.CONFLICT


def stem(path: str) -> str:
    """A path without its language."""
    return path.partition("@")[0]


def is_generated(path: str) -> bool:
    """Whether a path, or a language tag, is that of a text that IPDC generated from another one."""
    return "-x-generated-" in path.rpartition("@")[2]


def _is_dutch(path: str) -> bool:
    return path.rpartition("@")[2].startswith("nl")


def effective(source: Mapping[str, Any], own: Mapping[str, Own]) -> Fields:
    """What the page shows and the API publishes: only `local` values go over the source's.

    What was generated from a text that we replaced still says the old thing, so it is withdrawn (docs/decisions/0010).
    """
    over = {path: layer["value"] for path, layer in own.items() if layer["policy"] == Policy.LOCAL}
    replaced = {stem(path) for path in over if _is_dutch(path)}
    left = {path: value for path, value in source.items() if not (is_generated(path) and stem(path) in replaced)}
    return {path: value for path, value in {**left, **over}.items() if value not in ("", [], None)}


def visible(fields: Mapping[str, Any], own: Mapping[str, Own]) -> Fields:
    """What a page has to show: the fields, and what of ours lies beside nothing."""
    return {path: layer["value"] for path, layer in own.items() if layer["policy"] != Policy.LOCAL} | dict(fields)


def _said(source: Mapping[str, Any], path: str) -> str:
    return str(source.get(path, "") or UNSAID.get(path, ""))


def current(source: Mapping[str, Any], own: Mapping[str, Own], path: str) -> str:
    """The value a correction of this field starts from: ours when we have one, else the source's."""
    layer = own.get(path)
    if layer is not None and layer["policy"] != Policy.FORWARD:
        return layer["value"]
    return _said(source, path)


def laid(own: Mapping[str, Own], source: Mapping[str, Any], path: str, value: str, policy: str) -> dict[str, Own]:
    """Our layer with one value more. A value equal to the source's needs no layer."""
    base = _said(source, path)
    rest = {name: layer for name, layer in own.items() if name != path}
    return rest if value == base else {**rest, path: Own(value=value, base=base, policy=policy)}


def copies(source: Mapping[str, Any], own: Mapping[str, Own], path: str) -> list[str]:
    """The Dutch variants that people wrote and that say literally the same as the one at `path`.

    IPDC keeps a text twice. What is corrected in one is corrected in all of them.
    """
    value = current(source, own, path)
    if not (value and _is_dutch(path)):
        return []
    siblings = [other for other in source if stem(other) == stem(path) and _is_dutch(other) and other != path]
    return [other for other in siblings if not is_generated(other) and current(source, own, other) == value]


def kept(own: Mapping[str, Own], source: Mapping[str, Any]) -> tuple[dict[str, Own], list[str], list[Drift]]:
    """Our layer after the source changed: (what stays, the fields the source took over, the drifts for staff)."""
    stays: dict[str, Own] = {}
    taken: list[str] = []
    drifts: list[Drift] = []
    for path, layer in own.items():
        value = _said(source, path)
        if value == layer["value"]:
            taken.append(path)
            continue
        stays[path] = layer
        drift = Drift(path, layer, value)
        if value != layer["base"] and layer["policy"] != Policy.FORWARD and not any(map(drift.repeats, drifts)):
            drifts.append(drift)
    return stays, taken, drifts


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every field that changed, in order of its name, with both values."""
    return [
        {"field": path, "from": before.get(path, ""), "to": after.get(path, "")}
        for path in sorted({*before, *after})
        if before.get(path, "") != after.get(path, "")
    ]


def fingerprint(value: object) -> str:
    """Names a value, so that a confirmation of the current and of a proposed value are counted alike."""
    return sha256(str(value).encode()).hexdigest()[:32]
