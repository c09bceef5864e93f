"""The tail: one per process. Reads what was told and counted since, woken by the bell, and at least every second."""

import asyncio
import json
import logging
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import TupleRow

from counting.bell import CHANNEL as COUNTING
from journal.bell import CHANNEL as JOURNAL
from journal.listening import address
from realtime.hub import Hub, Told
from realtime.topics import topics_of

POLL_SECONDS = 1.0
FIGURES_SECONDS = 0.25  # at most four times a second
log = logging.getLogger(__name__)
Connection = psycopg.AsyncConnection[TupleRow]

HEADS = "SELECT id, seq FROM journal_stream"
TENANTS = "SELECT stream_id, nis FROM municipalities_municipality"
SINCE = """
SELECT seq, verb, subject_kind, subject_id, audience, data FROM journal_entry
WHERE stream_id = %s AND seq > %s ORDER BY seq LIMIT 1000
"""
FIGURES = "SELECT DISTINCT split_part(subject, ':', 2), max(version) OVER () FROM counting_tally WHERE version > %s"
NEWEST = "SELECT coalesce(max(version), 0) FROM counting_tally"


class Tail:
    """Follows the database for one hub."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.tenants: dict[int, int] = {}
        self.figures: int | None = None
        self.figures_at = 0.0

    async def follow(self) -> None:
        """For as long as the process lives; a lost connection is made again, and nothing is missed meanwhile."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**address(), autocommit=True) as connection:
                    await self._listen(connection)
            except psycopg.Error as error:
                log.warning("following the journal stopped: %s", error)
                await asyncio.sleep(POLL_SECONDS)

    async def _listen(self, connection: Connection) -> None:
        for channel in (JOURNAL, COUNTING):
            await connection.execute(f"LISTEN {channel}".encode())
        while True:
            await self.catch_up(connection)
            async for _ in connection.notifies(timeout=POLL_SECONDS, stop_after=1):
                pass

    async def catch_up(self, connection: Connection) -> None:
        """Tells the hub everything that is new."""
        heads: dict[int, int] = dict(await (await connection.execute(HEADS)).fetchall())
        if self.figures is None:
            self.hub.start_at(heads)
        for stream, seq in heads.items():
            while self.hub.at.get(stream, 0) < seq:
                await self._entries(connection, stream)
        await self._figures(connection)

    async def _entries(self, connection: Connection, stream: int) -> None:
        if stream not in self.tenants:
            self.tenants = dict(await (await connection.execute(TENANTS)).fetchall())
        rows = await (await connection.execute(SINCE, [stream, self.hub.at.get(stream, 0)])).fetchall()
        for seq, verb, kind, key, audience, data in rows:
            topics = tuple(topics_of(kind, key, audience, self.tenants.get(stream)))
            self.hub.tell(Told(stream, seq, verb, topics, _public(audience, data)))
        if not rows:
            self.hub.at[stream] = self.hub.at.get(stream, 0) + 1  # never turn on a gap that cannot be

    async def _figures(self, connection: Connection) -> None:
        loop = asyncio.get_running_loop()
        if self.figures is None:
            row = await (await connection.execute(NEWEST)).fetchone()
            self.figures = int(row[0]) if row else 0
        wait = self.figures_at + FIGURES_SECONDS - loop.time()
        if wait > 0:
            return
        self.figures_at = loop.time()
        for record, version in await (await connection.execute(FIGURES, [self.figures])).fetchall():
            self.figures = max(self.figures, int(version))
            if _is_uuid(record):
                topic = f"record:{record}"
                self.hub.whisper(topic, json.dumps({"t": topic, "v": "tally", "n": version}, separators=(",", ":")))


def _public(audience: str, data: dict[str, Any]) -> dict[str, Any]:
    return data if audience == "public" else {}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
