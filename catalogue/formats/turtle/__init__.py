"""Turtle: what the JSON-LD says, as RDF."""

from catalogue.formats.registry import Format
from catalogue.formats.turtle.writing import graph, write

FORMAT = Format(key="ttl", media_type="text/turtle", write=write)

__all__ = ["FORMAT", "graph", "write"]
