"""Photos of the log go after a year (or as set), or with their owner; what was seen stays, without a name or a number."""

from datetime import timedelta

from sqlalchemy import select

from plugins.kernel import clock, config, db
from plugins.patrol.models import PatrolLog
from plugins.people import forgetting
from tests.conftest import set_clock
from tests.patrol.conftest import Wire, until

PIXEL = "base64://iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


async def logged(lake: Wire) -> None:
    await until(lake, "2026-11-28 11:00")
    await lake.say("小李", [("text", "巡湖记录 东岸漂浮垃圾3袋，找13800138000"), ("image", PIXEL)], group=None)


async def later(days: int) -> None:
    set_clock(f"{clock.local() + timedelta(days=days):%Y-%m-%d %H:%M}")
    forgetting.forget_all()
    await forgetting.forget_by_kind()


async def entry() -> PatrolLog:
    async with db.read() as session:
        return (await session.scalars(select(PatrolLog))).one()


def files() -> int:
    return len(list((config.DATA / "photos").rglob("*.*")))


async def test_photos_after_a_year_words_never(lake: Wire) -> None:
    await logged(lake)
    await until(lake, "2026-11-28 11:30")  # the question whether to report it is over
    await later(364)
    assert (len((await entry()).photos), files()) == (1, 1)
    await later(2)
    row = await entry()
    assert (row.photos, files()) == ([], 0)
    assert "漂浮垃圾3袋" in row.text


async def test_a_photo_that_became_a_report_stays_with_it(lake: Wire) -> None:
    await logged(lake)
    await lake.say("小李", "1", group=None)  # reported, too
    await later(366)
    assert ((await entry()).photos, files()) == ([], 1)


async def test_it_is_shown_to_its_writer_and_goes_with_him(lake: Wire) -> None:
    await logged(lake)
    [said] = await lake.say("小李", "我的数据", group=None)
    assert "2026年11月28日：东岸漂浮垃圾3袋" in said
    assert "漂浮垃圾3袋" not in (await lake.say("王阿姨", "我的数据", group=None))[0]
    await lake.say("小李", "删除我的数据", group=None)
    await lake.say("小李", "1", group=None)
    row = await entry()
    assert (row.photos, files()) == ([], 0)
    assert "漂浮垃圾3袋" in row.text
    assert "13800138000" not in row.text
