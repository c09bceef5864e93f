"""Foreign keys point strictly down too. Reads the same layers as the import contract, which cannot see a string key."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
LAYERS = [[room.strip() for room in layer.split("|")] for layer in CONTRACT["layers"]]
FLOORS = {room: len(LAYERS) - at for at, layer in enumerate(LAYERS) for room in layer}


def models() -> list[type]:
    return [model for model in apps.get_models() if model._meta.app_label in FLOORS]


def test_every_room_stands_on_a_floor() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"bench", "tests"}
    assert rooms == set(FLOORS)


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_relations_point_strictly_down(model) -> None:
    own = model._meta.app_label
    for field in model._meta.get_fields(include_parents=False):
        if not field.is_relation or field.auto_created or field.related_model is None:
            continue
        other = field.related_model._meta.app_label
        if other in FLOORS and other != own:
            assert FLOORS[other] < FLOORS[own], f"{model._meta.label}.{field.name}"
