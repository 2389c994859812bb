"""A series whose leader goes is led by others; standing wishes are told to their owner and forgotten with him."""

import pytest
from sqlalchemy import select

from plugins.activity.models import Series, SignUp, SignUpState
from plugins.activity.series.models import Standing
from plugins.kernel import ticks
from plugins.kernel.db import read, write
from tests.activity.scene import Scene
from tests.activity.series.test_chat import SATURDAYS
from tests.conftest import set_clock
from tests.people.test_departures import notice


@pytest.mark.parametrize("how", ["leaves", "erases"])
async def test_a_series_is_never_orphaned(scene: Scene, how: str) -> None:
    await scene.wire.say("社工小周", SATURDAYS)
    await scene.wire.settle()
    async with write() as session:
        (await session.scalars(select(Series))).one().leader_id = scene.people["队长老陈"]
    [said] = await scene.wire.say("队长老陈", "我的数据", group=None)
    assert "系列 1 书法课：您负责" in said
    if how == "leaves":
        await notice(scene.wire, "队长老陈", how="kick")
    else:
        await scene.wire.say("队长老陈", "删除我的数据", group=None)
        await scene.wire.say("队长老陈", "1", group=None)
    await scene.wire.settle()
    assert any("系列 1 书法课" in text and "照看" in text for text in scene.wire.said_to("社工小周"))
    set_clock("2026-12-10 00:00")
    await ticks.run_all()
    async with read() as session:
        assert (await session.scalars(select(Series.leader_id))).one() is None


async def test_a_standing_wish_is_told_and_ends(scene: Scene) -> None:
    await scene.wire.say("社工小周", SATURDAYS)
    await scene.wire.say("王阿姨", "整期都来 系列 1 带孙子小宝")
    [said] = await scene.wire.say("王阿姨", "我的数据", group=None)
    assert "系列 1 书法课：整期都来，带" in said
    assert "整期报名：没有" in (await scene.wire.say("小李", "我的数据", group=None))[0]
    await scene.wire.say("王阿姨", "删除我的数据", group=None)
    await scene.wire.say("王阿姨", "1", group=None)
    async with read() as session:
        row = (await session.scalars(select(Standing))).one()
        assert row.ended_at
        assert row.guest_names == []
        assert set(await session.scalars(select(SignUp.state))) == {SignUpState.LEFT}
