"""Too few people: leaders at T−48 h and T−24 h, one call to the group, each exactly once; nothing is called off."""

import pytest
from sqlalchemy import select

from plugins.activity.models import Activity, ActivityState
from plugins.kernel import db, ticks
from tests.conftest import set_clock
from tests.wire import QQ, WeChat, forget_everything

Wire = QQ | WeChat
SHORT = "还差"


async def until(wire: Wire, wall: str) -> list[str]:
    """What is said when the clock jumps to ``wall``, across repeated ticks and a restart."""
    before = len(wire.sent)
    set_clock(wall)
    for _ in range(2):
        await ticks.run_all()
        await wire.settle()
        forget_everything()
    return [f"{each.chat.split(':')[0]} {each.text}" for each in wire.sent[before:] if SHORT in each.text]


@pytest.fixture
async def opened(wire: Wire) -> Wire:
    await wire.say("管理员", "开通 恋湖社区 模板 通用")
    await wire.say("管理员", [("text", "任命 "), ("at", "队长老陈"), ("text", " 环境保护 队长")])
    return wire


async def publish(wire: Wire, line: str) -> None:
    [said] = await wire.say("队长老陈", line)
    assert "【1】" in said
    await wire.settle()


async def test_leaders_twice_and_the_group_once(opened: Wire) -> None:
    await publish(opened, "发布 清洁家园 11月28日 9:00-11:00 亲水平台 至少3人")
    await opened.say("王阿姨", "报名 1")
    assert await until(opened, "2026-11-26 08:59") == []
    person, group = sorted(await until(opened, "2026-11-26 09:00"), reverse=True)
    assert person.startswith("person 还差 2 人")
    assert "取消活动 1" in person
    assert group.startswith("group 还差 2 人")
    assert "报名 1" in group
    await opened.say("小李", "报名 1")
    [again] = await until(opened, "2026-11-27 09:00")
    assert again.startswith("person 还差 1 人")
    assert await until(opened, "2026-11-27 12:00") == []
    async with db.read() as session:
        activity = await session.scalar(select(Activity))
    assert activity
    assert activity.state == ActivityState.OPEN


async def test_silence_when_enough_have_come(opened: Wire) -> None:
    await publish(opened, "发布 清洁家园 11月28日 9:00-11:00 亲水平台 至少2人")
    await opened.say("王阿姨", "报名 1 2人")
    assert await until(opened, "2026-11-26 09:00") == []
    assert await until(opened, "2026-11-27 09:00") == []


async def test_children_do_not_count(opened: Wire) -> None:
    await publish(opened, "发布 清洁家园 11月28日 9:00-11:00 亲水平台 至少2人")
    await opened.say("王阿姨", "报名 1 带孙子")
    assert any("还差 1 人" in each for each in await until(opened, "2026-11-26 09:00"))


async def test_short_only_later_the_call_comes_later(opened: Wire) -> None:
    await publish(opened, "发布 清洁家园 11月28日 9:00-11:00 亲水平台 至少1人")
    await opened.say("王阿姨", "报名 1")
    assert await until(opened, "2026-11-26 09:00") == []
    await opened.say("王阿姨", "取消报名 1")
    assert {each.split()[0] for each in await until(opened, "2026-11-27 09:00")} == {"person", "group"}


async def test_without_a_minimum_nobody_is_told(opened: Wire) -> None:
    await publish(opened, "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    assert await until(opened, "2026-11-26 09:00") == []


async def test_published_late_only_the_second_look_is_left(opened: Wire) -> None:
    set_clock("2026-11-26 12:00")
    await publish(opened, "发布 清洁家园 11月28日 9:00-11:00 亲水平台 至少3人")
    assert await until(opened, "2026-11-26 12:05") == []
    assert len(await until(opened, "2026-11-27 09:00")) == 2


async def test_a_bot_that_slept_looks_once_not_twice(opened: Wire) -> None:
    await publish(opened, "发布 清洁家园 11月28日 9:00-11:00 亲水平台 至少3人")
    assert len(await until(opened, "2026-11-27 10:00")) == 2


async def test_what_would_fall_into_the_night_comes_in_the_morning(opened: Wire) -> None:
    await publish(opened, "发布 扫雪 11月28日 早上5:30-7:00 亲水平台 至少3人")
    assert await until(opened, "2026-11-26 05:30") == []
    assert len(await until(opened, "2026-11-26 07:00")) == 2


async def test_no_call_when_sign_up_has_closed(opened: Wire) -> None:
    await publish(opened, "发布 清洁家园 11月28日 9:00-11:00 亲水平台 至少3人 截止25日18点")
    assert [each.split()[0] for each in await until(opened, "2026-11-26 09:00")] == ["person"]


async def test_a_cancelled_one_is_left_alone(opened: Wire) -> None:
    await publish(opened, "发布 清洁家园 11月28日 9:00-11:00 亲水平台 至少3人")
    await opened.say("队长老陈", "取消活动 1 下雨")
    assert await until(opened, "2026-11-26 09:00") == []


async def test_nobody_connected_until_it_is_too_late(opened: Wire) -> None:
    await publish(opened, "发布 清洁家园 11月28日 9:00-11:00 亲水平台 至少3人")
    opened.leave()
    assert await until(opened, "2026-11-26 09:00") == []
    set_clock("2026-11-28 12:00")
    opened.come_back()
    assert await until(opened, "2026-11-28 12:00") == []
