"""改地点: the leader moves the meeting place; everybody on the list hears of it once."""

import pytest

from tests.activity.scene import Scene
from tests.conftest import set_clock


async def heard_of(scene: Scene, who: str) -> list[str]:
    await scene.wire.settle()
    return [each for each in scene.wire.said_to(who) if "地点改了" in each]


async def test_everybody_on_the_list_is_told(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨", "赵叔")
    [said] = await scene.wire.say("队长老陈", "改地点 1 南门停车场")
    assert "改到南门停车场（原 亲水平台）" in said
    assert "2 人" in said
    assert len(await heard_of(scene, "王阿姨")) == 1
    assert "请到南门停车场" in (await heard_of(scene, "赵叔"))[0]
    assert await heard_of(scene, "小李") == []
    assert [each for each in scene.wire.said_in() if "地点改了" in each]
    [told] = await scene.wire.say("小李", "活动 1")
    assert "南门停车场" in told


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("改地点 1 南门", "南门"),
        ("换地点 1，改到 南门广场", "南门广场"),
        ("改地方 1号 3号楼 大厅", "3号楼 大厅"),
        ("改地点 1南门", "南门"),
    ],
)
async def test_how_it_is_said(scene: Scene, line: str, place: str) -> None:
    await scene.activity()
    [said] = await scene.wire.say("队长老陈", line, group=None)
    assert f"改到{place}（" in said


@pytest.mark.parametrize(
    ("who", "line", "answer"),
    [
        ("王阿姨", "改地点 1 南门", "队长"),
        ("队长老陈", "改地点 1", "改到哪里"),
        ("队长老陈", "改地点 9 南门", "没有 9 号活动"),
        ("队长老陈", "改地点 1 亲水平台", "没有改动"),
        ("队长老陈", "改地点 1 " + "远" * 61, "最多 60 个字"),
    ],
)
async def test_what_is_refused(scene: Scene, who: str, line: str, answer: str) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨")
    [said] = await scene.wire.say(who, line)
    assert answer in said
    assert await heard_of(scene, "王阿姨") == []


@pytest.mark.parametrize("line", ["改地点了吗", "改地点吧", "改地点 南门行不行", "换地方聊"])
async def test_talk_is_no_command(scene: Scene, line: str) -> None:
    await scene.activity()
    assert await scene.wire.say("队长老陈", line) == []


async def test_over_or_cancelled_it_stays(scene: Scene) -> None:
    await scene.activity()
    set_clock("2026-11-28 12:00")
    [said] = await scene.wire.say("队长老陈", "改地点 1 南门")
    assert "结束" in said


async def test_taken_back_before_anybody_has_read_it(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨")
    set_clock("2026-11-24 22:30")
    await scene.wire.say("队长老陈", "改地点 1 南门")
    [said] = await scene.wire.say("队长老陈", "撤销")
    assert "还在亲水平台" in said
    assert "收回" in said
    set_clock("2026-11-25 08:00")
    assert await heard_of(scene, "王阿姨") == []


async def test_taken_back_when_it_has_been_read(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨")
    await scene.wire.say("队长老陈", "改地点 1 南门")
    assert len(await heard_of(scene, "王阿姨")) == 1
    [said] = await scene.wire.say("队长老陈", "撤销")
    assert "正在通知" in said
    assert "请到亲水平台" in (await heard_of(scene, "王阿姨"))[1]
