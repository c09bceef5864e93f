"""Statements: read from a line of N-Triples, PyLD or rdflib, heaped in a temporary file, handed out per thing.

The heap is what keeps the memory of an import constant: the statements of one snapshot may lie anywhere in a file.
"""

import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.store import Store
from rdflib.term import IdentifiedNode

from catalogue.sources.lpdc.cleaning import UNKEEPABLE
from catalogue.sources.lpdc.mapping import Unusable
from catalogue.sources.lpdc.terms import KINDS, POINTING, RDF_TYPE, TOMBSTONE

Statement = tuple[str, str, str, str]  # subject, predicate, object, and its tag: "<>" for a node, else the language
NODE = "<>"
MOST_STATEMENTS = 20_000
ROOTS = tuple(sorted({*KINDS, TOMBSTONE}))

_IRI = r"<([^<>\"\s]*)>"
_BLANK = r"(_:[^\s<>\"]+)"
_LITERAL = r"\"([^\"\\\n\r]*(?:\\.[^\"\\\n\r]*)*)\""
LINE = re.compile(
    rf"\s*(?:(?:{_IRI}|{_BLANK})\s*{_IRI}\s*"
    rf"(?:{_IRI}|{_BLANK}|{_LITERAL}(?:@([a-zA-Z0-9-]+)|\^\^<[^<>\s]*>)?)\s*\.\s*)?(?:\#.*)?\s*"
)
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,20}){0,6}")


class Malformed(ValueError):
    """Something that is no RDF; the message says what."""


def from_line(line: str) -> Statement | None:
    """The statement of one line of N-Triples, None for an empty line or a comment; raises Malformed."""
    found = LINE.fullmatch(line)
    if found is None:
        raise Malformed(_("this is no N-Triples"))
    subject, blank, predicate, iri, blank_object, literal, language = found.groups()
    if predicate is None:
        return None
    at = _plain(subject) if blank is None else blank
    if literal is None:
        return at, _plain(predicate), _plain(iri) if blank_object is None else blank_object, NODE
    return at, _plain(predicate), _plain(literal), _tag(language or "")


def _plain(escaped: str) -> str:
    return UNKEEPABLE.sub("", ESCAPE.sub(_unescaped, escaped) if "\\" in escaped else escaped)


def _unescaped(found: re.Match[str]) -> str:
    short, long, letter = found.groups()
    code = int(short or long or "0", 16)
    if (letter and letter not in ESCAPES) or code > sys.maxunicode:
        raise Malformed(_("there is an escape in it that means nothing"))
    return ESCAPES[letter] if letter else chr(code)


def _tag(language: str) -> str:
    if language and not LANGUAGE.fullmatch(language.replace("_", "-")):
        raise Malformed(_("“%(tag)s” is no language") % {"tag": language[:40]})
    return language.replace("_", "-").lower()


def from_pyld(dataset: dict[str, Any], mark: str = "") -> Iterator[Statement]:
    """The statements of what `pyld.jsonld.to_rdf` gives; `mark` keeps the blank nodes of two calls apart."""
    for graph in dataset.values():
        for triple in graph:
            value = triple["object"]
            is_node = value["type"] != "literal"
            yield (
                _marked(triple["subject"]["value"], mark),
                triple["predicate"]["value"],
                _marked(value["value"], mark) if is_node else UNKEEPABLE.sub("", value["value"]),
                NODE if is_node else _tag(value.get("language", "")),
            )


def _marked(name: str, mark: str) -> str:
    return f"_:{mark}{name[2:]}" if name.startswith("_:") else UNKEEPABLE.sub("", name)


def graph_of(statements: Iterable[Statement]) -> Graph:
    """A small graph. Datatypes are left out: what a value should be, our terms know."""
    graph = Graph("SimpleMemory")
    for subject, predicate, value, tag in statements:
        to = node(value) if tag == NODE else Literal(value, lang=tag or None)
        graph.add((node(subject), URIRef(predicate), to))
    return graph


def node(name: str) -> IdentifiedNode:
    """The node of this name."""
    return BNode(name[2:]) if name.startswith("_:") else URIRef(name)


class Heap:
    """Statements in a temporary file, found by their subject."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE")
        database.execute("CREATE TABLE statement (subject TEXT, predicate TEXT, object TEXT, tag TEXT)")

    def add(self, statements: Iterable[Statement]) -> None:
        """Puts statements on the heap."""
        self.database.executemany("INSERT INTO statement VALUES (?, ?, ?, ?)", statements)

    def settle(self) -> None:
        """Makes the heap searchable. Call once, after the last `add`."""
        self.database.execute("CREATE INDEX by_subject ON statement (subject)")

    def roots(self) -> Iterator[str]:
        """Every subject that is a snapshot, a thing or a tombstone, in the order of the file."""
        marks = ", ".join("?" * len(ROOTS))
        rows = self.database.execute(
            "SELECT subject FROM statement WHERE predicate = ? AND tag = ?"  # noqa: S608 - only question marks
            f" AND object IN ({marks}) GROUP BY subject ORDER BY min(rowid)",
            (RDF_TYPE, NODE, *ROOTS),
        )
        return (subject for (subject,) in rows)

    def graph(self, root: str) -> Graph:
        """The root's statements and those of its parts, and of theirs; raises Unusable when there are too many."""
        found: list[Statement] = []
        waiting, met = [root], {root}
        while waiting:
            rows = self._about(waiting.pop(), MOST_STATEMENTS + 1 - len(found))
            found += rows
            if len(found) > MOST_STATEMENTS:
                raise Unusable(_("it has too many parts"))
            parts = {value for _subject, predicate, value, tag in rows if tag == NODE and predicate in POINTING} - met
            met |= parts
            waiting += parts
        return graph_of(found)

    def _about(self, subject: str, most: int) -> list[Statement]:
        return self.database.execute("SELECT * FROM statement WHERE subject = ? LIMIT ?", (subject, most)).fetchall()


@contextmanager
def heap() -> Iterator[Heap]:
    """An empty heap, gone with its file when the block ends."""
    with TemporaryDirectory(prefix="lpdc-") as folder, closing(sqlite3.connect(f"{folder}/heap")) as database:
        yield Heap(database)


class Spill(Store):
    """An rdflib store that keeps nothing: what rdflib's Turtle parser adds goes on the heap."""

    def __init__(self, onto: Heap) -> None:
        super().__init__()
        self.onto = onto

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:  # noqa: FBT001, FBT002 - rdflib's
        """Puts one triple on the heap."""
        subject, predicate, value = triple
        is_node = not isinstance(value, Literal)
        tag = NODE if is_node else _tag(value.language or "")
        self.onto.add([(_name(subject), str(predicate), _name(value) if is_node else _clean(value), tag)])


def _name(value: Any) -> str:
    return f"_:{value}" if isinstance(value, BNode) else _clean(value)


def _clean(value: Any) -> str:
    return UNKEEPABLE.sub("", str(value))
