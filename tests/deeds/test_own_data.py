"""Good deeds in 「我的数据」, and how they are forgotten."""

from sqlalchemy import select

from plugins.deeds.models import GoodDeed
from plugins.kernel.db import read
from tests.wire import QQ, WeChat


async def test_told_whole_and_gone_when_erased(street: QQ | WeChat) -> None:
    await street.say("王阿姨", "随手助 帮5栋李奶奶搬米", group=None)
    await street.say("王阿姨", "随手派 防诈骗传单 60份 3栋", group=None)
    await street.say("社工小周", "通过 2", group=None)
    [said] = await street.say("王阿姨", "我的数据", group=None)
    assert "助1 2026年11月22日：帮5栋李奶奶搬米，等核对" in said
    assert "派2 2026年11月22日：防诈骗传单 60份 3栋，已入账" in said
    assert "帮5栋李奶奶搬米" not in (await street.say("社工小周", "我的数据", group=None))[0]
    await street.say("王阿姨", "删除我的数据", group=None)
    await street.say("王阿姨", "1", group=None)
    async with read() as session:
        rows = (await session.scalars(select(GoodDeed).order_by(GoodDeed.id))).all()
    assert [row.state for row in rows] == ["withdrawn", "confirmed"]
    assert not any("李奶奶" in row.words or "传单" in row.words for row in rows)
    assert "没有等核对" in (await street.say("社工小周", "待核", group=None))[0]


async def test_staff_sees_the_photos_of_what_it_checks(street: QQ | WeChat) -> None:
    pixel = "base64://iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    await street.say("王阿姨", [("text", "随手助 帮5栋李奶奶搬米"), ("image", pixel)], group=None)
    before = len(street.sent)
    await street.say("社工小周", "待核 1", group=None)
    assert [each.images for each in street.sent[before:]] == [1]
