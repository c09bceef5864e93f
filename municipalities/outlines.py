"""Simplified outlines of the municipalities as SVG paths on one plane of 1000 wide, north up."""

import json
import re
from functools import cache
from typing import NamedTuple

from municipalities.reference import DATA

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
MARGIN = 1.0
WIDTH, HEIGHT = 1000, 400


class Outline(NamedTuple):
    """A path, and the part of the plane it lies in."""

    path: str
    view_box: str


@cache
def paths() -> dict[int, str]:
    """The path of every municipality, by NIS code."""
    kept: dict[str, str] = json.loads((DATA / "outlines.json").read_text())
    return {int(nis): path for nis, path in kept.items()}


@cache
def outline(nis: int) -> Outline | None:
    """One municipality with the view box around it; None when no outline is known."""
    path = paths().get(nis)
    if path is None:
        return None
    numbers = [float(number) for number in NUMBER.findall(path)]
    xs, ys = numbers[::2], numbers[1::2]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    width, height = max(xs) - left + MARGIN, max(ys) - top + MARGIN
    return Outline(path, f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}")
