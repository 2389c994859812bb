"""Reports with photos, needs in private, staff that answers late, people who say whether it was done, and those who never answer."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.year.oracle import Case, Oracle
from tests.year.people import Neighbour, Town
from tests.year.talk import Talk

TROUBLES = (("井盖松动", "井盖"), ("路灯不亮", "路灯"), ("楼道堆物", "楼道堆物"))
NEEDS = ("想找人陪去医院看病", "水龙头坏了想找人修", "家里灯泡不亮要换")
LONGEST_DELAY = 6


@dataclass
class Casework:
    """The tickets of a community. ``next_step``: on which day staff or the reporter does what is next."""

    town: Town
    oracle: Oracle
    talk: Talk
    dice: random.Random
    photo: str
    next_step: dict[int, datetime] = field(default_factory=dict)
    _corners: Iterator[tuple[int, int, str, str]] = field(init=False)

    def __post_init__(self) -> None:
        corners = [(house, unit, *trouble) for house in range(1, 80) for unit in range(1, 5) for trouble in TROUBLES]
        self.dice.shuffle(corners)
        self._corners = iter(corners * 3)

    def _later(self) -> datetime:
        return self.talk.now + timedelta(days=self.dice.choice((0, 0, 1, 1, 2, 3, LONGEST_DELAY)), minutes=-30)

    async def arise(self) -> None:
        """Who sees something reports it, who needs something asks."""
        for person in self.town.people:
            if self.dice.random() < person.reports:
                await self._report(person)
            if person.name in self.oracle.known and self.dice.random() < person.needs:
                await self._need(person)

    async def _report(self, person: Neighbour) -> None:
        house, unit, trouble, category = next(self._corners)
        words, place = f"随手报 {house}栋{unit}单元 {trouble}", f"{house}栋{unit}单元"
        photo = self.photo if self.dice.random() < 0.5 else None
        wanted = rf"随(\d+) 收到：{category}，{place}(?:楼道)?。.*{'照片 1 张' if photo else '发照片会附上'}"
        said = await self.talk.ask(self.town, person, words, wanted, kind="随手报带照片" if photo else "随手报", photo=photo)
        if not (found := re.search(r"随(\d+) 收到", said)):
            return
        self.oracle.known.add(person.name)
        self._opened(Case(int(found[1]), "hazard", person.name, self.talk.now))
        if self.dice.random() < 0.1:
            await self._report_again(int(found[1]), person, words)

    async def _report_again(self, number: int, first: Neighbour, words: str) -> None:
        """A second neighbour reports the same: it stays one."""
        second = self.dice.choice(self.town.people)
        if second is not first:
            await self.talk.ask(self.town, second, words, rf"随{number} .*同一件事？", kind="同一件")
            await self.talk.ask(self.town, second, "1", rf"随{number} 有进展就告诉您")
            self.oracle.known.add(second.name)

    async def _need(self, person: Neighbour) -> None:
        serial = len(self.oracle.cases)
        words = f"求助 {self.dice.choice(NEEDS)}，第{serial}回，{serial % 70 + 1}栋1单元302，139{serial:08d}"
        said = await self.talk.ask(self.town, person, words, r"编号 求(\d+)", kind="求助", private=True)
        if found := re.search(r"编号 求(\d+)", said):
            self._opened(Case(int(found[1]), "need", person.name, self.talk.now))

    def _opened(self, case: Case) -> None:
        if case.number in self.oracle.cases:
            self.talk.complain(self.town, f"number {case.number} was given twice")
        self.oracle.cases[case.number] = case
        self.next_step[case.number] = self._later()

    def _due(self, *states: str) -> list[Case]:
        now = self.talk.now
        return [
            each
            for number, each in self.oracle.cases.items()
            if each.state in states and self.next_step.get(number, now) <= now
        ]

    async def work(self) -> None:
        """Staff takes what it has let lie, and ends what it has taken."""
        for case in self._due("taken"):
            await self._finish(case)
        for case in self._due("new"):
            await self._take(case)

    async def _take(self, case: Case) -> None:
        await self._staff(f"接单 {case.number}", "接下了", "接单")
        case.state, case.handler = "taken", self.town.worker.name
        self.next_step[case.number] = self._later()
        if case.kind == "need" and self.dice.random() < 0.5 and not case.hands:
            await self._staff(f"找人 {case.number} 2人", f"求{case.number}：已在 1 个志愿者群里招 2 人", "找人")
            for person in self.dice.sample(self.town.people, 2):
                if person.name != case.reporter:
                    await self.talk.ask(self.town, person, f"帮忙 {case.number}", f"{person.name} 来帮忙，谢谢", kind="帮忙")
                    case.hands.append(person.name)
                    self.oracle.known.add(person.name)

    async def _finish(self, case: Case) -> None:
        case.worth = self.dice.choice((60, 90, 120)) if case.kind == "need" else 0
        words = f"办结 {case.number} " + (f"陪着办好了 {case.worth}分钟" if case.worth else "修好了")
        await self._staff(words, "记下办完了，已经去问报的人", "办结")
        case.state, case.finished = "checking", self.talk.now
        person = next(each for each in self.town.people if each.name == case.reporter)
        answers = self.dice.random() < person.answers
        self.next_step[case.number] = self._later() if answers else self.talk.now + timedelta(days=1000)

    async def answer(self) -> None:
        """Whoever reported says whether it is done; some never do, and after a week it is closed without them."""
        people = {each.name: each for each in self.town.people}
        for case in self._due("checking"):
            person, good = people[case.reporter], self.dice.random() < 0.85
            if case.kind == "need":
                await self._rate(case, person, good=good)
            elif good:
                await self.talk.ask(
                    self.town, person, f"好了 {case.number}", f"随{case.number} .*结案了", kind="好了", private=True
                )
                case.state = "fixed"
            else:
                await self.talk.ask(self.town, person, f"没有 {case.number} 还是坏的", "重新办", kind="没有", private=True)
                self._begin_again(case)

    async def _rate(self, case: Case, person: Neighbour, *, good: bool) -> None:
        if good:
            await self.talk.ask(self.town, person, f"满意 {case.number}", f"求{case.number} 办结了", kind="满意", private=True)
            case.state = "fixed"
        else:
            await self.talk.ask(
                self.town, person, f"没解决 {case.number}", f"求{case.number}：知道了，重新办", kind="没解决", private=True
            )
            self._begin_again(case)

    def _begin_again(self, case: Case) -> None:
        case.state, case.finished = "new", None
        self.next_step[case.number] = self._later()

    async def verify(self) -> None:
        """The second 社工 goes and looks at some of those that are said to be done."""
        for case in self.oracle.cases.values():
            recent = case.finished and self.talk.now - case.finished < timedelta(days=14)
            if case.kind == "hazard" and case.state == "fixed" and not case.verified and recent and self.dice.random() < 0.5:
                await self.talk.ask(self.town, self.town.second, f"核实 {case.number}", "核实过了", kind="核实", private=True)
                case.verified = True

    async def _staff(self, words: str, wanted: str, kind: str) -> None:
        await self.talk.ask(self.town, self.town.worker, words, wanted, kind=kind, private=True)
