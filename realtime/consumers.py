"""One socket: says what it wants to hear, gets what it missed, then everything live."""

import asyncio
import json
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from channels.consumer import AsyncConsumer
from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from realtime.hub import Hub, Listener
from realtime.tail import Tail
from realtime.topics import is_for_staff, may_listen

MOST_TOPICS = 20
MOST_BYTES = 4096
hub = Hub()
_following: set[asyncio.Task[None]] = set()


def follow() -> None:
    """Starts this process's tail with its first socket."""
    if not _following:
        _following.add(asyncio.get_running_loop().create_task(Tail(hub).follow()))


class Tap(AsyncConsumer):  # type: ignore[misc]  # channels has no types
    """The tap on the journal. It only listens: nothing a client sends changes anything."""

    # Channels would subscribe each socket to a channel of its own in Valkey, where nobody ever sends it anything.
    channel_layer_alias = None

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        """Takes pages of our own hosts only; the port may be another one."""
        if not is_own(header(self.scope, b"origin")):
            await self.send({"type": "websocket.close", "code": 4403})
            return
        follow()
        loop = asyncio.get_running_loop()
        self.listener = Listener(self.base_send, lambda: _later(loop, self._slow()))
        await self.send({"type": "websocket.accept"})

    async def _slow(self) -> None:
        await self.send({"type": "websocket.close", "code": 4408})

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        """`{"listen": [topic, ...], "since": {stream: number}}`; answered once this process knows where it began."""
        asked = parsed(message.get("text") or "")
        if asked is None:
            await self.send({"type": "websocket.close", "code": 4400})
            return
        allowed, refused = await self._judged(asked["listen"])
        await hub.started.wait()
        missed = hub.missed(asked["since"], allowed) if asked["since"] else []
        hub.listen(self.listener, allowed)
        at = {str(stream): seq for stream, seq in hub.at.items() if seq} if allowed else {}
        answer: dict[str, Any] = {"listening": allowed, "at": at}
        if refused:
            answer["refused"] = refused
        if missed is None:
            answer["reset"] = True
        await self._say(json.dumps(answer))
        for frame in missed or ():
            await self._say(frame)

    async def _judged(self, topics: list[str]) -> tuple[list[str], list[str]]:
        """(may, may not). Only a queue needs to know who it is, so anonymous sockets never reach the database."""
        user = await _user(self.scope) if any(is_for_staff(topic) for topic in topics) else None
        may = [topic for topic in topics if await _may(user, topic)]
        return may, [topic for topic in topics if topic not in may]

    async def _say(self, text: str) -> None:
        await self.send({"type": "websocket.send", "text": text})

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        """The socket is gone."""
        if listener := getattr(self, "listener", None):
            hub.leave(listener)
        raise StopConsumer


def _later(loop: asyncio.AbstractEventLoop, work: Any) -> None:
    task = loop.create_task(work)
    _following.add(task)
    task.add_done_callback(_following.discard)


def parsed(text: str) -> dict[str, Any] | None:
    """What a client asks, when it is of the right form and size; else None."""
    try:
        asked = json.loads(text) if len(text) <= MOST_BYTES else None
    except ValueError:
        return None
    if not isinstance(asked, dict):
        return None
    topics, since = asked.get("listen"), asked.get("since") or {}
    if not isinstance(topics, list) or len(topics) > MOST_TOPICS or not isinstance(since, dict):
        return None
    if not all(isinstance(topic, str) for topic in topics):
        return None
    if not all(key.isdecimal() and isinstance(seq, int) for key, seq in since.items()):
        return None
    return {"listen": topics, "since": {int(key): seq for key, seq in since.items()}}


def header(scope: dict[str, Any], name: bytes) -> str:
    """A header of the handshake, or an empty string."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def is_own(origin: str) -> bool:
    """Whether the page that opens the socket is one of ours."""
    host = urlsplit(origin).hostname
    own = urlsplit(settings.SITE_URL).hostname
    return host is not None and (host == own or host in settings.ALLOWED_HOSTS)


async def _may(user: int | None, topic: str) -> bool:
    if is_for_staff(topic):
        return bool(await database_sync_to_async(may_listen)(user, topic))
    return may_listen(user, topic)


async def _user(scope: dict[str, Any]) -> int | None:
    """Who holds this session, if it still lives."""
    morsel = SimpleCookie(header(scope, b"cookie")).get(settings.SESSION_COOKIE_NAME)
    return await database_sync_to_async(_user_of)(morsel.value) if morsel else None


def _user_of(key: str) -> int | None:
    user = SessionStore(key).load().get(SESSION_KEY)
    return int(user) if user else None
