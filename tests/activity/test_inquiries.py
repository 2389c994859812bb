"""Questions in plain words: does it take place, does somebody else come, where do I stand."""

import pytest

from plugins.activity.models import ActivityState
from tests.activity.scene import Scene
from tests.conftest import set_clock

TO_BOT = ("at", "bot")


async def asked(scene: Scene, who: str, what: str) -> str:
    [said] = await scene.wire.say(who, what, group=None)
    return said


@pytest.mark.parametrize("words", ["听说周六活动取消了？", "周六还去不去", "清洁家园取消了吗", "周六活动还办吗", "下雨还去吗"])
async def test_whether_it_takes_place_is_said_as_it_stands(scene: Scene, words: str) -> None:
    number = await scene.activity()
    assert "没有取消" in await asked(scene, "王阿姨", words)
    await scene.wire.say("队长老陈", f"取消活动 {number} 下雨")
    said = await asked(scene, "王阿姨", words)
    assert "取消了，原因：下雨" in said
    assert "没有取消" not in said


async def test_only_what_was_asked_about(scene: Scene) -> None:
    await scene.activity()
    await scene.activity("老人理发", "2026-11-25 09:00")
    said = await asked(scene, "王阿姨", "理发还办吗")
    assert "老人理发" in said
    assert "清洁家园" not in said
    assert "没查到" in await asked(scene, "王阿姨", "周日活动取消了吗")


async def test_next_door_is_not_looked_at(scene: Scene) -> None:
    await scene.activity("邻居的活动", next_door=True)
    assert "邻居的活动" not in await asked(scene, "王阿姨", "听说周六活动取消了？")


@pytest.mark.parametrize("words", ["老王去不去啊", "小李来吗", "赵叔报名了吗", "刘大姐还去不去"])
async def test_of_another_person_it_is_not_told_but_how_to_look(scene: Scene, words: str) -> None:
    number = await scene.activity()
    await scene.put(number, "小李", "赵叔")
    said = await asked(scene, "王阿姨", words)
    assert f"名单 {number}" in said
    assert "位" not in said


async def test_my_place_is_told_with_where_the_points_are(scene: Scene) -> None:
    number = await scene.activity()
    assert "积分排第几" not in await asked(scene, "小雨", "我排第几")
    await scene.put(number, "小李", "王阿姨")
    said = await asked(scene, "王阿姨", "我排第几")
    assert "第 2 位" in said
    assert "排行榜" in said


@pytest.mark.parametrize("words", ["我不去了", "取消报名 1", "来不了"])
async def test_who_speaks_of_himself_is_no_inquirer(scene: Scene, words: str) -> None:
    number = await scene.activity()
    await scene.put(number, "王阿姨")
    await asked(scene, "王阿姨", words)
    assert await scene.names(number) == []


async def test_in_a_group_it_is_talk_unless_we_are_spoken_to(scene: Scene) -> None:
    await scene.activity()
    for words in ("听说周六活动取消了？", "老王去不去啊", "我排第几"):
        assert await scene.wire.say("王阿姨", words) == []
    [said] = await scene.wire.say("王阿姨", [TO_BOT, ("text", " 听说周六活动取消了？")])
    assert "没有取消" in said


async def test_where_one_has_one_s_hair_cut(scene: Scene) -> None:
    await scene.activity("老人理发", "2026-11-25 09:00")
    assert "亲水平台" in await asked(scene, "王阿姨", "理发在哪儿理")


async def test_a_poster_invites_nobody_to_what_takes_nobody(scene: Scene) -> None:
    closed = await scene.activity(minimum=10, state=ActivityState.CLOSED)
    late = await scene.activity("植树", closes="2026-11-21 12:00")
    begun = await scene.activity("理发", "2026-11-25 09:00")
    for number, why in ((closed, "报名已截止。"), (late, "报名已截止。")):
        said = await asked(scene, "队长老陈", f"海报 {number}")
        assert why in said
        assert f"报名 {number}" not in said
        assert "还差" not in said
    set_clock("2026-11-25 10:00")
    said = await asked(scene, "队长老陈", f"海报 {begun}")
    assert "已经开始了。" in said
    assert f"报名 {begun}" not in said
