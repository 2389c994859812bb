"""Series in chat: set up in one line, listed, shown, taken back."""

import pytest
from sqlalchemy import select

from plugins.activity.models import Activity, Series
from plugins.kernel import clock, ticks
from plugins.kernel.db import read
from plugins.people.models import Role
from tests.activity.scene import OTHER_GROUP, Scene
from tests.conftest import set_clock
from tests.database import contents
from tests.wire import forget_everything

HAIRCUTS = "每月 20日 9:00-11:00 老人理发 社区活动室 12人"
SATURDAYS = "每周六 9:00-11:00 书法课 活动室 15人 至少5人"


async def made() -> list[Activity]:
    """All occurrences, soonest first."""
    async with read() as session:
        query = select(Activity).where(Activity.series_id.is_not(None)).order_by(Activity.starts_at)
        return list(await session.scalars(query))


async def days() -> list[str]:
    """11-28 09:00 of those that are not called off."""
    return [f"{clock.local(each.starts_at):%m-%d %H:%M}" for each in await made() if each.state != "cancelled"]


async def the_series() -> Series:
    async with read() as session:
        return (await session.scalars(select(Series))).one()


async def test_the_line_of_the_contract(scene: Scene) -> None:
    [said] = await scene.wire.say("社工小周", HAIRCUTS)
    for fact in ("系列 1 老人理发", "每月20日", "9:00–11:00", "社区活动室", "限 12 人", "12月20日", "2027年1月20日", "撤销"):
        assert fact in said
    assert await days() == ["12-20 09:00"]
    [activity] = await made()
    assert (activity.title, activity.place, activity.capacity, activity.number) == ("老人理发", "社区活动室", 12, None)
    await scene.wire.settle()
    assert len(scene.wire.sent) == 1  # nobody hears of it before its time


@pytest.mark.parametrize(
    ("line", "rule", "first"),
    [
        (SATURDAYS, "每周六", "11-28 09:00"),
        ("每周二、四 19:00-20:30 夜校 活动室", "每周二、四", "11-24 19:00"),
        ("每月最后三天 8:00-9:30 大扫除 小广场", "每月最后三天", "11-28 08:00"),
        ("每月第二个周日 14:00-16:00 读书会 书吧 20人", "每月第二个周日", "12-13 14:00"),
        ("每两周 周六 9:00-11:00 维修 党群活动室", "每两周周六，从11月28日起", "11-28 09:00"),
        ("每两周 周日 9:00-11:00 维修 党群活动室", "每两周周日，从11月29日起", "11-29 09:00"),
        ("每两周 周日 14:00-16:00 维修 党群活动室", "每两周周日，从11月22日起", "11-22 14:00"),
        ("隔周六 9:00-11:00 维修 党群活动室", "每两周周六，从11月28日起", "11-28 09:00"),
        ("农历 每月初一 9:00-10:00 送菜 小广场", "农历每月初一", "12-09 09:00"),
        ("每周六 9:00-11:00 书法课 活动室 从12月5日到明年6月 寒暑假除外", "到2027年6月30日，寒暑假除外", "12-05 09:00"),
        ("定期活动 每周六 9:00-11:00 书法课 活动室", "每周六", "11-28 09:00"),
        ("／每週六 9：00-11：00 書法課 活動室", "每周六", "11-28 09:00"),
        ("每周日 14:00-16:00 下棋 凉亭", "每周日", "11-22 14:00"),
        ("每周日 9:00-11:00 下棋 凉亭", "每周日", "11-29 09:00"),
        ("每周六 22:00-1:00 夜巡 门岗", "每周六", "11-28 22:00"),
    ],
)
async def test_every_kind_of_rule(qq_scene: Scene, line: str, rule: str, first: str) -> None:
    [said] = await qq_scene.wire.say("社工小周", line)
    assert rule in said
    assert (await days())[0] == first


async def test_a_day_far_ahead_is_made_when_it_comes_near(qq_scene: Scene) -> None:
    wire = qq_scene.wire
    [said] = await wire.say("社工小周", "农历 腊月初八 8:00-9:00 送腊八粥 小广场")
    assert "2027年1月15日" in said
    assert await days() == []
    set_clock("2026-12-12 12:00")
    await ticks.run_all()
    assert await days() == ["01-15 08:00"]


async def test_what_is_missing_is_asked_for_one_at_a_time(scene: Scene) -> None:
    [said] = await scene.wire.say("社工小周", "每月 20日 老人理发 12人", group=None)
    assert "几点" in said
    forget_everything()
    async with read() as session:
        from plugins.inbox import questions

        await questions.remember_all(session)
    [said] = await scene.wire.say("社工小周", "9:00-11:00", group=None)
    assert "在哪里" in said
    [said] = await scene.wire.say("社工小周", "社区活动室", group=None)
    assert "系列 1 老人理发" in said
    assert "限 12 人" in said


async def test_the_whole_line_may_be_said_anew_instead_of_the_missing_piece(scene: Scene) -> None:
    [said] = await scene.wire.say("社工小周", "每周六上午9:00-11:00在活动室书法课", group=None)
    assert "在哪里" in said
    [said] = await scene.wire.say("社工小周", "每周日 9:00-11:00 书法课 活动室", group=None)
    assert "系列 1 书法课" in said
    assert "每周日 9:00–11:00" in said
    [said] = await scene.wire.say("社工小周", "活动室", group=None)
    assert "系列 2" not in said


async def test_deadlines_are_counted_from_each_start(qq_scene: Scene) -> None:
    wire = qq_scene.wire
    [said] = await wire.say("社工小周", "每周六 9:00-11:00 书法课 活动室 15人 前一天18点截止")
    assert "报名每次前一天 18:00截止" in said
    for each in await made():
        assert each.signup_closes_at
        assert (each.starts_at - each.signup_closes_at).total_seconds() == 15 * 3600


async def test_the_same_line_twice_and_a_message_delivered_twice(scene: Scene) -> None:
    await scene.wire.say("社工小周", SATURDAYS)
    assert await scene.wire.again() == []
    [said] = await scene.wire.say("社工小周", SATURDAYS)
    assert "已经有了" in said
    assert len(await days()) == 5
    assert (await the_series()).number == 1


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("每月十五 9:00-11:00 理发 活动室", "农历"),
        ("每月32日 9:00-11:00 理发 活动室", "32日"),
        ("每隔两周的周六 9:00-11:00 理发 活动室", "每3周"),
        ("每周六 3点 理发 活动室", "凌晨"),
        ("每周六 9:00-11:00 理发 活动室 5人 至少8人", "至少 8 人"),
        ("每周六 11:00-9:00 理发 活动室", "不晚于"),
        (f"每周六 9:00-11:00 {'长' * 50} 活动室", "太长"),
        ("定期活动", "每月 20日"),
    ],
)
async def test_bad_lines_are_answered_in_one_sentence(qq_scene: Scene, line: str, word: str) -> None:
    before = await contents()
    [said] = await qq_scene.wire.say("社工小周", line, group=None)
    assert word in said
    assert len(said) < 160
    assert await contents() == before


CHATTER = [
    "每周六都下雨",
    "每周六 9:00-11:00 我在家睡觉",
    "每月20日发工资",
    "每天 9:00 开门",
    "每人 3 个鸡蛋",
    "每周六有活动吗",
    "每次都来这么多人",
    "农历 十月初一 要降温",
    "系列活动很好看",
    "跳过 这一段",
    "恢复 3 天了",
    "暂停 一下",
    "停办 了",
    "整期都来 的人多吗",
    "重阳节 9:00 去爬山",
]


@pytest.mark.parametrize("line", CHATTER)
async def test_chatter_stays_chatter(qq_scene: Scene, line: str) -> None:
    before = await contents(without=frozenset({"hearing"}))
    assert await qq_scene.wire.say("王阿姨", line) == []
    assert await contents(without=frozenset({"hearing"})) == before


async def test_only_staff_sets_one_up(scene: Scene) -> None:
    for who in ("王阿姨", "队长老陈"):
        assert await scene.wire.say(who, HAIRCUTS) == []
        [said] = await scene.wire.say(who, HAIRCUTS, group=None)
        assert "社工" in said
    assert await made() == []


async def test_listed_and_shown(scene: Scene) -> None:
    [said] = await scene.wire.say("王阿姨", "系列")
    assert "没有定期活动" in said
    await scene.wire.say("社工小周", HAIRCUTS)
    await scene.wire.say("社工小周", SATURDAYS)
    [said] = await scene.wire.say("王阿姨", "系列")
    assert "系列 1 老人理发｜每月20日 9:00–11:00｜社区活动室｜下次 12月20日（周日）" in said
    assert "系列 2 书法课" in said
    [said] = await scene.wire.say("王阿姨", "系列 2")
    for fact in ("每周六 9:00–11:00", "限 15 人，至少 5 人", "11月28日（周六）", "12月26日（周六）", "整期都来 系列 2"):
        assert fact in said
    assert "停办" not in said
    [said] = await scene.wire.say("社工小周", "系列 2", group=None)
    assert "停办 系列 2" in said
    [said] = await scene.wire.say("王阿姨", "系列 7")
    assert "没有系列 7" in said
    [said] = await scene.wire.say("王阿姨", "系列2")
    assert "书法课" in said


async def test_setting_up_is_taken_back(scene: Scene) -> None:
    await scene.wire.say("社工小周", SATURDAYS)
    [said] = await scene.wire.say("社工小周", "撤销")
    assert "撤销了" in said
    assert await days() == []
    set_clock("2026-12-20 12:00")
    await ticks.run_all()
    assert await days() == []
    [said] = await scene.wire.say("社工小周", "撤销")
    assert "没有" in said


async def test_setting_up_cannot_be_taken_back_once_people_are_on_it(scene: Scene) -> None:
    await scene.wire.say("社工小周", SATURDAYS)
    await scene.wire.say("王阿姨", "报名 11月28日书法课")
    [said] = await scene.wire.say("社工小周", "撤销")
    assert "1 人次" in said
    assert len(await days()) == 5


async def test_the_next_community_sees_nothing(scene: Scene) -> None:
    await scene.wire.say("社工小周", SATURDAYS)
    await scene.wire.say("王阿姨", "报名 11月28日书法课")
    async with read() as session:
        offices = (await session.scalars(select(Role.id))).all()
    before = await contents()
    for line in ("系列 1", "系列", "整期都来 系列 1", "退整期 1"):
        answers = await scene.wire.say("管理员", line, group=OTHER_GROUP)
        assert answers
        assert not any("书法课" in each for each in answers)
    for line in (
        "停办 系列 1",
        "跳过 系列 1 11月28日",
        "暂停 系列 1 寒假",
        "恢复 系列 1",
        "移到 系列 1 11月28日 到 11月29日",
        "改系列 1 9人",
    ):
        [said] = await scene.wire.say("管理员", line, group=OTHER_GROUP)
        assert "没有系列 1" in said
    after = await contents()
    assert offices
    assert {name: rows for name, rows in after.items() if name in ("series", "activity", "sign_up", "standing")} == {
        name: rows for name, rows in before.items() if name in ("series", "activity", "sign_up", "standing")
    }


async def test_an_occurrence_is_announced_and_reminded_as_ever(scene: Scene) -> None:
    await scene.wire.say("社工小周", SATURDAYS)
    set_clock("2026-11-25 19:00")
    await ticks.run_all()
    await ticks.run_all()
    await scene.wire.settle()
    notices = [text for text in scene.wire.said_in() if "书法课" in text and "想来的" in text]
    assert len(notices) == 1
    await scene.wire.say("王阿姨", "报名书法课")
    set_clock("2026-11-27 19:00")
    await ticks.run_all()
    await scene.wire.settle()
    assert sum("明天的活动" in text for text in scene.wire.said_in()) == 1


async def test_the_publication_points_to_it(qq_scene: Scene) -> None:
    [said] = await qq_scene.wire.say("队长老陈", "发布 书法课 每周六 9:00-11:00 活动室")
    assert "每周六" in said
    assert "社工" in said
