"""What 「撤销」 must do beside putting rows back: nobody waits for a free place, nobody is put out of his, what was asked is asked on."""

import pytest
from sqlalchemy import select

from plugins.activity.models import SignUp
from plugins.kernel import ticks
from plugins.kernel.db import read
from tests.activity.scene import Scene, moment
from tests.conftest import set_clock

CHAIN = "#接龙\n11月28日清洁家园\n\n1. 王阿姨"


async def test_who_left_the_waitlist_and_comes_back_gets_the_place_that_is_free_by_now(scene: Scene) -> None:
    await scene.activity(capacity=1)
    for line in (("小李", "报名 1"), ("王阿姨", "报名 1"), ("王阿姨", "取消报名 1"), ("小李", "取消报名 1")):
        await scene.wire.say(*line)
    [said] = await scene.wire.say("王阿姨", "撤销")
    assert "回到名单第 1 位" in said
    assert await scene.names(1) == ["王阿姨"]
    assert await scene.waiting(1) == []


async def test_who_said_for_several_that_they_cannot_come_leaves_nobody_waiting_for_a_free_place(scene: Scene) -> None:
    await scene.activity(capacity=2)
    for line in (("小李", "报名 1 2人"), ("王阿姨", "报名 1"), ("王阿姨", "帮 王奶奶 报名 1")):
        await scene.wire.say(*line)
    await scene.wire.say("队长老陈", "改期 1 29日8点")
    await scene.wire.say("王阿姨", "都不能来 1")
    await scene.wire.say("小李", "取消报名 1")
    await scene.wire.say("王阿姨", "撤销")
    assert await scene.names(1) == ["王阿姨", "王奶奶"]
    assert await scene.waiting(1) == []


async def test_a_smaller_company_in_a_pasted_list_is_not_taken_back_over_the_limit(scene: Scene) -> None:
    await scene.activity(capacity=2)
    await scene.wire.say("王阿姨", f"{CHAIN} 2人")
    await scene.wire.say("小李", "报名 1")
    assert await scene.waiting(1) == ["小李"]
    [said] = await scene.wire.say("王阿姨", f"{CHAIN} 1人")
    assert "改好了" in said
    assert await scene.names(1) == ["王阿姨", "小李"]
    [said] = await scene.wire.say("王阿姨", "撤销")
    assert "名额" in said
    async with read() as session:
        assert sum(row.heads for row in await session.scalars(select(SignUp))) == 2


async def test_a_company_taken_back_may_be_said_again(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", CHAIN)
    await scene.wire.say("王阿姨", f"{CHAIN} 3人")
    [said] = await scene.wire.say("王阿姨", "撤销")
    assert "王阿姨 改回原来的" in said
    assert "去掉" not in said
    assert "共 1 人" in said
    [said] = await scene.wire.say("王阿姨", f"{CHAIN} 3人")
    assert "共 3 人" in said


async def test_a_place_taken_over_by_its_person_is_given_back(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", f"{CHAIN}\n2. 小雨儿")
    [said] = await scene.wire.say("小雨", [("at", "bot"), ("text", f" {CHAIN}\n2. 小雨儿")])
    assert await scene.names(1) == ["王阿姨", "小雨儿"]
    assert "没有变化" in said


@pytest.mark.parametrize("read_of_it", [True, False])
async def test_a_second_move_taken_back_leaves_the_question_about_the_first(scene: Scene, read_of_it: bool) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("队长老陈", "改期 1 29日8点")
    if read_of_it:
        await scene.wire.settle()
    asked = await scene.row(1)
    await scene.wire.say("队长老陈", "改期 1 30日8点")
    [said] = await scene.wire.say("队长老陈", "撤销")
    assert "。。" not in said
    now = await scene.row(1)
    assert now.starts_at == moment("2026-11-29 08:00")
    assert now.told_starts_at == moment("2026-11-28 09:00")
    assert (now.confirm_by, now.digest_at) == (asked.confirm_by, asked.digest_at)
    [said] = await scene.wire.say("王阿姨", "1", group=None)
    assert "11月29日 周日 8:00 来" in said


async def test_after_a_second_move_was_taken_back_the_leader_still_hears_who_is_silent(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("队长老陈", "改期 1 29日8点")
    await scene.wire.settle()
    await scene.wire.say("队长老陈", "改期 1 30日8点")
    await scene.wire.say("队长老陈", "撤销")
    set_clock("2026-11-28 07:30")
    await ticks.run_all()
    await scene.wire.settle()
    assert any("王阿姨" in each and "没" in each for each in scene.wire.said_to("队长老陈"))


async def test_a_place_that_became_free_while_it_ran_goes_to_the_line_when_it_is_moved(scene: Scene) -> None:
    await scene.activity(capacity=1)
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("小李", "报名 1")
    set_clock("2026-11-28 09:30")
    await scene.wire.say("队长老陈", "上限 1 2")
    assert await scene.waiting(1) == ["小李"]
    await scene.wire.say("队长老陈", "改期 1 29日8点")
    assert await scene.names(1) == ["王阿姨", "小李"]
