"""The tail: one per process. Reads what was told and counted since, woken by the bell, and at least every second."""

import asyncio
import json
import logging
from typing import Any

import psycopg
from channels.db import database_sync_to_async
from psycopg.rows import TupleRow

from counting.bell import CHANNEL as COUNTING
from counting.heard import Heard, registry
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
FIGURES = """
SELECT split_part(subject, ':', 1), array_agg(DISTINCT split_part(subject, ':', 2)), max(max(version)) OVER ()
FROM counting_tally WHERE version > %s GROUP BY 1
"""
NEWEST = "SELECT coalesce(max(version), 0) FROM counting_tally"


class Tail:
    """Follows the database for one hub."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.tenants: dict[int, int] = {}
        self.figures: int | None = None
        self.figures_at = 0.0
        self.pause = POLL_SECONDS

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
            async for _ in connection.notifies(timeout=self.pause, stop_after=1):
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
        self.pause = wait if wait > 0 else POLL_SECONDS
        if wait > 0:
            return
        self.figures_at = loop.time()
        for kind, moved, version in await (await connection.execute(FIGURES, [self.figures])).fetchall():
            self.figures = max(self.figures, int(version))
            if kind in registry:
                await self._whisper(registry.get(kind), moved, int(version))

    async def _whisper(self, heard: Heard, moved: list[str], version: int) -> None:
        """Says which figures moved, and nothing of what they say, to those who listen."""
        listened = [one for one in moved if f"{heard.topic}:{one}" in self.hub.listeners]
        if not listened:
            return
        for one in await database_sync_to_async(heard.among)(listened):
            topic = f"{heard.topic}:{one}"
            self.hub.whisper(topic, json.dumps({"t": topic, "v": "tally", "n": version}, separators=(",", ":")))


def _public(audience: str, data: dict[str, Any]) -> dict[str, Any]:
    return data if audience == "public" else {}
