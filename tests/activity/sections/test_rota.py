"""The leader fills the shifts by name, moves people, calls for the empty places once, and calls a shift off."""

import pytest

from tests.activity.scene import Scene
from tests.activity.sections.conftest import sections
from tests.conftest import set_clock


async def test_a_rota_is_filled_by_name_and_its_people_are_told(fair: Scene) -> None:
    [said] = await fair.wire.say("队长老陈", "排班 1 早班 王阿姨 赵叔 午班 王阿姨")
    assert "早班 8:00–10:00：排上 王阿姨、赵叔" in said
    assert "空缺：午班 1 人" in said
    await fair.wire.settle()
    assert any("给您排了 【1】广场日 早班 8:00–10:00" in each for each in fair.wire.said_to("赵叔"))
    assert await sections(fair) == {"早班": ["王阿姨", "赵叔"], "午班": ["王阿姨"]}
    [said] = await fair.wire.say("小雨", "名单 1")
    assert "午班 10:00–12:00｜1/2，空缺 1" in said


async def test_the_empty_places_are_called_for_once(fair: Scene) -> None:
    await fair.wire.say("队长老陈", "排班 1 早班 王阿姨")
    await fair.wire.say("队长老陈", "1")
    await fair.wire.settle()
    calls = [each for each in fair.wire.said_in() if each.startswith("招人")]
    assert len(calls) == 1
    assert "早班 8:00–10:00 还空 1 个\n午班 10:00–12:00 还空 2 个" in calls[0]
    [said] = await fair.wire.say("队长老陈", "招人 1")
    assert "已经在群里招过一次人了" in said
    [said] = await fair.wire.say("队长老陈", "排班 1 午班 赵叔")
    assert "回 1" not in said
    await fair.wire.settle()
    assert len([each for each in fair.wire.said_in() if each.startswith("招人")]) == 1


async def test_a_rota_is_taken_back_and_those_who_were_told_hear_of_it(fair: Scene) -> None:
    await fair.wire.say("赵叔", "报名 1 午班")
    await fair.wire.say("队长老陈", "排班 1 早班 赵叔 王阿姨")
    [said] = await fair.wire.say("队长老陈", "撤销")
    assert "赵叔、王阿姨 照原来的" in said
    assert await sections(fair) == {"早班": [], "午班": ["赵叔"]}
    await fair.wire.settle()
    assert any("排班撤回了" in each for each in fair.wire.said_to("王阿姨"))


async def test_a_rota_has_no_more_people_than_places_and_nobody_twice_at_once(fair: Scene) -> None:
    [said] = await fair.wire.say("队长老陈", "排班 1 早班 王姐 赵叔 李师傅")
    assert "只剩 2 个名额，要加 3 人" in said
    assert "上限 1 早班 3" in said
    assert await sections(fair) == {"早班": [], "午班": []}
    await fair.wire.say("队长老陈", "发布 集市 12月5日 9:00-12:00 中心广场 分组 义诊台 2人, 理发台 2人")
    await fair.wire.say("队长老陈", "排班 2 义诊台 王姐")
    [said] = await fair.wire.say("队长老陈", "排班 2 理发台 王姐")
    assert "王姐 已经在 义诊台 了，和 理发台 撞时间" in said
    assert "调 王姐 到 理发台 2" in said


@pytest.mark.parametrize("line", ["排班 1 王姐", "排班 1 早班", "排班 1 夜班 王姐"])
async def test_a_rota_without_a_shift_or_a_name_is_asked_back(fair: Scene, line: str) -> None:
    [said] = await fair.wire.say("队长老陈", line)
    assert "排班 12 早班 王姐 赵叔" in said
    assert await sections(fair) == {"早班": [], "午班": []}


async def test_the_leader_moves_somebody_and_he_is_told(fair: Scene) -> None:
    for who in ("王阿姨", "小李", "赵叔"):
        await fair.wire.say(who, "报名 1 早班")
    [said] = await fair.wire.say("队长老陈", "调 王阿姨 到 午班 1")
    assert "王阿姨 从 早班 调到 【1】广场日 午班 10:00–12:00 了" in said
    assert "候补的 赵叔 递补上了" in said
    assert await sections(fair) == {"早班": ["小李", "赵叔"], "午班": ["王阿姨"]}
    await fair.wire.settle()
    assert any("现在是 午班 10:00–12:00" in each for each in fair.wire.said_to("王阿姨"))
    [said] = await fair.wire.say("队长老陈", "撤销")
    assert "王阿姨 回到 【1】广场日 的 早班候补第 1 位" in said, "the seat has gone meanwhile"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("调 王阿姨 到 夜班 1", "没有「夜班」，有的是：早班、午班"),
        ("调 刘大姐 到 午班 1", "刘大姐 不在 【1】广场日 的名单上"),
        ("调 王阿姨 到 早班 1", "本来就在 早班"),
        ("调 王阿姨 从 午班 到 早班 1", "本来就在 早班"),
        ("调 王阿姨 到 午班 1", "午班 名额已满"),
        ("调 王阿姨 到 午班 9", "没有 9 号活动"),
    ],
)
async def test_moves_that_cannot_be(fair: Scene, line: str, says: str) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班")
    for who in ("小李", "赵叔"):
        await fair.wire.say(who, "报名 1 午班")
    before = await sections(fair)
    [said] = await fair.wire.say("队长老陈", line)
    assert says in said
    assert await sections(fair) == before


async def test_only_who_leads_it_fills_moves_and_calls(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班")
    before = await sections(fair)
    for line in ("排班 1 早班 赵叔", "调 王阿姨 到 午班 1", "招人 1", "取消活动 1 早班", "分组 1 甲 2人"):
        [said] = await fair.wire.say("小李", line)
        assert "要由发布的人、它的队长或社工来改" in said
    assert await sections(fair) == before


async def test_one_shift_is_called_off_and_on_again(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 都报")
    await fair.wire.say("小李", "报名 1 午班")
    await fair.wire.say("赵叔", "报名 1 午班")
    [said] = await fair.wire.say("队长老陈", "取消活动 1 午班 下雨")
    assert "午班 不办了，别的照常，正在通知 3 人" in said
    await fair.wire.settle()
    for who in ("王阿姨", "小李", "赵叔"):
        assert any("午班 10:00–12:00（12月5日 周六）不办了，原因：下雨" in each for each in fair.wire.said_to(who))
    [said] = await fair.wire.say("小雨", "名单 1")
    assert "午班 10:00–12:00｜不办了" in said
    assert "1. 王阿姨" in said
    [said] = await fair.wire.say("小李", "报名 1 午班")
    assert "午班 不办了" in said
    [said] = await fair.wire.say("队长老陈", "撤销")
    assert "照常" in said
    assert await sections(fair) == {"早班": ["王阿姨"], "午班": ["王阿姨", "小李", "候补 赵叔"]}


async def test_added_by_name_into_a_shift_or_asked_into_which(fair: Scene) -> None:
    [said] = await fair.wire.say("队长老陈", "补 1 王姐")
    assert "放到哪一班" in said
    [said] = await fair.wire.say("队长老陈", "补 1 早班 王姐 赵叔")
    assert "早班 补进 王姐、赵叔" in said
    [said] = await fair.wire.say("队长老陈", "补 1 早班 李师傅")
    assert "名额已满" in said
    assert await sections(fair) == {"早班": ["王姐", "赵叔"], "午班": []}
    [said] = await fair.wire.say("队长老陈", "撤销")
    assert "王姐、赵叔 照原来的" in said
    assert await sections(fair) == {"早班": [], "午班": []}


async def test_who_walks_in_sits_in_the_shift_that_runs(fair: Scene) -> None:
    set_clock("2026-12-05 10:20")
    [code] = await fair.wire.say("队长老陈", "签到码 1", group=None)
    word = next(
        each
        for each in code.replace("「", " ").replace("」", " ").split()
        if len(each) == 4 and each.isalnum() and each.isascii()
    )
    [said] = await fair.wire.say("小李", f"签到 1 {word}")
    assert "小李" in said
    assert await sections(fair) == {"早班": [], "午班": ["小李"]}
    await fair.wire.say("小李", "撤销")
    assert await sections(fair) == {"早班": [], "午班": []}
