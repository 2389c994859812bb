"""This bot, as it is started by anybody, with its own SQLite file."""

import re
import sys
from collections.abc import Mapping, Sequence

from bench.beside.guest import Guest, Place, expect, read
from bench.beside.line import LEADER, person_named
from bench.program import ROOT

ROW = re.compile(r"^\d+\. (邻居\d{7})$", re.MULTILINE)
PLACES = {"已经在": Place.ALREADY, "报上了": Place.IN, "先排候补": Place.WAITING}


class Own(Guest):
    """小红帽."""

    name = "小红帽"
    storage = "SQLite (WAL, synchronous=FULL); the place, the trail, what is to be sent and the receipt in one transaction"

    def install(self) -> None:
        return

    def command(self, port: int) -> tuple[Sequence[str], Mapping[str, str]]:
        settings = {"PORT": str(port), "SUPERUSERS": f'["{LEADER}"]', "PYTHONPATH": str(ROOT)}
        settings |= {"DATABASE_URL": f"sqlite+aiosqlite:///{self.folder / 'bot.db'}", "DATA_FOLDER": str(self.folder)}
        return (sys.executable, str(ROOT / "bot.py")), settings

    async def listening(self) -> None:
        return

    async def welcome(self) -> None:
        expect(await self.line.lead("开通 恋湖社区"), "开通了")

    async def open(self, activity: int, places: int) -> None:
        said = await self.line.lead(f"发布 清洁家园{activity + 1}组 12月20日 9:00-11:00 亲水平台 {places}人")
        expect(said, f"【{activity + 1}】")

    async def sign_up(self, person: int, activity: int) -> Place:
        return read(await self.line.ask(person, f"报名 {activity + 1}"), PLACES)

    async def cancel(self, person: int, activity: int) -> None:
        expect(await self.line.ask(person, f"取消报名 {activity + 1}"), "已退出")

    async def on_list(self, activity: int, reader: int) -> list[int]:
        return [person_named(name) for name in ROW.findall(await self.line.ask(reader, f"名单 {activity + 1}"))]
