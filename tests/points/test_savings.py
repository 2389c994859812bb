"""积分, 明细, 星级 as people say them: one's own figures, nobody else's, nothing in the group that does not belong there."""

import pytest
from sqlalchemy import func, select

from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.people.models import Deed, Role
from plugins.points.models import LedgerEntry
from tests.points.conftest import OTHER_GROUP, Village, at
from tests.wire import GROUP, QQ, WeChat

Wire = QQ | WeChat


async def ask(chat: Wire, who: str, what: str) -> str:
    """In private."""
    [said] = await chat.say(who, what, group=None)
    return said


@pytest.mark.parametrize("words", ["积分", "我的积分", "我的储蓄卡", "積分", "/积分", "积分。"])
async def test_the_card_shows_both_books_the_star_and_the_last_five(chat: Wire, village: Village, words: str) -> None:
    for day in range(1, 8):
        await village.earn("王阿姨", 90, 2, f"2026-11-{day:02} 11:00", reason=f"第{day}次清洁")
    said = await ask(chat, "王阿姨", words)
    assert "积分 14 分" in said
    assert "时长 10 小时 30 分钟" in said
    assert "离一星还差 89 小时 30 分钟" in said
    assert "服务 1 小时记 1 分" in said
    numbers = await village.numbers("王阿姨")
    shown = [line.split("｜") for line in said.splitlines() if "｜" in line]
    assert [int(line[0]) for line in shown] == numbers[:5]
    assert shown[0][1:] == ["11月7日 第7次清洁", "+1 小时 30 分钟 +2 分"]


async def test_the_year_stands_apart_where_there_was_an_earlier_one(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 90, 2, "2025-11-03 11:00", reason="去年的清洁")
    await village.earn("王阿姨", 60, 1, "2026-11-03 11:00", reason="今年的清洁")
    said = await ask(chat, "王阿姨", "积分")
    assert "积分 3 分\n时长 2 小时 30 分钟" in said
    assert "其中今年：积分 1 分，时长 1 小时" in said
    assert "其中今年" not in await ask(chat, "小李", "积分")


@pytest.mark.parametrize("words", ["王阿姨今年多少小时", "王阿姨多少分了", "帮我看看王阿姨多少积分"])
async def test_a_leader_asks_for_another_in_plain_words(chat: Wire, village: Village, words: str) -> None:
    await village.earn("王阿姨", 90, 2)
    assert "王阿姨的储蓄卡" in await ask(chat, "社工小周", words)
    assert "王阿姨的储蓄卡" not in await ask(chat, "小李", words)


async def test_in_a_group_it_is_one_line(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 90, 2)
    [said] = await chat.say("王阿姨", "积分")
    assert said.startswith("王阿姨：积分 2 分，时长 1 小时 30 分钟")
    assert "\n" not in said
    assert "清洁家园" not in said


async def test_somebody_new_is_welcomed(chat: Wire) -> None:
    [said] = await chat.say("小雨", "积分")
    assert "积分 0 分" in said
    assert "活动" in said
    assert "积分 0 分" in await ask(chat, "赵叔", "明细")
    assert "离一星还差 100 小时" in await ask(chat, "赵叔", "星级")


async def test_the_star_is_made_of_hours(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 301 * 60, 1)
    said = await ask(chat, "王阿姨", "星级")
    assert "二星志愿者 ★★，离三星还差 299 小时" in said
    assert "一星 100 小时，二星 300 小时，三星 600 小时，四星 1000 小时，五星 1500 小时" in said


async def test_the_entries_come_in_pages_and_only_in_private(chat: Wire, village: Village) -> None:
    for _ in range(25):
        await village.earn("王阿姨", 60, 1)
    numbers = await village.numbers("王阿姨")
    first, second = await ask(chat, "王阿姨", "明细"), await ask(chat, "王阿姨", "明细 2")
    listed = [int(line.split("｜")[0]) for page in (first, second) for line in page.splitlines() if "｜" in line]
    assert listed == numbers
    assert "第 1/2 页" in first
    assert "明细 2" in first
    assert "一共 2 页" in await ask(chat, "王阿姨", "明细 3")
    assert "一共 2 页" in await ask(chat, "王阿姨", "明细 0")
    [said] = await chat.say("王阿姨", "明细")
    assert "私聊" in said
    assert "清洁家园" not in said


async def test_one_may_ask_for_those_one_speaks_for(chat: Wire, village: Village) -> None:
    await village.earn("王奶奶", 60, 1)
    assert "王奶奶的储蓄卡" in await ask(chat, "王阿姨", "积分 王奶奶")
    assert "王奶奶的明细" in await ask(chat, "王阿姨", "明细 王奶奶")
    assert "王奶奶的储蓄卡" in await ask(chat, "队长老陈", "积分王奶奶")
    assert "王奶奶的储蓄卡" in await ask(chat, "社工小周", "积分 王奶奶")


async def test_others_are_refused_and_learn_nothing(chat: Wire, village: Village) -> None:
    await village.earn("王奶奶", 60, 1)
    await village.earn("外人", 60, 1)
    said = await ask(chat, "小李", "积分 王奶奶")
    assert said.startswith("别人的积分我不能说")
    assert await ask(chat, "小李", "积分 张三") == said
    assert await ask(chat, "小李", "积分 外人") == said
    assert await chat.say("小李", at("王阿姨", "积分")) == [said]
    [in_group] = await chat.say("社工小周", "积分 王奶奶")
    assert "私聊" in in_group
    assert "1 分" not in in_group


async def test_staff_of_one_community_knows_nobody_of_another(chat: Wire, village: Village) -> None:
    await village.earn("外人", 60, 1)
    assert "没找到这个名字" in await ask(chat, "社工小周", "积分 外人")
    [said] = await chat.say("10099", "积分", group=OTHER_GROUP)
    assert "积分 1 分" in said


async def test_two_of_one_name_have_to_be_told_apart(chat: Wire, village: Village) -> None:
    await village.member("王奶奶")
    said = await ask(chat, "社工小周", "积分 王奶奶")
    assert "2 位叫王奶奶" in said
    assert "@" in said


@pytest.mark.parametrize(
    "chatter",
    ["积分商城关了吗", "积分 怎么兑换", "积分 商城要关了", "明细账在哪看", "星级酒店", "积分 " + "长" * 500],
)
async def test_talk_about_points_is_chatter(chat: Wire, chatter: str) -> None:
    assert await chat.say("王阿姨", chatter) == []


async def test_looking_changes_nothing(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 60, 1)
    for words in ("积分", "明细", "星级", "排行榜", "积分 😀", "明细 99999", "排行榜 下周"):
        await chat.say("王阿姨", words, group=None)
    async with read() as session:
        assert await session.scalar(select(func.count(LedgerEntry.id))) == 2
        assert await session.scalar(select(func.count(Deed.id))) == 0


async def test_no_numbers_of_telephones_or_doors_in_the_group(chat: Wire, village: Village) -> None:
    await village.member("李姐13800138000")
    await village.earn("李姐13800138000", 60, 1)
    [said] = await chat.say("小李", "排行榜")
    assert "138****8000" in said
    assert "13800138000" not in said


async def test_a_deputy_may_ask_too(chat: Wire, village: Village) -> None:
    async with write() as session:
        row = Role(
            community_id=village.community,
            member_id=village.people["小李"],
            kind=RoleKind.TEAM_DEPUTY,
            team_id=village.teams["消防安全"],
            granted_at=clock.now(),
        )
        session.add(row)
    await village.earn("王奶奶", 60, 1)
    assert "王奶奶的储蓄卡" in await ask(chat, "小李", "积分 王奶奶")
    assert await chat.say("小李", "积分 王奶奶", group=GROUP) != []


async def test_the_savings_card_is_a_picture_in_private(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 90, 2)
    await ask(chat, "王阿姨", "我的储蓄卡")
    assert chat.sent[-1].images == 1
    await ask(chat, "王阿姨", "积分")
    assert chat.sent[-1].images == 0
    await chat.say("王阿姨", "我的储蓄卡")
    assert chat.sent[-1].images == 0


async def test_own_stars_are_for_oneself(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 301 * 60, 1)
    [said] = await chat.say("王阿姨", "星级")
    assert "一星 100 小时" in said
    assert "299" not in said
    assert "私聊" in said


async def test_who_has_which_star(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 301 * 60, 1)
    await village.earn("小李", 301 * 60, 1)
    await village.earn("赵叔", 100 * 60, 1)
    await village.earn("王奶奶", 99 * 60, 1)
    await village.earn("外人", 900 * 60, 1)
    said = await ask(chat, "社工小周", "星级 名单")
    assert "星级志愿者 3 人" in said
    assert said.index("二星 2 人") < said.index("王阿姨 301 小时，差 299 小时升三星") < said.index("一星 1 人")
    assert "赵叔 100 小时，差 200 小时升二星" in said
    assert "王奶奶" not in said
    assert "外人" not in said
    assert chat.sent[-1].images == 1
    assert "由社工来看" in await ask(chat, "队长老陈", "星级 名单")
    await chat.say("小李", "不上榜")
    assert "小李" not in await ask(chat, "社工小周", "星级名单")
    assert await chat.say("社工小周", "星级 名单") == ["星级名单私聊发您了。"]


async def test_nobody_has_a_star_yet(chat: Wire) -> None:
    assert "还没有人" in await ask(chat, "社工小周", "星级 名单")


async def test_the_word_with_a_smiley_is_asked_back(chat: Wire) -> None:
    """Somebody who adds a smiley to a command means it, but in a group it is not done unasked."""
    [asked] = await chat.say("王阿姨", "积分😀")
    assert "「积分」" in asked
    assert "回 1" in asked
