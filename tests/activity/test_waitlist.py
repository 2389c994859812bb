"""Who moves up, when, and whom nobody may overtake."""

import pytest

from tests.activity.scene import Scene
from tests.activity.test_limits import sent_ago, signing_up
from tests.conftest import set_clock
from tests.wire import PEOPLE


async def test_fewer_companions_let_the_next_one_move_up(scene: Scene) -> None:
    number = await scene.activity(capacity=3)
    await scene.wire.say("王阿姨", f"报名 {number} 3人")
    await scene.wire.say("小李", f"报名 {number}")
    await scene.wire.say("赵叔", f"报名 {number}")
    assert await scene.waiting(number) == ["小李", "赵叔"]
    [said] = await scene.wire.say("王阿姨", f"报名 {number} 2人")
    assert "一共 2 人" in said
    assert "小李" in said
    assert await scene.waiting(number) == ["赵叔"]
    await scene.wire.settle()
    assert "转正" in scene.wire.said_to("小李")[0]


async def test_who_waits_with_fewer_people_moves_up_when_they_fit(scene: Scene) -> None:
    number = await scene.activity(capacity=2)
    await scene.wire.say("王阿姨", f"报名 {number}")
    await scene.wire.say("小李", f"报名 {number} 3人")
    [said] = await scene.wire.say("小李", f"报名 {number} 1人")
    assert "第 2 位" in said
    assert "候补" not in said
    assert await scene.names(number) == ["王阿姨", "小李"]


async def test_more_companions_taken_back_let_the_next_one_move_up(scene: Scene) -> None:
    number = await scene.activity(capacity=2)
    await scene.wire.say("王阿姨", f"报名 {number}")
    await scene.wire.say("王阿姨", f"报名 {number} 2人")
    await scene.wire.say("小李", f"报名 {number}")
    [said] = await scene.wire.say("王阿姨", "撤销")
    assert "一共 1 人" in said
    assert await scene.names(number) == ["王阿姨", "小李"]


async def test_a_limit_that_was_lowered_by_mistake_and_taken_back(scene: Scene) -> None:
    number = await scene.activity(capacity=10)
    await scene.wire.say("王阿姨", f"报名 {number}")
    await scene.wire.say("队长老陈", f"上限 {number} 1")
    [said] = await scene.wire.say("小李", f"报名 {number}")
    assert "候补第 1 位" in said
    await scene.wire.say("队长老陈", "撤销")
    assert await scene.names(number) == ["王阿姨", "小李"]


async def test_who_asked_too_late_does_not_block_the_list_when_it_opens_again(scene: Scene) -> None:
    number = await scene.activity(capacity=20, closes="2026-11-22 11:00")
    [said] = await scene.wire.say("赵叔", f"报名 {number}")
    assert "候补第 1 位" in said
    await scene.wire.say("队长老陈", f"截止 {number} 27日18点")
    [said] = await scene.wire.say("小李", f"报名 {number}")
    assert "候补" not in said
    assert await scene.names(number) == ["小李"]
    assert await scene.waiting(number) == ["赵叔"], "about him the leader decides"


@pytest.mark.parametrize("left_first", [True, False])
async def test_who_is_added_by_the_leader_needs_room_for_his_companions(scene: Scene, left_first: bool) -> None:
    number = await scene.activity(capacity=2)
    if left_first:
        await scene.wire.say("小李", f"报名 {number} 2人")
        await scene.wire.say("小李", f"取消报名 {number}")
    await scene.wire.say("王阿姨", f"报名 {number}")
    if not left_first:
        await scene.wire.say("小李", f"报名 {number} 2人")
    [said] = await scene.wire.say("队长老陈", f"补 小李 {number}")
    assert ("补进" in said) == left_first, "who had left comes back alone"
    assert set(await scene.names(number)) == ({"王阿姨", "小李"} if left_first else {"王阿姨"})


async def test_who_can_come_after_all_is_no_longer_excused(scene: Scene) -> None:
    number = await scene.activity(cancel_closes="2026-11-22 11:00")
    await scene.put(number, "王阿姨", "小李")
    [said] = await scene.wire.say("王阿姨", f"我来不了 {number}")
    assert "请假" in said
    [said] = await scene.wire.say("王阿姨", f"报名 {number}")
    assert "又能来" in said
    await scene.wire.settle()
    assert any("又能来" in text for text in scene.wire.said_to("队长老陈"))
    set_clock("2026-11-28 11:30")
    [said] = await scene.wire.say("队长老陈", f"考勤 {number} 都到了")
    assert "到 2" in said


async def test_coming_after_all_is_taken_back(scene: Scene) -> None:
    number = await scene.activity(cancel_closes="2026-11-22 11:00")
    await scene.put(number, "王阿姨", "小李")
    await scene.wire.say("王阿姨", f"我来不了 {number}")
    await scene.wire.say("王阿姨", f"报名 {number}")
    assert len(await scene.wire.say("王阿姨", "撤销")) == 1
    set_clock("2026-11-28 11:30")
    [said] = await scene.wire.say("队长老陈", f"考勤 {number} 都到了")
    assert "到 1" in said
    assert "请假 1" in said


async def test_who_says_yes_to_a_new_time_is_no_longer_excused(scene: Scene) -> None:
    number = await scene.activity(cancel_closes="2026-11-22 11:00")
    await scene.put(number, "王阿姨")
    await scene.wire.say("王阿姨", f"我来不了 {number}")
    await scene.wire.say("队长老陈", f"改期 {number} 12月6日8点")
    await scene.wire.say("王阿姨", f"能来 {number}")
    set_clock("2026-12-06 10:30")
    [said] = await scene.wire.say("队长老陈", f"考勤 {number} 都到了")
    assert "到 1" in said


async def test_taking_back_a_leaving_does_not_touch_who_has_come_back_by_himself(scene: Scene) -> None:
    number = await scene.activity(capacity=1)
    await scene.put(number, "王阿姨")
    await scene.wire.say("队长老陈", f"帮 王阿姨 取消 {number}")
    await scene.wire.say("王阿姨", f"报名 {number}")
    [said] = await scene.wire.say("队长老陈", "撤销")
    assert "后来又被改过" in said
    assert await scene.names(number) == ["王阿姨"]


async def test_who_signed_up_a_neighbour_can_answer_for_her_with_a_number(scene: Scene) -> None:
    number = await scene.activity()
    await scene.wire.say("王阿姨", f"帮 王奶奶 报名 {number}")
    await scene.wire.say("队长老陈", f"改期 {number} 12月6日8点")
    await scene.wire.settle()
    assert "改期通知" in scene.wire.said_to("王阿姨")[0]
    [said] = await scene.wire.say("王阿姨", "2", group=None)
    assert "王奶奶" in said
    assert await scene.names(number) == []


async def test_who_speaks_for_another_is_told_how_to_take_that_one_off(scene: Scene) -> None:
    number = await scene.activity(capacity=1)
    await scene.wire.say("小李", f"报名 {number}")
    await scene.wire.say("王阿姨", f"帮 王奶奶 报名 {number}")
    await scene.wire.say("小李", f"取消报名 {number}")
    await scene.wire.settle()
    [told] = scene.wire.said_to("王阿姨")
    assert f"帮 王奶奶 取消 {number}" in told


async def test_one_letter_for_those_that_one_person_speaks_for(scene: Scene) -> None:
    number = await scene.activity()
    await scene.wire.say("王阿姨", f"帮 王奶奶 报名 {number}")
    await scene.wire.say("王阿姨", f"报名 {number}")
    await scene.wire.say("小李", f"帮 李爷爷 报名 {number}")
    await scene.wire.say("队长老陈", f"改期 {number} 29日8点")
    await scene.wire.settle()
    assert [each.split("：")[0] for each in scene.wire.said_to("王阿姨")] == ["您、王奶奶"]
    assert [each.split("：")[0] for each in scene.wire.said_to("小李")] == ["李爷爷"]


@pytest.mark.parametrize(
    "name", ["13800138000", "张三１３８００１３８０００", "张三138 0013 8000", "[CQ:at,qq=all]", "<b>张</b>", "张三3-2-501"]
)
async def test_a_name_is_a_name(scene: Scene, name: str) -> None:
    number = await scene.activity()
    [said] = await scene.wire.say("王阿姨", f"帮 {name} 报名 {number}")
    assert "名字" in said
    assert await scene.names(number) == []


async def test_marks_that_turn_the_text_do_not_stay_in_a_name(scene: Scene) -> None:
    number = await scene.activity()
    await scene.wire.say("王阿姨", f"帮 \u202e王奶奶 报名 {number}")
    assert await scene.names(number) == ["王奶奶"]


@pytest.mark.parametrize("heads", ["0人", "-3人", "99人", "999人", "9999人"])
async def test_a_head_count_that_cannot_be_is_asked_again(scene: Scene, heads: str) -> None:
    number = await scene.activity(capacity=3)
    [said] = await scene.wire.say("王阿姨", f"报名 {number} {heads}")
    assert "1 到 50" in said
    assert await scene.names(number) == []


async def test_a_party_larger_than_the_limit_blocks_nobody(scene: Scene) -> None:
    """Found by the storm: it could wait for ever, and everybody behind it with it, before an empty list."""
    number = await scene.activity(capacity=2)
    [said] = await scene.wire.say("王阿姨", f"报名 {number} 3人")
    assert "候补第 1 位" in said
    [said] = await scene.wire.say("小李", f"报名 {number}")
    assert "报上了" in said
    assert await scene.names(number) == ["小李"]
    await scene.wire.say("队长老陈", f"上限 {number} 4")
    assert await scene.names(number) == ["王阿姨", "小李"], "with more places it moves up"


async def test_a_party_that_has_become_too_large_is_passed_over(scene: Scene) -> None:
    number = await scene.activity(capacity=3)
    await scene.put(number, "赵叔")
    await scene.wire.say("王阿姨", f"报名 {number} 3人")
    await scene.wire.say("小李", f"报名 {number}")
    assert await scene.waiting(number) == ["王阿姨", "小李"], "nobody overtakes a party that may still fit"
    await scene.wire.say("队长老陈", f"上限 {number} 2")
    assert await scene.waiting(number) == ["王阿姨"]
    assert set(await scene.names(number)) == {"赵叔", "小李"}


async def test_whose_message_was_sent_before_does_not_wait_behind_a_later_one(scene: Scene) -> None:
    """Peers deliver late: it is the time of sending that counts, for the line as well."""
    number = await scene.activity(capacity=3)
    await scene.put(number, "赵叔", "刘大姐")
    await scene.wire.say("王阿姨", f"报名 {number} 2人")
    await scene.wire.put(sent_ago(scene, signing_up(scene, PEOPLE["小李"], f"报名 {number}"), 600))
    assert await scene.waiting(number) == ["王阿姨"]
    assert set(await scene.names(number)) == {"赵叔", "刘大姐", "小李"}
