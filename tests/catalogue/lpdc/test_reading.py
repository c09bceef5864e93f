"""Files, good and bad: the good snapshots come in, the bad are named, and nothing is fetched."""

import gc
import json
import shutil
import socket
import tracemalloc
from pathlib import Path

import pytest

from bench.generate_lpdc import member, write_pages, write_shuffled
from catalogue.sources.lpdc import reading, terms
from catalogue.sources.lpdc.mapping import mapped
from catalogue.sources.lpdc.reading import read
from tests.catalogue.lpdc import FIXTURES, SHARED, needs_shared, sorted_out

REFUSED = {
    "broken.ttl": "the Turtle is broken near line 2",
    "codes.ttl": "there is no service or concept in it",
    "unknown-context.jsonld": "the context “https://feed.example/ipdc-lpdc-im-that-is-not-there.jsonld” is not known here",
    "invalid-context.jsonld": "the context “https://feed.example/ipdc-lpdc-im-that-is-broken.jsonld” is not known here",
    "no-context.jsonld": "there is no service or concept in it; it has no @context, so its keys mean nothing",
    "not-rdf.json": "this is no JSON-LD",
    "latin1.nt": "this is no text in UTF-8",
    "truncated.nt": "line 49: this is no N-Triples; nothing of this file was taken in",
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(("name", "sentence"), REFUSED.items())
def test_a_file_that_cannot_be_read_is_named_with_the_reason(name: str, sentence: str) -> None:
    documents, [refusal] = sorted_out(read(FIXTURES / name))
    assert (documents, refusal.file, refusal.snapshot, refusal.sentence) == ([], name, "", sentence)


def test_the_good_members_of_a_page_come_in_and_the_bad_are_named() -> None:
    documents, refusals = sorted_out(read(FIXTURES / "page.jsonld"))
    assert [document.snapshot_uri.rpartition("/")[2] for document in documents] == [
        "minimal",
        "minimal-2",
        "full",
        "archived",
        "hostile",
        "last",
    ]
    assert [(refusal.snapshot.rpartition("/")[2], refusal.sentence) for refusal in refusals] == [
        ("no-date", "it has no date that can be used"),
        ("bad-date", "it has no date that can be used"),
        ("future", "its date lies in the future"),
        ("no-title", "it has no title"),
        ("other-type", "it is not a service or a concept of IPDC-LPDC"),
        ("two-things", "it says it is a version of more than one thing"),
        ("bad-language", "“n!l” is no language"),
        ("only-pointed-at", "it is only pointed at"),
    ]


def test_a_page_that_breaks_off_gives_its_whole_members_and_is_named() -> None:
    documents, [refusal] = sorted_out(read(FIXTURES / "truncated-page.jsonld"))
    assert [document.snapshot_uri.rpartition("/")[2] for document in documents] == ["minimal", "minimal-2", "full"]
    assert (refusal.file, refusal.sentence) == ("truncated-page.jsonld", "the JSON breaks off or is broken")


def test_a_folder_gives_everything_that_is_good_in_it_in_order_of_its_names() -> None:
    documents, refusals = sorted_out(read(FIXTURES))
    assert len(documents) == 6 + 3 + 2 + 1 + 1 + 1 + 1 + 1
    assert {refusal.file for refusal in refusals} == {
        *REFUSED,
        "page.jsonld",
        "truncated-page.jsonld",
        "own-context.jsonld",
    }
    names = [refusal.file for refusal in refusals]
    assert names == sorted(names)


def test_a_context_beside_the_data_is_no_data() -> None:
    assert list(read(FIXTURES / "ipdc-lpdc-im.jsonld")) == []


def test_a_context_of_its_own_may_stand_in_the_file_but_has_to_say_something() -> None:
    documents, [refusal] = sorted_out(read(FIXTURES / "own-context.jsonld"))
    assert (documents, refusal.sentence) == ([], "it has no title")


def test_ipdcs_own_dump_has_no_versions_so_the_modified_date_is_the_version() -> None:
    documents, refusals = sorted_out(read(FIXTURES / "dump.nt"))
    assert refusals == []
    first = next(document for document in documents if document.uri.endswith("/1"))
    assert (first.uri, first.snapshot_uri) == (
        "https://feed.example/id/instantie/1",
        "https://feed.example/id/instantie/1#2025-09-01T15:48:07+00:00",
    )
    assert first.generated_at == first.modified_at


def test_the_order_of_the_lines_of_a_dump_means_nothing(tmp_path: Path) -> None:
    lines = (FIXTURES / "dump.nt").read_text().splitlines(keepends=True)
    (tmp_path / "turned.nt").write_text("".join(reversed(lines)))
    one, other = (sorted_out(read(file))[0] for file in (FIXTURES / "dump.nt", tmp_path / "turned.nt"))
    assert {document.uri: document for document in one} == {document.uri: document for document in other}


def test_nodes_of_an_array_or_graph_find_each_other_also_through_blank_nodes() -> None:
    [expanded] = sorted_out(read(FIXTURES / "expanded.json"))[0]
    [graph] = sorted_out(read(FIXTURES / "graph.jsonld"))[0]
    assert (expanded.fields["cost/0/title@nl"], expanded.fields["cost/1/title@nl"]) == ("Kost 1", "Kost 4")
    assert graph.fields["cost/0/title@nl"] == "Gedeeld"


def test_a_tombstone_archives_what_it_names() -> None:
    [document] = sorted_out(read(FIXTURES / "tombstone.jsonld"))[0]
    assert (document.uri, document.is_tombstone, document.fields) == (
        "https://feed.example/service/minimal",
        True,
        {"archived": "true"},
    )


@pytest.mark.parametrize("name", ["huge.json", "huge.jsonld", "huge.ttl"])
def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    [refusal] = read(tmp_path / name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(refusal) == f"{name}: it is larger than 50 MB; split it, or give it as N-Triples"
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.json", ""),
        ("empty.nt", ""),
        ("empty.ttl", ""),
        ("number.json", "12"),
        ("deep.json", "[" * 100_000),
        ("deep.jsonld", '{"@context": {"a": "x:a"}, "a": ' + '{"a":' * 900 + "1" + "}" * 901),
        ("deep-member.jsonld", '{"@context": {"a": "x:a"}, "member": [' + '{"x:a":' * 900 + "1" + "}" * 900 + "]}"),
        ("more.json", "{} {}"),
        ("comma.json", '{"@context": {}, }'),
        ("digits.json", '{"a": ' + "9" * 10_000 + "}"),
        ("nan.json", '{"@id": "x:y", "x:z": NaN}'),
        ("html.nt", "<html><body>502</body></html>"),
        ("escape.nt", '<x:a> <x:b> "\\q" .'),
        ("surrogate.nt", '<x:a> <x:b> "\\UFFFFFFFF" .'),
        ("loop.jsonld", '{"@context": {"@import": "http://h/other.jsonld"}}'),
        ("wrong.jsonld", '{"@context": {"a": {"@id": 12}}, "a": 1}'),
        ("page.csv", "a;b"),
    ],
)
def test_odd_files_give_one_refusal_and_never_a_crash(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    everything = list(read(tmp_path / name))
    assert [getattr(one, "file", None) for one in everything] == [name] * len(everything)
    assert len(everything) == (0 if name == "loop.jsonld" and not everything else 1)


def test_what_is_not_there_or_may_not_be_read_is_refused(tmp_path: Path) -> None:
    [refusal] = read(tmp_path / "gone.nt")
    assert str(refusal) == "gone.nt: the file can't be opened: No such file or directory"


def test_a_line_without_an_end_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_LINE", 1_000)
    (tmp_path / "line.nt").write_text('<x:a> <x:b> "' + "a" * 10_000 + '" .\n')
    assert len(list(read(tmp_path / "line.nt"))) == 1


def test_a_snapshot_with_too_many_statements_is_refused_alone(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "dump.nt", tmp_path / "many.nt")
    with (tmp_path / "many.nt").open("a") as file:
        file.writelines(f'<https://feed.example/id/instantie/1> <x:p> "{n}" .\n' for n in range(20_001))
    documents, [refusal] = sorted_out(read(tmp_path / "many.nt"))
    assert [document.uri for document in documents] == ["https://feed.example/id/instantie/2"]
    assert refusal.sentence == "it has too many parts"


def held_at_the_end(file: Path, count: int) -> int:
    """What is still in memory at the last snapshot; rdflib's graphs hold themselves, so rubbish is collected first."""
    write_shuffled(file, count)
    tracemalloc.start()
    for number, _document in enumerate(read(file), 1):
        if number == count:
            gc.collect()
            held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held


def test_memory_does_not_grow_with_the_snapshots_in_a_dump(tmp_path: Path) -> None:
    held_at_the_end(tmp_path / "warm.nt", 5)
    few, many = held_at_the_end(tmp_path / "few.nt", 5), held_at_the_end(tmp_path / "many.nt", 100)
    assert many < few + 100_000  # a snapshot is 30 KB in memory


def test_a_member_is_looked_at_when_its_turn_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(tmp_path, 20)
    looked_at = []
    monkeypatch.setattr(reading, "mapped", lambda graph, root: looked_at.append(root) or mapped(graph, root))
    documents = read(tmp_path)
    next(documents), next(documents)
    assert len(looked_at) == 2


def test_pages_and_a_shuffled_dump_of_the_same_snapshots_say_the_same(tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 5)
    write_shuffled(tmp_path / "5.nt", 5)
    pages, lines = (sorted_out(read(tmp_path / name))[0] for name in ("pages", "5.nt"))
    assert len(pages) == 5
    assert {document.uri: document for document in pages} == {document.uri: document for document in lines}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "relative.jsonld",
            '{"@context": "/ipdc-lpdc-im.jsonld", "@id": "1", "@type": "Instantie", "naam": {"nl": "x"}}',
        ),
        ("relative.ttl", f'<1> a <{terms.INSTANCE.iri}> ; <{terms.TITLE.iri}> "x"@nl .'),
    ],
)
def test_a_thing_with_a_relative_address_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    [refusal] = sorted_out(read(tmp_path / name))[1]
    assert refusal.sentence == "the address of the thing is not a web address"


def test_surrogates_and_control_characters_are_left_out(tmp_path: Path) -> None:
    one = {**member(1), "naam": {"nl": "Titel \ud800\u0000\u0007 hier"}}
    (tmp_path / "one.jsonld").write_text(json.dumps({"@context": "/some/where/ipdc-lpdc-im.jsonld", **one}))
    [document] = sorted_out(read(tmp_path / "one.jsonld"))[0]
    assert document.fields["title@nl"] == "Titel hier"


@needs_shared
def test_the_real_instances_come_in_whole() -> None:
    documents, refusals = sorted_out(read(SHARED / "real-instances"))
    assert (len(documents), refusals) == (8, [])
    assert {document.fields["created_by"] for document in documents} == {
        "https://data.vlaanderen.be/id/organisatie/OVO000001"
    }
    urls = [value for document in documents for path, value in document.fields.items() if path.endswith("/url")]
    assert (len(urls), [url for url in urls if "\u200b" in url]) == (18, [])


@needs_shared
@pytest.mark.parametrize("folder", ["ipdc-stub", "ipdc-stub-instances"])
def test_the_deliberately_broken_pages_are_refused_by_name_and_the_good_one_comes_in(folder: str) -> None:
    documents, refusals = sorted_out(read(SHARED / "ldes" / folder))
    broken = [(one.file[:8], one.sentence) for one in refusals if not one.file.startswith("ipdc-lpdc-im")]
    assert broken == [
        ("aae82967", "the context “http://ipdc-stub/ipdc-lpdc-im-that-does-not-exist.jsonld” is not known here"),
        ("abf83bb4", "the context “http://ipdc-stub/ipdc-lpdc-im-that-is-invalid.jsonld” is not known here"),
    ]
    assert "http://data.lblod.info/id/public-service/e8843fda-b3a8-4334-905c-8e49eb12203b" in {
        document.uri for document in documents
    }


@needs_shared
@pytest.mark.parametrize(
    ("path", "count", "refused"),
    [
        ("ldes/instancesnapshot-ldes-stub", 8, 0),
        ("ldes/ldes-instantie-test-voorbeelden.ttl", 8, 0),
        ("instances", 4, 1),
        ("concepts", 4, 1),
        ("context", 0, 0),
    ],
)
def test_every_other_real_file_comes_in(path: str, count: int, refused: int) -> None:
    documents, refusals = sorted_out(read(SHARED / path))
    assert (len(documents), len(refusals)) == (count, refused)
