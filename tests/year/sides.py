"""The house as it was after the first month beside the house as it is after the last, asked the same things in turns.

The year itself is measured while the machine does this and that; here a slow minute weighs on both.
"""

import random
import shutil
import sqlite3
import statistics
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bench.figures import ratios
from tests.year.house import House
from tests.year.peer import Peer
from tests.year.people import Town
from tests.year.plans import at
from tests.year.talk import Talk


def keep(database: Path, folder: Path) -> None:
    """A copy of the house with its key, which can be opened as it is."""
    folder.mkdir(exist_ok=True)
    (folder / "bot.db").unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as rows, closing(sqlite3.connect(folder / "bot.db")) as kept:
        rows.backup(kept)
    shutil.copy(database.with_name("secret.key"), folder)


@dataclass
class Side:
    """One of the two, opened anew late in the evening on which it was kept."""

    house: House
    talk: Talk
    town: Town
    event: int = 0
    case: int = 0

    @classmethod
    async def open(cls, folder: Path, evening: datetime, town: Town) -> "Side":
        peer = Peer(town.peer.version, town.peer.self_id, dict(town.peer.names))
        there = Town(town.preset, town.place, peer, town.group, town.people)
        side = cls(House(folder, [peer], random.Random(0), evening), Talk(evening, random.Random(0), doubles=0), there)
        await side.house.open(evening)
        starts = at((evening + timedelta(days=3)).date(), 9)
        side.event = await side._number(
            f"发布 并排茶话 {starts.month}月{starts.day}日 9:00-11:00 亲水平台", r"发布好了：【\d+】"
        )
        return side

    async def _number(self, words: str, wanted: str) -> int:
        said = await self.talk.ask(self.town, self.town.leader, words, wanted)
        return int("".join(filter(str.isdigit, said.partition("【")[2].partition("】")[0])))

    async def ask(self, kind: str, turn: int) -> None:
        """The ``turn``-th time of this kind."""
        person = self.town.people[turn % len(self.town.people)]
        staff = kind in ("待办", "工单", "接单", "办结", "报告 本月", "台账 本月", "排行榜 本月", "核实")
        words = {
            "报名": f"报名 {self.event}",
            "取消报名": f"取消报名 {self.event}",
            "帮人报名": f"帮 {person.name}家老人 报名 {self.event}",
            "名单": f"名单 {self.event}",
            "随手报": f"随手报 {90 + turn}栋1单元 井盖松动",
            "接单": f"接单 {self.case}",
            "办结": f"办结 {self.case} 修好了",
            "求助": f"求助 水龙头坏了想找人修，{turn}次，8栋1单元302，13800138000",
            "随手助": "随手助 帮邻居搬米上楼",
        }.get(kind, kind)
        private = staff or kind in ("明细", "我的上报", "求助")
        who = self.town.worker if staff else person
        said = await self.talk.ask(self.town, who, words, ANSWERS[kind], kind=kind, private=private)
        if kind == "随手报" and said:
            self.case = int(said.partition("随")[2].partition(" ")[0])


ANSWERS = {
    "报名": "报上了",
    "名单": "【",
    "帮人报名": "报上了",
    "取消报名": "已退出",
    "活动": "【",
    "积分": "积分",
    "明细": ".",
    "我的上报": ".",
    "随手报": "收到：",
    "接单": "接下了",
    "办结": "记下办完了",
    "求助": "编号 求",
    "随手助": "记下了",
    "待办": ".",
    "工单": "工单：",
    "排行榜 本月": "榜",
    "报告 本月": "活动",
    "台账 本月": "的台账：",
}
SELDOM = ("报告 本月", "台账 本月", "排行榜 本月")


async def compare(sides: tuple[Side, Side], rounds: int) -> list[str]:
    """Markdown: the median of each kind on both sides, and how they compare."""
    for turn in range(rounds):
        for kind in ANSWERS:
            if kind not in SELDOM or turn % 4 == 0:
                for side in sides if turn % 2 else reversed(sides):
                    await side.ask(kind, turn)
    lines = [
        "| said | times each | after the first month ms | after the last ms | last by first, in pairs |",
        "|---|---|---|---|---|",
    ]
    for kind in ANSWERS:
        first, last = (side.talk.took.get((kind, side.talk.now.month), []) for side in sides)
        pairs = ratios(last, first)
        before, after = (statistics.median(each or [0]) * 1000 for each in (first, last))
        lines.append(f"| {kind} | {len(pairs)} | {before:.1f} | {after:.1f} | {statistics.median(pairs or [0]):.2f} |")
    return lines


async def by_side(
    folder: Path, evenings: tuple[datetime, datetime], town: Town, rounds: int = 100
) -> tuple[list[str], list[str]]:
    """The table, and what was not answered as it must be."""
    first = await Side.open(folder / "first", evenings[0], town)
    last = await Side.open(folder / "last", evenings[1], town)
    try:
        told = await compare((first, last), rounds)
    finally:
        for side in (first, last):
            await side.house.close()
    return told, [*first.talk.complaints, *last.talk.complaints]
