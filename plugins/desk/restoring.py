"""Putting a backup back: ``make restore FROM=data/backups/2026-11-25-030000`` while the bot is stopped.

It only ever writes where nothing is: a database that is there is moved aside first, with the time in its name.
"""

import asyncio
import shutil
import sys
from pathlib import Path

from sqlalchemy import make_url

from plugins.kernel import clock, config

from .backup import BackupFailed, run_tool


def run(source: str) -> None:
    """Put the backup in folder ``source`` back and say what was done; ends the program with one sentence when it cannot."""
    try:
        sys.stdout.write(f"{put_back(Path(source), config.load().url)}\n")
    except (BackupFailed, OSError) as error:
        sys.exit(f"没有恢复：{error}。原来的数据没有动。")


def put_back(source: Path, url: str) -> str:
    """The database of ``url`` and the photos as they were. Raises ``BackupFailed`` when the folder holds no backup."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        assert where.database
        said = _sqlite(source / "bot.db", Path(where.database))
    else:
        _must_be_there(source / "bot.pgdump")
        arguments = ["--clean", "--if-exists", "--no-owner", "--single-transaction", str(source / "bot.pgdump")]
        asyncio.run(run_tool("pg_restore", arguments, where))
        said = "数据库恢复好了"
    photos = source / "photos"
    if photos.exists():
        shutil.copytree(photos, config.DATA / "photos", dirs_exist_ok=True)
    return f"{said}，照片也放回去了。钥匙 secret.key 不在备份里，请确认它是原来那把。"


def _must_be_there(file: Path) -> None:
    if not file.is_file():
        raise BackupFailed(f"{file.parent} 里没有 {file.name}，请写备份的文件夹，例如 data/backups/2026-11-25-030000")


def _sqlite(source: Path, target: Path) -> str:
    _must_be_there(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft, aside = target.with_name(f"{target.name}.part"), ""
    shutil.copy2(source, draft)
    if target.exists():
        kept = target.with_name(f"{target.stem}-换下-{clock.local():%Y%m%d-%H%M%S}{target.suffix}")
        for ending in ("", "-wal", "-shm"):
            if (part := target.with_name(target.name + ending)).exists():
                part.replace(kept.with_name(kept.name + ending))
        aside = f"（原来的改名为 {kept.name}）"
    draft.replace(target)
    return f"{target.name} 恢复好了{aside}"
