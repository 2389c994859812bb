"""Words that are no command: 「算了」 after something was asked for, and 「没人管我」."""

import pytest

from plugins.tickets import grievances
from tests.conftest import set_clock
from tests.tickets.scene import OTHER_GROUP, Scene


@pytest.mark.parametrize("word", ["取消", "算了", "不用了", "不用了，谢谢", "那就算了吧", "别来了"])
async def test_right_after_it_the_word_offers_to_take_it_back(qq_scene: Scene, word: str) -> None:
    await qq_scene.open()
    said = await qq_scene.say("王阿姨", word)
    assert "试1" in said
    assert "回 1" in said
    assert (await qq_scene.ticket()).state == "已派"
    assert "撤回了" in await qq_scene.say("王阿姨", "1")
    assert (await qq_scene.ticket()).state == "撤回"


async def test_no_leaves_it_as_it_is(scene: Scene) -> None:
    await scene.open()
    await scene.say("王阿姨", "取消")
    said = await scene.say("王阿姨", "0")
    assert "不办" not in said
    assert (await scene.ticket()).state == "已派"


async def test_of_several_it_is_asked_which(scene: Scene) -> None:
    await scene.open()
    await scene.open("楼道灯不亮")
    said = await scene.say("王阿姨", "算了")
    assert "回 1 撤回 试2" in said
    assert "回 2 撤回 试1" in said
    await scene.say("王阿姨", "2")
    assert [(await scene.ticket(number)).state for number in (1, 2)] == ["撤回", "已派"]


async def test_what_is_over_or_another_s_or_private_in_a_group_is_not_offered(scene: Scene) -> None:
    await scene.open(kind="private")
    [said] = await scene.wire.say("王阿姨", [("at", "bot"), ("text", " 算了")])
    assert "私1" not in said
    assert "私1" not in await scene.say("小李", "取消")
    await scene.say("王阿姨", "撤回 1")
    assert "私1" not in await scene.say("王阿姨", "取消")


async def test_a_complaint_is_told_how_it_stands_and_can_hurry_it_by_one_digit(scene: Scene) -> None:
    await scene.open()
    await scene.wire.settle()
    said = await scene.say("王阿姨", "你们怎么还不来")
    for fact in ("对不住", "试1", "水电维修 队长", "回 1 我替您催", "不用办了回 2", "社工小周"):
        assert fact in said
    assert "替您催了" in await scene.say("王阿姨", "1")
    assert any("催办" in text for text in await scene.told("队长老陈"))


async def test_a_day_that_has_passed_is_not_promised_again(qq_scene: Scene) -> None:
    set_clock("2026-11-23 12:00")
    await qq_scene.open()
    set_clock("2026-12-08 12:00")
    assert "已过期限" in await qq_scene.say("王阿姨", "等了两个星期了")


async def test_what_is_said_to_be_done_is_answered_with_the_way_to_say_it_is_not(scene: Scene) -> None:
    await scene.open()
    await scene.say("队长老陈", "办结 1 换了井盖")
    await scene.wire.settle()
    assert "回 1 没办好" in await scene.say("王阿姨", "没人管我！")
    assert "重新办" in await scene.say("王阿姨", "1")


async def test_who_has_nothing_open_hears_how_to_reach_a_person(scene: Scene) -> None:
    said = await scene.say("小雨", "我要投诉")
    for fact in ("随手报", "求助", "社工小周"):
        assert fact in said


async def test_in_a_group_only_that_it_is_said_in_private(scene: Scene) -> None:
    await scene.open(kind="private")
    await scene.wire.settle()
    [said] = await scene.wire.say("王阿姨", [("at", "bot"), ("text", " 没人管我")])
    assert "私聊" in said
    assert "私1" not in said
    assert any("私1" in text for text in scene.wire.said_to("王阿姨"))
    assert await scene.wire.say("王阿姨", "没人管我") == []


async def test_next_door_nothing_is_known_of_it(scene: Scene) -> None:
    await scene.open()
    await scene.wire.say("王阿姨", "注册", group=OTHER_GROUP)
    [said] = await scene.wire.say("王阿姨", [("at", "bot"), ("text", " 没人管我")], group=OTHER_GROUP)
    assert "试1" not in said


PURE = (
    "没人管我",
    "我要投诉",
    "我要投诉你们！",
    "你们怎么还不来",
    "等了三天了",
    "都等了好几天了，怎么还没人来",
    "报了一个星期了没人管",
    "石沉大海啊",
    "到底管不管",
    "有没有人管啊",
    "太慢了吧",
    "一直没消息",
    "踢皮球",
    "你们就是糊弄人",
    "怎么还没有人来",
    "三天了还没人来",
    "白报了",
    "真让人失望，太失望了",
)
NOT_ONLY = (
    "楼道灯坏了没人管",
    "我妈摔倒了没人管",
    "隔壁装修太吵了，我要投诉",
    "垃圾堆了三天没人清，没人管",
    "活动室没人管，能借吗",
    "我一个人在家没人管我",
)
NONE = ("谢谢", "报名", "周六活动取消了？", "老王来不了", "明天几点集合")


@pytest.mark.parametrize("said", PURE)
def test_nothing_but_a_complaint(said: str) -> None:
    assert grievances.is_nothing_else(said)


@pytest.mark.parametrize("said", NOT_ONLY)
def test_a_matter_beside_it(said: str) -> None:
    assert grievances.is_complaint(said)
    assert not grievances.is_nothing_else(said)


@pytest.mark.parametrize("said", NONE)
def test_no_complaint(said: str) -> None:
    assert not grievances.is_complaint(said)
