"""Each reminder exactly once, over ten patrols, repeated ticks, restarts, and a peer that is away."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from plugins.kernel import clock, db, ticks
from plugins.outbox.models import OutgoingMessage, State
from tests.conftest import set_clock
from tests.patrol.conftest import Wire, until
from tests.wire import QQ, forget_everything


async def walk(wire: QQ, to: str) -> list[tuple[str, str]]:
    """When what was sent while the clock walks to ``to``."""
    heard: list[tuple[str, str]] = []
    seen = len(wire.sent)
    goal = clock.at_local(datetime.fromisoformat(to))
    while clock.now() < goal:
        await ticks.advance(min(clock.now() + timedelta(hours=1), goal))
        forget_everything()
        heard += [(f"{clock.local():%m-%d %H:%M}", each.text) for each in wire.sent[seen:] if each.chat.startswith("group")]
        seen = len(wire.sent)
    return heard


async def test_walking_through_a_patrol_hour_by_hour(qq: QQ, monkeypatch: pytest.MonkeyPatch) -> None:
    await qq.say("管理员", "开通 恋湖社区 模板 恋湖")
    await qq.say("管理员", "报名 巡湖 骑行")
    await qq.settle()
    set_clock("2026-11-25 17:00")
    heard = await walk(qq, "2026-11-28 09:00")
    days = [when.split(":")[0] for when, _ in heard]
    assert [text.split("】")[0] for _, text in heard]
    assert days == ["11-25 19", "11-26 09", "11-27 19", "11-28 07"]
    announced, call, eve, soon = (text for _, text in heard)
    assert "想来的" in announced
    assert call.startswith("还差 19 人")
    assert "骑行 1 · 党员 0 · 团员 0 = 1/20 还差 19" in eve
    assert "8:30 开始" in soon


async def test_away_until_it_is_of_no_use(lake: Wire) -> None:
    """What was due while nobody was connected and is of no use now expires; it is not said afterwards."""
    await lake.say("王阿姨", "报名 1 骑行")
    lake.leave()
    for wall in ("2026-11-25 19:00", "2026-11-26 08:30", "2026-11-27 08:30", "2026-11-27 19:00", "2026-11-28 07:00"):
        await until(lake, wall)
    set_clock("2026-11-28 12:00")
    lake.come_back()
    before = len(lake.sent)
    await until(lake, "2026-11-28 12:00")
    who = {lake.id_of(lake.user(each)) for each in ("管理员", "社工小周")}
    assert {each.chat.removeprefix("person:") for each in lake.sent[before:]} <= who, (
        "they learn that we were away, nobody else"
    )
    assert lake.sent[before:]
    async with db.read() as session:
        states = set(await session.scalars(select(OutgoingMessage.state).where(OutgoingMessage.about == "activity:1")))
    assert states == {State.EXPIRED}


async def test_back_before_the_start_it_is_announced_late(lake: Wire) -> None:
    lake.leave()
    await until(lake, "2026-11-25 19:00")
    lake.come_back()
    before = len(lake.sent)
    await until(lake, "2026-11-26 07:30")
    [late] = [each for each in lake.sent[before:] if "又连上了" not in each.text]
    assert "想来的" in late.text


async def test_a_program_that_slept_announces_late_and_once(lake: Wire) -> None:
    before = len(lake.sent)
    await until(lake, "2026-11-26 08:00")
    await until(lake, "2026-11-26 08:01")
    assert [each.text.count("想来的") for each in lake.sent[before:]] == [1]


async def test_a_cancelled_patrol_is_not_announced(lake: Wire) -> None:
    await lake.say("社工小周", "取消活动 1 大风")
    await lake.settle()
    before = len(lake.sent)
    for wall in ("2026-11-25 19:00", "2026-11-26 08:30", "2026-11-27 19:00", "2026-11-28 07:00"):
        await until(lake, wall)
    assert lake.sent[before:] == []
    [said] = await lake.say("王阿姨", "巡湖")
    assert "12月8日" in said
    await until(lake, "2026-12-20 12:00")
    [table] = await lake.say("王阿姨", "巡湖年表")
    assert "28日 取消" in table
