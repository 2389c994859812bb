"""The one who took it leaves the groups, or has his data erased: it goes back to its office, and who waits is told."""

import pytest

from tests.helpline.scene import NEED, Scene
from tests.people.test_departures import notice


async def taken(scene: Scene) -> None:
    await scene.says("王阿姨", NEED)
    await scene.says("刘大姐", "接单 1")
    await scene.letters()


@pytest.mark.parametrize("how", ["leaves", "erases"])
async def test_nobody_waits_for_somebody_who_is_gone(scene: Scene, how: str) -> None:
    await taken(scene)
    if how == "leaves":
        await notice(scene.wire, "刘大姐", how="kick")
    else:
        await scene.says("刘大姐", "删除我的数据")
        await scene.says("刘大姐", "1")
    letters = await scene.letters()
    assert any(who == "王阿姨" and "换人来办" in text for who, text in letters)
    [asked] = [text for who, text in letters if who == "赵叔" and "求1" in text]
    assert "接单 1" in asked
    assert "138" not in asked
    assert not any(who == "刘大姐" for who, _ in letters)
    ticket = await scene.ticket()
    assert (ticket.state, ticket.handler_id) == ("已派", None)
    await scene.says("赵叔", "接单 1")
    assert any("13800138000" in text for who, text in await scene.letters() if who == "赵叔")


async def test_leader_and_deputy_both_gone(scene: Scene) -> None:
    await taken(scene)
    await notice(scene.wire, "赵叔")
    await notice(scene.wire, "刘大姐")
    letters = await scene.letters()
    assert any(who == "团长老郑" and "求1" in text and "接单 1" in text for who, text in letters)
    assert any(who == "王阿姨" and "换人来办" in text for who, text in letters)


async def test_what_he_had_in_hand_is_told_and_then_gone(qq_scene: Scene) -> None:
    await taken(qq_scene)
    said = await qq_scene.says("刘大姐", "我的数据")
    assert "求1：您经办，处理中" in said
    assert "求1：您经办" not in await qq_scene.says("赵叔", "我的数据")
