"""Each community is opened with one line and finds its own teams, and its own days over the weeks that follow."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from plugins.activity.models import Activity
from plugins.kernel import clock, ticks
from plugins.kernel.db import read
from plugins.people.models import Team
from tests.conftest import set_clock
from tests.wire import QQ, WeChat

OPENED = {
    "恋湖": (22, {"巡湖": "11-28 12-08 12-28 01-08 01-28"}),
    "西关": (10, {"清洁家园": "11-28 11-29 11-30 12-29 12-30 12-31 01-29 01-30 01-31"}),
    "西山底": (6, {}),
    "观象台": (7, {"老人理发": "12-20 01-20"}),
    "中福": (5, {"非遗课堂": "11-28 12-05 12-12 12-19 12-26 01-02 01-09 01-16 01-23 01-30"}),
    "通用": (5, {}),
}
LAST_ANNOUNCED = date(2027, 1, 3)  # three days after the last day that is walked through


@pytest.mark.parametrize("name", OPENED)
async def test_its_own_teams_and_days(wire: QQ | WeChat, name: str) -> None:
    teams, activities = OPENED[name]
    [said] = await wire.say("管理员", f"开通 {name}社区 模板 {name}")
    assert f"模板：{name}" in said
    day = date(2026, 11, 22)
    while day < date(2027, 1, 1):
        set_clock(f"{day} 19:00")
        await ticks.run_all()
        await wire.settle()
        day += timedelta(days=1)
    async with read() as session:
        assert len((await session.scalars(select(Team))).all()) == teams
        made = (await session.scalars(select(Activity).order_by(Activity.starts_at))).all()
    found: dict[str, list[date]] = {}
    for each in made:
        found.setdefault(each.title, []).append(clock.local(each.starts_at).date())
    assert {title: " ".join(f"{each:%m-%d}" for each in days) for title, days in found.items()} == activities
    for title, days in found.items():
        notices = [text for text in wire.said_in() if title in text and "想来的请发" in text]
        assert len(notices) == sum(each <= LAST_ANNOUNCED for each in days)


async def test_presets_are_shown_before_one_is_used(wire: QQ | WeChat) -> None:
    [said] = await wire.say("管理员", "模板", group=None)
    for name in ("恋湖：22 支队伍，1 项固定活动", "西关", "西山底", "观象台：7 支队伍", "中福", "通用"):
        assert name in said
    [said] = await wire.say("管理员", "模板 观象台")
    for fact in ("为老服务岗（红手环）", "协商调解岗（红管家）", "每月20日 老人理发 9:00–11:00", "开通 某某社区 模板 观象台"):
        assert fact in said
    assert await wire.say("王阿姨", "模板 在哪里领") == []
    assert await wire.say("管理员", "模板 在哪里领") == []
