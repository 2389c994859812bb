"""December in each of the five communities, day by day: what its preset plans comes, is reminded of once, and is in the books and figures."""

import re
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from plugins.activity.models import Activity
from plugins.desk import facts
from plugins.kernel import clock, ticks
from plugins.kernel.db import read
from tests.conftest import set_clock
from tests.desk.scene import facts_of
from tests.wire import QQ

# title: days of December 2026, minutes each; from the sources of the presets, not from the presets
PLANNED = {
    "恋湖": {"巡湖": ((8, 28), 120)},
    "西关": {"清洁家园": ((29, 30, 31), 90)},
    "西山底": {},
    "观象台": {"老人理发": ((20,), 120)},
    "中福": {"非遗课堂": ((5, 12, 19, 26), 120)},
    "通用": {},
}
COMERS = ("王阿姨", "赵叔")


async def pass_to(wire: QQ, wall: str) -> None:
    await ticks.advance(clock.at_local(datetime.fromisoformat(wall)))
    await wire.settle()


async def sign_up(wire: QQ, title: str, day: date) -> int:
    """Both come; the number that the activity got by it."""
    said = ""
    for who in COMERS:
        [said] = await wire.say(who, f"报名 {day.month}月{day.day}日{title}")
        assert "报上了" in said
    found = re.search(r"【(\d+)】", said)
    assert found
    return int(found[1])


@pytest.mark.parametrize("name", PLANNED)
async def test_december(qq: QQ, name: str) -> None:
    wire = qq
    set_clock("2026-11-30 12:00")
    await wire.say("管理员", f"开通 {name}社区 模板 {name}")
    await wire.say("管理员", [("text", "任命 "), ("at", "社工小周"), ("text", " 社工")])
    days = sorted((day, title, minutes) for title, (each, minutes) in PLANNED[name].items() for day in each)
    for day, title, _ in days:
        when = date(2026, 12, day)
        await pass_to(wire, f"{when - timedelta(days=1)} 12:00")
        number = await sign_up(wire, title, when)
        await pass_to(wire, f"{when} 13:00")
        [said] = await wire.say("社工小周", f"考勤 {number} 都到了")
        assert "到 2" in said
    await pass_to(wire, "2026-12-31 21:00")
    await each_was_said_once(wire, days)
    minutes = sum(each for _, _, each in days)
    await the_books_agree(wire, minutes)
    await the_figures_agree(wire, len(days), minutes)


async def each_was_said_once(wire: QQ, days: list[tuple[int, str, int]]) -> None:
    async with read() as session:
        made = (await session.scalars(select(Activity).where(Activity.starts_at < clock.at_local(datetime(2027, 1, 1))))).all()
    assert sorted(
        (clock.local(each.starts_at).day, each.title) for each in made if clock.local(each.starts_at).month == 12
    ) == [(day, title) for day, title, _ in days]
    said = wire.said_in()
    for day, title, _ in days:
        eves = [text for text in said if text.startswith("明天的活动") and title in text and f"12月{day}日" in text]
        calls = [text for text in said if title in text and f"12月{day}日" in text and "想来的请发" in text]
        assert (len(eves), len(calls)) == (1, 1), (day, title)


async def the_books_agree(wire: QQ, minutes: int) -> None:
    for who in COMERS:
        [said] = await wire.say(who, "积分", group=None)
        assert f"时长 {minutes // 60} 小时" + (f" {minutes % 60} 分钟" if minutes % 60 else "") in said


async def the_figures_agree(wire: QQ, held: int, minutes: int) -> None:
    told = await facts_of("12月")
    assert (told["activities"].value, told["times"].value, told["hours"].value) == (held, 2 * held, 2 * minutes / 60)
    [said] = await wire.say("社工小周", "台账 12月", group=None)
    if held:
        assert f"活动 {held} 场，{2 * held} 人次，服务 {facts.hours(2 * minutes)} 小时" in said
