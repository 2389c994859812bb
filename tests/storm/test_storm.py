"""A short storm with the dice of one seed, and the deaths that need a moment of their own. The long one: ``make storm``."""

import sqlite3
from pathlib import Path

import pytest

from tests.program import Program
from tests.smoke.peers import dial
from tests.storm.almanac import BRIEF
from tests.storm.misfortunes import LAUNCHER
from tests.storm.storm import Storm
from tests.storm.story import report

ADMIN = "10001"


async def test_a_short_storm(tmp_path: Path) -> None:
    storm = Storm(tmp_path, seed=20261125, people=20, hours=BRIEF)
    for peer in storm.peers:
        peer.patience = 4
    broken = await storm.run(12)
    assert not broken, report(storm.story, broken)
    assert storm.fate.deaths >= 3
    assert storm.answered > 30, "nobody was heard"


def program(folder: Path, **storm: str) -> Program:
    (folder / "clock").write_text("3600", "utf-8")
    settings = {"STORM_CLOCK": str(folder / "clock"), "LOG_LEVEL": "WARNING", "DATA_FOLDER": str(folder)} | storm
    return Program(folder, settings, script=LAUNCHER)


def test_death_while_the_tables_are_made(tmp_path: Path) -> None:
    for step in (1, 30, 60):
        with pytest.raises(AssertionError, match="did not start"):
            program(tmp_path, STORM_DEATH=f"migrating:{step}").start()
    with program(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "bot.db") as rows:
        assert rows.execute("SELECT count(*) FROM community").fetchone() == (0,)


@pytest.mark.parametrize("place", ["copied", "linked"])
async def test_death_in_the_middle_of_a_backup(tmp_path: Path, place: str) -> None:
    """What is half made is no backup, and goes with the next one."""
    backups = tmp_path / "backups"
    bot = program(tmp_path, BACKUPS="false", STORM_DEATH=f"{place}:1").start()
    async with dial("v11", bot.port) as line:
        await line.say(ADMIN, "开通 恋湖社区")
        await line.send(ADMIN, "备份", group=None)
        await line.closed.wait()
    assert [each.suffix for each in backups.iterdir()] == [".part"]
    with program(tmp_path, BACKUPS="false") as bot:
        async with dial("v11", bot.port) as line:
            await line.until("备份", ADMIN, "备份", group=None)
    assert [each.suffix for each in backups.iterdir()] == [""]


async def test_a_full_disk(tmp_path: Path) -> None:
    """Whoever speaks is told that it was not done; what was promised before stands, and with room again all goes on."""
    with program(tmp_path, BACKUPS="false") as bot:
        async with dial("v11", bot.port) as line:
            await line.say(ADMIN, "开通 恋湖社区")
    with sqlite3.connect(tmp_path / "bot.db") as rows:
        (pages,) = rows.execute("PRAGMA page_count").fetchone()
    told, promised = "", 0
    with program(tmp_path, BACKUPS="false", STORM_PAGES=str(pages)) as bot:
        async with dial("v11", bot.port) as line:
            while "没有办成" not in told and promised < 500:
                told = await line.say("10004", f"随手报 {promised + 1}栋1单元 井盖松动", group=None)
                promised += "收到" in told
    assert "没有办成" in told
    with program(tmp_path, BACKUPS="false") as bot:
        async with dial("v11", bot.port) as line:
            await line.until("收到", "10004", f"随手报 {promised + 1}栋1单元 井盖松动", group=None)
    with sqlite3.connect(tmp_path / "bot.db") as rows:
        assert rows.execute("SELECT count(*) FROM ticket").fetchone() == (promised + 1,)
