"""JSON-LD contexts made from our terms, and a loader that knows these and nothing else: no network, ever."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from catalogue.sources.lpdc.terms import IN_LANGUAGES, M8G, PARTS, ROOTS, XSD, Class, Form, Term

LDES = "https://w3id.org/ldes#"
TREE = "https://w3id.org/tree#"
DATATYPES = {Form.ORDER: "integer", Form.FLAG: "boolean", Form.DAY: "dateTime", Form.MOMENT: "dateTime"}
LINKS = frozenset({Form.IRI, Form.IRIS, Form.CODE, Form.PART, Form.PARTS})
RELATIONS = ("GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo")

Json = dict[str, Any]


class UnknownContext(Exception):
    """A file names a context that we do not know. `name` is its address."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@cache
def lpdc() -> Json:
    """The type-scoped context of IPDC-LPDC, with its Dutch keys."""
    known: Json = {one.key: _scoped(one) for one in (*ROOTS, *PARTS.values())}
    return {"@context": {**known, "PubliekeOrganisatie": f"{M8G}PublicOrganisation"}}


@cache
def ldes() -> Json:
    """The context of a page of a linked data event stream."""
    stream = {
        "member": {"@id": f"{TREE}member", "@container": "@set"},
        "versionOfPath": _link(f"{LDES}versionOfPath"),
        "timestampPath": _link(f"{LDES}timestampPath"),
        "view": f"{TREE}view",
    }
    relation = {
        "node": _link(f"{TREE}node"),
        "path": _link(f"{TREE}path"),
        "value": {"@id": f"{TREE}value", "@type": f"{XSD}dateTime"},
    }
    return {
        "@context": {
            "EventStream": {"@id": f"{LDES}EventStream", "@context": stream},
            "Node": {
                "@id": f"{TREE}Node",
                "@context": {"relation": {"@id": f"{TREE}relation", "@container": "@set"}},
            },
            **{f"{name}Relation": {"@id": f"{TREE}{name}Relation", "@context": relation} for name in RELATIONS},
        }
    }


KNOWN = {"ipdc-lpdc-im.jsonld": lpdc, "ldes.jsonld": ldes}


def load(url: str, options: Mapping[str, Any]) -> Json:
    """A PyLD document loader: our own context for a known last part of the address; raises UnknownContext."""
    name = url.partition("?")[0].rpartition("/")[2]
    if name not in KNOWN:
        raise UnknownContext(url)
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": KNOWN[name](),
        "tag": "static",
    }


def _scoped(one: Class) -> Json:
    return {"@id": one.iri, "@context": _terms(one.terms)}


def _terms(terms: Iterable[Term]) -> Json:
    return {term.key: _definition(term) for term in terms}


def _definition(term: Term) -> Json:
    if term.form in IN_LANGUAGES:
        held: str | list[str] = ["@language", "@set"] if term.form == Form.WORDS else "@language"
        return {"@id": term.iri, "@container": held}
    if term.form in LINKS:
        many = {"@container": "@set"} if term.form in {Form.IRIS, Form.PARTS} else {}
        scope = {"@context": {"@base": term.base}} if term.base else {}
        return {**_link(term.iri), **many, **scope}
    return {"@id": term.iri, "@type": f"{XSD}{DATATYPES.get(term.form, 'string')}"}


def _link(iri: str) -> Json:
    return {"@id": iri, "@type": "@id"}
