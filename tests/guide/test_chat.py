"""帮助 and 菜单 as people meet them."""

import re

import pytest

from plugins.guide.texts import MOST_IN_LINE
from tests.conftest import set_clock
from tests.wire import QQ, WeChat

REFUSALS = ("请写", "请先", "要由", "没有能报", "没有报名", "没找到", "没有这个")
SCREEN = 16  # lines that fit on a phone without scrolling
PLAIN = "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人"


async def furnished(wire: QQ | WeChat) -> None:
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    await wire.say("管理员", [("text", "任命 "), ("at", "队长老陈"), ("text", " 环境保护 队长")])
    await wire.say("管理员", [("text", "任命 "), ("at", "社工小周"), ("text", " 社工")])


def examples_in(text: str) -> list[str]:
    return re.findall("「(.*?)」", text)


async def test_the_menu_is_for_this_person(wire: QQ | WeChat) -> None:
    await furnished(wire)
    await wire.say("队长老陈", PLAIN)
    [visitor] = await wire.say("王阿姨", "菜单")
    [leader] = await wire.say("队长老陈", "帮助")
    [staff] = await wire.say("社工小周", "帮助")
    [admin] = await wire.say("管理员", "帮助")
    assert "恋湖社区" in visitor
    assert "报名" in visitor
    assert "发布" not in visitor
    assert "改期" not in visitor
    assert "发布" in leader
    assert "社区职务" in staff
    assert "任命" not in leader
    assert "任命" in (await wire.say("社工小周", "帮助 社区职务"))[0]
    assert "发件箱" not in staff
    assert "发件箱" in admin
    for text in (visitor, leader, staff, admin):
        assert len(text.splitlines()) <= SCREEN


async def test_each_example_of_the_menu_works_as_it_stands(wire: QQ | WeChat) -> None:
    await furnished(wire)
    await wire.say("队长老陈", PLAIN)
    await wire.say("王阿姨", "报名")
    [menu] = await wire.say("王阿姨", "菜单", group=None)
    said = [each for each in examples_in(menu) if each != "撤销"]
    assert len(said) > 6
    assert not any("{" in each for each in said)
    for each in said:
        [answer] = await wire.say("王阿姨", each, group=None)
        assert "没听懂" not in answer
        assert not any(word in answer for word in REFUSALS), (each, answer)


async def test_the_numbers_are_real(wire: QQ | WeChat) -> None:
    await wire.say("管理员", "开通 山坡社区")
    await wire.say("管理员", [("text", "任命 "), ("at", "队长老陈"), ("text", " 环境保护 队长")])
    [nothing] = await wire.say("王阿姨", "菜单")
    assert "巡湖" not in nothing
    assert "没有能报名的活动" in nothing
    assert not re.search("报名 [0-9]", nothing)
    await wire.say("队长老陈", PLAIN)
    await wire.say("队长老陈", "取消活动 1 下雨")
    await wire.say("队长老陈", PLAIN.replace("28日", "29日"))
    [menu] = await wire.say("王阿姨", "菜单")
    assert "「报名 2」" in menu
    assert "取消报名" not in menu
    await wire.say("王阿姨", "报名 2")
    [menu] = await wire.say("王阿姨", "菜单")
    assert "「取消报名 2」" in menu


async def test_the_example_of_publishing_works_on_any_day(wire: QQ | WeChat) -> None:
    await furnished(wire)
    for day in ("2026-11-22", "2026-12-24", "2027-02-25"):
        set_clock(f"{day} 12:00")
        [help_] = await wire.say("队长老陈", "帮助 发布")
        [example] = [each for each in examples_in(help_) if each.startswith("发布 ")]
        [answer] = await wire.say("队长老陈", example)
        assert "20 人" in answer
        assert "撤销" in answer, answer


async def test_one_word_in_full(wire: QQ | WeChat) -> None:
    await furnished(wire)
    await wire.say("队长老陈", PLAIN)
    [by_name] = await wire.say("王阿姨", "帮助 报名")
    assert "带孙子" in by_name
    assert "谁都可以" in by_name
    assert "引用" in by_name
    [by_synonym] = await wire.say("王阿姨", "帮助 我来不了", group=None)
    assert "「取消报名」" in by_synonym
    [for_leaders] = await wire.say("王阿姨", "帮助 发布")
    assert "队长" in for_leaders
    [chapter] = await wire.say("队长老陈", "帮助 发起活动")
    assert "改期" in chapter
    assert "上限" in chapter


@pytest.mark.parametrize("said", ["帮助 报鸣", "帮助 名报", "帮助 取消报"])
async def test_an_unknown_word_gets_the_nearest(wire: QQ | WeChat, said: str) -> None:
    await furnished(wire)
    [answer] = await wire.say("王阿姨", said, group=None)
    assert "没有「" in answer
    assert "报名" in answer.split("？")[0]


async def test_talk_about_help_is_chatter_in_a_group(wire: QQ | WeChat) -> None:
    await furnished(wire)
    for said in ("帮助邻居搬家的事谁去", "帮助 邻居搬家", "帮助了", "菜单在桌上", "帮助老人过马路"):
        assert await wire.say("王阿姨", said) == []


async def test_who_is_not_understood_gets_the_menu(wire: QQ | WeChat) -> None:
    await furnished(wire)
    [private] = await wire.say("王阿姨", "你觉得天上的云像不像棉花", group=None)
    assert "没听懂" in private
    assert "帮助" in private
    [called] = await wire.say("王阿姨", [("at", "bot"), ("text", " 你觉得天上的云像不像棉花")])
    assert "没听懂" in called
    assert await wire.say("王阿姨", "你觉得天上的云像不像棉花") == []


async def test_a_mistyped_word_is_asked_back_and_done_on_yes(wire: QQ | WeChat) -> None:
    await furnished(wire)
    await wire.say("队长老陈", PLAIN)
    number = re.findall(r"清洁家园", "".join(await wire.say("王阿姨", "活动")))
    assert number
    [asked] = await wire.say("王阿姨", "对伍", group=None)
    assert "「队伍」" in asked
    assert "回 1" in asked
    [done] = await wire.say("王阿姨", "1", group=None)
    assert "环境保护" in done


async def test_in_no_community_it_says_how_to_begin(wire: QQ | WeChat) -> None:
    for said in ("帮助", "你好呀"):
        [answer] = await wire.say("王阿姨", said, group=None)
        assert "社区" in answer
        [admin] = await wire.say("管理员", said, group=None)
        assert "开通" in admin
    assert await wire.say("王阿姨", "帮助") == []
    assert await wire.say("王阿姨", [("at", "bot"), ("text", " 帮助")]) == []
    [admin] = await wire.say("管理员", [("at", "bot"), ("text", " 帮助")])
    assert "开通" in admin


async def test_a_long_chapter_is_cut(wire: QQ | WeChat) -> None:
    await furnished(wire)
    [menu] = await wire.say("管理员", "菜单")
    for line in menu.splitlines()[1:-1]:
        assert len(examples_in(line)) <= MOST_IN_LINE


@pytest.mark.parametrize("said", ["帮助 " + "长" * 500, "帮助 😀😀", "帮助 [CQ:at,qq=all]", "帮助 13800138000"])
async def test_bad_input_is_answered_briefly(wire: QQ | WeChat, said: str) -> None:
    await furnished(wire)
    [answer] = await wire.say("王阿姨", said, group=None)
    assert len(answer) <= 250
    assert "13800138000" not in (await wire.say("王阿姨", [("at", "bot"), ("text", f" {said}")]))[0]


@pytest.mark.parametrize("said", ["谢谢", "好的", "謝謝小红帽！", "收到", "嗯嗯", "知道了，谢谢您"])
async def test_thanks_are_not_answered_with_a_menu(wire: QQ | WeChat, said: str) -> None:
    await furnished(wire)
    [answer] = await wire.say("王阿姨", said, group=None)
    assert "不客气" in answer


@pytest.mark.parametrize("said", ["你好", "小红帽", "谢谢怎么报", "你们好"])
async def test_what_is_no_thanks_gets_more_than_a_nod(wire: QQ | WeChat, said: str) -> None:
    await furnished(wire)
    [answer] = await wire.say("王阿姨", said, group=None)
    assert "不客气" not in answer


async def test_a_picture_without_a_word_is_told_so(wire: QQ | WeChat) -> None:
    await furnished(wire)
    [answer] = await wire.say("王阿姨", [("image", "a.jpg")], group=None)
    assert "字" in answer
    assert len(answer.splitlines()) == 1


async def test_a_joke_under_a_notice_gets_one_line(wire: QQ | WeChat) -> None:
    await furnished(wire)
    await wire.say("队长老陈", PLAIN)
    await wire.settle()
    [notice] = [each for each in wire.sent if "想来的请" in each.text]
    [answer] = await wire.say("王阿姨", "哈哈", quote=notice.message_id)
    assert len(answer.splitlines()) == 1
    assert "+1" in answer


@pytest.mark.parametrize(("said", "heads"), [("+3", 3), ("+1+1", 2), ("+ 2", 2)])
async def test_more_than_one_under_a_notice(wire: QQ | WeChat, said: str, heads: int) -> None:
    await furnished(wire)
    await wire.say("队长老陈", PLAIN)
    await wire.settle()
    [notice] = [each for each in wire.sent if "想来的请" in each.text]
    [answer] = await wire.say("王阿姨", said, quote=notice.message_id)
    assert "报上了" in answer
    assert f"一共 {heads} 人" in answer
