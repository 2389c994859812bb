"""Bookings in 「我的数据」; whoever has his data erased gives his slot up, and who waits gets it."""

from plugins.booking.models import Booking
from plugins.kernel.db import read
from tests.activity.scene import Scene
from tests.booking.test_chat import fill, slots


async def test_told_and_given_up_and_who_waits_moves_up(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "预约 1")
    await fill(barber, but=1)
    await barber.wire.say("赵叔", "预约 1")
    assert (await slots())["赵叔"] is None
    [said] = await barber.wire.say("王阿姨", "我的数据", group=None)
    assert "11月28日 周六 9:00 老人理发：王阿姨 约好（微信）" in said
    await barber.wire.say("王阿姨", "删除我的数据", group=None)
    await barber.wire.say("王阿姨", "1", group=None)
    await barber.wire.settle()
    left = await slots()
    assert "王阿姨" not in left
    assert "已注销的志愿者" not in left
    assert left["赵叔"] == 0
    assert any("赵叔 轮到了" in text for text in barber.wire.said_to("赵叔"))


async def test_what_he_booked_for_others_stands(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "代 王奶奶 预约 1")
    await barber.wire.say("王阿姨", "删除我的数据", group=None)
    await barber.wire.say("王阿姨", "1", group=None)
    assert await slots() == {"王奶奶": 0}
    async with read() as session:
        assert (await session.get_one(Booking, 1)).proxy_id is None
