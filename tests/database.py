"""Fresh databases for tests: a copy of one that the real migrations made, on SQLite or on PostgreSQL.

``TEST_DATABASE_URL`` names a PostgreSQL server (any database of it) on which the suite shall run; without it, SQLite files do.
"""

import asyncio
import itertools
import os
import shutil
import sqlite3
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url, select, text

from plugins.inbox.models import Question, Receipt
from plugins.kernel import db, migrate
from plugins.outbox.models import SpokenMessage

SERVER = os.environ.get("TEST_DATABASE_URL")
ON_POSTGRESQL = bool(SERVER)
_numbers = itertools.count(1)


class Template(ABC):
    """A migrated database that is copied for every test."""

    @abstractmethod
    async def fresh(self, folder: Path) -> str:
        """A new copy; returns its URL."""

    @abstractmethod
    async def drop(self, url: str) -> None:
        """The copy is not needed any more; nobody is connected to it."""


class FileTemplate(Template):
    """SQLite: a file is copied in 0.2 ms."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "template.db"
        migrate.upgrade(f"sqlite+aiosqlite:///{self.file}")
        connection = sqlite3.connect(self.file)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    async def fresh(self, folder: Path) -> str:
        file = folder / f"house{next(_numbers)}.db"
        shutil.copy(self.file, file)
        return f"sqlite+aiosqlite:///{file}"

    async def drop(self, url: str) -> None:
        """The test's folder goes with it."""


class ServerTemplate(Template):
    """PostgreSQL: ``CREATE DATABASE … TEMPLATE``, some 30 ms. Names carry the process, so several may test on one server."""

    def __init__(self, server: str) -> None:
        self.server = make_url(server)
        self.name = f"test_{os.getpid()}"
        self.admin = db.make_engine(self.server, isolation_level="AUTOCOMMIT")
        asyncio.run(self._on_server(f'CREATE DATABASE "{self.name}"', last=True))
        migrate.upgrade(_written(self.server.set(database=self.name)))

    async def fresh(self, folder: Path) -> str:
        copy = f"{self.name}_{next(_numbers)}"
        await self._on_server(f'CREATE DATABASE "{copy}" TEMPLATE "{self.name}"')
        return _written(self.server.set(database=copy))

    async def drop(self, url: str) -> None:
        await self._on_server(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def remove(self) -> None:
        """Leave nothing behind on somebody's server."""
        self.admin = db.make_engine(self.server, isolation_level="AUTOCOMMIT")
        asyncio.run(self._on_server(f'DROP DATABASE "{self.name}" WITH (FORCE)', last=True))

    async def _on_server(self, statement: str, *, last: bool = False) -> None:
        async with self.admin.connect() as connection:
            await connection.execute(text(statement))
        if last:  # connections belong to the event loop that made them
            await self.admin.dispose()


def _written(url: URL) -> str:
    return url.render_as_string(hide_password=False)


TRACES = frozenset({Receipt.__tablename__, SpokenMessage.__tablename__, Question.__tablename__})


async def contents(*, without: frozenset[str] = TRACES) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, to be compared: a refusal leaves them as they were (but for the traces of the talk itself)."""
    tables = [table for table in db.Base.metadata.sorted_tables if table.name not in without]
    async with db.read() as session:
        return {
            table.name: [dict(row._mapping) for row in await session.execute(select(table).order_by(*table.primary_key.columns))]
            for table in tables
        }
