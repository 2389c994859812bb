"""Heard from somebody who types as she talks: one more, am I on it, and attendance without a number."""

import pytest

from tests.activity.scene import Scene
from tests.conftest import set_clock


@pytest.mark.parametrize("line", ["帮王奶奶也报一个", "帮 王奶奶 报一个", "帮 王奶奶 报名 一位", "帮王奶奶再报一个"])
async def test_one_more_is_no_title_and_also_is_no_name(scene: Scene, line: str) -> None:
    await scene.activity()
    [said] = await scene.wire.say("王阿姨", line)
    assert said.startswith("王奶奶 报上了：【1】清洁家园")
    assert await scene.names(1) == ["王奶奶"]


async def test_a_name_may_end_like_a_word(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "帮 张也 报名 1")
    assert await scene.names(1) == ["张也"]


@pytest.mark.parametrize("line", ["我报了没有", "我报上了吗", "我报名成功了没", "我是不是报上了吗"])
async def test_am_i_on_it(scene: Scene, line: str) -> None:
    await scene.activity()
    await scene.wire.say("队长老陈", "发布 量血压 12月5日 9:00-11:00 活动室")
    [said] = await scene.wire.say("王阿姨", line, group=None)
    assert "还没有报上" in said
    await scene.wire.say("王阿姨", "报名 2")
    [said] = await scene.wire.say("王阿姨", line, group=None)
    assert "报了 1 个活动" in said
    assert "【2】量血压" in said
    assert "清洁家园" not in said


async def test_attendance_of_the_one_that_he_leads_and_has_not_recorded(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨", "赵叔")
    await scene.wire.say("社工小周", "发布 量血压 11月28日 9:00-10:00 活动室")
    await scene.wire.say("小李", "报名 2")
    set_clock("2026-11-28 11:30")
    [said] = await scene.wire.say("队长老陈", "考勤 都到了")
    assert "【1】清洁家园 考勤记好了：到 2" in said
    [said] = await scene.wire.say("社工小周", "考勤 都到了")
    assert "【2】量血压 考勤记好了：到 1" in said


async def test_attendance_of_two_that_he_leads_is_asked_for(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("队长老陈", "发布 量血压 11月28日 9:00-10:00 活动室")
    for number in (1, 2):
        await scene.put(number, "王阿姨")
    set_clock("2026-11-28 11:30")
    [said] = await scene.wire.say("队长老陈", "考勤 都到了")
    assert "活动号" in said


@pytest.mark.parametrize("line", ["报名二", "报名 二", "报名二号", "抱名2", "抱名 2", "报明2", "报名第二"])
async def test_a_number_in_words_and_a_word_misspelt(scene: Scene, line: str) -> None:
    await scene.activity()
    await scene.wire.say("队长老陈", "发布 量血压 12月5日 9:00-11:00 活动室")
    [said] = await scene.wire.say("王阿姨", line)
    assert said.startswith("王阿姨 报上了：【2】量血压")


@pytest.mark.parametrize("line", ["报名二十", "报名二楼", "抱名额不放", "报名一下就好了", "报名十个人够了"])
async def test_talk_with_numerals_stays_talk(scene: Scene, line: str) -> None:
    await scene.activity()
    assert await scene.wire.say("王阿姨", line) == []


@pytest.mark.parametrize("line", ["周六的人够不够", "周六人够不够？", "这周六的人够了没"])
async def test_are_there_enough(scene: Scene, line: str) -> None:
    await scene.activity()
    [said] = await scene.wire.say("队长老陈", line, group=None)
    assert "【1】清洁家园" in said


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("我今年七十六了 想参加那个清洁家园 行不行", "王阿姨 报上了：【1】清洁家园"),
        ("我也想去", "「报名」"),
        ("我带着我孙女来可以吧", "「报名 带孙女」"),
        ("给小雨报名", "1. "),
        ("妈妈说可以 报名", "1. "),
        ("我那天要去医院 去不成了", "没有报名"),
        ("我刚才报了几个人", "现在没有报名活动"),
    ],
)
async def test_one_of_several_in_plain_words(scene: Scene, line: str, answer: str) -> None:
    await scene.wire.say("队长老陈", "发布 清洁家园 11月28日 9:00-11:00 亲水平台")
    await scene.wire.say("队长老陈", "发布 量血压 12月5日 9:00-11:00 活动室")
    [said] = await scene.wire.say("王阿姨", line, group=None)
    assert answer in said


async def test_a_question_is_about_the_only_one_he_is_on(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("队长老陈", "发布 量血压 12月5日 9:00-11:00 活动室")
    await scene.wire.say("王阿姨", "报名 2")
    for line in ("几点集合来着", "要带什么东西", "在哪里集合"):
        [said] = await scene.wire.say("王阿姨", line, group=None)
        assert said.startswith("【2】量血压")


@pytest.mark.parametrize("line", ["到了", "我到了", "我到现场了"])
async def test_whoever_says_that_he_is_there_is_signed_in(scene: Scene, line: str) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "报名 1")
    set_clock("2026-11-28 08:50")
    [said] = await scene.wire.say("王阿姨", line, group=None)
    assert "签到" in said
    assert "【1】清洁家园" in said
    assert await scene.wire.say("赵叔", line) == []


async def test_a_place_on_the_waitlist_is_asked_for(scene: Scene) -> None:
    await scene.activity(capacity=1)
    await scene.put(1, "赵叔")
    await scene.wire.say("王阿姨", "报名 1")
    for line in ("候补能轮到我吗", "我排第几个候补"):
        [said] = await scene.wire.say("王阿姨", line, group=None)
        assert "候补第 1" in said


async def test_a_slip_is_asked_about(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("队长老陈", "发布 量血压 12月5日 9:00-11:00 活动室")
    await scene.wire.say("王阿姨", "报名 1", group=None)
    [said] = await scene.wire.say("王阿姨", "我报错了", group=None)
    assert "「撤销」" in said
    await scene.wire.say("王阿姨", "1", group=None)
    assert await scene.names(1) == []
