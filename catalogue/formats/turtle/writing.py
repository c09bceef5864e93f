"""From JSON-LD through PyLD (rdflib's own reader gets type-scoped contexts wrong) to Turtle."""

from pyld import jsonld
from rdflib import Graph, Namespace

from catalogue.formats.jsonld import document
from catalogue.formats.registry import Publishable
from catalogue.sources.lpdc import context, terms

PREFIXES = {
    "adres": terms.ADRES,
    "cpsv": terms.CPSV,
    "dcat": terms.DCAT,
    "dct": terms.DCT,
    "eli": terms.ELI,
    "locn": terms.LOCN,
    "lpdcExt": terms.LPDC,
    "m8g": terms.M8G,
    "pav": terms.PAV,
    "prov": terms.PROV,
    "ps": terms.PS,
    "rdfs": terms.RDFS,
    "schema": terms.SCHEMA,
    "sh": terms.SH,
}


def write(record: Publishable, base_url: str) -> bytes:
    """The record's current version as Turtle."""
    return graph(record, base_url).serialize(format="turtle", encoding="utf-8")


def graph(record: Publishable, base_url: str) -> Graph:
    """The record's current version as a graph."""
    options = {"documentLoader": context.load, "format": "application/n-quads"}
    result = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        result.bind(prefix, Namespace(namespace), override=True, replace=True)
    result.parse(data=jsonld.to_rdf(document(record, base_url), options), format="nt")
    return result
