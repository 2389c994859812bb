"""Signing up and leaving as people do it: by number, by day, for somebody else, with an old list, at night, and too late."""

import random
import re
from dataclasses import dataclass
from datetime import date

from tests.year.oracle import Event, Oracle, Place
from tests.year.people import Neighbour, Town
from tests.year.plans import TITLES
from tests.year.talk import Talk

TEAMS = ("骑行", "党员", "团员")
WEEKDAYS = "一二三四五六日"
GROUND = "亲水平台"
NUMBER = re.compile(r"【(\d+)】")


@dataclass
class Lists:
    """The lists of a community."""

    town: Town
    oracle: Oracle
    talk: Talk
    dice: random.Random

    def open(self) -> list[Event]:
        """What can be signed up to now."""
        now = self.talk.now
        return [each for each in self.oracle.events if not each.called_off and now < each.starts]

    async def publish(self, event: Event) -> None:
        """A leader's own activity."""
        until = event.leaves_until
        words = (
            f"发布 {event.title} {event.starts.month}月{event.starts.day}日 {event.starts:%H:%M}-{event.ends:%H:%M} {GROUND}"
        )
        words += f" {event.limit}人" if event.limit else ""
        words += f" 取消截止{until.day}日{until.hour}点" if until else ""
        said = await self.talk.ask(self.town, self.town.leader, words, rf"发布好了：【\d+】{event.title}", kind="发布")
        if found := NUMBER.search(said):
            event.number = int(found[1])
            self.oracle.events.append(event)

    async def evening(self, *, at_night: bool) -> None:
        """Whoever feels like it signs up, whoever cannot come says so; the night writers do it at night."""
        for event in self.open():
            for person in self.town.people:
                if person.at_night is at_night:
                    await self._think_of(event, person)

    async def _think_of(self, event: Event, person: Neighbour) -> None:
        place = event.of(person.name)
        if place is None:
            if not event.former(person.name) and self.dice.random() < person.keen / 4:
                await self._join(event, person)
        elif place.speaker == person.name and self.dice.random() < person.cancels / 6:
            await self.leave(event, person, place)

    async def _join(self, event: Event, person: Neighbour) -> None:
        if person.pastes and event.number and event.copy and self.dice.random() < 0.7:
            await self._paste(event, person)
            return
        place, words = Place(person.name, person.name), self._wish(event)
        if event.patrol:
            words += f" {self.dice.choice(TEAMS)}"
        elif self.dice.random() < 0.06:
            words, place.guests = f"{words} 2人", 1
        elif self.dice.random() < 0.04:
            words, place.children = f"{words} 带孙子", 1
        await self._put(event, person, words, place, "报名")
        if self.dice.random() < 0.02:
            await self._undo(event, person, place)
        elif person.elder and not event.patrol and not event.of(person.elder) and not event.former(person.elder):
            await self._put(event, person, f"帮 {person.elder} 报名 {event.call}", Place(person.elder, person.name), "帮人报名")
        if event.number and self.dice.random() < 0.1:
            await self._copy(event, person)

    def _wish(self, event: Event) -> str:
        return f"{self.dice.choice(('报名', '我要报名'))} {event.call}" if event.number else f"报名 {event.call}"

    async def _put(self, event: Event, person: Neighbour, words: str, place: Place, kind: str) -> None:
        place = event.join(place)
        self.oracle.known.add(person.name)
        wanted = rf"{place.name}：【\d+】.*候补第" if place.waits else rf"{place.name} 报上了：【\d+】"
        said = await self.talk.ask(self.town, person, words, wanted, kind=kind)
        if found := NUMBER.search(said):
            event.number = int(found[1])

    async def _undo(self, event: Event, person: Neighbour, place: Place) -> None:
        """A slip of the finger; it cannot be taken back when nobody leaves any more."""
        if not place.waits and event.too_late(self.talk.now):
            await self.talk.ask(self.town, person, "撤销", "退出时间已过，不能撤销报名", kind="撤销")
            return
        await self.talk.ask(self.town, person, "撤销", rf"{person.name} (?:已退出|不再候补)", kind="撤销")
        event.leave(place, self.talk.now)

    async def _copy(self, event: Event, person: Neighbour) -> None:
        """Somebody asks for the list to copy, and it stays in the group, getting old."""
        event.copy = await self.talk.ask(self.town, person, f"接龙 {event.number}", r"^#接龙\n", kind="接龙")

    async def _paste(self, event: Event, person: Neighbour) -> None:
        """An old copy with himself below: only he is added; nobody is removed, and nobody who has left comes back."""
        rows = [line for line in event.copy.splitlines() if re.match(r"\d+\. ", line)]
        place = event.join(Place(person.name, person.name))
        self.oracle.known.add(person.name)
        text = f"{event.copy.rstrip()}\n{len(rows) + 1}. {person.name}"
        wanted = rf"【{event.number}】.*新增 1 人（{person.name}）" + (r".*候补" if place.waits else "")
        await self.talk.ask(self.town, person, text, wanted, kind="贴接龙")

    async def leave(self, event: Event, person: Neighbour, place: Place) -> None:
        """Off the list, in time or too late, and whoever waits moves up."""
        if place.excused:
            return
        waited, moved = place.waits, event.leave(place, self.talk.now)
        wanted = "退出时间已过" if moved is None else "不再候补" if waited else "已退出"
        if moved:
            wanted += f".*候补的 {'、'.join(moved)} 递补上了"
        words = f"取消报名 {event.call}" if self.dice.random() < 0.6 else f"我来不了 {event.call}"
        await self.talk.ask(self.town, person, words, rf"^{person.name}.*{wanted}", kind="取消报名")

    async def roll(self, event: Event) -> None:
        """Attendance: the list is asked for, then everybody is called by number."""
        by = self.town.leader if event.title in TITLES and not event.of_series else self.town.worker
        shown = await self.talk.ask(self.town, by, f"名单 {event.number}", rf"^【{event.number}】", kind="名单")
        names = re.findall(r"^(\d+)\. ([^（\n]+)", shown, re.MULTILINE)
        going = [each.name for each in event.going]
        if sorted(name for _, name in names) != sorted(going):
            self.talk.complain(self.town, f"list of {event.number}: {names}, and not {going}")
            event.roll_on = date.max
            return
        self._came(event)
        missing = [number for number, name in names if (place := event.of(name)) and not place.came and not place.excused]
        words = f"考勤 {event.number} 都到了" + (f"，除了{'、'.join(missing)}" if missing else "")
        there = sum(each.came is True for each in event.going)
        event.recorded = True
        await self.talk.ask(self.town, by, words, rf"考勤记好了：到 {there}(?!\d)", kind="考勤")

    def _came(self, event: Event) -> None:
        forgetful = {each.name: each.forgets for each in self.town.people}
        for place in event.going:
            place.came = not place.excused and self.dice.random() >= forgetful[place.speaker]

    async def object(self, event: Event) -> None:
        """Whoever was there after all says so, and the leader agrees."""
        by = self.town.leader if event.title in TITLES and not event.of_series else self.town.worker
        people = {each.name: each for each in self.town.people}
        for place in event.going:
            if place.came is False and not place.excused and place.name in people and self.dice.random() < 0.1:
                who = people[place.name]
                await self.talk.ask(self.town, who, f"我去了 {event.number}", "已请队长核对", kind="我去了", private=True)
                await self.talk.ask(self.town, by, f"同意申诉 {event.number} {place.name}", "申诉定了", kind="同意申诉")
                place.came = True
