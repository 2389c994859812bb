"""Backups: a folder each, consistent, opened again before it counts, and only so many kept.

A backup holds the database and the photos. SQLite is copied with ``VACUUM INTO`` (consistent while the bot runs, and free of what
was erased), PostgreSQL with ``pg_dump``. A photo never changes under its name, so it is linked, not copied, where the disk can.
The keys of the vault are not in it: who finds a backup can read no private word. ``secret.key`` is to be kept elsewhere.
"""

import asyncio
import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import URL

from plugins.kernel import clock, config, db, lease

from .keeping import NAME, day_of, to_drop

DUMP_WAIT = 3600.0  # seconds for pg_dump
_one_at_a_time = asyncio.Lock()


class BackupFailed(RuntimeError):
    """It could not be made, or could not be opened again; the text is for the operator, in plain Chinese."""


class Busy(BackupFailed):
    """Another process is making one at this moment, perhaps in the same folder."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it is, how large, how many photos are in it."""

    folder: Path
    size: int
    photos: int


def home() -> Path:
    """Where backups lie: beside a SQLite file, else in ``data/``."""
    file = db.current().url.database if db.current().is_sqlite else None
    return (Path(file).parent if file else config.DATA) / "backups"


async def make() -> Backup:
    """Make one of the house's database, open it, and drop those that are no longer kept. Raises ``BackupFailed``; then nothing half-made is left."""
    async with _one_at_a_time, lease.held("backup", timedelta(minutes=1)) as mine:
        if not mine:
            raise Busy("另一个程序正在备份，请过几分钟再看")
        return await _make(home() / f"{clock.local():{NAME}}")


async def _make(final: Path) -> Backup:
    draft = final.with_name(f"{final.name}.part")
    try:
        await asyncio.to_thread(_fresh, draft)
        await _dump(db.current().url, draft)
        photos = await asyncio.to_thread(_link_photos, config.DATA / "photos", draft / "photos")
        await asyncio.to_thread(_settle, draft, final)
    except OSError as error:
        await asyncio.to_thread(shutil.rmtree, draft, ignore_errors=True)
        raise BackupFailed(f"写不进去（{error.strerror}），请看看磁盘满了没有、文件夹能不能写") from error
    except BackupFailed:
        await asyncio.to_thread(shutil.rmtree, draft, ignore_errors=True)
        raise
    await asyncio.to_thread(drop_old, final.parent)
    return Backup(final, await asyncio.to_thread(_size_of, final), photos)


def _size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def drop_old(folder: Path) -> None:
    """Remove the backups that are no longer kept; what is not a backup of ours stays."""
    made = {each.name: each for each in folder.iterdir() if each.is_dir()}
    for name in to_drop(made, clock.local().date()):
        shutil.rmtree(made[name])


def newest() -> str | None:
    """The name of the newest one."""
    if not home().exists():
        return None
    return max((each.name for each in home().iterdir() if each.is_dir() and day_of(each.name)), default=None)


def _fresh(folder: Path) -> None:
    """An empty folder; what a program that died in the middle has left beside it goes."""
    for left in folder.parent.glob("*.part"):
        shutil.rmtree(left)
    folder.mkdir(parents=True)


def _settle(draft: Path, final: Path) -> None:
    """Two in the same second: the newer one takes the place."""
    shutil.rmtree(final, ignore_errors=True)
    draft.replace(final)


async def _dump(url: URL, folder: Path) -> None:
    if url.get_backend_name() == "sqlite":
        assert url.database
        await asyncio.to_thread(_copy_sqlite, Path(url.database), folder / "bot.db")
    else:
        await _copy_postgresql(url, folder / "bot.pgdump")


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy, then open the copy: whole, and as many tables as the original."""
    with sqlite3.connect(source) as original:
        original.execute("VACUUM INTO ?", (str(target),))
        wanted = _tables(original)
    original.close()
    copy = sqlite3.connect(target)
    try:
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok" or _tables(copy) != wanted:
            raise BackupFailed("备份打开核对没过，原来的数据没有动，请再备份一次")
    finally:
        copy.close()


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


async def _copy_postgresql(url: URL, target: Path) -> None:
    """``pg_dump`` in its own format, then ``pg_restore --list`` to see that it can be read."""
    await run_tool("pg_dump", ["--format=custom", "--file", str(target)], url)
    await run_tool("pg_restore", ["--list", str(target)], None)


def connection(url: URL) -> tuple[list[str], dict[str, str]]:
    """How PostgreSQL's programs are told of ``url``: arguments, and an environment. Of several hosts the one that may be written to."""
    _, known = url.get_dialect()().create_connect_args(url)
    hosts, ports = (each if isinstance(each, list) else [each] for each in (known.get("host"), known.get("port")))
    where = ["--dbname", url.database or "postgres"]
    where += ["--host", ",".join(map(str, hosts))] if any(hosts) else []
    where += ["--port", ",".join(map(str, ports))] if any(ports) else []
    where += ["--username", url.username] if url.username else []
    access = {"PGPASSWORD": str(url.password)} if url.password else {}
    return where, access | ({"PGTARGETSESSIONATTRS": "read-write"} if len(hosts) > 1 else {})


async def run_tool(name: str, arguments: list[str], url: URL | None) -> None:
    """Run one of PostgreSQL's programs on ``url``; the password goes by the environment, where nobody else can read it."""
    found = shutil.which(name)
    if found is None:
        raise BackupFailed(f"没有找到 {name}：请装上 PostgreSQL 的客户端工具（postgresql-client）")
    where, access = connection(url) if url is not None else ([], {})
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        found, *where, *arguments, stdout=asyncio.subprocess.DEVNULL, stderr=pipe, env=os.environ | access
    )
    async with asyncio.timeout(DUMP_WAIT):
        _, complaint = await process.communicate()
    if process.returncode:
        raise BackupFailed(f"{name} 没做成：{complaint.decode(errors='replace').strip().splitlines()[-1:]}")


def _link_photos(source: Path, target: Path) -> int:
    """Every photo once more, as a link where the disk can; returns how many."""
    count = 0
    for file in source.rglob("*") if source.exists() else ():
        if not file.is_file() or file.suffix == ".part":
            continue
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(file, copy)
        except OSError:  # another disk, or one that knows no links
            shutil.copy2(file, copy)
        count += 1
    return count
