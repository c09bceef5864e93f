"""`manage.py import_lpdc`: what comes in, what is said about it, and how it ends."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import Dataset, Record, Snapshot
from tests.catalogue.lpdc import DEMO, FIXTURES, SHARED, needs_shared

pytestmark = pytest.mark.django_db


def imported(path: Path, **options: object) -> list[str]:
    out = StringIO()
    call_command("import_lpdc", str(path), municipality="gent", stdout=out, stderr=StringIO(), **options)
    return out.getvalue().splitlines()


def test_it_counts_and_a_second_time_nothing_changes(gent) -> None:
    assert imported(DEMO / "gent.jsonld") == [
        "read: 12, new: 12, changed: 0, unchanged: 0, refused: 0, conflicts for staff: 0"
    ]
    assert imported(DEMO / "gent.jsonld") == [
        "read: 12, new: 0, changed: 0, unchanged: 12, refused: 0, conflicts for staff: 0"
    ]
    assert (Record.objects.count(), Snapshot.objects.count()) == (12, 12)


def test_refused_snapshots_are_named_and_the_rest_comes_in(gent) -> None:
    summary, *refused = imported(FIXTURES / "page.jsonld")
    assert summary == "read: 14, new: 5, changed: 1, unchanged: 0, refused: 8, conflicts for staff: 0"
    assert refused[0] == "  page.jsonld: https://feed.example/snapshot/no-date: it has no date that can be used"
    assert Record.objects.get(uri="https://feed.example/service/minimal").title == "Dienst minimal, herzien"
    assert Record.objects.get(uri="https://feed.example/service/archived").is_archived


def test_a_tombstone_archives_and_loses_nothing(gent) -> None:
    imported(FIXTURES / "page.jsonld")
    imported(FIXTURES / "tombstone.jsonld")
    record = Record.objects.get(uri="https://feed.example/service/minimal")
    assert (record.is_archived, record.title) == (True, "Dienst minimal, herzien")


def test_a_whole_folder_with_every_defect_comes_in_twice_alike(gent) -> None:
    first, second = imported(FIXTURES)[0], imported(FIXTURES)[0]
    assert first.startswith("read: 34, new: 11,")
    assert "new: 0, changed: 0," in second


def test_services_of_the_flemish_government_are_marked_and_only_passed_on(gent) -> None:
    imported(FIXTURES / "dump.nt", flemish=True)
    dataset = Dataset.objects.get(municipality=gent)
    assert (dataset.is_flemish, dataset.policy, Record.objects.filter(dataset=dataset).count()) == (True, "forward", 2)


def test_a_dry_run_says_what_would_change_and_changes_nothing(gent) -> None:
    assert imported(DEMO / "gent.jsonld", dry_run=True) == [
        "read: 12, new: 12, changed: 0, unchanged: 0, refused: 0, conflicts for staff: 0"
    ]
    assert (Record.objects.count(), Dataset.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["not-rdf.json", "truncated.nt", "unknown-context.jsonld", "ipdc-lpdc-im.jsonld"])
def test_it_fails_when_nothing_could_be_read(gent, name: str) -> None:
    with pytest.raises(CommandError, match=r"Nothing could be read\."):
        imported(FIXTURES / name)
    assert Record.objects.count() == 0


def test_it_fails_on_an_unknown_path_or_municipality(gent) -> None:
    with pytest.raises(CommandError, match="There is no file or folder"):
        imported(FIXTURES / "gone")
    with pytest.raises(CommandError, match="There is no municipality"):
        call_command("import_lpdc", str(DEMO), municipality="atlantis")


@needs_shared
def test_the_real_instances_come_in_and_stay_as_they_are(gent) -> None:
    first = imported(SHARED / "real-instances", flemish=True)
    second = imported(SHARED / "real-instances", flemish=True)
    assert first == ["read: 8, new: 8, changed: 0, unchanged: 0, refused: 0, conflicts for staff: 0"]
    assert second == ["read: 8, new: 0, changed: 0, unchanged: 8, refused: 0, conflicts for staff: 0"]
