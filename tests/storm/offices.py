"""Offices, teams, bookings, notices, papers: what stands in a row of its own after it was told."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.storm.crowd import Activity, Speaker, Town
from tests.storm.rows import Rows
from tests.storm.story import Complaint

if TYPE_CHECKING:
    from tests.storm.storm import Storm

HEAD = "3栋 楼长"
Held = dict[tuple[str, str], bool | None]


@dataclass
class Offices:
    """By town and person, whether he was last told so; ``None``: nothing clear."""

    heads: Held = field(default_factory=dict)
    teams: Held = field(default_factory=dict)
    registered: Held = field(default_factory=dict)
    slots: dict[tuple[str, str], str | None] = field(default_factory=dict)
    bulletins: dict[str, bool] = field(default_factory=dict)
    logs: dict[str, bool] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)

    async def complaints(self, rows: Rows) -> list[Complaint]:
        """Broken promises about all that."""
        people = "JOIN member m ON m.id = x.member_id JOIN community c ON c.id = m.community_id"
        heads = await rows(f"SELECT c.name AS town, m.name FROM role x {people} WHERE x.kind = '楼长' AND x.ended_at IS NULL")
        teams = await rows(f"SELECT c.name AS town, m.name FROM team_member x {people}")
        profiles = await rows(f"SELECT c.name AS town, m.name FROM profile x {people}")
        broken = [
            *_held("楼长", self.heads, heads),
            *_held("team", self.teams, teams),
            *_held("注册", self.registered, profiles),
        ]
        return [*broken, *await self._slots(rows), *await self._words(rows), *await self._papers(rows)]

    async def _slots(self, rows: Rows) -> list[Complaint]:
        found = await rows("""SELECT c.name AS town, m.name, x.activity_id, x.slot FROM booking x JOIN member m ON m.id = x.member_id
            JOIN community c ON c.id = m.community_id WHERE x.state = 'booked'""")
        taken = Counter((each.activity_id, each.slot) for each in found)
        broken = [Complaint(f"slot {slot} of activity {a} is booked {n} times") for (a, slot), n in taken.items() if n > 1]
        there = {(each.town, each.name) for each in found}
        for key, wanted in self.slots.items():
            if wanted is not None and (key in there) is not (wanted != ""):
                broken.append(Complaint(f"{key} was told the slot {wanted!r}, and it is not so", (key[1],)))
        return broken

    async def _words(self, rows: Rows) -> list[Complaint]:
        broken = []
        for table, column, told in (("bulletin", "words", self.bulletins), ("patrol_log", "text", self.logs)):
            found = Counter(each[0] for each in await rows(f"SELECT {column} FROM {table}"))
            for words, sure in told.items():
                times = sum(n for text, n in found.items() if words in text)
                if times > 1 or (sure and times == 0):
                    broken.append(Complaint(f"{words} stands {times} times in {table}", (words,)))
        return broken

    async def _papers(self, rows: Rows) -> list[Complaint]:
        codes = Counter(each.code for each in await rows("SELECT code FROM certificate"))
        return [
            Complaint(f"the paper {code} of {who} stands {codes[code]} times", (code,))
            for code, who in self.papers.items()
            if codes[code] != 1
        ]


def _held(what: str, told: Held, found: Sequence[Any]) -> list[Complaint]:
    times = Counter((each.town, each.name) for each in found)
    broken = [Complaint(f"{key} holds {what} {n} times", (key[1],)) for key, n in times.items() if n > 1]
    return broken + [
        Complaint(f"{key} was told {what}: {wanted}, and holds it {times[key]} times", (key[1],))
        for key, wanted in told.items()
        if wanted is not None and bool(times[key]) is not wanted
    ]


async def _hold(storm: "Storm", held: Held, key: tuple[str, str], answer: str, yes: str, no: str) -> None:
    storm.note(answer)
    if answer:
        held[key] = True if re.search(yes, answer) else False if re.search(no, answer) else None


async def appoint(storm: "Storm", town: Town, me: Speaker) -> None:
    """任命 and 免去."""
    whom = storm.dice.choice([each for each in town.people if each.peer is me.peer][:6])
    held, key = storm.offices.heads, (town.name, whom.name)
    words = f"免去 @ {HEAD}" if held.get(key) else f"任命 @ {HEAD}"
    held[key] = None
    answer = await me.ask(words, whom.name, "楼长|职务", group=True, mention=whom.user)
    await _hold(storm, held, key, answer, "现在是|已经是", "不再担任|没有可免")


async def change_team(storm: "Storm", town: Town, me: Speaker) -> None:
    """加入 and 退出."""
    if not me.known:
        return
    held, key = storm.offices.teams, (town.name, me.name)
    words = f"{'退出' if held.get(key) else '加入'} {town.team}"
    held[key] = None
    await _hold(storm, held, key, await me.ask(words, town.team, "加入|已经在|退出|不在"), "加入|已经在", "退出|不在")


async def register(storm: "Storm", town: Town, me: Speaker) -> None:
    """注册, once, with a number that only he and the staff may read."""
    held, key = storm.offices.registered, (town.name, me.name)
    if not me.known or held.get(key):
        return
    held[key] = None
    phone = storm.secret(me.chat)
    answer = await me.ask(f"注册 {me.name} 3栋2单元 修电器 {phone}", "注册好了|已经注册|注册过")
    await _hold(storm, held, key, answer, "注册好了|已经注册|注册过", "^$")


async def book(storm: "Storm", town: Town, me: Speaker) -> None:
    """预约 and 取消预约: eight slots for all."""
    service = next((each for each in town.activities.values() if each.slots), None)
    if not me.known or service is None:
        return
    slots, key = storm.offices.slots, (town.name, me.name)
    if slots.get(key):
        slots[key] = None
        answer = await me.ask(f"取消预约 {service.number}", "不约了|没有")
        slots[key] = "" if "不约了" in answer else None
    else:
        at = f"{9 + storm.dice.randint(0, 1)}:{storm.dice.choice(('00', '15', '30', '45'))}"
        slots[key] = None
        answer = await me.ask(f"预约 {service.number} {at}", f"约好了.* {at}|{at} 约不上|已经约|满了|候补")
        slots[key] = at if "约好了" in answer else "" if "约不上了" in answer else None
    storm.note(answer)


async def notice(storm: "Storm", town: Town, me: Speaker) -> None:
    """公告, after the preview was confirmed."""
    words = f"{town.name[:2]}停水第{storm.serial()}次"
    storm.offices.bulletins[words] = False
    if not await me.ask(f"公告 志愿者群 {words}", "公告预览", words):
        return
    answer = await me.ask("1", r"公告 \d+ 发往|没有发|没听懂")
    storm.note(answer)
    storm.offices.bulletins[words] = "发往" in answer


async def log(storm: "Storm", town: Town, me: Speaker) -> None:
    """巡湖记录 on the day of a patrol."""
    if not me.known or not town.patrols or storm.now.name != "patrol":
        return
    words = f"垃圾第{storm.serial()}次"
    storm.offices.logs[words] = False
    answer = await me.ask(f"巡湖记录 28日 东岸{words}", words, "记下了")
    storm.note(answer)
    storm.offices.logs[words] = bool(answer)


async def paper(storm: "Storm", town: Town, me: Speaker) -> None:
    """我的证书 of the year that has ended; the number on it is nobody else's, and 核验 knows it."""
    if not me.known or storm.now.name != "new year":
        return
    answer = await me.ask("我的证书 2026年", "证书|证明|真名|时长")
    storm.note(answer)
    if told := re.search(r"核验码 (\w{6})", answer):
        storm.offices.papers[told[1]] = me.name
        storm.note(await me.ask(f"核验 {told[1]}", "真|核验"))


async def open_slots(town: Town, me: Speaker) -> None:
    """A service in slots of a quarter of an hour, one person each."""
    title = f"{town.name[:2]}理发"
    answer = await me.ask(f"发布 {title} 1月1日 9:00-11:00 活动室", title, "发布好了", wait=60)
    told = re.search(r"【(\d+)】", answer)
    assert told
    number = int(told[1])
    town.activities[number] = Activity(number, title, "1月1日", slots=True)
    assert await me.ask(f"开放预约 {number} 15分钟 1个位子", f"【{number}】", "可以预约了", wait=60)
