"""Every registered entry keeps the contract of its registry."""

import pytest
from django.test import RequestFactory
from django.utils.safestring import SafeString

from accounts.registry import Duplicate, Registry
from contributions import kinds
from counting import heard
from journal import readers, subjects, sweeps
from journal.models import Entry
from municipalities import slots
from projects.kinds import registry as activity_kinds
from realtime.topics import is_topic


def test_a_registry_refuses_duplicates() -> None:
    registry = Registry()
    registry.register(readers.Reader(key="one", read=print))
    with pytest.raises(Duplicate):
        registry.register(readers.Reader(key="one", read=print))
    assert [one.key for one in registry] == ["one"]


@pytest.mark.parametrize("subject", subjects.registry, ids=lambda one: one.key)
@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_every_verb_has_a_sentence(db, subject, language: str) -> None:
    unknown = "00000000-0000-7000-8000-000000000000" if subject.key in {"record", "contribution", "idea"} else "1"
    for verb in subject.verbs:
        assert verb.count(".") == 1
        entry = Entry(verb=verb, subject_kind=subject.key, subject_id=unknown, audience="public", data={})
        [sentence] = subject.sentences([entry], language)
        assert sentence
        assert subject.url(entry) is None or subject.url(entry).startswith("/")
        assert subject.may_see(entry, None) in {True, False}


@pytest.mark.parametrize("kind", kinds.registry, ids=lambda one: one.key)
def test_every_kind_answers_for_nothing(db, gent, kind) -> None:
    assert kind.cards([], None, "nl") == {}
    assert list(kind.export(gent)) == []
    assert str(kind.label)


@pytest.mark.parametrize("slot", slots.registry, ids=lambda one: one.key)
def test_every_slot_draws_or_is_silent(db, gent, slot) -> None:
    drawn = slot.render(RequestFactory().get("/gent/"), gent)
    assert isinstance(drawn, SafeString)


def test_every_activity_kind_has_a_page(db, gent) -> None:
    from tests.catalogue.making import services_of

    activity = services_of(gent).activity
    assert activity_kinds.get(activity.kind).url(activity).startswith("/gent/")


def test_everything_heard_knows_who_may_hear_it(db) -> None:
    for one in heard.registry:
        assert is_topic(f"{one.topic}:1") or is_topic(f"{one.topic}:00000000-0000-7000-8000-000000000000")
        assert set(one.among(["1"])) <= {"1"}


def test_readers_and_sweeps_do_nothing_when_there_is_nothing(db) -> None:
    for reader in readers.registry:
        reader.read([])
    assert [sweep.run() for sweep in sweeps.registry] == [0] * len(sweeps.registry)
