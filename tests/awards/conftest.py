"""恋湖社区 in the last quarter of 2026: four activities with their attendance, so that the books hold hours.

王阿姨 came to three (6 hours), 小李 and 赵叔 to two each (4 hours), but 赵叔 was absent once; 刘大姐 to one (2 hours), and she does
not want to stand on boards. 社工小周 and 小雨 are 社工.
"""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity import attendance
from plugins.activity.models import Activity, ActivityState, Outcome, SignUp, SignUpState
from plugins.kernel import clock
from plugins.kernel.db import write
from plugins.people.models import Account, Member
from plugins.people.numbers import next_number
from tests.conftest import set_clock
from tests.wire import PEOPLE, QQ, WeChat

Wire = QQ | WeChat
PRESENT, ABSENT = Outcome.PRESENT, Outcome.ABSENT
ATTENDED = {
    "2026-11-14": {"王阿姨": PRESENT, "小李": PRESENT, "赵叔": PRESENT},
    "2026-11-17": {"王阿姨": PRESENT, "小李": PRESENT, "刘大姐": PRESENT},
    "2026-11-20": {"王阿姨": PRESENT, "赵叔": PRESENT},
    "2026-11-21": {"赵叔": ABSENT},
}


@pytest.fixture
async def quarter(wire: Wire) -> Wire:
    await settle_in(wire)
    return wire


@pytest.fixture
async def office(qq: QQ) -> QQ:
    """The same on one protocol, where it makes no difference."""
    await settle_in(qq)
    return qq


async def private(wire: Wire, who: str, what: str) -> str:
    """Said in private; the one answer."""
    [said] = await wire.say(who, what, group=None)
    return said


async def settle_in(wire: Wire) -> None:
    """Open it over the wire; what was done in it before stands in the tables as attendance has booked it."""
    set_clock("2026-11-25 10:00")
    await wire.say("管理员", "开通 恋湖社区")
    for who in ("社工小周", "小雨"):
        await wire.say("管理员", [("text", "任命 "), ("at", who), ("text", " 社工")])
    async with write() as session:
        people = {}
        for who in ("王阿姨", "小李", "赵叔", "刘大姐"):
            member = Member(community_id=1, name=who, name_key=who, joined_at=clock.now(), on_boards=who != "刘大姐")
            session.add(member)
            await session.flush()
            account = {"user": wire.id_of(PEOPLE[who]), "bot": wire.bot.self_id, "platform": wire.platform}
            group = wire.chat_key("group:70001").partition(":")[2]
            session.add(Account(community_id=1, member_id=member.id, group=group, heard_at=clock.now(), **account))
            people[who] = member
        for day, outcomes in ATTENDED.items():
            activity = await held(session, day)
            rows = [
                (
                    SignUp(
                        activity_id=activity.id,
                        member_id=people[who].id,
                        state=SignUpState.JOINED,
                        queued_at=activity.published_at,
                        outcome=outcome,
                    ),
                    people[who],
                )
                for who, outcome in outcomes.items()
            ]
            session.add_all([row for row, _ in rows])
            await session.flush()
            await attendance.book(session, activity, rows, "qq:10001")
    await wire.settle()
    wire.sent.clear()


async def held(session: AsyncSession, day: str) -> Activity:
    """清洁家园, 9:00 to 11:00 of that day, its attendance recorded."""
    starts = clock.at_local(datetime.fromisoformat(f"{day} 09:00"))
    ends = starts + timedelta(hours=2)
    activity = Activity(
        community_id=1,
        number=await next_number(session, 1, "activity"),
        title="清洁家园",
        starts_at=starts,
        ends_at=ends,
        place="亲水平台",
        state=ActivityState.OPEN,
        published_at=starts - timedelta(days=2),
        attended_at=ends,
        conditions=None,
        sections=[],
    )
    session.add(activity)
    await session.flush()
    return activity
