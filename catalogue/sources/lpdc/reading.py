"""Snapshots from files: JSON-LD (an object, an array, a graph, a page of an event stream), N-Triples and Turtle.

Streams in constant memory. What can't be used is handed over as a `Refusal` that names the file and the snapshot;
everything else goes on. Never touches the network.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _
from rdflib import Graph
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from catalogue.sources.document import Refusal, SourceDocument
from catalogue.sources.lpdc import jsonfiles, terms
from catalogue.sources.lpdc.mapping import Unusable, mapped
from catalogue.sources.lpdc.triples import Heap, Malformed, Spill, Statement, from_line, graph_of, heap, node

MEGABYTE = 1_000_000
MOST_AT_ONCE = 50 * MEGABYTE  # a file that has to be in memory
MOST_LINES = 2_000 * MEGABYTE  # N-Triples, which are read line by line
MOST_LINE = 2 * MEGABYTE

Read = Iterator[SourceDocument | Refusal]


def read(path: Path) -> Read:
    """Every snapshot in a file, or in the files under a folder in order of their names. A missing path is refused."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.suffix.lower() in READERS and file.is_file():
                yield from _read_file(file, str(file.relative_to(path)))
    else:
        yield from _read_file(path, path.name)


def _read_file(file: Path, name: str) -> Read:
    try:
        yield from READERS.get(file.suffix.lower(), _unknown)(file, name)
    except (Malformed, Unusable) as error:
        yield Refusal(name, "", str(error))
    except UnicodeDecodeError:
        yield Refusal(name, "", _("this is no text in UTF-8"))
    except OSError as error:
        yield Refusal(name, "", _("the file can't be opened: %(why)s") % {"why": error.strerror or ""})


def _unknown(_file: Path, name: str) -> Read:
    yield Refusal(name, "", _("only .jsonld, .json, .nt and .ttl can be read"))


def _json(file: Path, name: str) -> Read:
    _check_size(file, MOST_AT_ONCE)
    text = file.read_text("utf-8-sig")
    walked = jsonfiles.walk(text)
    if walked.fault and walked.key != "member":
        raise Malformed(walked.fault)
    if walked.header.keys() == {"@context"} and not walked.key:
        return  # a context that lies beside the data
    jsonfiles.check_context(walked)
    if walked.key == "member":
        yield from _members(text, walked, name)
    else:
        yield from _from_heap(jsonfiles.graph_statements(text), name, _missing(walked))


def _missing(walked: jsonfiles.Walked) -> str:
    if "@context" not in walked.header and not walked.starts:
        return _("there is no service or concept in it; it has no @context, so its keys mean nothing")
    return ""


def _members(text: str, walked: jsonfiles.Walked, name: str) -> Read:
    """The members of a page stand on their own, so those before a break are as good as any."""
    for member in jsonfiles.items(text, walked):
        yield _one(name, jsonfiles.name_of(member), partial(_member, member))
    if walked.fault:
        yield Refusal(name, "", walked.fault)


def _member(item: object) -> SourceDocument:
    if not isinstance(item, dict):
        raise Unusable(_("it is only pointed at"))
    if "@context" not in item and not any("://" in key for key in item):
        raise Unusable(_("it has no @context, so its keys mean nothing"))
    said = list(jsonfiles.statements(item))
    roots = _roots(said)
    wanted = item.get("@id", item.get("id"))
    if not roots:
        raise Unusable(_("it is not a service or a concept of IPDC-LPDC"))
    return mapped(graph_of(said), node(wanted if wanted in roots else roots[0]))


def _roots(said: Iterable[Statement]) -> list[str]:
    wanted = {*terms.KINDS, terms.TOMBSTONE}
    return [one for one, predicate, value, _tag in said if predicate == terms.RDF_TYPE and value in wanted]


def _one(file: str, snapshot: str, work: Callable[[], SourceDocument]) -> SourceDocument | Refusal:
    try:
        return work()
    except (Malformed, Unusable) as error:
        return Refusal(file, snapshot, str(error))


def _n_triples(file: Path, name: str) -> Read:
    _check_size(file, MOST_LINES)
    yield from _from_heap(_lines(file), name)


def _lines(file: Path) -> Iterator[Statement]:
    """One bad line makes the whole file unusable: any snapshot in it may have lost a statement."""
    with file.open(encoding="utf-8-sig") as lines:
        number = 0
        while line := lines.readline(MOST_LINE):
            number += 1
            try:
                statement = from_line(line)
            except Malformed as error:
                raise Malformed(
                    _("line %(number)s: %(why)s; nothing of this file was taken in") % {"number": number, "why": error}
                ) from error
            if statement:
                yield statement


def _turtle(file: Path, name: str) -> Read:
    _check_size(file, MOST_AT_ONCE)
    with heap() as pile:
        try:
            Graph(store=Spill(pile)).parse(file, format="turtle", publicID=terms.NOWHERE)
        except UnicodeDecodeError:
            raise
        except (BadSyntax, ParserError, ValueError, AssertionError, IndexError, RecursionError) as error:
            line = getattr(error, "lines", 0) + 1
            raise Malformed(_("the Turtle is broken near line %(line)s") % {"line": line}) from error
        yield from _snapshots(pile, name)


def _from_heap(statements: Iterable[Statement], name: str, missing: str = "") -> Read:
    with heap() as pile:
        pile.add(statements)
        yield from _snapshots(pile, name, missing)


def _snapshots(pile: Heap, name: str, missing: str = "") -> Read:
    pile.settle()
    met = 0
    for met, root in enumerate(pile.roots(), 1):  # noqa: B007 - counted
        yield _one(name, root, partial(_from_pile, pile, root))
    if not met:
        yield Refusal(name, "", missing or _("there is no service or concept in it"))


def _from_pile(pile: Heap, root: str) -> SourceDocument:
    return mapped(pile.graph(root), node(root))


def _check_size(file: Path, most: int) -> None:
    if file.stat().st_size > most:
        sentence = _("it is larger than %(most)s MB; split it, or give it as N-Triples")
        raise Malformed(sentence % {"most": most // MEGABYTE})


READERS = {".jsonld": _json, ".json": _json, ".nt": _n_triples, ".ttl": _turtle}
