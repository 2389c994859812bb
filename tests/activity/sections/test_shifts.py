"""Signing up by shift, in the words of people, on both protocols."""

import pytest
from sqlalchemy import select

from plugins.activity.models import SignUp, SignUpState
from plugins.activity.sections.models import Seat
from plugins.kernel.db import read
from tests.activity.scene import Scene
from tests.activity.sections.conftest import sections
from tests.conftest import set_clock
from tests.wire import forget_everything


async def test_the_shift_is_asked_for_and_answered_with_a_number(fair: Scene) -> None:
    [asked] = await fair.wire.say("王阿姨", "报名 1")
    assert "1. 早班 8:00–10:00，还有 2 个名额" in asked
    assert "2. 午班 10:00–12:00，还有 2 个名额" in asked
    forget_everything()
    async with read() as session:
        from plugins.inbox import questions

        await questions.remember_all(session)
    [said] = await fair.wire.say("王阿姨", "2")
    assert "王阿姨 报上了：【1】广场日 午班 10:00–12:00" in said
    assert "第 1 位，还有 1 个名额" in said
    assert "撤销" in said
    assert await sections(fair) == {"早班": [], "午班": ["王阿姨"]}


@pytest.mark.parametrize(
    "line", ["报名 1 早班", "报名 早班", "报名早班", "报名广场日早班", "我要报名 1 早班", "报名 1 早班 谢谢"]
)
async def test_a_shift_may_be_said_at_once(fair: Scene, line: str) -> None:
    [said] = await fair.wire.say("王阿姨", line)
    assert "报上了：【1】广场日 早班" in said


async def test_several_shifts_for_one_person_as_long_as_they_do_not_overlap(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班")
    [said] = await fair.wire.say("王阿姨", "报名 1 午班")
    assert "报上了：【1】广场日 午班" in said
    [said] = await fair.wire.say("小李", "报名 1 都报")
    assert "早班 8:00–10:00，第 2 位" in said
    assert "午班 10:00–12:00，第 2 位" in said
    assert await sections(fair) == {"早班": ["王阿姨", "小李"], "午班": ["王阿姨", "小李"]}
    [mine] = await fair.wire.say("王阿姨", "我的活动", group=None)
    assert "早班 8:00–10:00 第 1 位、午班 10:00–12:00 第 1 位" in mine


async def test_two_at_the_same_time_are_offered_as_a_change(scene: Scene) -> None:
    await scene.wire.say("队长老陈", "发布 集市 12月5日 9:00-12:00 中心广场 分组 义诊台 2人, 理发台 2人")
    await scene.wire.say("王阿姨", "报名 1 义诊台")
    [asked] = await scene.wire.say("王阿姨", "报名 1 理发台")
    assert "撞时间" in asked
    assert await sections(scene) == {"义诊台": ["王阿姨"], "理发台": []}
    [said] = await scene.wire.say("王阿姨", "1")
    assert "换好了" in said
    assert await sections(scene) == {"义诊台": [], "理发台": ["王阿姨"]}
    [back] = await scene.wire.say("王阿姨", "撤销")
    assert "义诊台第 1 位" in back
    assert await sections(scene) == {"义诊台": ["王阿姨"], "理发台": []}


async def test_a_change_into_a_full_shift_keeps_what_one_has(fair: Scene) -> None:
    for who in ("小李", "赵叔"):
        await fair.wire.say(who, "报名 1 午班")
    await fair.wire.say("王阿姨", "报名 1 早班")
    [said] = await fair.wire.say("王阿姨", "报名 1 换 午班")
    assert "名额已满，没有换，王阿姨 还在 早班" in said
    assert await sections(fair) == {"早班": ["王阿姨"], "午班": ["小李", "赵叔"]}


async def test_again_changes_nothing_and_never_moves(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班")
    await fair.wire.say("小李", "报名 1 早班")
    [said] = await fair.wire.say("王阿姨", "报名 1 早班")
    assert "已经在 【1】广场日 的 早班第 1 位" in said
    [said] = await fair.wire.say("王阿姨", "报名 1")
    assert "不用再报" in said
    assert "发「报名 1 午班」" in said
    await fair.wire.again()
    assert await sections(fair) == {"早班": ["王阿姨", "小李"], "午班": []}


async def test_each_shift_has_its_own_waitlist(fair: Scene) -> None:
    for who in ("王阿姨", "小李", "赵叔"):
        await fair.wire.say(who, "报名 1 早班")
    said = fair.wire.said_in()[-1]
    assert "赵叔：【1】广场日 早班 8:00–10:00 名额已满，先排候补第 1 位" in said
    assert "午班还有 2 个名额" in said
    await fair.wire.say("赵叔", "报名 1 午班")
    assert await sections(fair) == {"早班": ["王阿姨", "小李", "候补 赵叔"], "午班": ["赵叔"]}
    [said] = await fair.wire.say("王阿姨", "取消报名 1")
    assert "已退出 【1】广场日 的 早班，候补的 赵叔 递补上了" in said
    await fair.wire.settle()
    assert any("候补转正了" in each and "早班 8:00–10:00 第 2 位" in each for each in fair.wire.said_to("赵叔"))
    assert await sections(fair) == {"早班": ["小李", "赵叔"], "午班": ["赵叔"]}


async def test_one_shift_can_be_left_and_the_leaving_taken_back(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 都报")
    [asked] = await fair.wire.say("王阿姨", "取消报名 1")
    assert "3. 都退" in asked
    await fair.wire.say("王阿姨", "1")
    assert await sections(fair) == {"早班": [], "午班": ["王阿姨"]}
    [back] = await fair.wire.say("王阿姨", "撤销")
    assert "早班第 1 位、午班第 1 位" in back
    [said] = await fair.wire.say("王阿姨", "取消报名 1 午班")
    assert "已退出 【1】广场日 的 午班" in said
    [said] = await fair.wire.say("王阿姨", "取消报名 1 午班")
    assert "没有报 【1】广场日 的 午班" in said
    await fair.wire.say("王阿姨", "取消报名 1 都退")
    assert await sections(fair) == {"早班": [], "午班": []}


async def test_undoing_a_sign_up_gives_up_only_the_new_seat(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班")
    await fair.wire.say("王阿姨", "报名 1 午班")
    [said] = await fair.wire.say("王阿姨", "撤销")
    assert "已退出 【1】广场日 的 午班" in said
    assert await sections(fair) == {"早班": ["王阿姨"], "午班": []}
    await fair.wire.say("王阿姨", "撤销")
    assert await sections(fair) == {"早班": [], "午班": []}


async def test_for_somebody_without_a_telephone(fair: Scene) -> None:
    [asked] = await fair.wire.say("赵叔", "帮 王奶奶 报名 1")
    assert "王奶奶 报 【1】广场日 的哪一班" in asked
    [said] = await fair.wire.say("赵叔", "午班")
    assert "王奶奶 报上了：【1】广场日 午班" in said
    [said] = await fair.wire.say("小李", "帮 王奶奶 报名 1 午班")
    assert "赵叔 帮报的" in said
    [said] = await fair.wire.say("赵叔", "帮 王奶奶 取消 1")
    assert "王奶奶 已退出" in said


async def test_company_takes_places_in_every_shift(fair: Scene) -> None:
    [said] = await fair.wire.say("王阿姨", "报名 1 2人 早班")
    assert "一共 2 人" in said
    [said] = await fair.wire.say("小李", "报名 1 早班")
    assert "候补第 1 位" in said
    [said] = await fair.wire.say("王阿姨", "报名 1 1人")
    assert "候补的 小李 递补上了" in said
    [said] = await fair.wire.say("王阿姨", "报名 1 3人")
    assert "早班 名额已满" in said
    assert await sections(fair) == {"早班": ["王阿姨", "小李"], "午班": []}


async def test_a_later_shift_is_open_while_an_earlier_one_runs(fair: Scene) -> None:
    set_clock("2026-12-05 08:30")
    [said] = await fair.wire.say("王阿姨", "报名 1 早班")
    assert "已经开始了" in said
    [said] = await fair.wire.say("王阿姨", "报名 1 午班")
    assert "报上了：【1】广场日 午班" in said
    [said] = await fair.wire.say("王阿姨", "取消报名 1 午班")
    assert "已退出" in said
    set_clock("2026-12-05 10:30")
    [said] = await fair.wire.say("王阿姨", "报名 1")
    assert "已经开始了" in said


async def test_too_late_to_leave_is_a_word_to_the_leader(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 都报")
    set_clock("2026-12-05 08:30")
    [said] = await fair.wire.say("王阿姨", "取消报名 1 都退")
    assert "已退出 【1】广场日 的 午班" in said
    assert "早班 的退出时间已过，我已转告队长" in said
    await fair.wire.settle()
    assert any("王阿姨 来不了 【1】广场日 的 早班" in each for each in fair.wire.said_to("队长老陈"))
    assert await sections(fair) == {"早班": ["王阿姨"], "午班": []}


async def test_who_is_closed_out_waits_for_the_leader(fair: Scene) -> None:
    await fair.wire.say("队长老陈", "截止 1")
    [said] = await fair.wire.say("王阿姨", "报名 1 早班")
    assert "报名已截止，先排候补第 1 位，队长点头才算数" in said
    await fair.wire.say("队长老陈", "补 1 早班 王阿姨")
    assert await sections(fair) == {"早班": ["王阿姨"], "午班": []}


async def test_a_pasted_list_names_the_shifts_and_a_written_one_reads_back(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 都报")
    [written] = await fair.wire.say("王阿姨", "接龙 1")
    assert "1. 王阿姨 早班 午班" in written
    [said] = await fair.wire.say("小李", f"{written}\n2. 小李 午班\n3. 李爷爷")
    assert "新增 1 人（小李）" in said
    assert "第 3 行“李爷爷”没加" in said
    assert await sections(fair) == {"早班": ["王阿姨"], "午班": ["王阿姨", "小李"]}
    [said] = await fair.wire.say("小李", "撤销")
    assert "小李 已去掉" in said
    assert await sections(fair) == {"早班": ["王阿姨"], "午班": ["王阿姨"]}


async def test_a_move_of_the_day_takes_the_shifts_along(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 午班")
    await fair.wire.say("队长老陈", "改期 1 12月6日9点")
    [said] = await fair.wire.say("小雨", "名单 1")
    assert "12月6日 周日 9:00" in said
    assert "午班 11:00–13:00｜1/2，空缺 1\n1. 王阿姨（改期未回）" in said
    await fair.wire.say("队长老陈", "撤销")
    [said] = await fair.wire.say("小雨", "名单 1")
    assert "午班 10:00–12:00｜1/2" in said


async def test_the_sign_up_always_follows_its_seats(fair: Scene) -> None:
    for line in ("报名 1 早班", "报名 1 午班", "取消报名 1 早班", "取消报名 1 午班"):
        await fair.wire.say("王阿姨", line)
        async with read() as session:
            row = (await session.scalars(select(SignUp))).one()
            states = set(await session.scalars(select(Seat.state)))
        assert row.state == (SignUpState.JOINED if SignUpState.JOINED in states else SignUpState.LEFT)


async def test_the_shifts_stand_in_what_is_shown(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班")
    for line in ("活动", "活动 1"):
        [said] = await fair.wire.say("小雨", line)
        assert "早班 1/2" in said
        assert "午班 0/2" in said
    [said] = await fair.wire.say("小雨", "海报 1")
    assert "早班 8:00–10:00 2 人、午班 10:00–12:00 2 人" in said
    await fair.wire.say("王阿姨", "日历", group=None)
    [(_, _, file)] = fair.wire.files
    assert "DTSTART;TZID=Asia/Shanghai:20261205T080000" in file.decode()
    assert "DTEND;TZID=Asia/Shanghai:20261205T100000" in file.decode()


@pytest.mark.parametrize(
    "line",
    [
        "调一下空调到26度",
        "调料到了 5",
        "排班表谁有",
        "招人啦",
        "分组讨论",
        "早班几点",
        "分组 3 人一组",
        "排班 3 天一轮",
        "条件 2 个",
    ],
)
async def test_talk_about_shifts_stays_talk(fair: Scene, line: str) -> None:
    assert await fair.wire.say("王阿姨", line) == []


async def test_who_could_not_come_comes_after_all(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班")
    set_clock("2026-12-05 08:30")
    await fair.wire.say("王阿姨", "取消报名 1")
    [said] = await fair.wire.say("王阿姨", "取消报名 1")
    assert "转告队长" in said
    set_clock("2026-12-05 07:30")
    [said] = await fair.wire.say("王阿姨", "报名 1 早班")
    assert "又能来 【1】广场日 的 早班 了" in said
    await fair.wire.settle()
    assert any("又能来" in each for each in fair.wire.said_to("队长老陈"))
    [said] = await fair.wire.say("王阿姨", "报名 1 早班")
    assert "不用再报" in said


async def test_only_the_hours_of_one_s_own_shift_are_in_the_way(fair: Scene) -> None:
    await fair.wire.say("队长老陈", "发布 理发 12月5日 10:00-12:00 活动室")
    await fair.wire.say("王阿姨", "报名 2")
    [said] = await fair.wire.say("王阿姨", "报名 1 早班")
    assert "撞上了" not in said
    assert "撞上了" in (await fair.wire.say("王阿姨", "报名 1 午班"))[-1]
    await fair.wire.say("小李", "报名 1 早班")
    assert "撞上了" not in (await fair.wire.say("小李", "报名 2"))[-1]


async def test_one_s_own_row_of_a_pasted_list_may_name_another_shift(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班")
    await fair.wire.say("小李", "报名 1 早班")
    [written] = await fair.wire.say("王阿姨", "接龙 1")
    other = written.replace("1. 王阿姨 早班", "1. 王阿姨 早班 午班")
    [said] = await fair.wire.say("王阿姨", other)
    assert "王阿姨 改好了" in said
    assert await sections(fair) == {"早班": ["王阿姨", "小李"], "午班": ["王阿姨"]}
    assert await fair.wire.say("王阿姨", other) == []
    await fair.wire.say("王阿姨", other.replace("2. 小李 早班", "2. 小李 午班"))
    assert await sections(fair) == {"早班": ["王阿姨", "小李"], "午班": ["王阿姨"]}, "it is not her row"
    [said] = await fair.wire.say("王阿姨", "撤销")
    assert "王阿姨 改回原来的" in said
    assert await sections(fair) == {"早班": ["王阿姨", "小李"], "午班": []}


async def test_fewer_companions_in_another_shift_let_one_move_up(fair: Scene) -> None:
    """赵叔 waits with two for the noon shift, where one place is left; he comes alone after all."""
    await fair.wire.say("王阿姨", "报名 1 午班")
    [said] = await fair.wire.say("赵叔", "报名 1 午班 2人")
    assert "候补" in said
    [said] = await fair.wire.say("赵叔", "报名 1 早班 1人")
    assert "早班" in said
    assert "递补" in said
    [said] = await fair.wire.say("赵叔", "名单 1")
    assert "候补" not in said


async def test_who_cannot_come_and_takes_it_back_has_his_shift_again_or_waits_first_for_it(fair: Scene) -> None:
    for who in ("王阿姨", "小李", "赵叔", "刘大姐"):
        await fair.wire.say(who, "报名 1 午班")
    assert await sections(fair) == {"早班": [], "午班": ["王阿姨", "小李", "候补 赵叔", "候补 刘大姐"]}
    [said] = await fair.wire.say("王阿姨", "不能来 1")
    assert "午班" in said
    [said] = await fair.wire.say("王阿姨", "撤销")
    assert "候补第 1 位" in said
    assert await sections(fair) == {"早班": [], "午班": ["小李", "赵叔", "候补 王阿姨", "候补 刘大姐"]}
    await fair.wire.say("刘大姐", "不能来 1")
    await fair.wire.say("刘大姐", "撤销")
    assert await sections(fair) == {"早班": [], "午班": ["小李", "赵叔", "候补 王阿姨", "候补 刘大姐"]}


async def test_all_of_several_who_cannot_come_are_back_in_their_shifts(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班")
    await fair.wire.say("王阿姨", "帮 王奶奶 报名 1 午班")
    before = await sections(fair)
    assert before == {"早班": ["王阿姨"], "午班": ["王奶奶"]}
    await fair.wire.say("王阿姨", "都不能来 1")
    assert await sections(fair) == {"早班": [], "午班": []}
    await fair.wire.say("王阿姨", "撤销")
    assert await sections(fair) == before


async def test_a_party_larger_than_the_shift_blocks_nobody(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班 3人")
    [said] = await fair.wire.say("小李", "报名 1 早班")
    assert "报上了" in said
    assert (await sections(fair))["早班"] == ["小李", "候补 王阿姨（+2）"]
