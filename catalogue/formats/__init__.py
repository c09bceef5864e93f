"""The forms a record is published in: one whole folder per form, each registering one `Format`."""

from catalogue.formats import json, jsonld, turtle
from catalogue.formats.registry import Format, Publishable, negotiated, registry, snapshot_iri

for _format in (json.FORMAT, jsonld.FORMAT, turtle.FORMAT):
    registry.register(_format)

__all__ = ["Format", "Publishable", "negotiated", "registry", "snapshot_iri"]
