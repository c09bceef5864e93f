"""A number in the cache is raised in one trip, and one that is not there is not made."""

from threading import Thread
from uuid import uuid4

import pytest
from django.core.cache import cache


def test_a_number_is_raised_and_keeps_its_end() -> None:
    key = uuid4().hex
    cache.add(key, 0, 60)
    assert [cache.incr(key), cache.incr(key, 5), cache.get(key)] == [1, 6, 6]
    client = cache._cache.get_client(key)
    assert 0 < client.ttl(cache.make_key(key)) <= 60


def test_what_is_not_there_is_not_made() -> None:
    key = uuid4().hex
    with pytest.raises(ValueError, match=key):
        cache.incr(key)
    assert cache.get(key) is None


def test_none_is_lost_by_many_at_once() -> None:
    key = uuid4().hex
    cache.set(key, 0, 60)
    threads = [Thread(target=lambda: [cache.incr(key) for _ in range(50)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.get(key) == 400
