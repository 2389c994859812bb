"""代 王奶奶 保险 …: facts about somebody without a telephone, told by whoever speaks for her."""

import pytest

from tests.activity.scene import Scene, settle_in
from tests.conftest import QQ, WeChat


@pytest.fixture
async def scene(wire: QQ | WeChat) -> Scene:
    return await settle_in(wire)


async def test_a_proxy_tells_what_a_condition_asks_for(scene: Scene) -> None:
    wire = scene.wire
    await wire.say("队长老陈", "发布 秋游 11月28日 9:00-11:00 东门 20人 满18岁 需保险")
    [said] = await wire.say("小李", "帮 王奶奶 报名 1")
    assert "代 王奶奶 满18" in said
    assert "代 王奶奶 保险" in said
    [said] = await wire.say("小李", "代 王奶奶 保险 2027年3月1日", group=None)
    assert "王奶奶 的意外保险到 2027年3月1日" in said
    [said] = await wire.say("小李", "帮王奶奶满18", group=None)
    assert "王奶奶 已满 18 周岁" in said
    [said] = await wire.say("小李", "代 王奶奶 满18岁", group=None)
    assert "本来就是" in said
    [said] = await wire.say("小李", "帮 王奶奶 报名 1")
    assert "第 1 位" in said


async def test_it_is_taken_back(scene: Scene) -> None:
    wire = scene.wire
    await wire.say("小李", "代 王奶奶 是退休党员", group=None)
    [said] = await wire.say("小李", "撤销", group=None)
    assert "王奶奶 的政治面貌改回原来的了" in said


async def test_nobody_tells_it_for_who_can_or_for_whom_he_does_not_stand(scene: Scene) -> None:
    wire = scene.wire
    [said] = await wire.say("小李", "代 王阿姨 满18", group=None)
    assert "自己有号" in said
    await wire.say("小李", "代 王奶奶 满18", group=None)
    [said] = await wire.say("赵叔", "代 王奶奶 保险 2027年3月1日", group=None)
    assert "不是您帮报的" in said
    [said] = await wire.say("小李", "代 王奶奶 保险 去年", group=None)
    assert "没看懂" in said


@pytest.mark.parametrize("talk", ["代 王奶奶 保险 2027年3月1日", "帮老张满18岁的儿子找工作", "替我谢谢他"])
async def test_in_a_group_it_is_no_command_of_ours(scene: Scene, talk: str) -> None:
    [*said] = await scene.wire.say("小李", talk)
    assert not any("记下了" in each for each in said)
