"""From the small graph of one snapshot to flat fields.

The order of parts is that of sh:order, ties broken by address, and for nodes without one by what they say, so that the
same data always has the same paths.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from catalogue.sources.document import SourceDocument
from catalogue.sources.lpdc import cleaning, terms
from catalogue.sources.lpdc.terms import Form, Term

Fields = dict[str, Any]
MOST_URI = 400
MOST_PARTS = 500
ONE = {
    Form.STRING: cleaning.text,
    Form.HOURS: cleaning.lines,
    Form.PHONE: cleaning.visible,
    Form.EMAIL: cleaning.visible,
    Form.URL: cleaning.url,
    Form.FLAG: cleaning.flag,
    Form.DAY: cleaning.day,
}


class Unusable(ValueError):
    """A snapshot that can't be taken in; the message says why."""


@dataclass(frozen=True)
class _Dates:
    generated: datetime
    created: datetime
    modified: datetime


def mapped(graph: Graph, subject: Node) -> SourceDocument:
    """The snapshot `subject` of the graph as a document; raises Unusable with a sentence for people.

    Without isVersionOf the subject is the thing itself and its modified date is the version (as in IPDC's own dumps).
    """
    uri = _identity(graph, subject)
    if URIRef(terms.TOMBSTONE) in graph.objects(subject, URIRef(terms.RDF_TYPE)):
        return _tombstone(graph, subject, uri)
    kind = _kind(_types(graph, subject))
    dates = _dates(graph, subject, is_snapshot=uri != str(subject))
    fields = {"archived": "false", **_flat(graph, subject, terms.FIELDS[kind])}
    if not any(path.startswith("title@") for path in fields):
        raise Unusable(_("it has no title"))
    return _document(subject, uri, kind, dates, fields | {"created": dates.created.isoformat()})


def _tombstone(graph: Graph, subject: Node, uri: str) -> SourceDocument:
    former = {str(value) for value in graph.objects(subject, URIRef(terms.FORMER_TYPE))}
    kind = "concept" if former & {terms.CONCEPT.iri, terms.CONCEPT_SNAPSHOT.iri} else "service"
    dates = _dates(graph, subject, is_snapshot=True)
    return replace(_document(subject, uri, kind, dates, {"archived": "true"}), is_tombstone=True)


def _document(subject: Node, uri: str, kind: str, dates: _Dates, fields: Fields) -> SourceDocument:
    own = str(subject) if uri != str(subject) else f"{uri}#{dates.generated.isoformat()}"
    return SourceDocument(
        uri=uri,
        snapshot_uri=own,
        kind=kind,
        generated_at=dates.generated,
        created_at=dates.created,
        modified_at=dates.modified,
        fields=fields,
    )


def _identity(graph: Graph, subject: Node) -> str:
    versions = sorted({str(value) for value in graph.objects(subject, URIRef(terms.VERSION_OF.iri))})
    if len(versions) > 1:
        raise Unusable(_("it says it is a version of more than one thing"))
    if not versions and not isinstance(subject, URIRef):
        raise Unusable(_("it has no address (@id)"))
    uri = versions[0] if versions else str(subject)
    is_address = uri.lower().startswith(("http://", "https://", "urn:")) and not uri.startswith(terms.NOWHERE)
    if not is_address or uri != cleaning.visible(uri):
        raise Unusable(_("the address of the thing is not a web address"))
    if max(len(uri), len(str(subject))) > MOST_URI - len("#2024-01-01T00:00:00.000000+00:00"):
        raise Unusable(_("the address of the thing is too long"))
    return uri


def _types(graph: Graph, subject: Node) -> set[str]:
    return {str(value) for value in graph.objects(subject, URIRef(terms.RDF_TYPE))}


def _kind(types: set[str]) -> str:
    kinds = {terms.KINDS[one] for one in types & terms.KINDS.keys()}
    if len(kinds) != 1:
        raise Unusable(_("it is not a service or a concept of IPDC-LPDC"))
    return kinds.pop()


def _dates(graph: Graph, subject: Node, *, is_snapshot: bool) -> _Dates:
    generated = _moment(graph, subject, terms.GENERATED.iri, terms.DELETED)
    modified = _moment(graph, subject, terms.MODIFIED.iri, terms.OLD_MODIFIED)
    created = _moment(graph, subject, terms.CREATED.iri, terms.OLD_CREATED)
    version = (generated or modified) if is_snapshot else (modified or generated)
    if version is None:
        raise Unusable(_("it has no date that can be used"))
    if version > datetime.now(UTC) + timedelta(days=1):
        raise Unusable(_("its date lies in the future"))
    return _Dates(version, created or modified or version, modified or version)


def _moment(graph: Graph, subject: Node, *predicates: str) -> datetime | None:
    for predicate in predicates:
        found = [cleaning.moment(str(value)) for value in graph.objects(subject, URIRef(predicate))]
        if usable := [one for one in found if one]:
            return max(usable)
    return None


def _flat(graph: Graph, node: Node, of: Iterable[Term], prefix: str = "") -> Fields:
    fields: Fields = {}
    for term in of:
        if term.name:
            fields.update(_term(graph, term, list(graph.objects(node, URIRef(term.iri))), f"{prefix}{term.name}"))
    return fields


def _term(graph: Graph, term: Term, values: list[Node], path: str) -> Fields:
    if term.form in {Form.PART, Form.PARTS}:
        return _parts(graph, term, values, path)
    if term.form in terms.IN_LANGUAGES:
        return _in_languages(term, values, path)
    if term.form in {Form.IRIS, Form.CODE}:
        iris = sorted({iri for value in values if (iri := _iri(value))})
        return {path: iris} if iris else {}
    found = sorted({kept for value in values if (kept := _one(term, value))})
    return {path: found[0]} if found else {}  # two where one may be: always the same one


def _one(term: Term, value: Node) -> str:
    if term.form == Form.IRI:
        return _iri(value)
    return "" if isinstance(value, BNode) else ONE[term.form](str(value))


def _iri(value: Node) -> str:
    """An address; empty for one that was relative in its file, because nobody knows to what."""
    iri = cleaning.visible(str(value)) if isinstance(value, URIRef) else ""
    return "" if iri.startswith(terms.NOWHERE) else iri


def _in_languages(term: Term, values: list[Node], path: str) -> Fields:
    clean = cleaning.html if term.form == Form.HTML else cleaning.text
    found: dict[str, set[str]] = {}
    for value in values:
        if isinstance(value, Literal) and (kept := clean(str(value))):
            found.setdefault(f"{path}@{(value.language or 'nl').lower()}", set()).add(kept)
    if term.form == Form.WORDS:
        return {tagged: sorted(words) for tagged, words in found.items()}
    return {tagged: min(texts) for tagged, texts in found.items()}


def _parts(graph: Graph, term: Term, nodes: list[Node], path: str) -> Fields:
    if len(nodes) > MOST_PARTS:
        raise Unusable(_("it has too many parts"))
    children = sorted(_children(graph, term, nodes), key=lambda child: child[0])
    if term.form == Form.PART:
        return {f"{path}/{name}": value for child in children[:1] for name, value in child[1].items()}
    return {f"{path}/{index}/{name}": value for index, child in enumerate(children) for name, value in child[1].items()}


def _children(graph: Graph, term: Term, nodes: list[Node]) -> Iterator[tuple[tuple[Any, ...], Fields]]:
    of = terms.PARTS[term.part].terms
    for node in nodes:
        fields = _flat(graph, node, of) or _only_an_address(graph, node, of)
        if fields:
            address = str(node) if isinstance(node, URIRef) else ""
            said = sorted((path, str(value)) for path, value in fields.items())
            yield (_order(graph, node), address, said), fields


def _only_an_address(graph: Graph, node: Node, of: Iterable[Term]) -> Fields:
    """A website or a law that is only pointed at: its address is all there is to know."""
    if isinstance(node, BNode) or terms.URL not in of or (node, None, None) in graph:
        return {}
    is_web = str(node).lower().startswith(("http://", "https://"))
    return {"url": cleaning.url(str(node))} if is_web else {}


def _order(graph: Graph, node: Node) -> float:
    for value in graph.objects(node, URIRef(terms.ORDER.iri)):
        try:
            order = float(str(value))
        except ValueError:
            continue
        if math.isfinite(order):
            return order
    return math.inf
