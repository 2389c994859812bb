"""通知名单: a leader's word to everybody who is coming, in private, not too often."""

import pytest

from tests.activity.scene import Scene
from tests.conftest import set_clock


def heard(scene: Scene, who: str) -> list[str]:
    return [each for each in scene.wire.said_to(who) if "说：" in each]


async def test_each_who_is_coming_hears_it(scene: Scene) -> None:
    await scene.activity(capacity=2)
    await scene.put(1, "王阿姨", "赵叔")
    await scene.wire.say("小李", "报名 1")
    [said] = await scene.wire.say("队长老陈", "通知名单 1 记得带手套，穿旧衣服")
    assert "2 人" in said
    await scene.wire.settle()
    assert heard(scene, "王阿姨") == ["【1】清洁家园 队长老陈说：记得带手套，穿旧衣服"]
    assert len(heard(scene, "赵叔")) == 1
    assert heard(scene, "小李") == []  # on the waitlist
    assert heard(scene, "队长老陈") == []
    assert not [each for each in scene.wire.said_in() if "手套" in each]


@pytest.mark.parametrize(
    ("who", "line", "answer"),
    [
        ("赵叔", "通知名单 1 带手套", "队长"),
        ("队长老陈", "通知名单 1", "要跟大家说什么"),
        ("队长老陈", "通知名单 9 带手套", "没有 9 号活动"),
        ("队长老陈", "通知名单 1 " + "带" * 201, "最多 200 个字"),
    ],
)
async def test_what_is_refused(scene: Scene, who: str, line: str, answer: str) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨")
    [said] = await scene.wire.say(who, line)
    assert answer in said
    await scene.wire.settle()
    assert heard(scene, "王阿姨") == []


async def test_nobody_is_on_it(scene: Scene) -> None:
    await scene.activity()
    [said] = await scene.wire.say("队长老陈", "通知名单 1 带手套")
    assert "没有别人" in said


async def test_three_a_day_are_enough(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨")
    for number in range(3):
        [said] = await scene.wire.say("队长老陈", f"通知名单 1 第{number}句")
        assert "1 人" in said
    [said] = await scene.wire.say("队长老陈", "通知名单 1 第4句")
    assert "最多通知 3 次" in said
    await scene.wire.settle()
    assert len(heard(scene, "王阿姨")) == 3


async def test_taken_back_in_time(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨")
    set_clock("2026-11-24 22:30")
    await scene.wire.say("队长老陈", "通知名单 1 带手套")
    [said] = await scene.wire.say("队长老陈", "撤销")
    assert "谁也没收到" in said
    set_clock("2026-11-25 08:00")
    await scene.wire.settle()
    assert heard(scene, "王阿姨") == []


@pytest.mark.parametrize("line", ["通知名单出来了吗", "通知名单在哪", "通知名单"])
async def test_talk_is_no_command(scene: Scene, line: str) -> None:
    await scene.activity()
    assert await scene.wire.say("队长老陈", line) == []
