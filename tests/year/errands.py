"""The rest of a day: good deeds and who checks them, people who only look, who registers, who talks, and the office's papers."""

import random
import re
from dataclasses import dataclass
from datetime import date

from tests.year import expected
from tests.year.oracle import Kindness, Oracle, Posting
from tests.year.people import Neighbour, Town
from tests.year.plans import HERE
from tests.year.talk import Talk

CHATTER = (
    "大家早上好",
    "今天真冷啊，出门多穿点",
    "谁家的快递放错了",
    "报名表在哪领",
    "活动室几点开门",
    "积分商城关了吗",
    "昨天的饺子特别好吃",
    "好的收到",
)
GLANCES = (
    ("活动", "【|没有可以报名|报名请发", False),
    ("队伍", ".", False),
    ("明细", "明细|第一笔|还没有", True),
    ("我的上报", "我的上报|还没有报过", True),
    ("帮助", ".", True),
)
BOTH = re.compile(r"积分 (?P<points>-?\d+) 分")
HOURS = re.compile(r"时长 (?:(?P<hours>\d+) 小时)?\s*(?:(?P<minutes>\d+) 分钟)?")


@dataclass
class Errands:
    """Of one community."""

    town: Town
    oracle: Oracle
    talk: Talk
    dice: random.Random

    async def small_talk(self) -> None:
        for person in self.town.people:
            if self.dice.random() < person.talks:
                await self.talk.say(self.town, person, self.dice.choice(CHATTER))

    async def look(self) -> None:
        """Somebody wants to know how he stands, and is told what the books must hold."""
        for person in self.town.people:
            if self.dice.random() < person.looks:
                await self.savings(person)
                await self._glance(person)

    async def savings(self, person: Neighbour) -> None:
        """「积分」 must tell what the oracle has; in private as soon as the bot knows from where he is."""
        private = person.name in self.oracle.known
        said = await self.talk.ask(self.town, person, "积分", f"^{person.name}", kind="积分", private=private)
        points, hours = BOTH.search(said), HOURS.search(said)
        if not points or not hours:
            return
        told = int(hours["hours"] or 0) * 60 + int(hours["minutes"] or 0), int(points["points"])
        wanted = self.oracle.sums().get(person.name, (0, 0))
        if told != wanted:
            self.talk.complain(self.town, f"{person.name} is told {told} (minutes, points), and has {wanted}")

    async def _glance(self, person: Neighbour) -> None:
        looks = GLANCES if person.name in self.oracle.known else GLANCES[:2]
        words, wanted, private = self.dice.choice(looks)
        await self.talk.ask(self.town, person, words, wanted, kind=words, private=private)

    async def register(self) -> None:
        for person in self.town.people:
            if person.name in self.oracle.known and person.name not in self.oracle.registered and self.dice.random() < 0.003:
                words = f"注册 {person.name} {self.dice.randint(1, 70)}栋2单元 水电维修 13800138000"
                await self.talk.ask(self.town, person, words, "注册好了", kind="注册", private=True)
                await self.talk.ask(self.town, person, "取消", "不问了|不注册了|都在", private=True)
                self.oracle.registered[person.name] = self.talk.now

    async def be_kind(self) -> None:
        for person in self.town.people:
            if self.dice.random() < person.helps:
                leaflets = self.dice.random() < 0.3
                kind, words = ("派", "随手派 防诈骗传单 60份 3栋") if leaflets else ("助", "随手助 帮邻居搬米上楼")
                said = await self.talk.ask(self.town, person, words, rf"^{kind}\d+ 记下了：{person.name}", kind=words[:3])
                if found := re.search(r"(\d+) 记下了", said):
                    deed = Kindness(int(found[1]), kind, person.name, self.talk.now, 60 if leaflets else 0)
                    self.oracle.kindnesses[kind, deed.number] = deed
                    self.oracle.known.add(person.name)

    async def check_kindnesses(self) -> None:
        """Staff refuses some and lets the rest pass."""
        waiting = [each for each in self.oracle.kindnesses.values() if each.state == "open"]
        for deed in waiting[:1] if self.dice.random() < 0.3 else ():
            await self._staff(f"不通过 {deed.number} 重复了", f"{deed.kind}{deed.number} 不算", "不通过")
            deed.state = "refused"
        if left := [each for each in waiting if each.state == "open"]:
            await self._staff("通过 全部", rf"通过 {len(left)} 条", "通过")
            for deed in left:
                deed.state = "passed"

    async def award(self) -> None:
        """Points by hand: those who have come to anything, so that the bot knows the name."""
        names = sorted(self.oracle.known)
        if names:
            name = self.dice.choice(names)
            await self._staff(f"加分 {name} 5 清雪", f"{name} 加 5 分", "加分")
            self.oracle.given.append(Posting(name, self.talk.now, 0, 5, "清雪"))

    async def look_after(self) -> None:
        """What staff looks at of a day."""
        await self._staff("待办", "待办|没有要办|没有", "待办")
        await self._staff("工单", "工单：", "工单")

    async def board(self) -> None:
        await self._staff("排行榜 本月", "榜", "排行榜")

    async def report(self, word: str, of: expected.Stretch) -> None:
        """The figures of the stretch must be those of the oracle."""
        said = await self._staff(f"报告 {word}", r"活动 \d+ 场|没有活动", "报告")
        told, wanted = expected.read(said), expected.figures(self.oracle, of)
        if told != wanted:
            differ = {key: (told.get(key), wanted.get(key)) for key in {*told, *wanted} if told.get(key) != wanted.get(key)}
            self.talk.complain(self.town, f"report {word}, told and wanted: {differ}")
        await self._staff(f"台账 {word} 用途 核对", "的台账：", "台账")

    def begun_by(self, day: date) -> bool:
        """Whether there was anything to report by then."""
        return any(each.starts.date() <= day for each in self.oracle.events)

    async def report_of(self, year: int, month: int) -> None:
        await self.report(f"{year}年{month}月", expected.of_month(year, month, HERE))

    async def _staff(self, words: str, wanted: str, kind: str) -> str:
        return await self.talk.ask(self.town, self.town.worker, words, wanted, kind=kind, private=True)
