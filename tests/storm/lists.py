"""Lists of activities: who was told to be on one, and what the lists say. Never above a limit, never waiting while there is room."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.storm.crowd import Activity, Speaker, Town, chinese
from tests.storm.rows import Rows
from tests.storm.story import Complaint

if TYPE_CHECKING:
    from tests.storm.storm import Storm

ON, OFF = "报上了|已经在|候补第|改好了", "已退出|不再候补|不在"
SURNAMES = "王李张刘陈杨赵黄周吴"
OF_RELATIVES = "郑孙马朱胡林何郭罗高"  # nobody behind an account is called so
Key = tuple[str, int, str]


@dataclass
class Lists:
    """``on``: by town, activity and person, whether he was last told to be on the list; ``None``: he was told nothing clear."""

    on: dict[Key, bool | None] = field(default_factory=dict)
    cancelled: dict[tuple[str, int], bool | None] = field(default_factory=dict)
    relatives: int = 0

    async def complaints(self, rows: Rows, towns: list[Town]) -> list[Complaint]:
        """Broken promises about lists."""
        found = await rows("""SELECT c.name AS town, a.number, a.state AS activity, a.capacity, m.name, s.state, s.late,
            1 + s.guests + s.children AS heads, s.queued_at, s.id FROM sign_up s JOIN activity a ON a.id = s.activity_id
            JOIN member m ON m.id = s.member_id JOIN community c ON c.id = a.community_id
            WHERE s.state <> 'left' AND a.number IS NOT NULL ORDER BY s.queued_at, s.id""")
        standing = defaultdict(list)
        for each in found:
            standing[each.town, each.number].append(each)
        named = {(each.town, each.number, each.name) for each in found}
        broken = [Complaint("somebody is on a list twice")] if len(named) != len(found) else []
        for key, wanted in self.on.items():
            if wanted is not None and (key in named) is not wanted:
                town, number, name = key
                said = f"{town} 【{number}】: {name} was told {'on' if wanted else 'off'} the list, and is not"
                broken.append(Complaint(said, (name,)))
        for town in towns:
            for each in town.activities.values():
                broken += _places(town, each, standing[town.name, each.number])
        return broken + await self._ends(rows, towns)

    async def _ends(self, rows: Rows, towns: list[Town]) -> list[Complaint]:
        broken = []
        query = "SELECT c.name AS town, a.number, a.title, a.state, a.capacity FROM activity a JOIN community c ON c.id = a.community_id"
        there = {(each.town, each.number): each for each in await rows(f"{query} WHERE a.number IS NOT NULL")}
        for town in towns:
            for each in town.activities.values():
                row = there.get((town.name, each.number))
                if row is None or row.title != each.title:
                    broken.append(
                        Complaint(f"{town.name} 【{each.number}】 {each.title} was published and is lost", (each.title,))
                    )
                elif each.limits and row.capacity not in each.limits:
                    said = f"{town.name} 【{each.number}】: its limit is {row.capacity}, told was {each.limits}"
                    broken.append(Complaint(said, (f"上限 {each.number} ",)))
        for (town, number), wanted in self.cancelled.items():
            if wanted is not None and (there[town, number].state == "cancelled") is not wanted:
                broken.append(Complaint(f"{town} 【{number}】 was called off: {wanted}, and is not", (f"取消活动 {number} ",)))
        return broken


def _places(town: Town, activity: Activity, standing: Sequence[Any]) -> list[Complaint]:
    going = sum(each.heads for each in standing if each.state == "joined")
    limit = standing[0].capacity if standing else None
    waiting = [
        each for each in standing if each.state == "waiting" and not each.late and (limit is None or each.heads <= limit)
    ]
    about = (f"【{activity.number}】", town.name[:2])
    if limit is not None and going > limit:
        return [Complaint(f"{town.name} 【{activity.number}】: {going} going, limit {limit}", about)]
    if waiting and (limit is None or going + waiting[0].heads <= limit):
        return [
            Complaint(f"{town.name} 【{activity.number}】: {waiting[0].name} waits though {going} of {limit} are taken", about)
        ]
    return []


async def change(storm: "Storm", who: str, me: Speaker, town: Town, number: int, words: str, *, on: bool, group: bool) -> str:
    """Say what puts ``who`` on the list or takes him off; returns what was answered. A late answer about another is none."""
    lists, key = storm.lists, (town.name, number, who)
    before = lists.on.get(key, False)
    lists.on[key] = None
    answer = await me.ask(
        words, f"【{number}】", f"(?s){who}.*({ON if on else OFF})|没有名额|只能|还剩|只剩|最多|不够|已满，多", group=group
    )
    storm.note(answer)
    if answer:
        lists.on[key] = on if re.search(ON if on else OFF, answer) else before
    return answer


async def sign_up(storm: "Storm", town: Town, me: Speaker) -> None:
    """报名, at first in the group, where the bot gets to know him; sometimes with company, sometimes taken back at once."""
    activity = storm.pick(town)
    if activity is None:
        return
    words = f"报名 {activity.number}" + storm.dice.choice(("", "", "", " 2人", " 带孙子"))
    answer = await change(
        storm, me.name, me, town, activity.number, words, on=True, group=not me.known or storm.dice.random() < 0.2
    )
    me.known = me.known or bool(re.search(ON, answer))
    if "撤销可收回" in answer and re.search("报上了|先排候补", answer) and storm.dice.random() < 0.15:
        await _take_back(storm, town, me, activity.number, me.name, on=False)


async def leave(storm: "Storm", town: Town, me: Speaker) -> None:
    """取消报名 or 不能来, sometimes taken back."""
    activity = storm.pick(town)
    if activity is None or not me.known:
        return
    words = f"{storm.dice.choice(('取消报名', '取消报名', '不能来'))} {activity.number}"
    if words.startswith("不能来"):  # that is said for those whom he has signed up, too
        storm.lists.on[town.name, activity.number, me.family] = None
    answer = await change(storm, me.name, me, town, activity.number, words, on=False, group=storm.dice.random() < 0.2)
    if "撤销可收回" in answer and storm.dice.random() < 0.2:
        await _take_back(storm, town, me, activity.number, me.name, on=True)


async def _take_back(storm: "Storm", town: Town, me: Speaker, number: int, who: str, *, on: bool) -> None:
    key = (town.name, number, who)
    storm.lists.on[key] = None
    answer = await me.ask("撤销", f"(?s){who}.*【{number}】|【{number}】.*{who}|没有可以")
    storm.note(answer)
    if re.search("回到名单|排回候补" if on else "已退出|不再候补", answer):
        storm.lists.on[key] = on


async def for_a_relative(storm: "Storm", town: Town, me: Speaker) -> None:
    """帮 … 报名, 帮 … 取消: somebody without an account."""
    activity = storm.pick(town)
    if activity is None or not me.known:
        return
    if not me.family:
        me.family = storm.dice.choice(OF_RELATIVES) + chinese(storm.lists.relatives)
        storm.lists.relatives += 1
    on = not storm.lists.on.get((town.name, activity.number, me.family))
    words = f"帮 {me.family} {'报名' if on else '取消'} {activity.number}"
    await change(storm, me.family, me, town, activity.number, words, on=on, group=False)


async def answer_notice(storm: "Storm", town: Town, me: Speaker) -> None:
    """「+1」 under the notice of an activity; if it was never noted as sent, nobody answers, which promises nothing."""
    activity = storm.pick(town)
    if activity is None:
        return
    notice = f"【{activity.number}】{activity.title}\n时间"
    said = [each for each in me.peer.heard if each.text.startswith(notice) and each.chat == f"group:{me.group}"]
    if not said:
        return
    key = (town.name, activity.number, me.name)
    storm.lists.on[key] = None if storm.lists.on.get(key) is not True else True
    answer = await me.ask("+1", f"【{activity.number}】", me.name, ON, group=True, quote=said[-1].number)
    storm.note(answer)
    if answer:
        storm.lists.on[key] = me.known = True


async def limit(storm: "Storm", town: Town, me: Speaker) -> None:
    """上限 up and down, sometimes taken back; lower than who is on it is refused."""
    activity = storm.pick(town)
    if activity is None or activity.limit is None:
        return
    wanted = max(1, activity.limit + storm.dice.choice((-2, -1, 1, 2)))
    before = set(activity.limits)
    activity.limits |= {wanted}
    answer = await me.ask(f"上限 {activity.number} {wanted}", f"【{activity.number}】", "上限|已经报了")
    storm.note(answer)
    if "不能低于" in answer:
        activity.limits = before
    elif answer:
        activity.limits = {wanted}
        if "撤销可收回" in answer and storm.dice.random() < 0.2 and len(before) == 1:
            activity.limits = {wanted} | before
            if "照旧" in (await me.ask("撤销", f"【{activity.number}】")):
                activity.limits = before
    if len(activity.limits) == 1:
        activity.limit = next(iter(activity.limits))


async def move(storm: "Storm", town: Town, me: Speaker) -> None:
    """改期 by half an hour: whoever is on the list stays on it and is asked."""
    activity = storm.pick(town)
    if activity and activity.day == "1月1日":
        start = storm.dice.choice(("9:00-11:00", "9:30-11:30"))
        storm.note(await me.ask(f"改期 {activity.number} 1月1日 {start}", f"【{activity.number}】", "改好了|没有变|就是"))


async def add(storm: "Storm", town: Town, me: Speaker) -> None:
    """补 somebody: on the list, unless it is full."""
    activity = storm.pick(town)
    if activity is None:
        return
    name = storm.dice.choice(OF_RELATIVES) + chinese(storm.lists.relatives)
    storm.lists.relatives += 1
    key = (town.name, activity.number, name)
    storm.lists.on[key] = None
    answer = await me.ask(f"补 {name} {activity.number}", f"【{activity.number}】", f"{name} 补进|已满")
    storm.note(answer)
    if answer:
        storm.lists.on[key] = "补进" in answer


async def fleeting(storm: "Storm", town: Town, me: Speaker) -> None:
    """An activity that is published and called off."""
    title = f"{town.name[:2]}临时{chinese(storm.serial())}"
    answer = await me.ask(f"发布 {title} 1月3日 9:00-11:00 亲水平台 2人", title, "发布好了")
    storm.note(answer)
    if not (told := re.search(r"【(\d+)】", answer)):
        return
    number = int(told[1])
    town.activities[number] = Activity(number, title, "1月3日", 2)
    storm.lists.cancelled[town.name, number] = None
    answer = await me.ask(f"取消活动 {number} 下雨", f"【{number}】", "已取消|取消了")
    storm.note(answer)
    if answer:
        storm.lists.cancelled[town.name, number] = True
