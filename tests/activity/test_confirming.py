"""改期: everybody on it is asked, wherever he can be reached; answers count, the leader sees who is silent."""

import pytest

from plugins.activity.models import SignUpState
from plugins.inbox import questions
from plugins.kernel import ticks
from plugins.kernel.db import read
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.wire import forget_everything


@pytest.fixture
async def moved(scene: Scene) -> Scene:
    """清洁家园 for one with 王阿姨 on the list and 赵叔 on the waitlist, moved from the 28th to the 29th."""
    await scene.activity(capacity=1)
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("赵叔", "报名 1")
    await scene.wire.say("队长老陈", "改期 1 29日8点")
    await scene.wire.settle()
    return scene


def notice(scene: Scene, who: str) -> str:
    """The id of the last letter to him."""
    return [each for each in scene.wire.sent if each.chat == f"person:{scene.wire.id_of(scene.wire.user(who))}"][-1].message_id


async def test_list_and_waitlist_are_asked_and_the_leader_sees_who_is_silent(moved: Scene) -> None:
    for who in ("王阿姨", "赵叔"):
        assert "能来回 1，不能来回 2" in moved.wire.said_to(who)[-1]
        assert "11月28日 周六 9:00–11:00，改到 11月29日" in moved.wire.said_to(who)[-1]
    [said] = await moved.wire.say("队长老陈", "改期 1", group=None)
    assert "能来 0 人，还没回 2 人" in said
    assert "王阿姨、赵叔" in said
    assert "来，记下了" in (await moved.wire.say("王阿姨", "1", group=None))[0]
    [said] = await moved.wire.say("队长老陈", "名单 1", group=None)
    assert "王阿姨\n" in said
    [said] = await moved.wire.say("队长老陈", "改期 1", group=None)
    assert "能来 1 人，还没回 1 人" in said
    assert "不再候补" in (await moved.wire.say("赵叔", "2", group=None))[0]
    [said] = await moved.wire.say("队长老陈", "改期 1", group=None)
    assert "改期都回了：能来 1 人" in said
    [said] = await moved.wire.say("队长老陈", "30日9点", group=None)
    assert "现 11月30日 周一 9:00–11:00" in said


async def test_in_the_group_nobody_s_name_is_shown_as_silent(moved: Scene) -> None:
    [said] = await moved.wire.say("队长老陈", "改期 1")
    assert "王阿姨" not in said
    assert "改到什么时候" in said


@pytest.mark.parametrize("restarted", [False, True])
async def test_quoting_the_notice_answers_it(moved: Scene, restarted: bool) -> None:
    if restarted:
        await moved.wire.settle()
        forget_everything()
        async with read() as session:
            await questions.remember_all(session)
    [said] = await moved.wire.say("王阿姨", "2", group=None, quote=notice(moved, "王阿姨"))
    assert "王阿姨 已退出" in said
    [said] = await moved.wire.say("赵叔", "1", group=None, quote=notice(moved, "赵叔"))
    assert "赵叔" in said


async def test_quoting_the_notice_in_the_group_answers_it_too(moved: Scene) -> None:
    shown = next(each for each in moved.wire.sent if each.chat.startswith("group:") and "改期通知" in each.text)
    [said] = await moved.wire.say("王阿姨", "1", quote=shown.message_id)
    assert "来，记下了" in said
    [said] = await moved.wire.say("赵叔", [("at", "bot"), ("text", " 2")])
    assert "不再候补" in said
    assert await moved.wire.say("王阿姨", "2") == [], "a bare number in the group is chatter"


async def test_who_changes_his_mind_quotes_again(moved: Scene) -> None:
    asked = notice(moved, "王阿姨")
    await moved.wire.say("王阿姨", "1", group=None)
    [said] = await moved.wire.say("王阿姨", "2", group=None)
    assert "已退出" not in said, "what has been answered is not answered by chance"
    [said] = await moved.wire.say("王阿姨", "2", group=None, quote=asked)
    assert "已退出" in said


async def test_yes_is_taken_while_the_question_is_fresh(moved: Scene) -> None:
    assert "来，记下了" in (await moved.wire.say("王阿姨", "好的", group=None))[0]
    set_clock("2026-11-22 13:00")
    [said] = await moved.wire.say("赵叔", "不用了", group=None)
    assert "不再候补" not in said
    assert await moved.names(1, SignUpState.WAITING) == ["赵叔"]


async def test_the_answer_can_be_taken_back(moved: Scene) -> None:
    await moved.wire.say("王阿姨", "能来", group=None)
    assert "撤销了" in (await moved.wire.say("王阿姨", "撤销", group=None))[0]
    [said] = await moved.wire.say("队长老陈", "改期 1", group=None)
    assert "还没回 2 人" in said


async def test_two_changes_wait_beside_each_other(scene: Scene) -> None:
    await scene.activity()
    await scene.activity("义诊", "2026-12-05 09:00")
    for number in (1, 2):
        await scene.put(number, "王阿姨")
    await scene.wire.say("队长老陈", "改期 1 29日8点")
    await scene.wire.settle()
    first = notice(scene, "王阿姨")
    await scene.wire.say("队长老陈", "改期 2 12月6日8点")
    await scene.wire.settle()
    [said] = await scene.wire.say("王阿姨", "1", group=None)
    assert "1. 能来 2\n2. 能来 1" in said
    [said] = await scene.wire.say("王阿姨", "2", group=None)
    assert "【1】清洁家园 11月29日" in said
    [said] = await scene.wire.say("王阿姨", "1", group=None)
    assert "【2】义诊" in said, "the other one has been answered by that choice"
    [said] = await scene.wire.say("王阿姨", "2", group=None, quote=first)
    assert "已退出 【1】清洁家园" in said


async def test_a_question_of_the_talk_at_hand_goes_first(moved: Scene) -> None:
    await moved.activity("义诊", "2026-12-05 09:00")
    await moved.activity("义诊", "2026-12-12 09:00")
    [said] = await moved.wire.say("王阿姨", "报名 义诊", group=None)
    assert "1. 义诊" in said
    assert "报上了" in (await moved.wire.say("王阿姨", "1", group=None))[0]
    assert "来，记下了" in (await moved.wire.say("王阿姨", "1", group=None))[0]


async def test_a_proxy_answers_for_everybody_or_for_one(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "帮 王奶奶 报名 1")
    await scene.wire.say("王阿姨", "帮 李爷爷 报名 1")
    await scene.wire.say("队长老陈", "改期 1 29日8点")
    [letter] = [each for each in await scene.wire.settle() if each.chat.startswith("person:")]
    assert "王奶奶、李爷爷" in letter.text
    [said] = await scene.wire.say("王阿姨", "2", group=None)
    assert "1. 王奶奶\n2. 李爷爷\n3. 都不来" in said
    [said] = await scene.wire.say("王阿姨", "3", group=None)
    assert "王奶奶、李爷爷 已退出" in said
    assert await scene.names(1) == []
    assert "王奶奶、李爷爷 照原来的" in (await scene.wire.say("王阿姨", "撤销", group=None))[0]
    assert await scene.names(1) == ["王奶奶", "李爷爷"]
    [said] = await scene.wire.say("王阿姨", "能来 1", group=None)
    assert "王奶奶、李爷爷" in said


async def test_a_second_change_takes_the_first_notice_back(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨")
    await scene.wire.say("队长老陈", "改期 1 29日8点")
    await scene.wire.say("队长老陈", "改期 1 29日9点")
    await scene.wire.settle()
    [said] = scene.wire.said_to("王阿姨")
    assert "原 11月28日 周六 9:00–11:00，改到 11月29日 周日 9:00–11:00" in said
    assert sum("改期通知" in text for text in scene.wire.said_in()) == 1


async def test_undone_before_anybody_has_read_it_nobody_is_told(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨")
    await scene.wire.say("队长老陈", "改期 1 29日8点")
    [said] = await scene.wire.say("队长老陈", "撤销")
    assert "还没发出去，已收回" in said
    await scene.wire.settle()
    assert scene.wire.said_to("王阿姨") == []
    assert "来，记下了" not in "".join(await scene.wire.say("王阿姨", "1", group=None))


async def test_undone_after_it_was_read_they_are_asked_again(moved: Scene) -> None:
    await moved.wire.say("王阿姨", "1", group=None)
    [said] = await moved.wire.say("队长老陈", "撤销")
    assert "11月28日 周六 9:00–11:00，正在请名单上的 2 人重新确认" in said
    await moved.wire.settle()
    assert "原 11月29日 周日 8:00–10:00，改到 11月28日" in moved.wire.said_to("王阿姨")[-1]


async def test_before_the_answers_end_the_leader_hears_who_is_silent_once(scene: Scene) -> None:
    await scene.activity(starts="2026-11-28 09:00", cancel_closes="2026-11-27 18:00")
    await scene.put(1, "王阿姨", "赵叔")
    await scene.wire.say("队长老陈", "改期 1 29日9点")
    await scene.wire.settle()
    assert "请在 11月28日 周六 18:00 前告诉我" in scene.wire.said_to("王阿姨")[-1]
    await scene.wire.say("王阿姨", "1", group=None)
    for wall in ("2026-11-28 15:59", "2026-11-28 16:00", "2026-11-28 16:10"):
        set_clock(wall)
        await ticks.run_all()
        told = [text for text in scene.wire.said_to("队长老陈") if "改期回音" in text]
        assert len(told) == (wall >= "2026-11-28 16:00")
    assert "能来 1 人，还没回 1 人" in told[0]
    assert "赵叔" in told[0]


async def test_the_demo_clock_walks_through_the_digest(moved: Scene) -> None:
    async with read() as session:
        due = [await job.next_due(session, (await moved.row(1)).published_at) for job in ticks.TICKS.values()]
    assert (await moved.row(1)).digest_at in due


async def test_who_signs_up_after_the_change_has_nothing_to_confirm(moved: Scene) -> None:
    await moved.wire.say("小李", "报名 1")
    [said] = await moved.wire.say("队长老陈", "改期 1", group=None)
    assert "小李" not in said
