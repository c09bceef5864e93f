"""The hub and its topics: everybody hears what they may, in order, and a slow one stops nobody."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.consumers import is_own, parsed
from realtime.hub import Hub, Listener, Told
from realtime.topics import is_topic, may_listen, topics_of

QUEUE = "queue:44021"


class Ear:
    """A listener that keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[dict] = []
        self.dropped = 0
        self.listener = Listener(self.send, self.drop)

    async def send(self, message) -> None:
        self.heard.append(json.loads(message["text"]))

    def drop(self) -> None:
        self.dropped += 1


def told(seq: int, *topics: str) -> Told:
    return Told(1, seq, "record.corrected", topics or (QUEUE,))


def test_a_frame_reaches_everybody_on_its_topic_and_nobody_else() -> None:
    hub, one, two, other = Hub(), Ear(), Ear(), Ear()
    for ear, topic in ((one, QUEUE), (two, QUEUE), (other, "queue:24062")):
        hub.listen(ear.listener, [topic])
    assert hub.tell(told(1)) == 2
    assert ([len(ear.heard) for ear in (one, two, other)], one.heard[0]["n"]) == ([1, 1, 0], 1)
    hub.leave(one.listener)
    assert hub.tell(told(2)) == 1


@given(st.integers(0, 30), st.integers(1, 30), st.integers(1, 12))
def test_whoever_comes_back_gets_what_was_missed_in_order_or_is_told_to_start_again(since, last, kept) -> None:
    hub = Hub(kept=kept)
    for seq in range(1, last + 1):
        hub.tell(told(seq))
    missed = hub.missed({1: since}, [QUEUE])
    if since < last - kept:
        assert missed is None
    else:
        assert [json.loads(frame)["n"] for frame in missed] == list(range(since + 1, last + 1))


def test_a_slow_listener_is_dropped_and_the_others_hear_on() -> None:
    import asyncio

    hub, quick = Hub(), Ear()

    async def never(message) -> None:
        await asyncio.sleep(0)

    slow = Ear()
    slow.listener.send = never
    hub.listen(slow.listener, [QUEUE])
    hub.listen(quick.listener, [QUEUE])
    hub.tell(told(1))
    hub.tell(told(2))
    assert (slow.dropped, [frame["n"] for frame in quick.heard]) == (1, [1, 2])


def test_what_is_for_staff_is_heard_at_the_desk_only() -> None:
    assert list(topics_of("contribution", "x", "staff", 44021)) == [QUEUE]
    assert list(topics_of("record", "x", "staff", 44021)) == []
    assert list(topics_of("record", "x", "public", 44021)) == ["record:x", "stream:44021"]


def test_who_may_listen(gent, leuven, moderator, neighbour, contributor) -> None:
    assert may_listen(moderator.pk, QUEUE)
    assert not any(may_listen(person, QUEUE) for person in (neighbour.pk, contributor.pk, None))
    assert may_listen(None, "stream:44021")
    assert not may_listen(moderator.pk, "queue:44021 OR 1=1")


@given(st.text(max_size=200))
def test_whatever_a_client_sends_is_asked_or_refused(text: str) -> None:
    asked = parsed(text)
    assert asked is None or set(asked) == {"listen", "since"}
    assert is_topic(text) in {True, False}


@pytest.mark.parametrize(
    ("origin", "own"),
    [("http://testserver", True), ("https://localhost:8001", True), ("https://evil.example", False), ("", False)],
)
def test_only_our_own_pages_may_open_a_socket(origin: str, own: bool) -> None:
    assert is_own(origin) is own
