"""Too few a day before: the leader's one digit decides, across a restart, by quoting, once for all who lead; and who is missing."""

import pytest

from plugins.activity.models import ActivityState
from plugins.inbox import questions
from plugins.kernel import ticks
from plugins.kernel.db import read
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.wire import forget_everything


@pytest.fixture
async def short(scene: Scene) -> Scene:
    """清洁家园 at least for three, with 王阿姨 alone, a day before."""
    await scene.activity(minimum=3)
    await scene.wire.say("王阿姨", "报名 1")
    set_clock("2026-11-27 09:00")
    await ticks.run_all()
    await scene.wire.settle()
    return scene


async def restart() -> None:
    forget_everything()
    async with read() as session:
        await questions.remember_all(session)


async def test_he_is_asked_for_one_digit(short: Scene) -> None:
    assert "还差 2 人" in short.wire.said_to("队长老陈")[-1]
    assert "1 照常，2 改期，3 取消" in short.wire.said_to("队长老陈")[-1]


async def test_one_means_as_planned_and_nobody_asks_again(short: Scene) -> None:
    await restart()
    [said] = await short.wire.say("队长老陈", "1", group=None)
    assert "照常，现在 1 人" in said
    [shown] = await short.wire.say("王阿姨", "活动 1")
    assert "人不够也照常" in shown
    assert "撤销了" in (await short.wire.say("队长老陈", "撤销", group=None))[0]
    assert (await short.row(1)).goes_ahead_at is None


async def test_two_asks_for_the_new_time(short: Scene) -> None:
    [said] = await short.wire.say("队长老陈", "2", group=None)
    assert "要改到什么时候" in said
    [said] = await short.wire.say("队长老陈", "12月5日9点", group=None)
    assert "现 12月5日 周六 9:00–11:00" in said


async def test_three_calls_it_off_by_quoting_and_is_undone(short: Scene) -> None:
    asked = [each for each in short.wire.sent if "3 取消" in each.text][-1]
    [said] = await short.wire.say("队长老陈", "3", group=None, quote=asked.message_id)
    assert "已取消（人数不够）" in said
    assert (await short.row(1)).state == ActivityState.CANCELLED
    await short.wire.say("队长老陈", "撤销", group=None)
    assert (await short.row(1)).state == ActivityState.OPEN


async def test_decided_two_days_before_there_is_no_further_alert(scene: Scene) -> None:
    await scene.activity(minimum=3)
    set_clock("2026-11-26 09:00")
    await ticks.run_all()
    await scene.wire.settle()
    await scene.wire.say("队长老陈", "照常 1", group=None)
    before = len(scene.wire.said_to("队长老陈"))
    set_clock("2026-11-27 09:00")
    await ticks.run_all()
    await scene.wire.settle()
    assert scene.wire.said_to("队长老陈")[before:] == []
    [said] = await scene.wire.say("队长老陈", "照常 1", group=None)
    assert "之前就定了" in said


async def test_a_neighbour_decides_nothing(short: Scene) -> None:
    [said] = await short.wire.say("王阿姨", "照常 1")
    assert "由发布的人、它的队长或社工" in said
    assert await short.wire.say("王阿姨", "照常去买菜") == []


async def test_who_usually_comes_is_named_to_the_leader_alone(scene: Scene) -> None:
    for day in ("2026-11-23", "2026-11-24"):
        await scene.activity(starts=f"{day} 09:00")
    for number in (1, 2):
        await scene.put(number, "赵叔", "刘大姐")
    await scene.put(2, "小雨")
    await scene.activity("义诊", "2026-11-28 09:00", minimum=3)
    await scene.activity("清洁家园", "2026-11-28 14:00", minimum=3)
    await scene.put(4, "刘大姐")
    set_clock("2026-11-26 14:00")
    await ticks.run_all()
    await scene.wire.settle()
    told = {text.splitlines()[0]: text for text in scene.wire.said_to("队长老陈") if "还差" in text}
    named = next(text for head, text in told.items() if "清洁家园" in head)
    assert "常来还没回话的：赵叔" in named
    assert "刘大姐" not in named
    assert "小雨" not in named
    assert "常来" not in next(text for head, text in told.items() if "义诊" in head)
    assert not any("赵叔" in text for text in scene.wire.said_in())


@pytest.mark.parametrize("line", ["活动", "活动 1", "名单 1", "报名 1"])
async def test_enough_or_short_stands_everywhere(scene: Scene, line: str) -> None:
    await scene.activity(minimum=2, capacity=5)
    await scene.put(1, "王阿姨")
    if line != "报名 1":
        assert "还差 1 人到 2 人" in (await scene.wire.say("小李", line))[0]
    [said] = await scene.wire.say("小李", "报名 1")
    assert "够 2 人了" in said
    assert "够 2 人了" in (await scene.wire.say("赵叔", line))[0]


async def test_a_pasted_list_says_it_too(scene: Scene) -> None:
    await scene.activity(minimum=2)
    [said] = await scene.wire.say("王阿姨", "#接龙\n11月28日清洁家园\n\n1. 王阿姨")
    assert "共 1 人，还差 1 人到 2 人" in said
