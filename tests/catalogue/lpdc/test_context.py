"""Our context says what the official one says, and no other is ever fetched."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from rdflib import Graph
from rdflib.compare import isomorphic

from catalogue.sources.lpdc import context
from tests.catalogue.lpdc import FIXTURES, SHARED, needs_shared

REAL = ["ldes/instancesnapshot-ldes-stub/page-1.json", "ldes/ipdc-stub/page-0.json", "ldes/ipdc-stub/page-1.json"]


def triples(document: Any, loader: Any) -> Graph:
    options = {"documentLoader": loader, "format": "application/n-quads"}
    return Graph().parse(data=jsonld.to_rdf(document, options), format="nt")


def official(url: str, options: Any) -> dict[str, Any]:
    text = (SHARED / "context" / url.rpartition("/")[2]).read_text()
    return {"contentType": "", "contextUrl": None, "documentUrl": url, "document": json.loads(text)}


@needs_shared
@pytest.mark.parametrize("path", REAL)
def test_a_real_page_means_the_same_under_our_context_as_under_the_official_one(path: str) -> None:
    page = json.loads((SHARED / path).read_text())
    ours, theirs = triples(page, context.load), triples(page, official)
    assert len(ours) > 100
    assert isomorphic(ours, theirs)


@needs_shared
@pytest.mark.parametrize(("name", "built"), [("ipdc-lpdc-im", context.lpdc()), ("ldes", context.ldes())])
def test_our_contexts_hold_the_same_facts_as_the_official_ones(name: str, built: dict[str, Any]) -> None:
    assert built == json.loads((SHARED / "context" / f"{name}.jsonld").read_text())


@pytest.mark.parametrize("host", ["https://a.example/", "http://hostname/some/where/", ""])
@pytest.mark.parametrize("name", context.KNOWN)
def test_a_known_context_is_ours_whatever_its_host(host: str, name: str) -> None:
    assert context.load(f"{host}{name}", {})["document"] is context.KNOWN[name]()


@pytest.mark.parametrize(
    "url",
    [
        "https://schema.org/",
        "http://h/ipdc-lpdc-im-that-is-invalid.jsonld",
        "file:///etc/passwd",
        "",
        "h/IPDC-LPDC-IM.JSONLD",
    ],
)
def test_any_other_context_is_refused_by_name(url: str) -> None:
    with pytest.raises(context.UnknownContext) as refused:
        context.load(url, {})
    assert refused.value.name == url


def members() -> Iterator[dict[str, Any]]:
    page = json.loads(Path(FIXTURES / "page.jsonld").read_text())
    yield from (one for one in page["member"] if isinstance(one, dict) and one["@id"].endswith(("/full", "/minimal")))


def test_a_key_means_something_only_under_its_own_type() -> None:
    graph = triples(
        {"@context": "http://x/ipdc-lpdc-im.jsonld", "@type": "Kost", "telefoonnummer": "1", "order": 3}, context.load
    )
    assert sorted(predicate.rpartition("#")[2] for predicate in graph.predicates()) == ["order", "type"]


def test_short_codes_are_resolved_against_their_own_list() -> None:
    full = next(members())
    graph = triples({"@context": "http://x/ipdc-lpdc-im.jsonld", **full}, context.load)
    assert "http://data.europa.eu/nuts/code/BE23444021" in {str(value) for value in graph.objects()}
