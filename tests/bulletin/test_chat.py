"""公告: sentence by sentence, written by staff, read in the groups, taken back as far as it goes."""

import pytest
from sqlalchemy import select

from plugins.bulletin.models import Bulletin, BulletinCopy, BulletinDraft, CopyState
from plugins.kernel import ticks
from plugins.kernel.db import read
from plugins.outbox.models import OutgoingMessage
from plugins.people import forgetting
from tests.bulletin.conftest import LEADERS, RESIDENTS, VOLUNTEERS, ask, issue
from tests.conftest import set_clock
from tests.database import contents
from tests.patrol.test_log import picture
from tests.pictures import PNG
from tests.wire import QQ, WeChat, forget_everything

Wire = QQ | WeChat
NOTICE = "公告 明天停水 8点到12点，请提前接水"


async def rows() -> list[Bulletin]:
    async with read() as session:
        return list(await session.scalars(select(Bulletin).order_by(Bulletin.id)))


async def states() -> list[CopyState]:
    async with read() as session:
        return list(await session.scalars(select(BulletinCopy.state).order_by(BulletinCopy.chat_id)))


def read_in(wire: Wire, group: str) -> list[str]:
    return [said for said in wire.said_in(group) if said.startswith(("【公告】", "【紧急公告】"))]


async def test_shown_confirmed_sent_and_counted(street: Wire) -> None:
    said = await ask(street, "社工小周", NOTICE)
    for fact in ("明天停水 8点到12点", "2 个群", "志愿者群 1", "居民群 1", "马上发", "回 1"):
        assert fact in said
    await street.settle()
    assert street.said_in() == []
    said = await ask(street, "社工小周", "1")
    for fact in ("公告 1", "2 个群", "撤销", "转发版 1"):
        assert fact in said
    await street.settle()
    for group in (VOLUNTEERS, RESIDENTS):
        [heard] = read_in(street, group)
        assert "明天停水 8点到12点，请提前接水" in heard
        assert "恋湖社区" in heard
    assert read_in(street, LEADERS) == []
    assert "已发 2/2 个群" in await ask(street, "社工小周", "公告")
    assert "已发 2/2 个群" in await ask(street, "社工小周", "公告 1")


async def test_once_in_each_group_whatever_is_said_again(street: Wire) -> None:
    await issue(street)
    await street.settle()
    assert await street.again() == []
    assert await street.say("社工小周", "公告 确认 1", group=None) != []
    forget_everything()
    await ticks.run_all()
    await street.settle()
    assert [len(read_in(street, group)) for group in (VOLUNTEERS, RESIDENTS)] == [1, 1]
    assert len(await rows()) == 1


async def test_a_restart_between_preview_and_answer(street: Wire) -> None:
    from plugins.inbox import questions

    await ask(street, "社工小周", NOTICE)
    forget_everything()
    async with read() as session:
        await questions.remember_all(session)
    assert "公告 1" in await ask(street, "社工小周", "好的")
    await street.settle()
    assert len(read_in(street, RESIDENTS)) == 1


async def test_not_wanted_after_all(square: Wire) -> None:
    await ask(square, "社工小周", NOTICE)
    await ask(square, "社工小周", "0")
    await square.settle()
    assert await rows() == []
    assert read_in(square, VOLUNTEERS) == []


async def test_a_preview_is_its_author_s_and_lives_ten_minutes(square: Wire) -> None:
    await ask(square, "社工小周", NOTICE)
    assert "没有在等确认" in await ask(square, "管理员", "公告 确认 1")
    set_clock("2026-11-22 12:11")
    assert "没有在等确认" in await ask(square, "社工小周", "公告 确认 1")
    assert await rows() == []


async def test_each_preview_sends_its_own_words(square: Wire) -> None:
    """Two are open in two chats; neither answer sends the other one."""
    await ask(square, "社工小周", "公告 第一条 停水")
    await square.say("社工小周", "公告 第二条 停电")
    await square.say("社工小周", "1")
    await ask(square, "社工小周", "1")
    assert [each.words for each in await rows()] == ["第二条 停电", "第一条 停水"]


@pytest.mark.parametrize(
    ("line", "groups"),
    [
        ("公告 志愿者群 开会", [VOLUNTEERS]),
        ("公告 居民群：开会", [RESIDENTS]),
        ("公告 队长群 开会", [LEADERS]),
        ("公告 所有群 开会", [VOLUNTEERS, RESIDENTS, LEADERS]),
        ("公告 居民群、队长群 开会", [RESIDENTS, LEADERS]),
        ("公告 居民群和队长群 开会", [RESIDENTS, LEADERS]),
        ("公告 紧急 居民群 开会", [RESIDENTS]),
        ("公告 居民群 紧急 开会", [RESIDENTS]),
        ("公告 开会", [VOLUNTEERS, RESIDENTS]),
        ("公告：開會", [VOLUNTEERS, RESIDENTS]),
    ],
)
async def test_to_which_groups(square: Wire, line: str, groups: list[str]) -> None:
    assert f"{len(groups)} 个群" in await ask(square, "社工小周", line)
    await ask(square, "社工小周", "1")
    await square.settle()
    assert [group for group in (VOLUNTEERS, RESIDENTS, LEADERS) if read_in(square, group)] == groups
    [row] = await rows()
    assert row.words in ("开会", "開會")


async def test_at_night_it_waits_and_tomorrow_becomes_a_date(street: Wire) -> None:
    set_clock("2026-11-22 22:10")
    said = await ask(street, "社工小周", NOTICE)
    assert "11月23日 7:00 发" in said
    assert "11月23日停水" in said
    assert "明天" not in said
    await ask(street, "社工小周", "1")
    await street.settle()
    assert read_in(street, VOLUNTEERS) == []
    assert "11月23日 7:00" in await ask(street, "社工小周", "公告")
    set_clock("2026-11-23 07:00")
    await ticks.run_all()
    await street.settle()
    assert ["11月23日停水" in each for each in read_in(street, VOLUNTEERS)] == [True]


@pytest.mark.parametrize("line", ["公告 紧急 明天停水", "公告 3栋着火了，请从南门走"])
async def test_what_cannot_wait_goes_at_night(square: Wire, line: str) -> None:
    set_clock("2026-11-22 23:30")
    assert "马上发" in await ask(square, "社工小周", line)
    await ask(square, "社工小周", "1")
    await square.settle()
    [heard] = read_in(square, RESIDENTS)
    assert heard.startswith("【紧急公告】")


async def test_private_numbers_are_warned_of_and_an_office_s_is_fine(street: Wire) -> None:
    said = await ask(street, "社工小周", "公告 停水，找王主任 13812345678，或者打 027-87654321")
    assert "138****5678" in said
    assert "座机" in said
    await ask(street, "社工小周", "1")
    await street.settle()
    [heard] = read_in(street, VOLUNTEERS)
    assert "13812345678" not in heard
    assert "027-87654321" in heard
    assert "13812345678" not in str(await contents())
    assert "座机" not in await ask(street, "社工小周", "公告 停水，请打 027-87654321")


async def test_a_photo_goes_along(street: Wire) -> None:
    await street.say("社工小周", [("text", NOTICE), picture(street, PNG)], group=None)
    await ask(street, "社工小周", "1")
    await street.settle()
    heard = [each for each in street.sent if each.text.startswith("【公告】")]
    assert [each.images for each in heard] == [1, 1]


async def test_taken_back_before_it_left(street: Wire) -> None:
    set_clock("2026-11-22 22:10")
    await issue(street)
    assert "2 个群还没发" in await ask(street, "社工小周", "撤销")
    set_clock("2026-11-23 07:00")
    await ticks.run_all()
    await street.settle()
    assert read_in(street, VOLUNTEERS) == read_in(street, RESIDENTS) == []
    assert "没发就收回" in await ask(street, "社工小周", "公告")
    assert await states() == [CopyState.WITHDRAWN] * 2


async def test_taken_back_from_the_groups(street: Wire) -> None:
    street.takes_back = True
    await issue(street)
    await street.settle()
    assert "2 个群已经发出，正在撤回" in await ask(street, "社工小周", "撤销")
    forget_everything()
    await street.settle()
    await street.settle()
    assert street.said_to("社工小周")[-1] == "公告 1 的撤回：2 个群撤回了。"
    assert await states() == [CopyState.RECALLED] * 2
    assert all("发错了" not in each for each in street.said_in())
    assert "2 个群撤回了" in await ask(street, "社工小周", "公告 1")


async def test_where_the_platform_cannot_it_is_said_so(street: Wire) -> None:
    await issue(street)
    await street.settle()
    await ask(street, "社工小周", "撤销")
    await street.settle()
    await street.settle()
    for group in (VOLUNTEERS, RESIDENTS):
        assert "作废" in street.said_in(group)[-1]
    assert "撤不回，补了一句作废" in street.said_to("社工小周")[-1]
    assert await states() == [CopyState.DISOWNED] * 2
    assert "撤销不了" not in await ask(street, "社工小周", "撤销")


async def test_too_late_to_take_back(square: Wire) -> None:
    await issue(square)
    await square.settle()
    set_clock("2026-11-22 12:11")
    assert "没有您能撤销" in await ask(square, "社工小周", "撤销")
    assert await states() == [CopyState.SENT] * 2


async def test_a_group_that_cannot_be_reached_is_told_of(square: Wire) -> None:
    square.refuse = lambda action, params: "群被封了" if str(params.get("group_id")) == RESIDENTS else None
    await issue(square)
    await square.settle()
    for minute in (4, 12, 30):
        set_clock(f"2026-11-22 12:{minute:02}")
        await ticks.run_all()
        await square.settle()
    assert "已发 1/2 个群，1 个群没送到" in await ask(square, "社工小周", "公告 1")


async def test_an_account_that_is_away_is_told_of_in_the_preview(wire: Wire) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    other = WeChat() if wire.name == "v11" else QQ()
    await other.say("管理员", "加入社区 恋湖社区", group="70009")
    other.leave()
    said = (await wire.say("管理员", NOTICE))[0]
    assert "2 个群" in said
    assert "1 个群现在没连上" in said
    await wire.say("管理员", "1")
    await wire.settle()
    assert "已发 1/2 个群，1 个群还没发" in (await wire.say("管理员", "公告"))[0]


async def test_what_anybody_may_read(street: Wire) -> None:
    assert "还没有公告" in (await street.say("王阿姨", "公告"))[0]
    await issue(street)
    await issue(street, "队长群 周三开会")
    await street.settle()
    [said] = await street.say("王阿姨", "公告")
    assert "停水" in said
    assert "开会" not in said
    assert "已发" not in said
    assert "没有公告 2" in await ask(street, "王阿姨", "公告 2")
    assert "开会" in await ask(street, "队长老陈", "公告 2")
    assert "停水" in await ask(street, "王阿姨", "最近有什么通知")
    await ask(street, "社工小周", "公告 停气")
    assert "没有公告 3" in await ask(street, "王阿姨", "公告 3")


async def test_only_staff_writes(street: Wire) -> None:
    for who in ("王阿姨", "队长老陈"):
        assert "社工" in await ask(street, who, NOTICE)
    assert await rows() == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("发公告", "公告 明天停水"),
        ("公告 紧急", "公告写什么"),
        ("公告 居民群 ！！", "公告写什么"),
        ("公告 " + "很" * 601, "600 字"),
        ("公告 9", "没有公告 9"),
        ("公告 确认 99", "没有在等确认"),
    ],
)
async def test_bad_input_writes_nothing(square: Wire, line: str, told: str) -> None:
    assert told in await ask(square, "社工小周", line)
    assert await rows() == []


async def test_a_community_without_such_a_group(qq: QQ) -> None:
    await qq.say("管理员", "开通 恋湖社区")
    assert "还没有居民群" in (await qq.say("管理员", "公告 居民群 开会"))[0]
    assert "1 个群" in (await qq.say("管理员", "公告 所有群 开会"))[0]


@pytest.mark.parametrize(
    "line", ["公告栏在哪", "公告什么时候出", "大家看公告", "公告收到", "公告 收到了吗", "公告 发在哪里呢", "发通知了没"]
)
async def test_chatter_in_the_group(square: Wire, line: str) -> None:
    assert await square.say("社工小周", line) == []
    assert await rows() == []


async def test_a_group_that_answers_received_is_not_answered(street: Wire) -> None:
    await issue(street)
    await street.settle()
    notice = next(each.message_id for each in street.sent if each.text.startswith("【公告】"))
    for who, line in (("王阿姨", "收到"), ("小李", "好的，谢谢"), ("赵叔", "几点来水？")):
        assert await street.say(who, line, quote=notice) == []
    assert await street.say("王阿姨", "积分", quote=notice) != []


async def test_the_same_again_is_noticed(square: Wire) -> None:
    await issue(square)
    assert "和公告 1 一样" in await ask(square, "社工小周", NOTICE)


async def test_drafts_and_photos_are_forgotten_and_words_stay(square: Wire) -> None:
    await square.say("社工小周", [("text", NOTICE), picture(square, PNG)], group=None)
    await ask(square, "社工小周", "1")
    await square.settle()
    assert (await rows())[0].photos
    set_clock("2026-12-25 04:00")
    forgetting.forget_all()
    await ticks.run_all()
    async with read() as session:
        assert (await session.scalars(select(BulletinDraft))).all() == []
        assert (await session.scalars(select(OutgoingMessage).where(OutgoingMessage.about == "bulletin:1"))).all() == []
    [row] = await rows()
    assert row.photos == []
    assert "已发 2/2 个群" in await ask(square, "社工小周", "公告")


async def test_another_community_sees_nothing_of_it(street: Wire) -> None:
    await issue(street)
    await street.settle()
    await street.say("管理员", "开通 银湖社区", group="70009")
    await street.say("管理员", [("text", "任命 "), ("at", "小李"), ("text", " 社工")], group="70009")
    for line in ("公告", "公告 1", "转发版 1", "转发版"):
        [said] = await street.say("小李", line, group="70009")
        assert "没有公告" in said
    street.sent.clear()
    await street.say("小李", "公告 银湖开会", group="70009")
    await street.say("小李", "1", group="70009")
    await street.settle()
    assert read_in(street, VOLUNTEERS) == read_in(street, RESIDENTS) == []
    assert len(read_in(street, "70009")) == 1
