"""我去了: between the person and those who lead, in private; granted, the books follow."""

import pytest
from sqlalchemy import select

from plugins.activity.models import Activity, Objection, SignUp
from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.people.models import Role
from plugins.points.models import LedgerEntry
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.database import contents

AFTER = "2026-11-28 11:30"


async def marked(scene: Scene, roll: str = "到 1 请假 3") -> None:
    """王阿姨 came, 小李 did not, 赵叔 was excused; 刘大姐 is not on the list."""
    await scene.activity()
    await scene.put(1, "王阿姨", "小李", "赵叔")
    set_clock(AFTER)
    [said] = await scene.wire.say("队长老陈", f"考勤 1 {roll}")
    assert "记好了" in said
    await scene.wire.settle()


async def minutes_of(scene: Scene, name: str) -> int:
    async with read() as session:
        query = select(LedgerEntry).where(LedgerEntry.member_id == scene.people[name], LedgerEntry.book == "hours")
        return sum(line.amount for line in await session.scalars(query))


async def outcome_of(scene: Scene, name: str) -> str | None:
    async with read() as session:
        return await session.scalar(select(SignUp.outcome).where(SignUp.member_id == scene.people[name]))


async def states() -> list[str]:
    async with read() as session:
        return list(await session.scalars(select(Objection.state).order_by(Objection.id)))


async def test_who_is_marked_missing_hears_it_once_in_private_and_nobody_else_does(scene: Scene) -> None:
    await marked(scene)
    [note] = scene.wire.said_to("小李")
    for fact in ("记为没到", "我去了 1", "不扣分"):
        assert fact in note
    assert scene.wire.said_to("王阿姨") == scene.wire.said_to("赵叔") == []
    await scene.wire.say("队长老陈", "考勤 1 到 1 请假 3")
    await scene.wire.settle()
    assert len(scene.wire.said_to("小李")) == 1


async def test_where_private_is_closed_nothing_is_said_in_the_group(scene: Scene) -> None:
    def closed(action: str, params: dict[str, object]) -> str | None:
        private = action == "send_private_msg" or params.get("detail_type") == "private"
        return "not a friend" if private else None

    scene.wire.refuse = closed
    await marked(scene)
    for _ in range(3):
        await scene.wire.settle()
    assert not any("小李" in each.text and "没到" in each.text for each in scene.wire.sent if "考勤记好了" not in each.text)
    assert [each for each in scene.wire.sent if each.mentions] == []


async def test_a_corrected_roll_takes_the_note_back(scene: Scene) -> None:
    await marked(scene)
    await scene.wire.say("队长老陈", "考勤 1 到 1 2 请假 3")
    await scene.wire.settle()
    assert "现在记为到了" in scene.wire.said_to("小李")[-1]
    await scene.wire.say("队长老陈", "撤销")
    await scene.wire.settle()
    assert "记为没到" in scene.wire.said_to("小李")[-1]
    await scene.wire.say("队长老陈", "撤销")
    await scene.wire.settle()
    assert "先不算" in scene.wire.said_to("小李")[-1]


async def test_granted_by_a_digit(scene: Scene) -> None:
    await marked(scene)
    [said] = await scene.wire.say("小李", "我去了 1", group=None)
    for fact in ("请队长核对", "撤销"):
        assert fact in said
    await scene.wire.settle()
    question = scene.wire.said_to("队长老陈")[-1]
    for fact in ("小李 说去了【1】清洁家园", "记为没到", "回 1 算到，回 2 不算"):
        assert fact in question
    [said] = await scene.wire.say("队长老陈", "1", group=None)
    assert "小李" in said
    assert "算到" in said
    assert await outcome_of(scene, "小李") == "present"
    assert await minutes_of(scene, "小李") == 120
    await scene.wire.settle()
    assert "改记为到了" in scene.wire.said_to("小李")[-1]
    [said] = await scene.wire.say("小李", "我去了 1", group=None)
    assert "已经记为到了" in said
    [said] = await scene.wire.say("队长老陈", "撤销", group=None)
    assert await outcome_of(scene, "小李") == "absent"
    assert await minutes_of(scene, "小李") == 0
    assert await states() == ["open"]
    await scene.wire.settle()
    assert "先不算" in scene.wire.said_to("小李")[-1]
    assert "回 1 算到" in scene.wire.said_to("队长老陈")[-1]


async def test_refused_with_a_reason(scene: Scene) -> None:
    await marked(scene)
    await scene.wire.say("赵叔", "我去了 1", group=None)
    [said] = await scene.wire.say("队长老陈", "不同意申诉 1 赵叔 签到表上没有您，电话13800138000", group=None)
    assert "不算" in said
    await scene.wire.settle()
    news = scene.wire.said_to("赵叔")[-1]
    for fact in ("签到表上没有您", "社工 社工小周", "138****8000"):
        assert fact in news
    assert await outcome_of(scene, "赵叔") == "excused"
    [said] = await scene.wire.say("赵叔", "我去了 1", group=None)
    assert "社工小周" in said
    await scene.wire.say("队长老陈", "撤销", group=None)
    assert await states() == ["open"]


async def test_refused_by_a_digit(qq_scene: Scene) -> None:
    await marked(qq_scene)
    await qq_scene.wire.say("小李", "我去了 1", group=None)
    [said] = await qq_scene.wire.say("队长老陈", "2", group=None)
    assert "不算" in said
    assert await states() == ["refused"]


async def test_somebody_who_is_on_no_list(scene: Scene) -> None:
    await marked(scene)
    await scene.wire.say("刘大姐", "我去了 1", group=None)
    await scene.wire.settle()
    assert "刘大姐 说去了【1】清洁家园" in scene.wire.said_to("队长老陈")[-1]
    assert "不在名单上" in scene.wire.said_to("队长老陈")[-1]
    await scene.wire.say("队长老陈", "同意申诉 1 刘大姐", group=None)
    assert await scene.names(1) == ["王阿姨", "小李", "赵叔", "刘大姐"]
    assert await minutes_of(scene, "刘大姐") == 120
    await scene.wire.say("队长老陈", "撤销", group=None)
    assert await scene.names(1) == ["王阿姨", "小李", "赵叔"]
    assert await minutes_of(scene, "刘大姐") == 0


async def test_two_at_once_keep_their_numbers(scene: Scene) -> None:
    await marked(scene)
    await scene.wire.say("小李", "我去了 1", group=None)
    await scene.wire.say("赵叔", "我去了 1", group=None)
    await scene.wire.settle()
    first, second = scene.wire.said_to("队长老陈")[-2:]
    assert "小李" in first
    assert "回 1 算到，回 2 不算" in first
    assert "赵叔" in second
    assert "回 3 算到，回 4 不算" in second
    [said] = await scene.wire.say("队长老陈", "1", group=None)
    assert said.startswith("小李")
    assert "还有 赵叔 说去了【1】清洁家园：回 1 算到，回 2 不算" in said
    [said] = await scene.wire.say("队长老陈", "2", group=None)
    assert said.startswith("赵叔")
    assert (await outcome_of(scene, "小李"), await outcome_of(scene, "赵叔")) == ("present", "excused")


async def test_in_the_group_nothing_is_told_of_it(scene: Scene) -> None:
    await marked(scene)
    [said] = await scene.wire.say("小李", "我去了 1")
    assert "私" in said
    assert "小李" not in said
    [said] = await scene.wire.say("队长老陈", "同意申诉 1 小李")
    assert "小李" not in said
    [said] = await scene.wire.say("队长老陈", "撤销")
    assert "小李" not in said


async def test_taken_back_by_the_person(scene: Scene) -> None:
    await marked(scene)
    await scene.wire.say("小李", "我去了 1", group=None)
    [said] = await scene.wire.say("小李", "我去了 1", group=None)
    assert "已经说过" in said
    [said] = await scene.wire.say("小李", "撤销", group=None)
    assert "收回" in said
    await scene.wire.settle()
    assert "不用核对了" in scene.wire.said_to("队长老陈")[-1]
    [said] = await scene.wire.say("队长老陈", "同意申诉 1 小李", group=None)
    assert "本人已经收回" in said
    assert await outcome_of(scene, "小李") == "absent"
    [said] = await scene.wire.say("小李", "我去了 1", group=None)
    assert "请队长核对" in said


async def test_for_somebody_one_speaks_for(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "小李")
    await scene.wire.say("王阿姨", "帮 王奶奶 报名 1")
    set_clock(AFTER)
    await scene.wire.say("队长老陈", "考勤 1 到 小李")
    await scene.wire.settle()
    [note] = scene.wire.said_to("王阿姨")
    assert "「我去了 1 王奶奶」" in note
    [said] = await scene.wire.say("王阿姨", "我去了 1 王奶奶", group=None)
    assert "王奶奶" in said
    [said] = await scene.wire.say("小李", "我去了 1 王奶奶", group=None)
    assert "不是您帮报的" in said
    [said] = await scene.wire.say("队长老陈", "同意申诉 1 王奶奶", group=None)
    await scene.wire.settle()
    assert "王奶奶：队长核对过了" in scene.wire.said_to("王阿姨")[-1]


async def test_nobody_decides_about_himself(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨", "队长老陈")
    async with write() as session:
        where = {"community_id": scene.community, "granted_at": clock.now()}
        session.add(Role(member_id=scene.people["刘大姐"], kind=RoleKind.CORPS_HEAD, **where))
    set_clock(AFTER)
    await scene.wire.say("队长老陈", "考勤 1 到 1")
    await scene.wire.say("队长老陈", "我去了 1", group=None)
    [said] = await scene.wire.say("队长老陈", "同意申诉 1 队长老陈", group=None)
    assert "别的队长或社工" in said
    await scene.wire.settle()
    assert "回 1 算到" in scene.wire.said_to("刘大姐")[-1]
    [said] = await scene.wire.say("刘大姐", "1", group=None)
    assert "队长老陈" in said
    assert await outcome_of(scene, "队长老陈") == "present"


@pytest.mark.parametrize(
    ("at", "says"),
    [("2026-11-27 12:00", "还没开始"), ("2026-11-28 11:30", "考勤还没记"), ("2026-12-05 11:02", "超过 7 天")],
)
async def test_too_early_and_too_late(qq_scene: Scene, at: str, says: str) -> None:
    await qq_scene.activity()
    await qq_scene.put(1, "王阿姨", "小李")
    if "12-05" in at:
        set_clock(AFTER)
        await qq_scene.wire.say("队长老陈", "考勤 1 到 1")
    set_clock(at)
    before = await contents()
    [said] = await qq_scene.wire.say("小李", "我去了 1", group=None)
    assert says in said
    assert await contents() == before


async def test_under_the_quoted_note(scene: Scene) -> None:
    await marked(scene)
    note = next(each for each in scene.wire.sent if "记为没到" in each.text)
    [said] = await scene.wire.say("小李", "我去了", group=None, quote=note.message_id)
    assert "请队长核对" in said


@pytest.mark.parametrize("said", ["我去了", "我去了3个地方", "我去了 2 次", "我去了 3 个地方", "我去了12楼", "我去过北京"])
async def test_talk_about_where_one_went_is_chatter(qq_scene: Scene, said: str) -> None:
    await marked(qq_scene)
    assert await qq_scene.wire.say("小李", said) == []
    assert await states() == []


async def test_a_neighbour_decides_nothing(qq_scene: Scene) -> None:
    await marked(qq_scene)
    await qq_scene.wire.say("小李", "我去了 1", group=None)
    [said] = await qq_scene.wire.say("王阿姨", "同意申诉 1 小李", group=None)
    assert "社工" in said
    [said] = await qq_scene.wire.say("队长老陈", "同意申诉 1 王阿姨", group=None)
    assert "等核对的有：小李" in said
    assert await states() == ["open"]


async def test_with_no_leader_left_the_person_is_sent_to_the_staff(qq_scene: Scene) -> None:
    await marked(qq_scene)
    async with write() as session:
        (await session.scalars(select(Activity))).one().leader_id = None
        for role in await session.scalars(select(Role)):
            role.ended_at = clock.now()
    [said] = await qq_scene.wire.say("小李", "我去了 1", group=None)
    assert "社工" in said
    assert await states() == ["open"]
