"""A service that recurs: those who are booked keep their day when the series is stopped, paused or moved."""

from tests.activity.scene import Scene
from tests.activity.series.test_chat import days


async def test_booked_people_keep_their_day(scene: Scene) -> None:
    wire = scene.wire
    await wire.say("社工小周", "每周六 9:00-10:00 老人理发 社区活动室")
    await wire.say("小李", "报名 12月5日老人理发")  # who speaks of it gives it the number 1
    await wire.say("小李", "取消报名 1")
    [said] = await wire.say("社工小周", "开放预约 1 15分钟 2个位子")
    assert "系列" in said or "每次" in said or "以后" in said
    [said] = await wire.say("王阿姨", "预约 理发 12月12日")
    assert "约好了" in said
    [said] = await wire.say("社工小周", "跳过 系列 1 12月12日")
    assert "1 人报了名" in said
    await wire.say("社工小周", "0")
    [said] = await wire.say("社工小周", "停办 系列 1")
    assert "12月12日已有人报名，先照办" in said
    assert await days() == ["12-12 09:00"]
