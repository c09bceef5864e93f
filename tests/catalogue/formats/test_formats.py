"""The published forms: what is read back equals what was published."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from catalogue import formats
from catalogue.formats import turtle
from catalogue.sources.document import SourceDocument
from catalogue.sources.lpdc import terms
from catalogue.sources.lpdc.reading import read
from tests.catalogue.lpdc import DEMO, FIXTURES, SHARED, needs_shared, sorted_out
from tests.catalogue.test_adding import KEPT

BASE = "https://participatie.example"
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Published:
    """A record, as the formats see it."""

    fields: dict[str, Any]
    uri: str = "https://feed.example/service/1"
    kind: str = "service"
    title: str = "Titel"
    version: int = 3
    id: UUID = field(default=UUID(int=7))
    modified_at: datetime = AT
    generated_at: datetime = AT


def of(document: SourceDocument) -> Published:
    return Published(
        fields=document.fields, uri=document.uri, kind=document.kind, id=uuid5(NAMESPACE_URL, document.snapshot_uri)
    )


def read_back(record: Published, key: str, folder: Path) -> SourceDocument:
    file = folder / f"record.{key}"
    file.write_bytes(formats.registry.get(key).write(record, BASE))
    [document] = read(file)
    assert isinstance(document, SourceDocument), document
    return document


def everything() -> list[SourceDocument]:
    sources = [DEMO, FIXTURES / "dump.nt", FIXTURES / "concept.ttl", FIXTURES / "good-context.jsonld"]
    return [document for source in sources for document in sorted_out(read(source))[0]]


@pytest.mark.parametrize("key", ["jsonld", "ttl"])
def test_what_is_published_reads_back_as_it_was(tmp_path: Path, key: str) -> None:
    for document in everything():
        again = read_back(of(document), key, tmp_path)
        assert (again.uri, again.kind, again.fields) == (document.uri, document.kind, document.fields)
        assert (again.generated_at, again.snapshot_uri) == (
            AT,
            f"{BASE}/api/v1/records/{of(document).id}/history#version-3",
        )


text = st.text(
    alphabet=st.characters(min_codepoint=33, max_codepoint=0x17F, exclude_categories=("Cc", "Cf", "Zs")),
    min_size=1,
    max_size=20,
)
parts = st.dictionaries(
    st.sampled_from(["telephone", "hours", "email", "address/house_number", "address/street@nl", "address/street@en"]),
    text,
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(
    title=text,
    contacts=st.lists(parts, max_size=3),
    archived=st.sampled_from(["true", "false"]),
    day=st.dates(datetime(1990, 1, 1).date(), datetime(2090, 1, 1).date()),
)
def test_any_fields_read_back_as_they_were(tmp_path_factory, title, contacts, archived, day) -> None:
    fields = {
        "title@nl-be-x-informal": title,
        "archived": archived,
        "created": AT.isoformat(),
        "start_date": day.isoformat(),
    }
    fields |= {f"contact/{n}/{path}": value for n, one in enumerate(contacts) for path, value in one.items()}
    again = read_back(Published(fields=fields), "jsonld", tmp_path_factory.mktemp("form"))
    assert again.fields == fields


def test_plain_json_is_the_fields_as_they_are() -> None:
    document = json.loads(formats.registry.get("json").write(Published(fields={"title@nl": "x"}), f"{BASE}/"))
    assert document == {
        "id": str(UUID(int=7)),
        "uri": "https://feed.example/service/1",
        "version_uri": f"{BASE}/api/v1/records/{UUID(int=7)}/history#version-3",
        "kind": "service",
        "title": "Titel",
        "is_archived": False,
        "version": 3,
        "modified_at": AT.isoformat(),
        "source_generated_at": AT.isoformat(),
        "fields": {"title@nl": "x"},
    }


def test_json_ld_is_a_snapshot_with_dutch_keys_and_names_our_context() -> None:
    document = json.loads(formats.registry.get("jsonld").write(Published(fields={"title@nl": "x"}), BASE))
    assert document["@context"] == f"{BASE}/api/v1/context/ipdc-lpdc-im.jsonld"
    assert (document["@type"], document["naam"]) == ("InstantieSnapshot", {"nl": "x"})


def test_a_website_that_lost_its_address_is_not_published() -> None:
    fields = {
        "title@nl": "x",
        "website/0/title@nl": "weg",
        "website/1/title@nl": "er",
        "website/1/url": "https://a.example",
    }
    document = json.loads(formats.registry.get("jsonld").write(Published(fields=fields), BASE))
    assert [site["naam"]["nl"] for site in document["websites"]] == ["er"]


def test_fields_that_mean_nothing_are_not_published(tmp_path: Path) -> None:
    odd = {"title@nl": "x", "nothing": "y", "contact/x/email": "z", "contact/0": "q", "start_date": "soon", "type": []}
    assert read_back(Published(fields=odd), "jsonld", tmp_path).fields.keys() == {"title@nl", "archived", "created"}


@pytest.mark.parametrize("one", list(formats.registry), ids=lambda one: one.key)
def test_every_form_writes_bytes_of_its_own_media_type(one: formats.Format) -> None:
    assert formats.negotiated(one.media_type) is one
    assert one.write(Published(fields={"title@nl": "x"}), BASE).decode()


@pytest.mark.parametrize(
    ("accept", "key"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/ld+json", "jsonld"),
        ("text/turtle;q=0.9, application/ld+json;q=0.5", "ttl"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "json"),
        ("text/*", "ttl"),
        ("application/json;q=0, */*", "jsonld"),
        ("TEXT/TURTLE", "ttl"),
        ("text/turtle;q=x", None),
        ("image/png", None),
    ],
)
def test_a_client_gets_what_it_likes_best(accept: str, key: str | None) -> None:
    found = formats.negotiated(accept)
    assert (found.key if found else None) == key


def faults(graph: Graph, shapes: Graph, ontology: Graph | None = None) -> list[str]:
    _conforms, report, _text = validate(graph, shacl_graph=shapes, ont_graph=ontology, inference="none", advanced=False)
    return sorted(
        f"{report.value(one, SH.resultPath)} {report.value(one, SH.sourceConstraintComponent)}: {report.value(one, SH.value)}"
        for one in report.subjects(RDF.type, SH.ValidationResult)
    )


def services(source: Path) -> list[SourceDocument]:
    return [document for document in sorted_out(read(source))[0] if document.kind == "service"]


@pytest.mark.parametrize("source", [DEMO, FIXTURES / "dump.nt"], ids=["demo", "dump"])
def test_what_is_published_has_what_a_snapshot_needs(source: Path) -> None:
    shapes = Graph().parse(Path(__file__).parent / "shape.ttl")
    for document in services(source):
        assert faults(turtle.graph(of(document), BASE), shapes) == []


@pytest.fixture(scope="module")
def official() -> tuple[Graph, Graph, Graph]:
    """(shapes, codes, vocabulary); the shapes relaxed where they are behind the model of 2024-07-04."""
    shapes = Graph().parse(SHARED / "shacl" / "instantie-shape.ttl")
    for path in (f"{terms.CPSV}follows", f"{terms.PS}hasRequirement"):
        for shape in list(shapes.subjects(SH.path, URIRef(path))):
            shapes.remove((shape, SH.maxCount, None))
    codes, vocabulary = Graph(), Graph()
    for file in (SHARED / "codelists").glob("*.ttl"):
        codes.parse(file)
    vocabulary.parse(SHARED / "ontologies" / "20240715084312-add-ipdc-vocabulary.ttl")
    skos = URIRef("http://www.w3.org/2004/02/skos/core#Concept")
    for iri in (f"{terms.NUTS}BE2", *(f"{terms.LANGUAGES}{code}" for code in ("NLD", "ENG"))):  # in no code list
        codes.add((URIRef(iri), RDF.type, skos))
    return shapes, codes, vocabulary


def with_what_it_names(graph: Graph, codes: Graph) -> Graph:
    """The graph with the code lists, its organisations and its concept, which the shapes want to see typed."""
    organisation = URIRef(f"{terms.M8G}PublicOrganisation")
    for path in (f"{terms.M8G}hasCompetentAuthority", f"{terms.LPDC}hasExecutingAuthority", f"{terms.PAV}createdBy"):
        for value in list(graph.objects(None, URIRef(path))):
            graph.add((value, RDF.type, organisation))
    for value in list(graph.objects(None, URIRef(f"{terms.DCT}source"))):
        graph.add((value, RDF.type, URIRef(terms.CONCEPT.iri)))
    return graph + codes


@needs_shared
@pytest.mark.parametrize(
    ("source", "wrong_in_the_source"),
    [
        (DEMO, set()),
        (SHARED / "real-instances", set()),
        (SHARED / "ldes" / "instancesnapshot-ldes-stub", {"info@gent.be1", "info@gent.be2", f"{terms.NUTS}BE234"}),
    ],
    ids=["demo", "real", "ldes"],
)
def test_what_is_published_passes_the_official_shapes(
    source: Path, wrong_in_the_source: set[str], official: tuple[Graph, Graph, Graph]
) -> None:
    shapes, codes, vocabulary = official
    graph = Graph()
    for document in services(source):
        graph += turtle.graph(of(document), BASE)
    found = faults(with_what_it_names(graph, codes), shapes, vocabulary)
    assert {fault.partition(": ")[2] for fault in found} == wrong_in_the_source


@needs_shared
@pytest.mark.parametrize("path", ["all", "contact/0/telephone", "contact/0/address", "website/0", "start_date"])
def test_what_people_add_passes_the_official_shapes(path: str, official: tuple[Graph, Graph, Graph]) -> None:
    shapes, codes, vocabulary = official
    parts = ("contact/", "website/", "start_date", "end_date")
    bare = {name: value for name, value in services(DEMO)[0].fields.items() if not name.startswith(parts)}
    added = {name: value for name, value in KEPT.items() if path == "all" or name.startswith(path)}
    graph = turtle.graph(Published(fields=bare | added), BASE)
    assert faults(with_what_it_names(graph, codes), shapes, vocabulary) == []


@needs_shared
def test_the_official_shapes_do_find_faults(official: tuple[Graph, Graph, Graph]) -> None:
    shapes, codes, vocabulary = official
    graph = turtle.graph(of(services(DEMO)[0]), BASE)
    graph.remove((None, URIRef(terms.CREATED.iri), None))
    for url in list(graph.objects(None, URIRef(f"{terms.SCHEMA}telephone"))):
        graph.set((next(graph.subjects(None, url)), URIRef(f"{terms.SCHEMA}telephone"), Literal(1)))
    assert len(faults(with_what_it_names(graph, codes), shapes, vocabulary)) == 2
