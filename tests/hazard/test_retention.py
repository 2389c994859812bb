"""Three years after its end a report has no words, a year after it no photos; both can be set; a file in use stays."""

from datetime import timedelta

from sqlalchemy import select

from plugins.hazard.models import Hazard
from plugins.kernel import clock, config
from plugins.kernel.db import read
from plugins.people import forgetting
from plugins.tickets.models import TicketStep
from tests.conftest import set_clock
from tests.hazard.conftest import Wire
from tests.hazard.test_reports import PHOTO, REPORT, tickets


async def later(days: int) -> None:
    set_clock(f"{clock.local() + timedelta(days=days):%Y-%m-%d %H:%M}")
    forgetting.forget_all()
    await forgetting.forget_by_kind()


async def closed(street: Wire) -> None:
    await street.say("王阿姨", [("text", REPORT), *PHOTO])
    await street.say("赵叔", [("text", "办结 1 拧紧了"), *PHOTO], group=None)
    await street.say("王阿姨", "好了 1", group=None)


def files() -> int:
    return len(list((config.DATA / "photos").rglob("*.*")))


async def test_photos_after_a_year_words_after_three(street: Wire) -> None:
    await closed(street)
    await later(364)
    [ticket] = await tickets()
    assert (len(ticket.photos), files()) == (1, 1)
    await later(2)
    [ticket] = await tickets()
    assert (ticket.photos, files()) == ([], 0)
    assert "井盖" in ticket.words
    await later(2 * 365 + 2)
    [ticket] = await tickets()
    assert (ticket.words, ticket.category, ticket.place, ticket.state) == ("", "井盖", "3栋2单元门口", "办结")
    async with read() as session:
        assert set(await session.scalars(select(TicketStep.words))) == {None}
        assert (await session.scalars(select(Hazard.erased_at))).one()
    assert "随1 井盖" in (await street.say("社工小周", "进度 1", group=None))[0]


async def test_the_community_may_set_it_and_what_is_open_stays(street: Wire) -> None:
    await closed(street)
    await street.say("小李", [("text", "随手报 5栋垃圾没人收"), *PHOTO])
    await street.say("社工小周", "设置 照片保存 30", group=None)
    await street.say("社工小周", "设置 随手报保存 90", group=None)
    await later(31)
    one, two = await tickets()
    assert (one.photos, len(two.photos), files()) == ([], 1, 1)
    await later(60)
    one, two = await tickets()
    assert one.words == ""
    assert "垃圾" in two.words
