"""Reports in 「我的数据」; erased, what is open goes on without a name and what has ended is without words."""

from sqlalchemy import select

from plugins.hazard.models import Hazard, HazardDraft
from plugins.kernel import config
from plugins.kernel.db import read
from plugins.tickets.models import TicketFollower
from tests.hazard.conftest import Wire
from tests.hazard.test_reports import PHOTO, REPORT, tickets


async def erased(street: Wire, who: str) -> None:
    [said] = await street.say(who, "删除我的数据", group=None)
    assert ("没办完的随手报接着办，不再有您的名字" in said) is (who == "王阿姨")
    await street.say(who, "1", group=None)
    await street.settle()


async def test_reports_and_what_is_followed_are_told_to_their_owner(street: Wire) -> None:
    await street.say("王阿姨", [("text", f"{REPORT}，我电话13800138000"), *PHOTO])
    await street.say("王阿姨", "报 井盖没了", group=None)
    await street.say("小李", "跟进 1")
    [said] = await street.say("王阿姨", "我的数据", group=None)
    assert "随1 2026年11月22日：3栋2单元门口井盖松动，我电话13800138000（照片 1 张），已派" in said
    assert "还没报完的：井盖没了" in said
    [other] = await street.say("小李", "我的数据", group=None)
    assert "随1：您跟进，已派" in other
    assert "井盖松动" not in other


async def test_an_open_one_goes_on_without_a_name_and_numbers(street: Wire) -> None:
    await street.say("王阿姨", [("text", f"{REPORT}，我电话13800138000"), *PHOTO])
    await street.say("王阿姨", "报 井盖没了", group=None)
    await street.settle()
    await erased(street, "王阿姨")
    [ticket] = await tickets()
    assert (ticket.state, ticket.reporter_id, len(ticket.photos)) == ("已派", None, 1)
    assert "井盖松动" in ticket.words
    assert "13800138000" not in ticket.words
    async with read() as session:
        assert (await session.scalars(select(Hazard))).one().heard_at == []
        assert (await session.scalars(select(HazardDraft))).all() == []
    [shown] = await street.say("赵叔", "进度 1", group=None)
    assert "井盖松动" in shown
    assert "王阿姨" not in shown
    await street.say("赵叔", "接单 1", group=None)
    assert "等社工核实" in (await street.say("赵叔", "办结 1 拧紧了", group=None))[0]


async def test_of_one_that_has_ended_no_word_and_no_photo_stays(street: Wire) -> None:
    await street.say("王阿姨", [("text", REPORT), *PHOTO])
    await street.say("小李", "跟进 1")
    await street.say("赵叔", "办结 1 拧紧了", group=None)
    await street.say("王阿姨", "好了 1", group=None)
    await erased(street, "王阿姨")
    await erased(street, "小李")
    [ticket] = await tickets()
    assert (ticket.state, ticket.photos) == ("办结", [])
    assert not list((config.DATA / "photos").rglob("*.*"))
    assert "井盖" not in ticket.words
    async with read() as session:
        assert (await session.scalars(select(TicketFollower))).all() == []
