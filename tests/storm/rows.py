"""The tables, read past the bot, whichever database it has: when all is over, and to know when something has come to its end."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tests.storm.almanac import Hour
from tests.storm.crowd import Town
from tests.storm.story import Story

PATIENCE = 20.0  # seconds on a busy machine


class Rows:
    """``await rows("SELECT …")``."""

    def __init__(self, url: str) -> None:
        self.engine: AsyncEngine = create_async_engine(url)

    async def __call__(self, query: str) -> Sequence[Any]:
        async with self.engine.connect() as connection:
            return (await connection.execute(text(query))).all()

    async def close(self) -> None:
        await self.engine.dispose()


def listed(value: Any) -> list[Any]:
    """A column of JSON, which one driver hands out read and the other as it is written."""
    return json.loads(value) if isinstance(value, str) else value or []


def moment(value: Any) -> datetime:
    """A column of time, which one driver hands out read and the other as it is written."""
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    return read if read.tzinfo else read.replace(tzinfo=UTC)


@dataclass
class Watch:
    """Waits until something has come to its end, and says in the story how long that took."""

    rows: Rows
    story: Story

    async def until(self, what: str, left: Callable[[], Awaitable[int]], patience: float = PATIENCE) -> bool:
        """Until nothing is left. ``False``: something still was after so many seconds, which is for the oracle to judge."""
        begun = time.monotonic()
        while number := await self._asked(left):
            if time.monotonic() - begun > patience:
                self.story.fault(f"{what}: {number} left after {patience:.0f} s")
                return False
            await asyncio.sleep(0.2)
        self.story.fault(f"{what}: done after {time.monotonic() - begun:.1f} s")
        return True

    async def _asked(self, left: Callable[[], Awaitable[int]]) -> int:
        try:
            return await left()
        except DBAPIError:  # the bot holds the file for a moment
            return 1

    async def letters_under_way(self, now: datetime) -> int:
        """How many are being sent, or wait though they are due."""
        found = await self.rows("SELECT state, due_at FROM outgoing_message WHERE state IN ('queued', 'sending')")
        return sum(each.state == "sending" or moment(each.due_at) <= now for each in found)

    async def reminders_missing(self, towns: Sequence[Town], hour: Hour) -> int:
        """Of how many activities of that day nobody has been reminded yet."""
        column = "eve_reminded_at" if hour.name == "eve" else "start_reminded_at"
        query = f"SELECT c.name, a.number FROM activity a JOIN community c ON c.id = a.community_id WHERE a.{column} IS NULL"
        waiting = {(name, number) for name, number in await self.rows(query)}
        due = {(town.name, each.number) for town in towns for each in town.open_for({hour.reminds})}
        return len(waiting & due)
