"""整期都来: on every occurrence, also on those made later; 退整期; limits, waitlists, single dates."""

import pytest
from sqlalchemy import select

from plugins.activity.models import Activity, SignUp, SignUpState
from plugins.activity.series.models import Standing
from plugins.kernel import clock, ticks
from plugins.kernel.db import read, write
from plugins.people.models import Member
from tests.activity.scene import Scene
from tests.activity.series.test_chat import HAIRCUTS, SATURDAYS, days
from tests.conftest import set_clock
from tests.wire import forget_everything

SMALL = "每周六 9:00-11:00 书法课 活动室 2人"


async def lists(state: SignUpState = SignUpState.JOINED) -> dict[str, list[str]]:
    """By day, who is on it, in order."""
    query = select(Activity.occurs_on, Member.name).join(SignUp, SignUp.activity_id == Activity.id)
    query = query.join(Member, Member.id == SignUp.member_id).where(SignUp.state == state)
    found: dict[str, list[str]] = {}
    async with read() as session:
        for day, name in await session.execute(query.order_by(Activity.occurs_on, SignUp.queued_at, SignUp.id)):
            found.setdefault(f"{day:%m-%d}", []).append(name)
    return found


@pytest.fixture
async def class_(scene: Scene) -> Scene:
    await scene.wire.say("社工小周", SATURDAYS)
    return scene


@pytest.mark.parametrize("line", ["整期都来", "整期都来 系列 1", "报名 系列 1", "整期都来 书法课", "每次都来", "整期都來"])
async def test_one_sentence_for_all(class_: Scene, line: str) -> None:
    [said] = await class_.wire.say("王阿姨", line)
    for fact in ("系列 1 书法课", "已报上 5 次", "11月28日", "12月26日", "以后每次都自动报上", "退整期 1", "撤销"):
        assert fact in said
    assert await lists() == {day[:5]: ["王阿姨"] for day in await days()}


async def test_those_made_later_too_across_a_restart(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "整期都来 系列 1")
    await wire.say("小李", "整期都来 系列 1")
    forget_everything()
    set_clock("2026-12-10 00:00")
    await ticks.run_all()
    await ticks.run_all()
    found = await lists()
    assert found["01-02"] == ["王阿姨", "小李"]
    assert found["01-09"] == ["王阿姨", "小李"]
    await wire.settle()
    assert not any("候补" in text for text in wire.said_to("王阿姨"))


async def test_again_adds_nothing_and_a_message_twice_does_nothing(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "整期都来")
    assert await wire.again() == []
    [said] = await wire.say("王阿姨", "整期都来")
    assert "没有重复报" in said
    assert all(names == ["王阿姨"] for names in (await lists()).values())


async def test_a_date_left_stays_left(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "整期都来")
    [said] = await wire.say("王阿姨", "取消报名 12月12日书法课")
    assert "已退出" in said
    set_clock("2026-11-30 00:00")
    await ticks.run_all()
    [said] = await wire.say("王阿姨", "整期都来")
    assert "12月12日 您退了" in said
    assert "12-12" not in await lists()
    assert (await lists())["01-02"] == ["王阿姨"]


async def test_a_single_sign_up_before_is_kept_and_counted(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "报名 12月12日书法课")
    [said] = await wire.say("王阿姨", "整期都来")
    assert "已报上 4 次" in said
    assert "原来就报了 1 次" in said
    await wire.say("王阿姨", "撤销")
    assert await lists() == {"12-12": ["王阿姨"]}


async def test_limits_and_waitlists_of_each(scene: Scene) -> None:
    wire = scene.wire
    await wire.say("社工小周", SMALL)
    await wire.say("小李", "报名 12月12日书法课")
    await wire.say("赵叔", "报名 12月12日书法课")
    [said] = await wire.say("王阿姨", "整期都来")
    assert "已报上 4 次" in said
    assert "候补 1 次：12月12日" in said
    assert (await lists(SignUpState.WAITING))["12-12"] == ["王阿姨"]
    await wire.say("小李", "取消报名 12月12日书法课")
    assert (await lists())["12-12"] == ["赵叔", "王阿姨"]


async def test_who_waits_for_one_made_later_is_told(scene: Scene) -> None:
    wire = scene.wire
    await wire.say("社工小周", SMALL)
    for who in ("王阿姨", "小李", "赵叔"):
        await wire.say(who, "整期都来")
    set_clock("2026-11-28 12:00")
    await ticks.run_all()
    await wire.settle()
    assert (await lists())["01-02"] == ["王阿姨", "小李"]
    told = [text for text in wire.said_to("赵叔") if "1月2日" in text]
    assert len(told) == 1
    assert "候补第 1 位" in told[0]
    number = told[0].split("「")[1].split("」")[0]
    [said] = await wire.say("赵叔", number, group=None)
    assert "赵叔" in said
    assert "01-02" not in await lists(SignUpState.WAITING)


@pytest.mark.parametrize("line", ["退整期 1", "退整期 系列 1", "退整期", "取消报名 系列 1", "退出整期"])
async def test_off_all_of_it(class_: Scene, line: str) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "整期都来")
    [said] = await wire.say("王阿姨", line)
    assert "退了 5 次" in said
    assert await lists() == {}
    set_clock("2026-12-10 00:00")
    await ticks.run_all()
    assert await lists() == {}


async def test_off_and_back_by_undoing(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "整期都来")
    await wire.say("小李", "整期都来")
    before = await lists()
    await wire.say("王阿姨", "退整期 1")
    [said] = await wire.say("王阿姨", "撤销")
    assert "还是整期都来" in said
    assert await lists() == before
    set_clock("2026-11-28 12:00")
    await ticks.run_all()
    assert (await lists())["01-02"] == ["王阿姨", "小李"]


async def test_off_and_on_again_is_a_new_wish(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "整期都来")
    await wire.say("王阿姨", "退整期")
    [said] = await wire.say("王阿姨", "整期都来")
    assert "已报上 5 次" in said


async def test_coming_to_all_is_taken_back_and_the_next_moves_up(scene: Scene) -> None:
    wire = scene.wire
    await wire.say("社工小周", "每周六 9:00-11:00 书法课 活动室 1人")
    await wire.say("王阿姨", "整期都来")
    await wire.say("小李", "整期都来")
    [said] = await wire.say("王阿姨", "撤销")
    assert "没有报整期" in said
    assert set(map(tuple, (await lists()).values())) == {("小李",)}
    await wire.settle()
    assert any("转正" in text for text in wire.said_to("小李"))


async def test_too_late_to_leave_one_of_them(scene: Scene) -> None:
    wire = scene.wire
    await wire.say("社工小周", "每周六 9:00-11:00 书法课 活动室 15人 取消截止前一天18点")
    await wire.say("王阿姨", "整期都来")
    set_clock("2026-11-27 19:00")
    [said] = await wire.say("王阿姨", "退整期")
    assert "退了 4 次" in said
    assert "1 次已过退出时间" in said
    await wire.settle()
    assert any("王阿姨" in text for text in wire.said_to("社工小周"))


async def test_for_a_neighbour_without_a_telephone(class_: Scene) -> None:
    wire = class_.wire
    [said] = await wire.say("王阿姨", "帮 王奶奶 整期都来 系列 1")
    assert "王奶奶 整期都来" in said
    assert set(map(tuple, (await lists()).values())) == {("王奶奶",)}
    [said] = await wire.say("王阿姨", "帮 王奶奶 退整期 系列 1")
    assert "退了 5 次" in said
    assert await lists() == {}


async def test_with_company(class_: Scene) -> None:
    await class_.wire.say("王阿姨", "整期都来 系列 1 带孙子")
    async with read() as session:
        assert {(each.guests, each.children) for each in await session.scalars(select(SignUp))} == {(0, 1)}


async def test_several_series_are_a_question(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("社工小周", HAIRCUTS)
    [said] = await wire.say("王阿姨", "整期都来")
    assert "2. 系列 2 老人理发" in said
    [said] = await wire.say("王阿姨", "2")
    assert "系列 2 老人理发" in said
    assert await lists() == {"12-20": ["王阿姨"]}


async def test_nothing_to_come_to(scene: Scene) -> None:
    for line in ("整期都来", "退整期"):
        [said] = await scene.wire.say("王阿姨", line)
        assert "整期" in said
    [said] = await scene.wire.say("王阿姨", "整期都来 系列 4")
    assert "没有系列 4" in said


async def test_a_series_that_was_stopped(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "整期都来")
    await wire.say("社工小周", "停办 系列 1")
    await wire.settle()
    assert any("停办了" in text for text in wire.said_to("王阿姨"))
    [said] = await wire.say("小李", "整期都来 系列 1")
    assert "停办" in said
    assert len(await days()) == 5  # people are on all of them


async def test_the_record_of_an_occurrence_says_it(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("王阿姨", "整期都来")
    await wire.say("王阿姨", "取消报名 12月12日书法课")
    async with read() as session:
        number = await session.scalar(select(Activity.number).where(Activity.number.is_not(None)))
    [said] = await wire.say("社工小周", f"记录 {number}", group=None)
    assert "整期" in said


async def test_small_numbers_are_not_used_up(class_: Scene) -> None:
    await class_.wire.say("王阿姨", "整期都来")
    async with read() as session:
        assert set(await session.scalars(select(Activity.number))) == {None}
        assert len((await session.scalars(select(Standing))).all()) == 1


async def test_one_person_with_two_records_comes_once(class_: Scene) -> None:
    wire = class_.wire
    for who in ("王阿姨", "小李"):
        await wire.say(who, "整期都来")
    before = await lists()
    await wire.say("社工小周", "合并 王阿姨 小李", group=None)
    await wire.say("社工小周", "1", group=None)
    assert set(map(tuple, (await lists()).values())) == {("王阿姨",)}
    await wire.say("社工小周", "撤销", group=None)
    assert await lists() == before
    await wire.say("社工小周", "合并 王阿姨 小李", group=None)
    await wire.say("社工小周", "1", group=None)
    set_clock("2026-11-28 12:00")
    await ticks.run_all()
    assert (await lists())["01-02"] == ["王阿姨"]


async def test_whose_record_is_gone_comes_no_more(class_: Scene) -> None:
    await class_.wire.say("王阿姨", "整期都来")
    async with write() as session:
        (await session.get_one(Member, class_.people["王阿姨"])).gone_at = clock.now()
    set_clock("2026-11-28 12:00")
    await ticks.run_all()
    assert "01-02 09:00" in await days()
    assert "01-02" not in await lists()


async def test_an_occurrence_with_shifts_is_chosen_by_oneself(class_: Scene) -> None:
    wire = class_.wire
    await wire.say("小李", "报名 12月12日书法课")
    await wire.say("小李", "取消报名 1")
    await wire.say("社工小周", "分组 1 甲班 9-10点 5人, 乙班 10-11点 5人")
    [said] = await wire.say("王阿姨", "整期都来")
    assert "已报上 4 次" in said
    assert "12月12日 分了班" in said
    assert "12-12" not in await lists()


async def test_a_plain_sentence_in_private_signs_up_to_all_and_another_takes_it_back(class_: Scene) -> None:
    wire = class_.wire
    [said] = await wire.say("王阿姨", "书法课我每次都来", group=None)
    assert "整期都来：系列 1 书法课" in said
    assert "已报上 5 次" in said
    [said] = await wire.say("王阿姨", "以后的书法课我都不去了", group=None)
    assert "退整期" in said
    [said] = await wire.say("王阿姨", "1", group=None)
    assert "不再整期来" in said
    [said] = await wire.say("小李", "每个周六的我都来", group=None)
    assert "整期都来：系列 1 书法课" in said or "回 1" in said
    assert await wire.say("小李", "书法课我每次都来") == []


async def test_what_takes_place_once_has_no_series(class_: Scene) -> None:
    await class_.wire.say("队长老陈", "发布 秋游 11月29日 9:00-11:00 东门")
    [said] = await class_.wire.say("王阿姨", "秋游我每次都来", group=None)
    assert "只办这一次" in said


async def test_of_several_series_the_one_that_is_named_is_meant(class_: Scene) -> None:
    await class_.wire.say("社工小周", "每周日 9:00-11:00 合唱排练 活动室")
    [said] = await class_.wire.say("王阿姨", "合唱排练我每次都来", group=None)
    assert "整期都来：系列 2 合唱排练" in said
    [said] = await class_.wire.say("小李", "我每次都来", group=None)
    assert "系列 1 书法课" in said
    assert "系列 2 合唱排练" in said
