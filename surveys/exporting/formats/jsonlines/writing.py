"""Writes every answer as a line of JSON."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import override

from surveys.asked import Asked
from surveys.exporting.fields import Answer
from surveys.exporting.table import Table

Words = Mapping[str, Mapping[Any, str]]


def write(table: Table, path: Path) -> int:
    """A key for every question that was shown, null where it was left open; returns how many answers."""
    many = 0
    with override(table.language):
        words = {one.name: _words(one, table.language) for one in table.asked if one.is_closed}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for answer in table.answers:
            json.dump(_line(answer, words), file, ensure_ascii=False)
            file.write("\n")
            many += 1
    return many


def _words(asked: Asked, language: str) -> dict[Any, str]:
    return {value: asked.label(value, language) for value in asked.values}


def _line(answer: Answer, words: Words) -> dict[str, Any]:
    labels = {name: _labels(said, words[name]) for name, said in answer.answers.items() if name in words}
    return {
        "id": str(answer.id),
        "version": answer.version,
        "day": answer.day.isoformat(),
        "channel": answer.channel,
        "language": answer.language,
        "answers": answer.answers,
        "labels": {name: label for name, label in labels.items() if label},
    }


def _labels(said: Any, words: Mapping[Any, str]) -> Any:
    if isinstance(said, list):
        return [words.get(one, str(one)) for one in said]
    return words.get(said.get("place") if isinstance(said, dict) else said)
