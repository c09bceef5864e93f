"""The cache while Valkey is there, away, and back."""

import os

import pytest
from django.core.cache.backends.dummy import DummyCache

from participatie import cache as caching
from participatie import engines
from participatie.cache import ForgivingCache


@pytest.fixture
def valkey():
    """One of its own, which a test may stop."""
    folder = engines.private_folder(engines.SOCKETS / f"pp-cache-{os.getpid()}")
    yield engines.Valkey(folder)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch):
    monkeypatch.setattr(caching, "REST_SECONDS", 0.0)
    monkeypatch.setattr(ForgivingCache, "asked_again_at", 0.0)


def cache_at(valkey) -> ForgivingCache:
    return ForgivingCache(engines.redis_url(valkey.sockets), {"TIMEOUT": 60})


def use(cache) -> list[object]:
    """Everything a cache can do, and what it says."""
    said = [cache.add("a", 1), cache.get("a"), cache.get("b", "none"), cache.set("b", 2), cache.get_many(["a", "b"])]
    said += [cache.touch("a"), cache.has_key("a"), cache.set_many({"c": 3}), cache.get("c"), cache.delete("c")]
    with_incr = []
    try:
        with_incr.append(cache.incr("a"))
    except ValueError:
        with_incr.append("no such key")
    return [*said, *with_incr, cache.delete_many(["a"]), cache.get("a"), cache.clear() in {True, None}]


def test_there_away_and_back(valkey):
    cache = cache_at(valkey)
    there = [True, 1, "none", None, {"a": 1, "b": 2}, True, True, [], 3, True, 2, None, None, True]
    with engines.child(valkey):
        assert use(cache) == there
    assert use(cache) == use(DummyCache("", {}))
    with engines.child(valkey):
        assert use(cache) == there


def test_it_is_left_alone_for_a_while(valkey, monkeypatch, caplog):
    monkeypatch.setattr(caching, "REST_SECONDS", 60.0)
    cache = cache_at(valkey)
    assert [cache.get(str(number)) for number in range(5)] == [None] * 5
    assert len(caplog.records) == 1
