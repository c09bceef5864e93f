"""JSON-LD in the form of an IPDC-LPDC snapshot, as a municipality that integrates with LPDC publishes it."""

from catalogue.formats.jsonld.writing import CONTEXT_PATH, document, write
from catalogue.formats.registry import Format

FORMAT = Format(key="jsonld", media_type="application/ld+json", write=write)

__all__ = ["CONTEXT_PATH", "FORMAT", "document", "write"]
