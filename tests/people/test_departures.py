"""Leaving a group, being removed, coming back; thirty days later the name is gone."""

import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from plugins.kernel import clock, ticks
from plugins.kernel.db import read
from plugins.people import absence
from plugins.people.models import Account, Deed, Member
from tests.conftest import set_clock
from tests.wire import ids

from .conftest import Wire, at, count
from .test_profile import tell


def frame(wire: Wire, who: str, what: str, how: str, group: str = "70001") -> dict[str, Any]:
    """A notice as the peer sends it."""
    user = wire.id_of(wire.user(who))
    if wire.platform == "qq":
        return {
            "time": int(time.time()),
            "self_id": int(wire.bot.self_id),
            "post_type": "notice",
            "notice_type": f"group_{what}",
            "sub_type": how,
            "group_id": int(group),
            "operator_id": 10001,
            "user_id": int(user),
        }
    return {
        "id": str(next(ids)),
        "time": time.time(),
        "type": "notice",
        "detail_type": f"group_member_{what}",
        "sub_type": how,
        "self": {"platform": "wechat", "user_id": wire.bot.self_id},
        "group_id": f"g{group}",
        "user_id": user,
        "operator_id": "x",
    }


async def notice(wire: Wire, who: str, what: str = "decrease", how: str = "leave", group: str = "70001") -> None:
    await wire.bot.handle_event(wire.event(frame(wire, who, what, how, group)))


async def left(name: str) -> bool:
    async with read() as session:
        query = select(Account.left_at).join(Member, Member.id == Account.member_id).where(Member.name == name)
        return (await session.scalars(query)).one() is not None


async def members_called(name: str) -> int:
    async with read() as session:
        return len((await session.scalars(select(Member).where(Member.name == name))).all())


@pytest.fixture
async def known(opened: Wire) -> Wire:
    await opened.say("社工小周", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    await opened.say("王阿姨", "报名 1")
    await opened.settle()
    return opened


@pytest.mark.parametrize("how", ["leave", "kick"])
async def test_the_name_stays_thirty_days_and_then_only_the_sums_do(known: Wire, how: str) -> None:
    await tell(known, "改档案 电话 13800138000")
    set_clock("2026-11-28 12:00")
    await known.say("社工小周", "考勤 1 都到了")
    await notice(known, "王阿姨", how=how)
    assert await left("王阿姨")
    await ticks.advance(clock.now() + timedelta(days=29))
    assert await members_called("王阿姨") == 1
    assert "王阿姨" in (await known.say("社工小周", "排行榜 总榜"))[0]
    await ticks.advance(clock.now() + timedelta(days=2))
    assert await members_called("王阿姨") == 0
    said = (await known.say("社工小周", "排行榜 总榜"))[0]
    assert "王阿姨" not in said
    assert await count(Account) == 2
    async with read() as session:
        assert len((await session.scalars(select(Deed).where(Deed.kind == "forgotten"))).all()) == 1


async def test_who_comes_back_or_speaks_again_stays(known: Wire) -> None:
    await notice(known, "王阿姨")
    await notice(known, "王阿姨", "increase", "approve" if known.platform == "qq" else "join")
    assert not await left("王阿姨")
    await notice(known, "王阿姨")
    await known.say("王阿姨", "满18", group=None)
    assert not await left("王阿姨")
    await ticks.advance(clock.now() + timedelta(days=40))
    assert await members_called("王阿姨") == 1


async def test_the_same_notice_twice_is_one_departure(known: Wire) -> None:
    await notice(known, "王阿姨")
    await notice(known, "王阿姨")
    async with read() as session:
        assert len((await session.scalars(select(Deed).where(Deed.kind == "left"))).all()) == 1


async def test_strangers_other_groups_and_the_bot_itself(known: Wire) -> None:
    before = await count(Deed)
    await notice(known, "小雨")
    await notice(known, "王阿姨", group="70055")
    data = frame(known, "王阿姨", "decrease", "leave")
    data["user_id"] = int(known.bot.self_id) if known.platform == "qq" else known.bot.self_id
    await known.bot.handle_event(known.event(data))
    assert await count(Deed) == before


async def test_who_is_heard_in_another_group_has_not_left(known: Wire) -> None:
    await known.say("管理员", "加入社区 恋湖社区", group="70002")
    set_clock("2026-11-24 12:00")
    await known.say("王阿姨", "报名 1", group="70002")
    await notice(known, "王阿姨", group="70001")
    assert not await left("王阿姨")
    await notice(known, "王阿姨", group="70002")
    assert await left("王阿姨")


async def test_an_activity_is_never_orphaned(opened: Wire) -> None:
    await opened.say("社工小周", at("队长老陈", "任命", "环境保护 队长"))
    await opened.say("社工小周", at("刘大姐", "任命", "环境保护 副队长"))
    await opened.say("队长老陈", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    await opened.settle()
    await notice(opened, "队长老陈", how="kick")
    await opened.settle()
    assert "环境保护 队长" in opened.said_to("社工小周")[-1]
    told = opened.said_to("刘大姐") + opened.said_to("社工小周")
    assert any("清洁家园" in each and "照看" in each for each in told)
    async with read() as session:
        leader = (await session.scalars(select(Member).where(Member.name == "队长老陈"))).one()
        assert await absence.away(session, [leader.id], clock.now()) == {leader.id}
    assert "1" in (await opened.say("社工小周", "上限 1 30"))[0]
    await ticks.advance(clock.now() + timedelta(days=40))
    assert await members_called("队长老陈") == 1
    await opened.say("社工小周", "免去 队长老陈")
    await ticks.advance(clock.now() + timedelta(days=2))
    assert await members_called("队长老陈") == 0
