"""转发版, 转发人, 待你转发, 已转: the places where the bot does not speak."""

import pytest
from sqlalchemy import select

from plugins.bulletin.models import Forwarder, Forwarding
from plugins.kernel import ticks
from plugins.kernel.db import read
from tests.bulletin.conftest import VOLUNTEERS, ask, issue
from tests.conftest import set_clock
from tests.database import contents
from tests.wire import QQ, WeChat, forget_everything

Wire = QQ | WeChat
SETTING = [("text", "转发人 "), ("at", "王阿姨"), ("text", " 西区微信群")]


async def tasks() -> list[Forwarding]:
    async with read() as session:
        return list(await session.scalars(select(Forwarding).order_by(Forwarding.id)))


@pytest.fixture
async def carried(street: Wire) -> Wire:
    """王阿姨 carries notices to 西区微信群, 赵叔 to 东门宣传栏; 公告 1 is out."""
    await street.say("社工小周", SETTING)
    await street.say("社工小周", [("text", "转发人 "), ("at", "赵叔"), ("text", " 东门宣传栏")])
    await street.settle()
    street.sent.clear()
    assert "2 位转发" in await issue(street)
    await street.settle()
    return street


async def test_somebody_is_asked_to_carry(street: Wire) -> None:
    [said] = await street.say("社工小周", SETTING)
    for fact in ("王阿姨", "西区微信群", "撤销"):
        assert fact in said
    await street.settle()
    assert "西区微信群" in street.said_to("王阿姨")[-1]
    assert "西区微信群：王阿姨" in (await street.say("社工小周", "转发人"))[0]
    assert "本来就" in (await street.say("社工小周", SETTING))[0]
    [said] = await street.say("社工小周", [("text", "转发人 "), ("at", "赵叔"), ("text", " 西区 微信群")])
    assert "原来是 王阿姨" in said
    assert "撤销了" in (await street.say("社工小周", "撤销"))[0]
    assert "西区微信群：王阿姨" in (await street.say("社工小周", "转发人"))[0]


async def test_nobody_carries_any_more(street: Wire) -> None:
    await street.say("社工小周", SETTING)
    assert "不再转发" in (await street.say("社工小周", "转发人 取消 西区微信群"))[0]
    assert "还没有转发人" in (await street.say("社工小周", "转发人"))[0]
    await street.say("社工小周", "撤销")
    assert "王阿姨" in (await street.say("社工小周", "转发人"))[0]
    assert "不再转发" in await ask(street, "社工小周", "转发人 西区微信群 不用了")


async def test_the_words_come_alone_to_be_copied(carried: Wire) -> None:
    asked, words = carried.said_to("王阿姨")
    assert "西区微信群" in asked
    assert "已转 1" in asked
    assert words == "明天（11月23日）停水 8点到12点，请提前接水\n恋湖社区 11月22日"
    assert "转1｜公告 1 → 西区微信群" in await ask(carried, "王阿姨", "待你转发")
    assert "没有等您转发" in await ask(carried, "小李", "待你转发")
    assert (await carried.say("王阿姨", "待转发"))[-1] == "私聊发您了。"


async def test_done_taken_back_and_seen_by_staff(carried: Wire) -> None:
    assert "还没转" in await ask(carried, "社工小周", "公告 1")
    said = await ask(carried, "王阿姨", "已转 1")
    assert "西区微信群" in said
    assert "撤销" in said
    seen = await ask(carried, "社工小周", "公告 1")
    assert "转发 1/2 处" in seen
    assert "西区微信群（王阿姨）11月22日 12:00 已转" in seen
    assert "东门宣传栏（赵叔）还没转" in seen
    [in_group] = await carried.say("社工小周", "公告 1")
    assert "转发 1/2" in in_group
    assert "赵叔" not in in_group
    assert "赵叔" not in await ask(carried, "王阿姨", "公告 1")
    assert "已经记过" in await ask(carried, "王阿姨", "已转 1")
    await ask(carried, "王阿姨", "撤销")
    assert "转发 0/2" in await ask(carried, "社工小周", "公告 1")


async def test_without_a_number_where_it_is_clear(carried: Wire) -> None:
    assert "转1" in await ask(carried, "王阿姨", "已转")
    assert "没有等您转发" in await ask(carried, "王阿姨", "已转")
    await issue(carried, "停电")
    await issue(carried, "停气")
    await carried.settle()
    assert "编号" in await ask(carried, "王阿姨", "已转")
    quoted = next(each.message_id for each in reversed(carried.sent) if "公告 2 转到西区" in each.text)
    assert "转3" in (await carried.say("王阿姨", "已转", group=None, quote=quoted))[0]
    assert "转5" in await ask(carried, "王阿姨", "已转 全部")


async def test_nobody_marks_what_is_another_s(carried: Wire) -> None:
    assert "没有等您转发的 2 号" in await ask(carried, "王阿姨", "已转 2")
    assert "没有等您转发的 9 号" in await ask(carried, "王阿姨", "已转 1 9")
    assert [each.done_at for each in await tasks()] == [None, None]
    assert "转2" in await ask(carried, "社工小周", "已转 2")


async def test_reminded_once_after_waking_hours(carried: Wire) -> None:
    await ask(carried, "赵叔", "已转 2")
    carried.sent.clear()
    for wall in ("2026-11-22 15:59", "2026-11-22 16:00", "2026-11-22 16:01", "2026-11-23 16:30"):
        set_clock(wall)
        forget_everything()
        await ticks.run_all()
        await carried.settle()
    [letter] = carried.said_to("王阿姨")
    assert "已转 1" in letter
    assert carried.said_to("赵叔") == []


async def test_of_the_evening_it_is_told_in_the_morning_and_reminded_by_day(square: Wire) -> None:
    await square.say("社工小周", SETTING)
    await square.settle()
    square.sent.clear()
    set_clock("2026-11-22 22:00")
    await issue(square)
    for wall, letters in (("2026-11-23 06:59", 0), ("2026-11-23 07:00", 2), ("2026-11-23 10:59", 2), ("2026-11-23 11:00", 3)):
        set_clock(wall)
        await ticks.run_all()
        await square.settle()
        assert len(square.said_to("王阿姨")) == letters


async def test_taken_back_nobody_carries_it(carried: Wire) -> None:
    await ask(carried, "赵叔", "已转 2")
    await ask(carried, "社工小周", "撤销")
    await carried.settle()
    assert "不用转到西区微信群" in carried.said_to("王阿姨")[-1]
    assert "已经转到东门宣传栏" in carried.said_to("赵叔")[-1]
    assert "没有等您转发" in await ask(carried, "王阿姨", "待你转发")
    assert "不用转了" in await ask(carried, "王阿姨", "已转 1")
    set_clock("2026-11-23 16:30")
    carried.sent.clear()
    await ticks.run_all()
    await carried.settle()
    assert carried.said_to("王阿姨") == []


async def test_what_never_left_is_told_to_nobody(square: Wire) -> None:
    await square.say("社工小周", SETTING)
    await square.settle()
    set_clock("2026-11-22 22:00")
    await issue(square)
    await ask(square, "社工小周", "撤销")
    square.sent.clear()
    set_clock("2026-11-23 12:00")
    await ticks.run_all()
    await square.settle()
    assert square.said_to("王阿姨") == []


async def test_the_leaders_own_is_not_carried(square: Wire) -> None:
    await square.say("社工小周", SETTING)
    assert "转发：" not in await ask(square, "社工小周", "公告 队长群 周三开会")
    await ask(square, "社工小周", "1")
    assert await tasks() == []


async def test_who_leaves_or_is_erased_carries_nothing(square: Wire) -> None:
    await square.say("社工小周", SETTING)
    await issue(square)
    await square.settle()
    assert "西区微信群" in "".join(await square.say("王阿姨", "我的数据", group=None))
    await ask(square, "王阿姨", "删除我的数据")
    await ask(square, "王阿姨", "1")
    async with read() as session:
        assert (await session.scalars(select(Forwarder).where(Forwarder.ended_at.is_(None)))).all() == []
    assert "还没有转发人" in (await square.say("社工小周", "转发人"))[0]


@pytest.mark.parametrize(
    "line",
    [
        "转发人",
        "转发人 取消 西区",
        "转发人 王阿姨",
        "转发人 张三 西区微信群",
        "转发人 社工小周 13812345678",
        "转发人 社工小周 " + "远" * 21,
    ],
)
async def test_bad_input_sets_nobody(square: Wire, line: str) -> None:
    before = (await contents())["forwarder"]
    assert len(await ask(square, "社工小周", line)) < 100
    assert (await contents())["forwarder"] == before


@pytest.mark.parametrize("line", ["已转", "已转 1", "已转发到朋友圈", "转发人是谁", "转发版本有吗", "转好了"])
async def test_chatter_in_the_group(carried: Wire, line: str) -> None:
    assert await carried.say("王阿姨", line) == []
    assert [each.done_at for each in await tasks()] == [None, None]


async def test_ready_words_of_a_notice(carried: Wire) -> None:
    [said] = await carried.say("王阿姨", "转发版 1", group=None)
    for fact in ("【群发】", "明天（11月23日）停水", "【LED，21 字】\n11月23日停水 8点到12点，请提前接水\n", "【公告栏】"):
        assert fact in said
    chat, name, page = carried.files[-1]
    assert chat.startswith("person:")
    assert name == "公告-1-A4.pdf"
    assert page.startswith(b"%PDF")
    [in_group] = await carried.say("王阿姨", "转发版")
    assert in_group == "私聊发您了。"
    notice = next(each.message_id for each in carried.sent if each.text.startswith("【公告】"))
    assert (await carried.say("王阿姨", "转发版", quote=notice)) == ["私聊发您了。"]


async def test_where_no_file_goes_the_words_do(carried: Wire) -> None:
    carried.refuse = lambda action, params: "不支持" if action.startswith("upload") else None
    [said] = await carried.say("王阿姨", "转发版 1", group=None)
    assert "【LED" in said
    assert "抄写" in said


async def test_ready_words_of_an_activity(carried: Wire) -> None:
    await carried.say("队长老陈", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    await carried.settle()
    [said] = await carried.say("队长老陈", "转发版 活动 1", group=None)
    for fact in ("时间：11月28日 周六 9:00–11:00", "地点：亲水平台", "人数：限 20 人"):
        assert fact in said
    assert "11月28日周六9:00-11:00 亲水平台 清洁家园，欢迎参加" in said
    assert "报名 1" not in said
    announced = next(each for each in reversed(carried.sent) if "清洁家园" in each.text and each.chat.startswith("group"))
    assert announced.chat == carried.chat_key(f"group:{VOLUNTEERS}")
    assert (await carried.say("王阿姨", "转发版", quote=announced.message_id)) == ["私聊发您了。"]
    await carried.say("队长老陈", "取消活动 1 下雨")
    assert "已经取消" in await ask(carried, "队长老陈", "转发版 活动 1")
    assert "没有 9 号活动" in await ask(carried, "队长老陈", "转发版 活动 9")


async def test_a_long_title_gives_way_on_the_sign(square: Wire) -> None:
    await square.say("队长老陈", f"发布 {'清洁家园从我做起' * 4} 11月28日 9:00-11:00 亲水平台 20人")
    said = await ask(square, "队长老陈", "转发版 活动 1")
    assert "【LED，40 字】\n11月28日周六9:00-11:00 亲水平台 清洁家园从我做起" in said
    assert "放不下" in said
