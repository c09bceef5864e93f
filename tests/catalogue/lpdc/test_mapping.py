"""One snapshot to flat fields: the same data always gives the same paths, and no graph is odd enough to crash it."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef

from catalogue.sources.document import SourceDocument
from catalogue.sources.lpdc import terms
from catalogue.sources.lpdc.mapping import Unusable, mapped
from catalogue.sources.lpdc.reading import read
from tests.catalogue.lpdc import FIXTURES, sorted_out

FULL = next(one for one in sorted_out(read(FIXTURES / "page.jsonld"))[0] if one.uri.endswith("/full"))
HOSTILE = next(one for one in sorted_out(read(FIXTURES / "page.jsonld"))[0] if one.uri.endswith("/hostile"))


def test_a_snapshot_knows_its_thing_and_its_moments() -> None:
    assert (FULL.uri, FULL.snapshot_uri, FULL.kind, FULL.is_tombstone) == (
        "https://feed.example/service/full",
        "https://feed.example/snapshot/full",
        "service",
        False,
    )
    assert FULL.generated_at == datetime(2024, 2, 28, 2, 16, 39, 134000, UTC)
    assert FULL.created_at == datetime(2024, 2, 14, 13, 42, 12, 357000, UTC)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("title@nl-be-x-informal", "Rijbewijs omwisselen"),
        ("title@en", "Exchange a licence"),
        ("description@nl-be-x-informal", "<p>Wat de dienst doet.</p>"),
        ("contact/0/telephone", "+32 9 000 00 01"),
        ("contact/0/hours", "Ma 9-12 uur\nDi 9-12 uur"),
        ("contact/0/url", "https://www.feed.example/contact"),
        ("contact/0/address/street@nl", "Lindendreef"),
        ("contact/1/telephone", "+32 9 000 00 02"),
        ("procedure/0/title@nl", "Eerste"),
        ("procedure/0/website/0/url", "https://feed.example/loket"),
        ("requirement/0/evidence/description@nl", "<p>Breng ze mee.</p>"),
        ("cost/0/description@nl", "<p>25 euro</p>"),
        ("website/0/title@nl", "Gelijk A"),
        ("website/1/title@nl", "Gelijk B"),
        ("website/3/title@nl", "Zonder volgorde"),
        ("legal_resource/0/url", "https://feed.example/wet"),
        ("start_date", "2020-08-27"),
        ("end_date", "2027-07-12"),
        ("archived", "false"),
        ("type", [f"{terms.CODES}Type/Bewijs"]),
        ("themes", [f"{terms.CODES}Thema/BouwenWonen", f"{terms.CODES}Thema/BurgerOverheid"]),
        ("keywords@nl", ["rijbewijs", "wisselen"]),
        ("spatial", [f"{terms.NUTS}BE23444021"]),
        ("created_by", f"{terms.ORGANISATIONS}OVO002067"),
    ],
)
def test_a_field_stands_where_the_contract_says(path: str, value: object) -> None:
    assert FULL.fields[path] == value


@pytest.mark.parametrize("path", ["website/2/url", "exception@nl"])
def test_an_address_that_acts_and_mark_up_without_text_are_left_out(path: str) -> None:
    assert path not in FULL.fields


def test_nothing_that_can_act_is_kept() -> None:
    assert HOSTILE.fields["description@nl"] == '<p>Veilig<a>klik</a> <a href="https://feed.example/">goed</a></p>'
    assert HOSTILE.fields["title@nl"] == "<script>alert(1)</script> Titel met tekens"  # text: escaped where it is shown


def test_paths_are_short_enough_to_keep() -> None:
    assert max(map(len, FULL.fields)) <= 120


IRIS = sorted({term.iri for one in (*terms.ROOTS, *terms.PARTS.values()) for term in one.terms} | {terms.RDF_TYPE})
TYPES = sorted({one.iri for one in (*terms.ROOTS, *terms.PARTS.values())} | {terms.TOMBSTONE})
nodes = st.one_of(
    st.sampled_from([URIRef(f"https://feed.example/{name}") for name in "abc"] + [BNode(name) for name in "xyz"]),
    st.sampled_from(TYPES).map(URIRef),
    st.text(max_size=30).map(URIRef),
)
words = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["2024-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01", "true", "1e999", "-0", "<p>x", "//x"]
    ),
)
literals = st.builds(Literal, words, lang=st.sampled_from([None, "nl", "EN", "nl-BE-x-informal"]))
statements = st.tuples(
    st.sampled_from([URIRef("https://feed.example/a"), URIRef("https://feed.example/b"), BNode("x"), BNode("y")]),
    st.sampled_from(IRIS).map(URIRef),
    st.one_of(nodes, literals),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(statements, max_size=40), st.booleans())
def test_no_graph_is_odd_enough_to_crash_it(said: list[tuple[object, ...]], is_usable: bool) -> None:
    graph = Graph()
    root = URIRef("https://feed.example/a")
    if is_usable:
        graph.add((root, URIRef(terms.RDF_TYPE), URIRef(terms.INSTANCE.iri)))
        graph.add((root, URIRef(terms.TITLE.iri), Literal("Titel", lang="nl")))
        graph.add((root, URIRef(terms.MODIFIED.iri), Literal("2024-01-01T00:00:00Z")))
    for one in said:
        graph.add(one)  # type: ignore[arg-type]
    try:
        document = mapped(graph, root)
    except Unusable as error:
        assert str(error)
        return
    assert isinstance(document, SourceDocument)
    assert all(isinstance(value, str | list) and value for value in document.fields.values())
    assert "\\u0000" not in json.dumps(document.fields)
    json.dumps(document.fields, ensure_ascii=False).encode()


@settings(max_examples=100, deadline=None)
@given(st.lists(statements, max_size=30), st.randoms())
def test_the_order_of_statements_means_nothing(said: list[tuple[object, ...]], chance: object) -> None:
    def fields(of: list[tuple[object, ...]]) -> object:
        graph = Graph()
        for one in of:
            graph.add(one)  # type: ignore[arg-type]
        try:
            return mapped(graph, URIRef("https://feed.example/a"))
        except Unusable as error:
            return str(error)

    turned = list(said)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert fields(said) == fields(turned)
