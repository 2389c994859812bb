"""Backups made, opened, kept and put back; and the one screen that tells how the bot is."""

import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import make_url

from plugins.desk import backup, restoring, ticks
from plugins.kernel import config, db, lease
from tests.conftest import set_clock
from tests.database import SERVER
from tests.test_manual import PHOTO
from tests.wire import QQ, WeChat

Wire = QQ | WeChat


@pytest.fixture
async def opened(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wire:
    monkeypatch.setattr(config, "DATA", tmp_path / "data")
    shutil.rmtree(backup.home(), ignore_errors=True)
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    return wire


def everything(file: Path) -> dict[str, Sequence[object]]:
    """Every row of every table."""
    connection = sqlite3.connect(file)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}
    finally:
        connection.close()


async def test_only_the_admin(opened: Wire) -> None:
    for line in ("备份", "状态"):
        assert "管理员" in (await opened.say("王阿姨", line, group=None))[0]
    assert backup.newest() is None


async def test_a_backup_put_back_into_an_empty_folder_is_the_same(opened: Wire, tmp_path: Path) -> None:
    await opened.say("王阿姨", [("text", "随手助 帮邻居搬米"), ("image", PHOTO)])
    [said] = await opened.say("管理员", "备份", group=None)
    assert "打开核对过" in said
    assert "照片 1 张" in said
    made = backup.home() / (backup.newest() or "")
    assert not (made / "secret.key").exists()
    if SERVER:  # pg_restore has read the dump's list; tables are PostgreSQL's own business
        assert (made / "bot.pgdump").stat().st_size > 1000
        return
    before = everything(made / "bot.db")
    assert before["good_deed"]
    config.DATA = tmp_path / "elsewhere"  # the fixture puts it back
    told = restoring.put_back(made, f"sqlite+aiosqlite:///{tmp_path / 'elsewhere' / 'bot.db'}")
    assert "secret.key" in told
    assert everything(tmp_path / "elsewhere" / "bot.db") == before
    assert len([file for file in (tmp_path / "elsewhere" / "photos").rglob("*.*") if file.is_file()]) == 1


def test_what_is_there_is_moved_aside_and_never_lost(tmp_path: Path) -> None:
    source, target = tmp_path / "backup", tmp_path / "bot.db"
    source.mkdir()
    (source / "bot.db").write_bytes(b"old")
    target.write_bytes(b"new")
    restoring.put_back(source, f"sqlite+aiosqlite:///{target}")
    assert target.read_bytes() == b"old"
    [aside] = tmp_path.glob("bot-换下-*.db")
    assert aside.read_bytes() == b"new"


def test_a_folder_without_a_backup_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "bot.db"
    target.write_bytes(b"new")
    with pytest.raises(backup.BackupFailed, match="没有 bot"):
        restoring.put_back(tmp_path / "nothing", f"sqlite+aiosqlite:///{target}")
    assert target.read_bytes() == b"new"


async def test_a_backup_that_fails_leaves_nothing_and_is_told(opened: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_link_photos", full)
    [said] = await opened.say("管理员", "备份", group=None)
    assert "没做成" in said
    assert "磁盘" in said
    assert not list(backup.home().glob("*.part"))
    assert backup.newest() is None


async def test_every_night_once_and_missed_nights_are_made_up_for(opened: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "load", lambda: config.Config(backups=True))
    made = []
    for wall in ("2026-11-23 02:59", "2026-11-23 03:00", "2026-11-23 03:01", "2026-11-24 11:00", "2026-11-24 23:00"):
        set_clock(wall)
        await ticks.back_up_at_night()
        made.append(sum(1 for _ in backup.home().glob("*")) if backup.home().exists() else 0)
    assert made == [0, 1, 1, 2, 2]


async def test_a_night_that_failed_is_told_to_the_admin_once(opened: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails() -> None:
        raise backup.BackupFailed("磁盘满了")

    monkeypatch.setattr(config, "load", lambda: config.Config(backups=True))
    monkeypatch.setattr(backup, "make", fails)
    ticks._failed_on.clear()
    for wall in ("2026-11-23 08:00", "2026-11-23 08:01"):
        set_clock(wall)
        await ticks.back_up_at_night()
        await opened.settle()
    assert [each for each in opened.said_to("管理员") if "磁盘满了" in each] == [
        "昨夜的备份没做成：磁盘满了。处理好以后发「备份」补一份。"
    ]


async def test_another_process_is_at_it(opened: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two in one folder would clear away each other's half-made one. The night is no failure: the other has made it."""

    async def taken(name: str, _: object) -> bool:
        return name != "backup"

    monkeypatch.setattr(lease, "take", taken)
    monkeypatch.setattr(config, "load", lambda: config.Config(backups=True))
    [said] = await opened.say("管理员", "备份", group=None)
    assert "另一个程序正在备份" in said
    ticks._failed_on.clear()
    set_clock("2026-11-23 08:00")
    await ticks.back_up_at_night()
    await opened.settle()
    assert [each for each in opened.said_to("管理员") if "没做成" in each] == [said]
    assert backup.newest() is None
    monkeypatch.undo()
    [said] = await opened.say("管理员", "备份", group=None)
    assert "另一个" not in said


async def test_status(opened: Wire) -> None:
    [said] = await opened.say("管理员", "状态", group=None)
    for fact in (
        "小红帽 0.1.0",
        opened.bot.self_id,
        "志愿者群：最近一句 11月22日",
        "排队",
        "磁盘还剩",
        "还没有备份",
        "下一件事",
    ):
        assert fact in said
    await opened.say("管理员", "备份", group=None)
    assert "最近备份：11月22日" in (await opened.say("管理员", "状态", group=None))[0]
    assert ("数据库" in said) is db.current().is_sqlite


@pytest.mark.parametrize(
    ("written", "where", "access"),
    [
        ("u:p@h:5433/bot", ["bot", "h", "5433", "u"], {"PGPASSWORD": "p"}),
        ("u@/bot?host=/run/pg", ["bot", "/run/pg", "u"], {}),
        ("u@/bot?host=a:1&host=b:2", ["bot", "a,b", "1,2", "u"], {"PGTARGETSESSIONATTRS": "read-write"}),
    ],
)
def test_postgresql_s_own_programs_find_every_host(written: str, where: list[str], access: dict[str, str]) -> None:
    arguments, environment = backup.connection(make_url(f"postgresql+asyncpg://{written}"))
    assert arguments[1::2] == where
    assert environment == access
