"""Bring a database to the program's schema: backup first, each revision whole or not at all.

``make migration M="说明"`` writes the next revision from the models. Alembic takes a third of the program's start to import,
so it is imported only when there is something to migrate: which revisions there are is told by their file names.
"""

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection

from . import clock
from .db import make_engine

if TYPE_CHECKING:
    from alembic.config import Config

HISTORY = Path(__file__).with_name("migrations")


class SchemaTooNew(RuntimeError):
    """The database was written by a newer program than this one."""


def revisions() -> list[str]:
    """The revisions there are, oldest first: one linear history, numbered in the names of its files (0001_ground_floor.py)."""
    return sorted(file.name.split("_")[0] for file in (HISTORY / "versions").glob("[0-9]*_*.py"))


def configuration(url: str) -> "Config":
    """What Alembic needs to know to work on ``url``."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HISTORY))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> None:
    """Bring the database at ``url`` to the newest revision. Raises ``SchemaTooNew``; call it where no event loop runs."""
    known = revisions()
    if asyncio.run(_prepare(url, known)) != known[-1]:
        from alembic import command

        command.upgrade(configuration(url), "head")


def _present(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


async def _prepare(url: str, known: list[str]) -> str | None:
    engine = make_engine(make_url(url), foreign_keys=False)
    try:
        async with engine.connect() as connection:
            present = await connection.run_sync(_present)
        if present is not None and present not in known:
            raise SchemaTooNew(present)
        if present is not None and present != known[-1] and make_url(url).get_backend_name() == "sqlite":
            async with engine.connect() as connection:
                await _back_up(connection, url, present)
        return present
    finally:
        await engine.dispose()


async def _back_up(connection: AsyncConnection, url: str, present: str) -> None:
    database = make_url(url).database
    if not database:
        return
    folder = Path(database).parent / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{Path(database).stem}-{present}-{clock.local():%Y%m%d-%H%M%S}.db"
    raw = (await connection.get_raw_connection()).driver_connection  # VACUUM cannot stand inside our BEGIN
    assert raw
    await raw.execute("VACUUM INTO ?", (str(target),))


def write_revision(message: str) -> None:
    """Write the next revision from the models of the loaded plugins (``make migration M="说明"``); read it before use.

    It works on an empty database of its own: nobody's data is looked at, and it need not be at the newest revision.
    """
    from alembic import command

    number = f"{len(revisions()) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/empty.db"
        upgrade(url)
        command.revision(configuration(url), message, autogenerate=True, rev_id=number)
