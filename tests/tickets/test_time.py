"""What time does: reminders before and at the deadline, then upward, each exactly once, whatever restarts; silence is not yes."""

from datetime import datetime, timedelta

import pytest

from plugins.kernel import clock, ticks
from plugins.kernel.db import read
from plugins.people import settings
from plugins.tickets import worktime
from plugins.tickets.worktime import Allowance, Clock
from tests.conftest import set_clock
from tests.tickets.scene import Scene
from tests.wire import forget_everything

MONDAY = "2026-11-23 10:00"


def at(wall: str) -> datetime:
    return clock.at_local(datetime.fromisoformat(wall))


async def go(scene: Scene, wall: str) -> None:
    """Walk there, letters and all."""
    await ticks.advance(at(wall))
    await scene.wire.settle()


def heard(scene: Scene, who: str, word: str) -> list[str]:
    return [each.text for each in scene.wire.sent if each.chat == scene.chat(who) and word in each.text]


@pytest.mark.parametrize(
    ("start", "hours", "ends"),
    [
        ("2026-11-23 10:00", 4, "2026-11-23 14:00"),
        ("2026-11-23 15:00", 4, "2026-11-24 11:00"),
        ("2026-11-27 16:00", 2, "2026-11-30 10:00"),
        ("2026-11-28 12:00", 1, "2026-11-30 10:00"),
        ("2026-09-30 16:00", 2, "2026-10-08 10:00"),  # 国庆
        ("2026-02-13 16:00", 2, "2026-02-14 10:00"),  # a Saturday that is worked
        ("2026-12-31 16:00", 2, "2027-01-01 10:00"),  # not known yet: Monday to Friday
        ("2026-11-23 07:00", 8, "2026-11-23 17:00"),
    ],
)
async def test_working_hours(qq_scene: Scene, start: str, hours: float, ends: str) -> None:
    async with read() as session:
        assert await worktime.after(session, qq_scene.community, at(start), Allowance(hours)) == at(ends)


async def test_hours_of_the_day_and_plain_hours(qq_scene: Scene) -> None:
    async with read() as session:
        waking = await worktime.after(session, qq_scene.community, at("2026-11-28 20:30"), Allowance(4, Clock.WAKING))
        plain = await worktime.after(session, qq_scene.community, at("2026-11-28 20:30"), Allowance(0.5, Clock.ALWAYS))
    assert waking == at("2026-11-29 10:00")
    assert plain == at("2026-11-28 21:00")


async def test_the_office_s_own_hours(qq_scene: Scene) -> None:
    assert "8" in await qq_scene.say("社工小周", "设置 上班钟点 8")
    async with read() as session:
        assert await settings.value(session, qq_scene.community, worktime.OPENS) == 8
        ends = await worktime.after(session, qq_scene.community, at("2026-11-23 16:00"), Allowance(2))
    assert ends == at("2026-11-24 09:00")


async def test_reminders_and_the_way_up_each_once(scene: Scene) -> None:
    """Two working days; half a day more for each stage; a restart after every hour changes nothing."""
    set_clock(MONDAY)
    await scene.open()
    moment = at(MONDAY)
    while moment < at("2026-11-27 20:00"):
        moment += timedelta(hours=1)
        await ticks.advance(moment)
        forget_everything()
        await ticks.run_all()
        await scene.wire.settle()
    assert len(heard(scene, "队长老陈", "快到期了")) == 1
    assert len(heard(scene, "队长老陈", "到期了还没办完")) == 1
    for above in ("副队长阿梅", "团长老郑", "社工小周", "社工小吴"):
        assert len(heard(scene, above, "超时了")) == 1, above
    ticket = await scene.ticket()
    assert (ticket.state, ticket.level, ticket.wake_at) == ("已派", "社区", None)
    assert (await scene.steps()).count("升级") == 3
    assert len(heard(scene, "王阿姨", "已经往上报了")) == 3
    assert not scene.wire.said_in()


async def test_asleep_over_the_deadline(qq_scene: Scene) -> None:
    """What is of no more use is left out; the rest is said once, in its order."""
    set_clock(MONDAY)
    await qq_scene.open()
    await qq_scene.wire.settle()
    set_clock("2026-11-30 12:00")
    await ticks.run_all()
    await qq_scene.wire.settle()
    assert heard(qq_scene, "队长老陈", "快到期了") == []
    assert len(heard(qq_scene, "队长老陈", "到期了还没办完")) == 1
    assert len(heard(qq_scene, "社工小周", "超时了")) == 1


async def test_taking_it_begins_a_new_round_but_keeps_the_day(qq_scene: Scene) -> None:
    set_clock(MONDAY)
    await qq_scene.open()
    promised = (await qq_scene.ticket()).due_at
    await go(qq_scene, "2026-11-24 16:00")
    await qq_scene.say("队长老陈", "接单 1")
    assert (await qq_scene.ticket()).due_at == promised
    await go(qq_scene, "2026-11-26 10:00")
    assert len(heard(qq_scene, "队长老陈", "到期了还没办完")) == 1
    assert len(heard(qq_scene, "副队长阿梅", "超时了")) == 1
    await qq_scene.say("王阿姨", "补充 1 还没人来")
    due = (await qq_scene.ticket()).due_at
    assert due
    assert due > clock.now()
    await go(qq_scene, "2026-12-04 18:00")
    assert len(heard(qq_scene, "队长老陈", "到期了还没办完")) == 2


async def test_silence_is_not_yes(scene: Scene) -> None:
    set_clock(MONDAY)
    await scene.open()
    await scene.say("队长老陈", "办结 1 换好了")
    await go(scene, "2026-11-29 09:00")
    assert heard(scene, "王阿姨", "明天就按") == []
    await go(scene, "2026-11-29 12:00")
    assert len(heard(scene, "王阿姨", "明天就按")) == 1
    await go(scene, "2026-11-30 12:00")
    ticket = await scene.ticket()
    assert (ticket.state, ticket.verdict) == ("办结", "未确认")
    assert len(heard(scene, "王阿姨", "未确认”结案。")) == 1
    said = await scene.say("王阿姨", "好了 1")
    assert "结案" in said
    assert (await scene.ticket()).verdict == "好了"


async def test_unconfirmed_and_then_not_done(qq_scene: Scene) -> None:
    set_clock(MONDAY)
    await qq_scene.open()
    await qq_scene.say("队长老陈", "办结 1 换好了")
    await go(qq_scene, "2026-12-01 12:00")
    assert "重新办" in await qq_scene.say("王阿姨", "没有 1 根本没换")
    assert (await qq_scene.ticket()).state == "已派"


async def test_what_ended_long_ago_is_reported_anew(qq_scene: Scene) -> None:
    set_clock(MONDAY)
    await qq_scene.open()
    await qq_scene.say("队长老陈", "不属实 1 没有这回事")
    set_clock("2026-12-24 10:00")
    assert "30 天" in await qq_scene.say("王阿姨", "重开 1 有的")
    assert (await qq_scene.ticket()).state == "不属实"


async def test_whoever_is_away_is_passed_over_and_that_is_said(scene: Scene) -> None:
    set_clock(MONDAY)
    assert "11月30日" in await scene.say("队长老陈", "请假到 11月30日")
    await scene.open()
    assert "接单 1" in (await scene.told("副队长阿梅"))[0]
    assert heard(scene, "队长老陈", "新工单") == []
    await scene.open("路灯", category="")
    said = await scene.say("社工小周", "转交 2 水电维修")
    assert "队长请假，先由副队长接" in said
    assert "接下了" in await scene.say("队长老陈", "接单 2")


async def test_nobody_at_all_is_asked_again_every_day(qq_scene: Scene) -> None:
    set_clock(MONDAY)
    for who in ("队长老陈", "副队长阿梅", "团长老郑", "社工小周", "社工小吴"):
        await qq_scene.wire.say("管理员", [("text", "免去 "), ("at", who)])
    await qq_scene.open()
    assert (await qq_scene.ticket()).state == "新"
    await go(qq_scene, "2026-11-25 12:00")
    assert (await qq_scene.ticket()).state == "新"
    await qq_scene.wire.say("管理员", [("text", "任命 "), ("at", "社工小周"), ("text", " 社工")])
    await go(qq_scene, "2026-11-26 12:00")
    assert (await qq_scene.ticket()).state == "已派"
    assert len(heard(qq_scene, "社工小周", "接单 1")) == 1


def closed_to(scene: Scene, *who: str):
    shut = {scene.chat(each).removeprefix("person:") for each in who}

    def refuse(action: str, params: dict[str, object]) -> str | None:
        return "not a friend" if str(params.get("user_id", "")) in shut and "message" in params else None

    return refuse


async def test_a_leader_who_cannot_be_reached(scene: Scene) -> None:
    """He gets a discreet @; staff and the one who asked are told the truth."""
    set_clock(MONDAY)
    scene.wire.refuse = closed_to(scene, "队长老陈")
    await scene.open()
    for _ in range(4):
        await scene.wire.settle()
    [said] = scene.wire.said_in()
    assert not any(word in said for word in ("井盖", "试1", "水电"))
    for worker in ("社工小周", "社工小吴"):
        assert len(heard(scene, worker, "给 队长老陈 的消息没送到")) == 1
    assert len(heard(scene, "王阿姨", "暂时没有联系上负责的人，已经转告社工")) == 1


async def test_a_reporter_who_cannot_be_reached(qq_scene: Scene) -> None:
    set_clock(MONDAY)
    qq_scene.wire.refuse = closed_to(qq_scene, "王阿姨")
    await qq_scene.open()
    await qq_scene.say("队长老陈", "接单 1")
    for _ in range(4):
        await qq_scene.wire.settle()
    assert len(heard(qq_scene, "社工小周", "给报的人的消息没送到")) == 1


async def test_a_person_without_an_account_is_asked_through_whoever_speaks_for_him(qq_scene: Scene) -> None:
    await qq_scene.ward("王奶奶", "王阿姨")
    await qq_scene.open(by="王奶奶")
    await qq_scene.say("队长老陈", "办结 1 换好了")
    [asked] = await qq_scene.told("王阿姨")
    assert asked.startswith("王奶奶")
    assert "结案" in await qq_scene.say("王阿姨", "1")


async def test_two_questions_wait_beside_each_other(scene: Scene) -> None:
    for number in (1, 2):
        await scene.open()
        await scene.say("队长老陈", f"办结 {number} 换好了")
    letters = [each for each in await scene.wire.settle() if "好了吗" in each.text]
    assert ["试1" in letters[0].text, "试2" in letters[1].text] == [True, True]
    which = await scene.say("王阿姨", "1")
    for line in ("好了 2", "好了 1"):
        assert line in which
    assert [(await scene.ticket(number)).state for number in (1, 2)] == ["待核实", "待核实"]
    assert "试1" in await scene.say("王阿姨", "2")
    assert "试2" in await scene.say("王阿姨", "1", quote=letters[1].message_id)
    assert [(await scene.ticket(number)).verdict for number in (1, 2)] == ["好了", "好了"]


@pytest.mark.parametrize(
    ("said", "state"),
    [("好了，谢谢你们", "办结"), ("没有，还是响", "已派"), ("一半", "处理中"), ("3", "已派"), ("好了！", "办结")],
)
async def test_the_answer_in_a_word(qq_scene: Scene, said: str, state: str) -> None:
    set_clock(MONDAY)
    await qq_scene.open()
    await qq_scene.say("队长老陈", "办结 1 换好了")
    set_clock("2026-11-24 10:00")
    await qq_scene.say("王阿姨", said)
    assert (await qq_scene.ticket()).state == state


async def test_thanks_are_no_news(qq_scene: Scene) -> None:
    await qq_scene.open()
    await qq_scene.say("队长老陈", "办结 1 换好了")
    await qq_scene.say("王阿姨", "一半")
    await qq_scene.wire.settle()
    assert "不客气" in await qq_scene.say("王阿姨", "谢谢")
    assert await qq_scene.told("队长老陈") == []


async def test_once_a_day(qq_scene: Scene) -> None:
    set_clock(MONDAY)
    await qq_scene.open()
    assert "替您催了" in await qq_scene.say("王阿姨", "催办 1")
    assert len([each for each in await qq_scene.told("队长老陈") if "催办" in each]) == 1
    said = await qq_scene.say("王阿姨", "催办 1")
    for fact in ("明天还能再催", "水电维修 队长", "11月25日"):
        assert fact in said
    assert await qq_scene.told("队长老陈") == []
    set_clock("2026-11-24 09:00")
    assert "替您催了" in await qq_scene.say("王阿姨", "催办 1")


async def test_every_step_is_undone_and_those_told_are_told_again(scene: Scene) -> None:
    await scene.open()
    await scene.say("赵叔", "跟进 1")
    await scene.wire.settle()
    for line, state in (
        ("接单 1", "处理中"),
        ("挂账 1 等配件 12月再看", "挂账"),
        ("转交 1 社工", "已派"),
        ("办结 1 好了", "待核实"),
    ):
        before = await scene.ticket()
        await scene.say("队长老陈", line)
        assert (await scene.ticket()).state == state
        await scene.wire.settle()
        assert "收回了" in await scene.say("队长老陈", "撤销")
        after = await scene.ticket()
        same = ("state", "handler_id", "office", "team_id", "level", "due_at", "wake_at", "rung", "verdict")
        assert [getattr(before, name) for name in same] == [getattr(after, name) for name in same]
        await scene.wire.settle()
        for who in ("王阿姨", "赵叔"):
            assert "收回了" in heard(scene, who, "试1")[-1]
    assert "不再跟进" in await scene.say("赵叔", "撤销")
    await scene.say("队长老陈", "接单 1")
    assert await scene.told("赵叔") == []


async def test_what_others_have_built_on_is_not_undone(qq_scene: Scene) -> None:
    await qq_scene.open()
    await qq_scene.say("队长老陈", "接单 1")
    await qq_scene.say("社工小周", "转交 1 赵叔")
    assert "后来又被改过" in await qq_scene.say("队长老陈", "撤销")
