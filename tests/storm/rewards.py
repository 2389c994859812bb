"""What stands in the books: 加分 and its undoing, 随手助 and its checking, attendance. Each once, and to the minute."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.storm.crowd import Speaker, Town
from tests.storm.rows import Rows
from tests.storm.story import Complaint

if TYPE_CHECKING:
    from tests.storm.storm import Storm

HOURS = 120  # minutes that every activity of the storm lasts, and 1 point an hour


@dataclass
class Rewards:
    """``awards``: by reason, what they must come to in the end (points); ``deeds``: by town and number, their state."""

    awards: dict[str, set[int]] = field(default_factory=dict)
    deeds: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    lost_deeds: Counter[str] = field(default_factory=Counter)
    attended: dict[tuple[str, int], set[str] | None] = field(default_factory=dict)
    present: dict[tuple[str, int, str], bool | None] = field(default_factory=dict)
    twice: list[Complaint] = field(default_factory=list)

    async def complaints(self, rows: Rows) -> list[Complaint]:
        """Broken promises about the books."""
        return [*self.twice, *await self._awards(rows), *await self._deeds(rows), *await self._attendance(rows)]

    async def _awards(self, rows: Rows) -> list[Complaint]:
        found = await rows("""SELECT e.reason, e.amount, (SELECT coalesce(sum(r.amount), 0) FROM ledger_entry r
            WHERE r.reverses_id = e.id) AS back FROM ledger_entry e WHERE e.book = 'points' AND e.cause = 'award'""")
        given = defaultdict(list)
        for each in found:
            given[each.reason].append(each.amount + each.back)
        broken = []
        for reason, wanted in self.awards.items():
            if len(given[reason]) > 1:
                broken.append(Complaint(f"{reason} was booked {len(given[reason])} times", (reason,)))
            elif (net := sum(given[reason])) not in wanted:
                broken.append(Complaint(f"{reason} comes to {net} points, told was {wanted}", (reason,)))
        return broken

    async def _deeds(self, rows: Rows) -> list[Complaint]:
        found = await rows("""SELECT c.name AS town, d.number, d.state, (SELECT count(*) FROM ledger_entry e
            WHERE e.book = 'points' AND e.cause = 'good_deed:' || d.id AND e.reverses_id IS NULL AND NOT EXISTS
            (SELECT 1 FROM ledger_entry r WHERE r.reverses_id = e.id)) AS booked
            FROM good_deed d JOIN community c ON c.id = d.community_id""")
        there = {(each.town, each.number): each for each in found}
        broken = [
            Complaint(f"{each.town} 随手助 {each.number} is {each.state} and stands {each.booked} times in the books")
            for each in found
            if each.booked != (each.state == "confirmed")
        ]
        for (town, number), wanted in self.deeds.items():
            if (town, number) not in there:
                broken.append(Complaint(f"{town} 随手助 {number} was noted and is lost", (f"助{number} ",)))
            elif there[town, number].state not in wanted:
                said = f"{town} 随手助 {number} is {there[town, number].state}, told was {wanted}"
                broken.append(Complaint(said, (f"助{number} ",)))
        for town in {each.town for each in found}:
            told, standing = sum(name == town for name, _ in self.deeds), sum(each.town == town for each in found)
            if standing > told + self.lost_deeds[town]:
                broken.append(Complaint(f"{town}: {standing} times 随手助; {told} told, {self.lost_deeds[town]} unanswered"))
        return broken

    async def _attendance(self, rows: Rows) -> list[Complaint]:
        """Who was there has given two hours, and who was not has given none; both books say the same."""
        found = await rows("""SELECT c.name AS town, a.number, a.attended_at, m.name, s.outcome, s.checked_in_at,
            (SELECT coalesce(sum(e.amount), 0) FROM ledger_entry e WHERE e.book = 'hours' AND e.cause = 'signup:' || s.id) AS minutes,
            (SELECT coalesce(sum(e.amount), 0) FROM ledger_entry e WHERE e.book = 'points' AND e.cause = 'signup:' || s.id) AS points
            FROM sign_up s JOIN activity a ON a.id = s.activity_id JOIN member m ON m.id = s.member_id
            JOIN community c ON c.id = a.community_id WHERE s.state = 'joined'""")
        broken = []
        for each in found:
            where, about = f"{each.town} 【{each.number}】: {each.name}", (f"【{each.number}】", each.name)
            there = each.outcome == "present"
            if (each.minutes, each.points) != (HOURS * there, HOURS // 60 * there):
                broken.append(
                    Complaint(f"{where} is {each.outcome}, in the books {each.minutes} min, {each.points} points", about)
                )
            absent = self.attended.get((each.town, each.number))
            if absent is not None and there is (each.name in absent):
                broken.append(Complaint(f"{where} is {each.outcome}, absent were {absent}", about))
            if self.present.get((each.town, each.number, each.name)) and each.checked_in_at is None:
                broken.append(Complaint(f"{where} was told to be checked in, and is not", about))
        return broken


async def award(storm: "Storm", town: Town, me: Speaker) -> None:
    """加分, one in four taken back."""
    reason = f"风暴{storm.serial()}号"
    whom = storm.dice.choice([each for each in town.people if each.peer is me.peer])
    storm.rewards.awards[reason] = {0, 1}
    answer = await me.ask(f"加分 @ 1 {reason}", reason, group=True, mention=whom.user)
    storm.note(answer)
    if not answer:
        return
    storm.rewards.awards[reason] = {1}
    if storm.dice.random() < 0.25:
        storm.rewards.awards[reason] = {0, 1}
        answer = await me.ask("撤销", "收回|没有")
        storm.note(answer)
        if "分收回了" in answer:
            storm.rewards.awards[reason] = {0}


async def small_deed(storm: "Storm", town: Town, me: Speaker) -> None:
    """随手助, at most three a day; some are taken back."""
    if not me.known:
        return
    storm.rewards.lost_deeds[town.name] += 1
    answer = await me.ask(f"随手助 帮5栋李奶奶搬米第{storm.serial()}次", "记下了|够多", photo=storm.dice.random() < 0.2)
    storm.note(answer)
    storm.rewards.lost_deeds[town.name] -= bool(answer)
    if not (told := re.search(r"助(\d+) 记下了", answer)):
        return
    key = (town.name, int(told[1]))
    if key in storm.rewards.deeds:
        storm.rewards.twice.append(Complaint(f"{town.name} 助{told[1]} was told twice", (f"助{told[1]} ",)))
    storm.rewards.deeds[key] = {"open"}
    if storm.dice.random() < 0.15:
        storm.rewards.deeds[key] = {"open", "withdrawn"}
        if "收回了" in await me.ask("撤销", f"助{told[1]}"):
            storm.rewards.deeds[key] = {"withdrawn"}


async def check_deed(storm: "Storm", town: Town, me: Speaker) -> None:
    """通过 or 不通过 what waits."""
    waiting = [number for (name, number), state in storm.rewards.deeds.items() if name == town.name and state == {"open"}]
    if not waiting:
        return
    number, key = waiting[0], (town.name, waiting[0])
    good = storm.dice.random() < 0.8
    storm.rewards.deeds[key] = {"open", "confirmed", "refused", "withdrawn"}
    answer = await me.ask(f"通过 {number}" if good else f"不通过 {number} 重复了", f"{number}", "通过 1 条|不算|收回|已经|没有")
    storm.note(answer)
    if "通过 1 条" in answer or "不算，" in answer:
        storm.rewards.deeds[key] = {"confirmed" if good else "refused"}


async def check_in(storm: "Storm", town: Town, me: Speaker) -> None:
    """签到 where he is on the list."""
    for number in sorted(each.number for each in town.open_for({storm.now.today})):
        key = (town.name, number, me.name)
        if storm.lists.on.get(key) and key not in storm.rewards.present:
            storm.rewards.present[key] = None
            answer = await me.ask(f"签到 {number}", f"【{number}】", "签到|名单")
            storm.note(answer)
            if "签到了" in answer:
                storm.rewards.present[key] = True
            return


async def attendance(storm: "Storm", town: Town, me: Speaker, number: int) -> bool:
    """考勤 with an exception, then sometimes all, then sometimes taken back; ``False``: no answer came."""
    key = (town.name, number)
    storm.rewards.attended[key] = None
    answer = await me.ask(f"考勤 {number} 都到了，除了1", f"【{number}】")
    storm.note(answer)
    if not answer or "记好了" not in answer:
        return bool(answer)
    first = _absent(answer)
    storm.rewards.attended[key] = first
    if storm.dice.random() < 0.5:
        storm.rewards.attended[key] = None
        answer = await me.ask(f"考勤 {number} 都到了", f"【{number}】", "记好了")
        storm.rewards.attended[key] = set() if answer else None
        if "撤销可收回" in answer and storm.dice.random() < 0.3:
            storm.rewards.attended[key] = None
            storm.rewards.attended[key] = first if "冲回" in await me.ask("撤销", f"【{number}】") else None
    return True


def _absent(answer: str) -> set[str]:
    told = re.search(r"没到 \d+（([^）]*)）", answer)
    return set(told[1].split("、")) if told else set()
