"""What leaders change about a series: skip, move, pause, resume, stop, alter; all of it can be taken back."""

import pytest

from plugins.activity.models import Series
from plugins.kernel import ticks
from plugins.kernel.db import read
from tests.activity.scene import Scene
from tests.activity.series.test_chat import SATURDAYS, days, made, the_series
from tests.conftest import set_clock
from tests.wire import forget_everything

ALL = ["11-28 09:00", "12-05 09:00", "12-12 09:00", "12-19 09:00", "12-26 09:00"]


@pytest.fixture
async def class_(scene: Scene) -> Scene:
    await scene.wire.say("社工小周", SATURDAYS + " 环境保护")
    assert await days() == ALL
    return scene


async def tomorrow(wall: str = "2026-11-23 00:01") -> None:
    """A restart and the next day's ticks, twice."""
    forget_everything()
    set_clock(wall)
    await ticks.run_all()
    await ticks.run_all()


async def test_a_day_is_skipped_and_comes_back(class_: Scene) -> None:
    wire = class_.wire
    [said] = await wire.say("社工小周", "跳过 系列 1 12月12日")
    assert "12月12日（周六）不办了" in said
    assert "撤销" in said
    assert await days() == [ALL[0], ALL[1], ALL[3], ALL[4]]
    [said] = await wire.say("社工小周", "跳过 系列 1 12月12日")
    assert "已经" in said
    [said] = await wire.say("社工小周", "撤销")
    assert "撤销了" in said
    assert await days() == ALL
    await wire.settle()
    assert wire.said_to("王阿姨") == []  # nobody was on it, nobody hears of it
    await tomorrow()
    assert len(await days()) == len(set(await days())) == 5


async def test_a_day_beyond_what_is_made_is_skipped(class_: Scene) -> None:
    [said] = await class_.wire.say("社工小周", "跳过 系列 1 2027年1月16日")
    assert "2027年1月16日" in said
    await tomorrow("2026-12-27 12:00")
    assert "01-16 09:00" not in await days()
    assert "01-23 09:00" in await days()


async def test_people_on_a_skipped_day_are_asked_about_and_told(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "报名 12月12日书法课")
    [said] = await wire.say("社工小周", "跳过 系列 1 12月12日")
    assert "1 人报了名" in said
    assert await days() == ALL
    [said] = await wire.say("社工小周", "1")
    assert "已通知 1 人" in said
    await wire.settle()
    assert any("12月12日" in text and "取消" in text for text in wire.said_to("王阿姨"))
    await tomorrow()
    assert "12-12 09:00" not in await days()


async def test_no_skips_the_deed(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "报名 12月12日书法课")
    await wire.say("社工小周", "跳过 系列 1 12月12日")
    await wire.say("社工小周", "0")
    assert await days() == ALL


async def test_which_day_is_asked(class_: Scene) -> None:
    wire = class_.wire
    [said] = await wire.say("社工小周", "跳过 系列 1")
    assert "1. 11月28日" in said
    [said] = await wire.say("社工小周", "2")
    assert "12月5日" in said
    assert "12-05 09:00" not in await days()


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("跳过 系列 1 12月13日", "本来就不办"),
        ("跳过 系列 1 2月30日", "没有「2月30日」"),
        ("跳过 系列 7 12月12日", "没有系列 7"),
        ("移到 系列 1 12月13日 到 12月14日", "本来就不办"),
        ("移到 系列 1 12月12日", "从哪天改到哪天"),
        ("移到 系列 1 12月12日 到 12月19日", "本来就有一次"),
        ("移到 系列 1 12月12日 到 11月1日", "过去"),
        ("移到 系列 1 12月12日 到 12月12日", "没有改动"),
        ("暂停 系列 1 下雨", "没看懂"),
        ("恢复 系列 1", "没有停"),
        ("改系列 1", "要改什么"),
        ("改系列 1 15人", "没有改动"),
        ("改系列 1 3点", "凌晨"),
        ("改系列 9 15人", "没有系列 9"),
    ],
)
async def test_what_cannot_be_done_is_said(class_: Scene, line: str, word: str) -> None:
    [said] = await class_.wire.say("社工小周", line)
    assert word in said
    assert await days() == ALL


async def test_one_date_moves_and_the_series_goes_on(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "报名 12月12日书法课")
    [said] = await wire.say("社工小周", "移到 系列 1 12月12日 到 12月13日")
    for fact in ("12月12日", "12月13日 周日 9:00", "1 人重新确认"):
        assert fact in said
    moved = [*ALL[:2], "12-13 09:00", *ALL[3:]]
    assert await days() == moved
    await wire.settle()
    assert any("12月13日" in text for text in wire.said_to("王阿姨"))
    await tomorrow()
    assert await days() == moved
    [said] = await wire.say("社工小周", "系列 1")
    assert "12月12日改来的" in said


async def test_a_move_is_taken_back(class_: Scene) -> None:
    wire = class_.wire
    [said] = await wire.say("社工小周", "改期 系列 1 12月12日 到 12月13日 14:00")
    assert "12月13日 周日 14:00" in said
    assert "12-13 14:00" in await days()
    [said] = await wire.say("社工小周", "撤销")
    assert "12月12日 周六 9:00" in said
    assert await days() == ALL


async def test_a_date_not_made_yet_is_moved(class_: Scene) -> None:
    await class_.wire.say("社工小周", "移到 系列 1 2027年1月16日 到 2027年1月17日")
    await tomorrow("2026-12-27 12:00")
    found = await days()
    assert "01-17 09:00" in found
    assert "01-16 09:00" not in found
    assert len(found) == len(set(found))


async def test_a_leader_of_its_team_skips_and_moves_but_does_not_stop(class_: Scene) -> None:
    wire = class_.wire
    [said] = await wire.say("队长老陈", "跳过 系列 1 12月12日")
    assert "不办了" in said
    [said] = await wire.say("队长老陈", "移到 系列 1 12月19日 到 12月20日")
    assert "12月20日" in said
    for line in ("停办 系列 1", "暂停 系列 1 寒假", "恢复 系列 1", "改系列 1 9人"):
        [said] = await wire.say("队长老陈", line)
        assert "社工" in said
    for line in ("跳过 系列 1 12月26日", "移到 系列 1 12月26日 到 12月27日"):
        [said] = await wire.say("王阿姨", line)
        assert "不办了" not in said
        assert "改到" not in said
    [said] = await wire.say("王阿姨", "改期 系列 1 12月26日 到 12月27日")
    assert "社工来改" in said
    assert await days() == [ALL[0], ALL[1], "12-20 09:00", ALL[4]]


async def test_somebody_else_s_series_is_not_a_leader_s(scene: Scene) -> None:
    await scene.wire.say("社工小周", SATURDAYS)
    [said] = await scene.wire.say("队长老陈", "跳过 系列 1 12月12日")
    assert "它的队长或社工" in said
    assert await days() == ALL


async def test_a_pause_leaves_what_people_are_on(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "报名 12月12日书法课")
    [said] = await wire.say("社工小周", "暂停 系列 1 12月1日到12月20日")
    assert "12月1日到12月20日停办" in said
    assert "12月12日已有人报名，先照办" in said
    assert await days() == [ALL[0], ALL[2], ALL[4]]
    [said] = await wire.say("社工小周", "1")
    assert "已通知 1 人" in said
    assert await days() == [ALL[0], ALL[4]]
    await wire.settle()
    assert any("12月12日" in text and "取消" in text for text in wire.said_to("王阿姨"))
    await tomorrow("2026-11-23 09:00")
    assert await days() == [ALL[0], ALL[4]]
    [said] = await wire.say("社工小周", "恢复 系列 1")
    assert "照常办了" in said
    assert await days() == ALL
    await wire.settle()
    assert "12月12日" in wire.said_to("王阿姨")[-1]
    assert "照常" in wire.said_to("王阿姨")[-1]


async def test_a_pause_is_taken_back(class_: Scene) -> None:
    wire = class_.wire
    [said] = await wire.say("社工小周", "暂停 系列 1")
    assert "从哪天停到哪天" in said
    [said] = await wire.say("社工小周", "12月1日到12月20日")
    assert "停办" in said
    assert await days() == [ALL[0], ALL[4]]
    [said] = await wire.say("社工小周", "撤销")
    assert "每周六" in said
    assert await days() == ALL


async def test_the_winter_holidays(class_: Scene) -> None:
    wire = class_.wire
    [said] = await wire.say("社工小周", "暂停 系列 1 寒假")
    assert "2027年1月17日到2027年2月20日停办" in said
    for wall in ("2026-12-20 12:00", "2027-01-10 12:00", "2027-01-31 12:00"):
        set_clock(wall)
        await ticks.run_all()
    found = await days()
    assert "01-16 09:00" in found
    assert not [each for each in found if "01-17" <= each[:5] <= "02-20"]
    assert "02-27 09:00" in found


async def test_it_is_stopped_and_those_with_people_go_on(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "报名 12月12日书法课")
    [said] = await wire.say("社工小周", "停办 系列 1")
    assert "停办了" in said
    assert "12月12日已有人报名，先照办" in said
    assert await days() == [ALL[2]]
    await tomorrow("2026-12-01 12:00")
    assert await days() == [ALL[2]]
    [said] = await wire.say("王阿姨", "系列")
    assert "没有定期活动" in said
    [said] = await wire.say("社工小周", "停办 系列 1")
    assert "已经停办" in said
    [said] = await wire.say("社工小周", "恢复 系列 1")
    assert "照常办了" in said
    assert "12-05 09:00" in await days()


@pytest.mark.parametrize("line", ["停办系列1", "停办 系列1", "停办　系列 1", "停辦 系列 1号"])
async def test_however_it_is_spaced(class_: Scene, line: str) -> None:
    [said] = await class_.wire.say("社工小周", line)
    assert "停办了" in said


async def test_what_the_rule_no_longer_wants_is_not_shown(class_: Scene) -> None:
    await class_.wire.say("社工小周", "改系列 1 每周日")
    [said] = await class_.wire.say("社工小周", "系列 1")
    assert "11月29日" in said
    assert "不办" not in said


async def test_stopping_is_taken_back_and_so_is_the_calling_off(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "报名 12月12日书法课")
    await wire.say("社工小周", "停办 系列 1")
    await wire.say("社工小周", "1")
    assert await days() == []
    [said] = await wire.say("社工小周", "撤销")
    assert "12月12日照办" in said
    assert await days() == [ALL[2]]
    [said] = await wire.say("社工小周", "撤销")
    assert "撤销了" in said
    assert await days() == ALL
    assert (await the_series()).ended_at is None


async def test_what_a_leader_called_off_himself_stays_called_off(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "报名 11月28日书法课")
    number = (await made())[0].number
    await wire.say("社工小周", f"取消活动 {number} 下雨")
    await wire.say("社工小周", "停办 系列 1")
    await wire.say("社工小周", "恢复 系列 1")
    assert await days() == ALL[1:]


async def test_from_now_on_at_another_time_and_place(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "报名 12月12日书法课")
    await wire.say("社工小周", "移到 系列 1 12月19日 到 12月20日")
    [said] = await wire.say("社工小周", "改系列 1 10:00-12:00 地点：党群活动室")
    for fact in ("每周六 10:00–12:00", "党群活动室", "1 人次重新确认"):
        assert fact in said
    assert await days() == ["11-28 10:00", "12-05 10:00", "12-12 10:00", "12-20 09:00", "12-26 10:00"]
    await wire.settle()
    assert any("10:00" in text for text in wire.said_to("王阿姨"))
    await tomorrow("2026-12-01 12:00")
    assert "01-02 10:00" in await days()
    assert {each.place for each in await made()} == {"党群活动室", "活动室"}  # the moved one stands as it was agreed


async def test_of_the_rule_what_is_not_said_anew_stays(class_: Scene) -> None:
    wire = class_.wire
    [said] = await wire.say("社工小周", "改系列 1 到12月20日")
    assert "每周六，到12月20日 9:00–11:00" in said
    assert await days() == ALL[:4]
    [said] = await wire.say("社工小周", "改系列 1 每周日")
    assert "每周日，到12月20日" in said
    assert await days() == ["11-29 09:00", "12-06 09:00", "12-13 09:00", "12-20 09:00"]
    [said] = await wire.say("社工小周", "改系列 1 每两周周日 寒暑假除外")
    assert "每两周周日，从11月29日起，到12月20日，寒暑假除外" in said
    assert await days() == ["11-29 09:00", "12-13 09:00"]


async def test_altering_is_taken_back(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("社工小周", "改系列 1 10:00 20人 每周日")
    assert await days() == ["11-29 10:00", "12-06 10:00", "12-13 10:00", "12-20 10:00", "12-27 10:00"]
    [series] = [await the_series()]
    assert (series.start, series.end, series.capacity) == ("10:00", "12:00", 20)
    [said] = await wire.say("社工小周", "撤销")
    assert "每周六" in said
    assert await days() == ALL
    assert (await the_series()).capacity == 15
    assert {each.capacity for each in await made() if each.state != "cancelled"} == {15}


async def test_a_new_limit_moves_the_waiting_up_and_drops_nobody(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("社工小周", "改系列 1 至少1人")
    await wire.say("社工小周", "改系列 1 2人")
    for who in ("王阿姨", "小李", "赵叔"):
        await wire.say(who, "报名 12月12日书法课")
    [said] = await wire.say("社工小周", "改系列 1 1人")
    assert "限 1 人" in said
    held = next(each for each in await made() if each.number)
    assert held.capacity == 2
    await wire.say("社工小周", "撤销")
    await wire.say("社工小周", "改系列 1 3人")
    await wire.settle()
    assert any("转正" in text for text in wire.said_to("赵叔"))


async def test_two_changes_by_two_people_are_not_mixed_up(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("社工小周", "暂停 系列 1 12月1日到12月20日")
    await wire.say("管理员", "停办 系列 1")
    [said] = await wire.say("社工小周", "撤销")
    assert "后来又被改过" in said
    async with read() as session:
        assert (await session.get_one(Series, 1)).ended_at is not None
