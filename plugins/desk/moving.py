"""搬家: ``make move TO=postgresql+asyncpg://…`` while the bot is stopped: all that is in the database into another, empty one.

From SQLite to PostgreSQL, back, or from one file to another. The source is only read. The target is filled in one transaction, read
again and compared with the source row by row; it is committed only when both are the same, so a removal that fails leaves it empty.
"""

import asyncio
import shutil
import socket
import sqlite3
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import nonebot
from nonebot.log import logger
from sqlalchemy import URL, make_url, select, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection

from plugins.kernel import config, migrate, vault
from plugins.kernel.db import make_engine
from plugins.kernel.models import KeyProof

from . import cargo, moving_texts

OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend'"
)
DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")


class NotMoved(RuntimeError):
    """Nothing was moved, and nothing is left in the target; the text is for the operator, in plain Chinese."""


def run(target: str) -> None:
    """Move the database of the settings to the URL ``target`` and say what has arrived; ends the program with one sentence when it cannot."""
    try:
        must_be_stopped()
        sys.stdout.write(f"{move(config.load(), target)}\n")
    except NotMoved as failed:
        sys.exit(moving_texts.not_moved(str(failed)))


def must_be_stopped() -> None:
    """Nobody listens where the bot would. Raises ``NotMoved``."""
    settings = nonebot.get_driver().config
    host, port = str(settings.host), settings.port
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise NotMoved(moving_texts.still_running(moving_texts.port_taken(port))) from error


def move(settings: config.Config, target: str) -> str:
    """Carry everything over; returns what to tell the operator. Raises ``NotMoved``. Call it where no event loop runs."""
    old, new = make_url(settings.url), _readable(target)
    if old == new:
        raise NotMoved(moving_texts.same_place())
    key = _key_to_copy(settings, config.Config(database_url=target))
    _must_be_idle(old)
    try:
        asyncio.run(_look(old, settings))
        there = _onto_file(old, new) if new.get_backend_name() == "sqlite" else _onto_server(old, new)
    except NotMoved:
        raise
    except Exception as error:  # whatever it is, the operator gets one sentence; LOG_LEVEL=DEBUG shows the rest
        logger.opt(exception=error).debug("not moved")
        raise NotMoved(moving_texts.not_reached(type(error).__name__)) from error
    if key:
        shutil.copy2(*key)
    return moving_texts.moved(there, where=new.render_as_string(), key_copied=bool(key))


def _readable(written: str) -> URL:
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:
        raise NotMoved(moving_texts.wrong_url()) from error
    if url.drivername not in DRIVERS or not url.database or url.database == ":memory:":
        raise NotMoved(moving_texts.wrong_url())
    return url


def _key_to_copy(old: config.Config, new: config.Config) -> tuple[Path, Path] | None:
    """The key lies beside a SQLite file, so it has to go along when the file moves to another folder."""
    mine, there = (each.key_folder / vault.FILE for each in (old, new))
    if old.secret_key or mine.resolve() == there.resolve() or not mine.exists():
        return None
    if there.exists() and there.read_bytes() != mine.read_bytes():
        raise NotMoved(moving_texts.other_key(str(there.parent)))
    return None if there.exists() else (mine, there)


def _must_be_idle(url: URL) -> None:
    """A SQLite file that a program has open cannot be had alone; a server is asked later."""
    if url.get_backend_name() != "sqlite":
        return
    if not url.database or not Path(url.database).is_file():
        raise NotMoved(moving_texts.no_source())
    with closing(sqlite3.connect(url.database, timeout=0, isolation_level=None)) as probe:
        try:
            probe.execute("PRAGMA locking_mode=EXCLUSIVE")
            probe.execute("BEGIN IMMEDIATE")
            probe.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            raise NotMoved(moving_texts.still_running(moving_texts.file_in_use())) from error


@asynccontextmanager
async def _opened(url: URL) -> AsyncGenerator[AsyncConnection]:
    """One connection in one transaction, which ends with the block: an exception takes all of it back."""
    engine = make_engine(url, immediate=True, foreign_keys=False)
    try:
        async with engine.begin() as connection:
            yield connection
    finally:
        await engine.dispose()


async def _look(url: URL, settings: config.Config) -> None:
    """The source is ours, of today, nobody else's at this moment, and its key is the one that lies here."""
    async with _opened(url) as source:
        if (present := await cargo.revision(source)) is None:
            raise NotMoved(moving_texts.no_source())
        if present != migrate.revisions()[-1]:
            raise NotMoved(moving_texts.old_source())
        await _must_be_alone(source)
        await _must_open(source, settings)


async def _must_be_alone(source: AsyncConnection) -> None:
    if source.dialect.name != "postgresql":
        return
    if count := (await source.execute(text(OTHERS))).scalar_one():
        raise NotMoved(moving_texts.still_running(moving_texts.connections(count)))


async def _must_open(source: AsyncConnection, settings: config.Config) -> None:
    """The key goes with the database: one that does not open the source is found here, not by somebody who needs a phone number."""
    try:
        if settings.secret_key or (settings.key_folder / vault.FILE).exists():
            vault.use(vault.keys_of(settings.secret_key, settings.key_folder))
            await source.execute(select(KeyProof.token))
        elif (await source.execute(select(KeyProof.id))).first():
            raise NotMoved(moving_texts.wrong_key())
    except (vault.Unreadable, vault.KeyTooShort) as error:
        raise NotMoved(moving_texts.wrong_key()) from error


def _onto_file(old: URL, new: URL) -> cargo.Inventory:
    """Under another name until all is there and compared."""
    assert new.database
    final = Path(new.database)
    if final.exists():
        raise NotMoved(moving_texts.not_empty())
    final.parent.mkdir(parents=True, exist_ok=True)
    draft = final.with_name(f"{final.name}.part")
    _remove(draft)
    try:
        there = _onto_server(old, new.set(database=str(draft)))
        draft.replace(final)
    finally:
        _remove(draft)
    return there


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _onto_server(old: URL, new: URL) -> cargo.Inventory:
    asyncio.run(_must_be_empty(new))
    migrate.upgrade(new.render_as_string(hide_password=False))
    return asyncio.run(_carry(old, new))


async def _must_be_empty(url: URL) -> None:
    async with _opened(url) as target:
        if not await cargo.is_empty(target, migrate.revisions()[-1]):
            raise NotMoved(moving_texts.not_empty())


async def _carry(old: URL, new: URL) -> cargo.Inventory:
    async with _opened(old) as source, _opened(new) as target:
        await _keep_still(source)
        try:
            await cargo.carry(source, target)
        except cargo.DoesNotFit as error:
            raise NotMoved(moving_texts.does_not_fit(error.table)) from error
        sent, there = await cargo.weigh(source), await cargo.weigh(target)
        if wrong := cargo.differences(sent, there):
            raise NotMoved(moving_texts.differs(wrong))
    return there


async def _keep_still(source: AsyncConnection) -> None:
    """Nobody writes until all is compared. SQLite's write lock is taken already."""
    if source.dialect.name == "postgresql":
        await source.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        names = ", ".join(f'"{table.name}"' for table in cargo.crates())
        await source.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))
