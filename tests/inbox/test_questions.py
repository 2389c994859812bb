"""Questions wait in a table: a number chooses, a restart changes nothing, ten minutes are the end of it."""

from datetime import timedelta

import pytest

from plugins.inbox import questions
from plugins.kernel import clock
from plugins.kernel.db import read
from tests.activity.scene import Scene
from tests.database import contents
from tests.wire import forget_everything


async def restart() -> None:
    """The process begins anew with what the tables hold."""
    forget_everything()
    async with read() as session:
        await questions.remember_all(session)


@pytest.mark.parametrize("group", ["70001", None])
@pytest.mark.parametrize("answer", ["2", "２", "第2个", "选2", "2号", " 2 ", "2。"])
async def test_a_number_chooses(scene: Scene, group: str | None, answer: str) -> None:
    [said] = await scene.wire.say("王阿姨", "报名", group=group)
    assert "1. 清洁家园" in said
    assert "2. 义诊" in said
    [said] = await scene.wire.say("王阿姨", answer, group=group)
    assert "义诊" in said
    assert await scene.names(2) == ["王阿姨"]


async def test_companions_that_were_said_are_not_forgotten(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名 3人")
    [said] = await scene.wire.say("王阿姨", "1")
    assert "一共 3 人" in said


async def test_it_survives_a_restart(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名")
    await restart()
    [said] = await scene.wire.say("王阿姨", "2")
    assert "义诊" in said


async def test_it_is_answered_once(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名")
    await scene.wire.say("王阿姨", "2")
    assert await scene.wire.say("王阿姨", "1") == []
    assert await scene.names(1) == []


async def test_it_waits_for_this_person_in_this_chat_only(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名")
    assert await scene.wire.say("小李", "2") == []
    await scene.wire.say("王阿姨", "2", group=None)
    assert await scene.names(2) == []


async def test_it_ends_after_ten_minutes(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名")
    clock.set_shift(clock.shift() + timedelta(minutes=9))
    await scene.wire.say("王阿姨", "9")
    clock.set_shift(clock.shift() + timedelta(minutes=2))
    assert await scene.wire.say("王阿姨", "2") == []
    assert await scene.names(2) == []


@pytest.mark.parametrize("answer", ["0", "算了", "不用"])
async def test_none_of_them(scene: Scene, answer: str) -> None:
    await scene.wire.say("王阿姨", "报名")
    before = await contents()
    assert len(await scene.wire.say("王阿姨", answer)) == 1
    assert await scene.wire.say("王阿姨", "2") == []
    assert await contents() == before


async def test_a_number_beyond_the_list_is_asked_again(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名")
    [said] = await scene.wire.say("王阿姨", "7")
    assert "1 到 2" in said
    assert "义诊" in (await scene.wire.say("王阿姨", "2"))[0]


async def test_chatter_in_between_is_chatter(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名")
    assert await scene.wire.say("王阿姨", "等一下我看看") == []
    assert "义诊" in (await scene.wire.say("王阿姨", "2"))[0]


async def test_another_command_in_between_is_done(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名")
    assert "报上了" in (await scene.wire.say("王阿姨", "报名 1"))[0]
    assert await scene.names(1) == ["王阿姨"]


async def test_a_newer_question_takes_the_place_of_the_older(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名")
    await scene.wire.say("王阿姨", "帮 王奶奶 报名")
    [said] = await scene.wire.say("王阿姨", "2")
    assert "王奶奶" in said
    assert await scene.names(2) == ["王奶奶"]


async def test_what_is_missing_is_asked_for_one_at_a_time(scene: Scene) -> None:
    [said] = await scene.wire.say("队长老陈", "发布 捡垃圾 11月29日")
    assert "几点" in said
    [said] = await scene.wire.say("队长老陈", "9:00-11:00")
    assert "哪里" in said
    await restart()
    [said] = await scene.wire.say("队长老陈", "亲水平台")
    assert "发布好了" in said
    assert "11月29日 周日 9:00–11:00" in said


async def test_a_missing_piece_that_is_none_is_given_up_with_no(scene: Scene) -> None:
    await scene.wire.say("队长老陈", "发布 捡垃圾 11月29日")
    before = await contents()
    assert len(await scene.wire.say("队长老陈", "算了")) == 1
    assert await scene.wire.say("队长老陈", "9:00-11:00") == []
    assert await contents() == before


@pytest.mark.parametrize("answer", ["她叫李桂芳", "李桂芳", "叫李桂芳"])
async def test_a_name_that_was_asked_for_is_taken(scene: Scene, answer: str) -> None:
    [said] = await scene.wire.say("王阿姨", "帮我老伴也报上清洁家园", group=None)
    assert "叫什么名字" in said
    [said] = await scene.wire.say("王阿姨", answer, group=None)
    assert "李桂芳 报上了" in said
    assert await scene.names(1) == ["李桂芳"]


@pytest.mark.parametrize("answer", ["清洁家园几点", "在哪集合", "谢谢", "好的", "😀", "我现在多少分了", "活动"])
async def test_what_is_no_name_puts_nobody_on_a_list(scene: Scene, answer: str) -> None:
    [said] = await scene.wire.say("王阿姨", "帮我老伴也报上清洁家园", group=None)
    assert "叫什么名字" in said
    [said] = await scene.wire.say("王阿姨", answer, group=None)
    assert "报上了" not in said
    assert await scene.names(1) == []
