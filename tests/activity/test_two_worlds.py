"""People on QQ and on WeChat sign up to one activity in whatever order, and restarts and time come in between: what always holds.

Every step is said over the wire and noted in ``trail``, which stands in what a failing assertion says.
"""

import asyncio
import re
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from plugins.activity.models import Activity, ActivityState, Outcome, SignUp, SignUpState
from plugins.activity.sections.models import Seat
from plugins.inbox import questions
from plugins.kernel import clock, db
from plugins.kernel.db import read
from plugins.people.models import Account, Member
from plugins.points.models import Book, LedgerEntry
from tests.conftest import set_clock
from tests.database import Template
from tests.wire import GROUP, QQ, WeChat, forget_everything, hang_up

WORLDS = {"王阿姨": ("qq",), "小李": ("qq",), "赵叔": ("qq",), "刘大姐": ("wechat",), "小雨": ("wechat",)}
LEADER = "队长老陈"
BROUGHT = ("王奶奶", "李爷爷")
PLAIN = ("", "1人", "2人", "3人", "4人")
PARTED = (" 分组 早班 8-9点 1人, 午班 9-10点 2人", " 分组 早班 8-9点 2人, 午班 8-10点 1人")
people = st.sampled_from(sorted(WORLDS))
speakers = st.sampled_from([*sorted(WORLDS), LEADER])


@dataclass(frozen=True)
class Line:
    """Who has a place or waits (once per activity, or per section): by member, in order."""

    limit: int | None
    joined: dict[int, int]
    waiting: tuple[tuple[int, int], ...]

    @property
    def free(self) -> int | None:
        return None if self.limit is None else self.limit - sum(self.joined.values())


@dataclass(frozen=True)
class View:
    """The activity as it stands: its lines, and what everybody has in it (names, states, heads)."""

    state: ActivityState
    starts_in: timedelta
    lines: tuple[Line, ...]
    rows: dict[int, tuple[str, int]]
    capacity: int | None


class TwoWorlds(RuleBasedStateMachine):
    """One community with a group on each platform, one activity, two platforms' people."""

    template: ClassVar[Template]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.trail: list[str] = []
        self.lists: list[str] = []
        self.parted = self.attended = False
        self.run(self.open())

    def run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(doing)

    async def open(self) -> None:
        self.database = await self.template.fresh()
        db.use(self.database)
        forget_everything()
        set_clock("2026-11-22 12:00")
        self.qq, self.wechat = QQ(), WeChat()
        await self.qq.say("管理员", "开通 恋湖社区")
        await self.wechat.say("管理员", "加入社区 恋湖社区")
        await self.qq.say("管理员", [("text", "任命 "), ("at", LEADER), ("text", " 社工")])

    def teardown(self) -> None:
        self.run(self.close())
        self.runner.close()

    async def close(self) -> None:
        self.qq.leave()
        self.wechat.leave()
        await hang_up()
        clock.set_shift(timedelta(0))
        await self.database.close()
        db.use(None)

    @initialize(
        size=st.sampled_from([*PLAIN, *PARTED]),
        linked=st.booleans(),
        crowd=st.lists(people, min_size=2, max_size=5, unique=True),
    )
    def begin(self, size: str, linked: bool, crowd: list[str]) -> None:
        self.parted = "分组" in size
        [said] = self.speak(LEADER, f"发布 清洁家园 11月28日 8:00-10:00 亲水平台 {size}", checked=False)
        assert "【1】" in said, self.trail
        if linked:
            self.run(self.link())
        self.lists.append("#接龙\n清洁家园 11月28日 亲水平台\n")
        self.before = self.look()
        for at, who in enumerate(crowd):
            self.join(who, " 2人" if at == 1 else "", "午班", far=True)

    async def link(self) -> None:
        """王阿姨 is one person on both."""
        await self.qq.say("王阿姨", "不上榜")
        await self.wechat.say("王阿姨", "不上榜")
        [said] = await self.qq.say("王阿姨", "绑定", group=None)
        code = re.search(r"[A-Z0-9]{6}", said)
        assert code, said
        await self.wechat.say("王阿姨", f"绑定 {code[0]}", group=None)
        clock.set_shift(clock.shift() + timedelta(minutes=11))  # it stays so: no 「撤销」 of hers parts the two again
        self.linked = True

    linked = False

    def speak(self, who: str, line: str, *, checked: bool = True, elsewhere: bool = False) -> list[str]:
        world = "wechat" if WORLDS.get(who) == ("wechat",) or (elsewhere and self.linked and who == "王阿姨") else "qq"
        peer = self.qq if world == "qq" else self.wechat
        clock.set_shift(clock.shift() + timedelta(seconds=2))  # v11 knows the second of a message, and no more
        answers: list[str] = self.run(peer.say(who, line, group=GROUP))
        self.trail.append(f"{who}@{world}: {line!r} -> {answers}")
        assert not any("出了点问题" in each for each in answers), self.trail
        if checked:
            self.check(line)
        return answers

    # What people say

    @rule(
        who=people,
        company=st.sampled_from(["", "", " 2人", " 1人", " 带1个孩子"]),
        part=st.sampled_from(["早班", "午班", "都报"]),
        far=st.booleans(),
    )
    def join(self, who: str, company: str, part: str, far: bool) -> None:
        self.speak(who, f"报名 1{f' {part}' if self.parted else ''}{company}", elsewhere=far)

    @rule(
        who=people,
        name=st.sampled_from(BROUGHT),
        verb=st.sampled_from(["报名", "取消"]),
        part=st.sampled_from(["早班", "午班"]),
    )
    def for_another(self, who: str, name: str, verb: str, part: str) -> None:
        self.speak(who, f"帮 {name} {verb} 1{f' {part}' if self.parted and verb == '报名' else ''}")

    @precondition(lambda self: self.before.rows)
    @rule(who=people, far=st.booleans())
    def leave(self, who: str, far: bool) -> None:
        self.speak(who, "取消报名 1", elsewhere=far)

    @rule(who=speakers)
    def undo(self, who: str) -> None:
        self.speak(who, "撤销")

    @rule(limit=st.integers(1, 6), part=st.sampled_from(["早班", "午班"]))
    def set_limit(self, limit: int, part: str) -> None:
        self.speak(LEADER, f"上限 1 {f'{part} ' if self.parted else ''}{limit}")

    @rule(line=st.sampled_from(["截止 1", "截止 1 27日18点", "补 小李 1", "补 王姐 1", "帮 赵叔 取消 1"]))
    def lead(self, line: str) -> None:
        self.speak(LEADER, line.replace(" 1", " 1 午班") if self.parted and line.startswith("补") else line)

    @rule(day=st.sampled_from(["29日", "30日", "28日"]))
    def move(self, day: str) -> None:
        self.speak(LEADER, f"改期 1 {day}8点")

    @precondition(lambda self: self.before.rows)
    @rule(who=people, word=st.sampled_from(["能来 1", "不能来 1", "都不能来 1"]))
    def answer(self, who: str, word: str) -> None:
        self.speak(who, word)

    @rule(which=st.integers(0, 5), who=people, company=st.sampled_from(["", "", " 2人"]), with_another=st.booleans())
    def paste(self, which: int, who: str, company: str, with_another: bool) -> None:
        """Some copy of the list, perhaps an old one, perhaps one of ours, with one's own row below."""
        [ours] = self.speak(who, "接龙 1")
        self.lists += [ours] if ours.startswith("#接龙") else []
        old = self.lists[-1 - which % len(self.lists)]
        count = len(re.findall(r"(?m)^\d+\.", old))
        part = " 午班" if self.parted else ""
        rows = [f"{who}{company}{part}"] if not re.search(rf"(?m)^\d+\. {who}\b", old) else []
        rows += [f"王奶奶{part}（代）"] if with_another and "王奶奶" not in old else []
        text = "\n".join([old, *(f"{count + at}. {row}" for at, row in enumerate(rows, 1))])
        self.lists.append(text)
        self.speak(who, text)

    @rule(who=people, line=st.sampled_from(["报名 1", "取消报名 1", "帮 王奶奶 报名 1", "帮 王奶奶 取消 1", "不能来 1"]))
    def do_and_undo(self, who: str, line: str) -> None:
        """Undone at once, everything is as it was, unless others had taken what became free."""
        was = self.look()
        part = " 午班" if self.parted and "报名 1" in line and "取消" not in line else ""
        answers = self.speak(who, line + part)
        now = self.look()
        theirs = {member for member in was.rows.keys() | now.rows.keys() if was.rows.get(member) != now.rows.get(member)}
        if not any("撤销可收回" in each for each in answers):
            return
        self.speak(who, "撤销")
        if len(theirs) == 1:
            assert self.look().rows == was.rows, self.trail

    # What happens

    @rule()
    def restart(self) -> None:
        forget_everything()
        self.run(self.remember())
        self.trail.append("restart")

    async def remember(self) -> None:
        async with read() as session:
            await questions.remember_all(session)

    @rule(minutes=st.sampled_from([1, 11, 600]))
    def time_passes(self, minutes: int) -> None:
        clock.set_shift(clock.shift() + timedelta(minutes=minutes))
        self.trail.append(f"+{minutes} min")
        self.before = self.look()

    @precondition(lambda self: len(self.trail) > 24)
    @rule(said=st.sampled_from(["都到了", "都到了，除了1", "没到 1"]))
    def roll(self, said: str) -> None:
        """After the end."""
        activity = self.run(self.row())
        if clock.now() < activity.ends_at:
            clock.set_shift(clock.shift() + (activity.ends_at - clock.now()) + timedelta(minutes=5))
            self.before = self.look()
        self.speak(LEADER, f"考勤 1 {said}")

    # What always holds

    def look(self) -> View:
        view: View = self.run(self.view())
        return view

    async def row(self) -> Activity:
        async with read() as session:
            return (await session.scalars(select(Activity).where(Activity.number == 1))).one()

    async def view(self) -> View:
        activity = await self.row()
        async with read() as session:
            found = (await session.scalars(select(SignUp).where(SignUp.activity_id == activity.id))).all()
            assert len({row.member_id for row in found}) == len(found), self.trail
            rows = {row.id: row for row in found}
            if activity.sections:
                seats = (await session.scalars(select(Seat).where(Seat.sign_up_id.in_(rows)))).all()
                lines = [
                    self.line(each.capacity, [(seat, rows[seat.sign_up_id]) for seat in seats if seat.section_id == each.id])
                    for each in activity.sections
                ]
            else:
                lines = [self.line(activity.capacity, [(row, row) for row in found])]
        held = {row.member_id: (str(row.state), row.heads) for row in found if row.state != SignUpState.LEFT}
        return View(activity.state, activity.starts_at - clock.now(), tuple(lines), held, activity.capacity)

    @staticmethod
    def line(limit: int | None, held: list[tuple[SignUp | Seat, SignUp]]) -> Line:
        joined = {row.member_id: row.heads for each, row in held if each.state == SignUpState.JOINED}
        waiting = [(each, row) for each, row in held if each.state == SignUpState.WAITING and not each.late]
        waiting.sort(key=lambda pair: (pair[0].queued_at, pair[0].id))
        return Line(limit, joined, tuple((row.member_id, row.heads) for _, row in waiting))

    def check(self, line: str) -> None:
        now = self.look()
        if now.starts_in > timedelta(0):
            for then, here in zip(self.before.lines, now.lines, strict=True):
                self.check_line(then, here, line)
        self.run(self.check_books())
        self.run(self.check_persons())
        self.before = now

    def check_line(self, then: Line, here: Line, said: str) -> None:
        """A party larger than all the places there are stands aside: nobody waits behind it."""
        free = here.free
        may_fit = [(member, heads) for member, heads in here.waiting if here.limit is None or heads <= here.limit]
        assert free is None or free >= 0, ("above the limit", self.trail)
        if here.waiting:
            assert free is not None, ("waits without a limit", self.trail)
        if may_fit and free is not None:
            assert may_fit[0][1] > free, ("waits while a place is free", self.trail)
        if said.startswith(("补", "撤销", "#接龙")):
            return
        before = [member for member, _ in then.waiting]
        still = {member for member, _ in may_fit}
        for member in here.joined.keys() - then.joined.keys():
            ahead = before[: before.index(member)] if member in before else before
            assert not still & set(ahead), ("overtaken", self.trail)

    async def check_books(self) -> None:
        activity = await self.row()
        async with read() as session:
            rows = (await session.scalars(select(SignUp).where(SignUp.activity_id == activity.id))).all()
            lines = (await session.scalars(select(LedgerEntry).where(LedgerEntry.book == Book.HOURS))).all()
        for row in rows:
            booked = sum(each.amount for each in lines if each.cause == row.subject)
            there = row.outcome == Outcome.PRESENT and row.state == SignUpState.JOINED
            assert booked == (row.minutes or 0), ("books", row.id, booked, row.minutes, self.trail)
            assert (booked > 0) == there, ("books", row.id, booked, self.trail)

    async def check_persons(self) -> None:
        """Who is one person on two platforms is one member."""
        async with read() as session:
            query = select(Account.member_id).join(Member, Member.id == Account.member_id).where(Account.user.like("%10004"))
            assert len(set(await session.scalars(query))) <= 1, self.trail


@pytest.mark.timeout(1200)  # a failure is made small first, which takes long
def test_whatever_happens_in_two_worlds(template: Template) -> None:
    TwoWorlds.template = template
    run_state_machine_as_test(
        TwoWorlds,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
            print_blob=False,
        ),
    )
