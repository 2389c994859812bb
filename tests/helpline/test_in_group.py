"""Said in a group by mistake: recall it, go on in private; not a word of it is repeated, and none is kept."""

import pytest

from plugins.helpline.models import NeedDraft
from tests.database import contents
from tests.helpline.scene import TAP, Scene
from tests.helpline.test_relay import closed
from tests.outbox.letters import forward
from tests.people.conftest import count

LINES = [TAP, "求助水龙头坏了8栋1单元302", "代 王奶奶 求助 水龙头坏了，3-2-501", "求助 我妈要人陪诊，一三八零零一三八零零零"]


def leaves(table: dict[str, list[dict[str, object]]]) -> str:
    """Everything that stands in the tables."""
    return str(table)


@pytest.mark.parametrize("said", LINES)
async def test_nothing_is_repeated_and_nothing_kept(scene: Scene, said: str) -> None:
    [answer] = await scene.wire.say("王阿姨", said)
    assert "撤回" in answer
    assert "私聊" in answer
    private = ("302", "501", "138", "水龙头", "王奶奶", "陪诊", "一三八")
    assert not any(word in answer for word in private)
    [(who, text)] = await scene.letters()
    assert who == "王阿姨"
    assert "要帮什么忙" in text
    assert not any(word in text for word in private if word != "水龙头")
    kept = leaves(await contents(without=frozenset()))
    assert not any(word in kept for word in ("单元302", "2-501", "138001", "王奶奶", "陪诊"))
    assert "在哪里" in await scene.says("王阿姨", "水龙头坏了")
    assert "求1" in await scene.says("王阿姨", "就这样")


async def test_where_private_is_closed_a_discreet_word_in_the_group(scene: Scene) -> None:
    scene.wire.refuse = closed(scene, "王阿姨")
    await scene.wire.say("王阿姨", TAP)
    for _ in range(4):
        await scene.wire.settle()
        forward(15)
    last = [each for each in scene.wire.sent if each.chat.startswith("group")][-1]
    assert last.mentions == [scene.chat("王阿姨").removeprefix("person:")]
    assert "302" not in last.text
    assert "水龙头坏了，" not in last.text


async def test_photos_of_the_group_are_not_fetched(qq_scene: Scene, tmp_path) -> None:
    from tests.patrol.test_log import picture
    from tests.pictures import PNG

    await qq_scene.wire.say("王阿姨", [("text", TAP), picture(qq_scene.wire, PNG)])
    assert list(tmp_path.rglob("*.png")) == []


async def test_giving_up_leaves_nothing(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", "求助")
    await qq_scene.says("王阿姨", "水龙头坏了")
    assert "没有留" in await qq_scene.says("王阿姨", "取消")
    assert await count(NeedDraft) == 0


async def test_what_was_begun_is_forgotten_after_two_hours(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", "求助")
    await qq_scene.says("王阿姨", "水龙头坏了")
    await qq_scene.until("2026-11-23 14:05")
    assert await count(NeedDraft) == 0


async def test_begun_and_gone_on_with(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", "求助")
    await qq_scene.says("王阿姨", "水龙头坏了")
    assert "在哪里" in await qq_scene.says("王阿姨", "求助")
    assert "什么时候" in await qq_scene.says("王阿姨", "没有")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("我家楼上漏水 都滴到床上了", "要我帮您求助吗"),
        ("楼道里漏水 滴得到处都是", "要报给社区处理吗"),
        ("单元门口的路灯坏了", "要报给社区处理吗"),
        ("能不能帮我家修一下路灯开关", "要我帮您求助吗"),
    ],
)
async def test_what_is_everybody_s_is_reported_and_one_s_own_is_asked_for(qq_scene: Scene, said: str, asked: str) -> None:
    assert asked in await qq_scene.says("王阿姨", said)
