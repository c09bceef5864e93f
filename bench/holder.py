"""The listeners of bench (e): many raw websockets in one process that does as little as it can.

It waits for bytes, notes the time and reads the number out of each frame. A websocket library in its place would be
what is measured.
"""

import base64
import json
import os
import re
import select
import socket
import sys
import time
from dataclasses import dataclass, field

from bench.measuring import cpu

NUMBER = re.compile(rb'"n":(\d+)')
REST_SECONDS = 0.004  # between two looks: woken at every frame it would fight the server for the machine
PING, PONG = 0x89, 0x8A


def masked(opcode: int, payload: bytes) -> bytes:
    """A short frame from a client; a mask of zeros leaves the payload as it is (RFC 6455, 5.3)."""
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
    return bytes([opcode]) + size + bytes(4) + payload


@dataclass
class Held:
    """Many sockets on one topic, and when each number arrived on them."""

    port: int
    arrivals: list[tuple[int, float]] = field(default_factory=list)
    rest: dict[int, bytes] = field(default_factory=dict)
    sockets: dict[int, socket.socket] = field(default_factory=dict)

    def open(self, many: int, topic: str) -> None:
        """Opens the sockets one after the other, each listening before the next."""
        self.epoll = select.epoll()
        key = base64.b64encode(os.urandom(16)).decode()
        hello = (
            f"GET /live/ HTTP/1.1\r\nHost: localhost:{self.port}\r\nOrigin: http://localhost\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        ).encode()
        listen = masked(0x81, json.dumps({"listen": [topic]}).encode())
        for _ in range(many):
            opened = socket.create_connection(("127.0.0.1", self.port))
            opened.sendall(hello)
            answer = opened.recv(4096)
            assert answer.startswith(b"HTTP/1.1 101"), answer
            opened.sendall(listen)
            assert b'"listening"' in opened.recv(4096)
            opened.setblocking(False)
            self.sockets[opened.fileno()] = opened
            self.epoll.register(opened.fileno(), select.EPOLLIN)

    def read(self, expected: int, patience: float) -> None:
        """Reads until so many frames arrived, or none came for that many seconds (pings keep coming)."""
        seen, until = 0, time.monotonic() + patience
        while seen < expected and time.monotonic() < until:
            if new := sum(self._read(number) for number, _event in self.epoll.poll(1)):
                seen, until = seen + new, time.monotonic() + patience
                time.sleep(REST_SECONDS)

    def _read(self, number: int) -> int:
        data = self.rest.pop(number, b"") + self.sockets[number].recv(65536)
        at = time.monotonic()
        while data[:1] == bytes([PING]):
            end = 2 + data[1]
            self.sockets[number].send(masked(PONG, data[2:end]))
            data = data[end:]
        whole, _, rest = data.rpartition(b"}")
        if rest:
            self.rest[number] = rest
        found = NUMBER.findall(whole)
        self.arrivals += [(int(one), at) for one in found]
        return len(found)


def hold(port: int, many: int, topic: str) -> None:
    """The holder's process: opens, says so, then for each line `expected` on its input reads and reports as JSON."""
    held = Held(port)
    held.open(many, topic)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        held.arrivals.clear()
        start = cpu([os.getpid()])
        held.read(int(line), patience=5)
        report = {"arrivals": held.arrivals, "cpu": cpu([os.getpid()]) - start}
        sys.stdout.write(f"{json.dumps(report)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    hold(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
