"""The cache in Valkey, which may be wiped or be away at any moment: nothing that people do may depend on it."""

import logging
from collections.abc import Callable
from functools import cache, wraps
from time import monotonic
from typing import Any

from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import RedisError

REST_SECONDS = 1.0
log = logging.getLogger(__name__)


# What is there is raised, what is not there stays so, and nothing can come in between.
INCR = "return redis.call('EXISTS', KEYS[1]) == 1 and redis.call('INCRBY', KEYS[1], ARGV[1])"


class Client(RedisCacheClient):
    """Keeps one client per pool and raises a number in one trip: Django makes a client per command and asks twice."""

    _client: Any  # what makes one

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._client = cache(self._client)

    def incr(self, key: Any, delta: int) -> Any:
        """The number after it was raised; ValueError when the key is not there."""
        raised: Any = self.get_client(key, write=True).eval(INCR, 1, key, str(delta))
        if raised is None:
            raise ValueError(key)
        return raised


class ForgivingCache(RedisCache):
    """While Valkey is away this is Django's DummyCache: everything is accepted and nothing is found.

    After a failure it is left alone for a second, so that a Valkey that hangs costs one request its timeout, not all.
    """

    asked_again_at = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
        self.nothing = DummyCache(server, params)


def _forgiving(name: str) -> Callable[..., Any]:
    real, instead = getattr(RedisCache, name), getattr(DummyCache, name)

    @wraps(real)
    def call(self: ForgivingCache, *args: Any, **kwargs: Any) -> Any:
        if monotonic() >= ForgivingCache.asked_again_at:
            try:
                return real(self, *args, **kwargs)
            except RedisError as error:
                log.warning("Valkey is away: %s", error)
                ForgivingCache.asked_again_at = monotonic() + REST_SECONDS
        return instead(self.nothing, *args, **kwargs)

    return call


for _name in (
    "add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear",
):  # fmt: skip
    setattr(ForgivingCache, _name, _forgiving(_name))
