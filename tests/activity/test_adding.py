"""补: one person, a whole paper list in one line, before and after; one answer, one undo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from plugins.activity.models import SignUp
from plugins.activity.paper import read_paper
from plugins.kernel.db import read
from plugins.people.models import Member
from plugins.points.models import LedgerEntry
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.database import contents

AFTER = "2026-11-28 11:30"


async def rows(scene: Scene) -> dict[str, SignUp]:
    async with read() as session:
        found = await session.execute(select(Member.name, SignUp).join(SignUp, SignUp.member_id == Member.id))
        return {row[0]: row[1] for row in found}


async def minutes_in_the_books() -> int:
    async with read() as session:
        lines = await session.scalars(select(LedgerEntry).where(LedgerEntry.book == "hours"))
        return sum(line.amount for line in lines)


@pytest.mark.parametrize(
    "line", ["补 1 赵叔 王姐 李师傅", "补 赵叔 王姐 李师傅 1", "补 赵叔、王姐，李师傅 1号", "补 1：1.赵叔 2.王姐 3.李师傅"]
)
async def test_a_paper_list_typed_later_in_one_line(scene: Scene, line: str) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨", "小李")
    set_clock(AFTER)
    [said] = await scene.wire.say("队长老陈", line)
    for fact in ("补进 3 人（补录）：赵叔、王姐、李师傅", "撤销"):
        assert fact in said
    assert await scene.names(1) == ["王阿姨", "小李", "赵叔", "王姐", "李师傅"]
    found = await rows(scene)
    assert all(found[name].late and found[name].checked_in_at for name in ("赵叔", "王姐", "李师傅"))
    assert found["赵叔"].member_id == scene.people["赵叔"], "who is known here is not made anew"
    [said] = await scene.wire.say("队长老陈", "考勤 1 按签到")
    assert "到 3" in said
    assert await minutes_in_the_books() == 3 * 120


async def test_one_undo_for_all(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨", "小李")
    set_clock(AFTER)
    await scene.wire.say("队长老陈", "考勤 1 到 1")
    before = await rows(scene)
    [said] = await scene.wire.say("队长老陈", "补 1 小李 赵叔 王阿姨")
    for fact in ("补进 1 人（补录）：赵叔", "名单上的 1 人补记到场：小李", "本来就在：王阿姨"):
        assert fact in said
    assert await minutes_in_the_books() == 3 * 120
    [said] = await scene.wire.say("队长老陈", "撤销")
    assert "小李" in said
    assert "赵叔" in said
    assert await minutes_in_the_books() == 120
    assert await scene.names(1) == ["王阿姨", "小李"]
    after = await rows(scene)
    assert {name: row.outcome for name, row in after.items() if name != "赵叔"} == {
        name: row.outcome for name, row in before.items()
    }


async def test_who_is_marked_missing_and_stands_on_the_paper_hears_it_in_private(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨", "小李")
    set_clock(AFTER)
    await scene.wire.say("队长老陈", "考勤 1 到 1")
    await scene.wire.say("队长老陈", "补 1 小李")
    await scene.wire.settle()
    assert "记为没到" in scene.wire.said_to("小李")[0]
    assert "改了，现在记为到了" in scene.wire.said_to("小李")[1]


async def test_what_is_no_name_is_named(scene: Scene) -> None:
    await scene.activity()
    set_clock(AFTER)
    [said] = await scene.wire.say("队长老陈", "补 1 王姐 ??? 13800138000 赵叔")
    assert "补进 2 人" in said
    assert "「???」" in said
    assert "138****8000" in said
    assert "13800138000" not in said
    [said] = await scene.wire.say("队长老陈", "补 1 ??? ---")
    assert "没看懂" in said
    assert await scene.names(1) == ["王姐", "赵叔"]


async def test_before_the_start_all_fit_or_nobody_is_added(scene: Scene) -> None:
    await scene.activity(capacity=3)
    await scene.put(1, "王阿姨", "小李")
    before = await contents()
    [said] = await scene.wire.say("队长老陈", "补 1 赵叔 王姐")
    for fact in ("只剩 1 个名额", "要补 2 人", "上限 1"):
        assert fact in said
    assert await contents() == before
    [said] = await scene.wire.say("队长老陈", "补 1 赵叔 小李")
    assert "补进 1 人：赵叔" in said
    assert (await rows(scene))["赵叔"].checked_in_at is None, "nobody is there before it begins"


async def test_people_who_are_mentioned(scene: Scene) -> None:
    await scene.activity()
    [said] = await scene.wire.say("队长老陈", [("text", "补 "), ("at", "小李"), ("at", "赵叔"), ("text", " 1")])
    assert "补进 2 人：小李、赵叔" in said
    [said] = await scene.wire.say("队长老陈", [("text", "补 "), ("at", "刘大姐"), ("text", " 1")])
    assert "刘大姐 补进" in said


async def test_seven_days_and_no_longer(qq_scene: Scene) -> None:
    await qq_scene.activity()
    set_clock("2026-12-05 10:59")
    [said] = await qq_scene.wire.say("队长老陈", "补 1 赵叔 王姐")
    assert "补进 2 人（补录）" in said
    set_clock("2026-12-05 11:01")
    [said] = await qq_scene.wire.say("队长老陈", "补 1 李师傅 小雨")
    assert "超过 7 天" in said
    assert await qq_scene.names(1) == ["赵叔", "王姐"]


async def test_somebody_on_the_list_is_marked_as_there(qq_scene: Scene) -> None:
    await qq_scene.activity()
    await qq_scene.put(1, "王阿姨")
    [said] = await qq_scene.wire.say("队长老陈", "补 王阿姨 1")
    assert "不用补" in said
    set_clock(AFTER)
    [said] = await qq_scene.wire.say("队长老陈", "补 王阿姨 1")
    assert "补记为到场" in said
    assert (await rows(qq_scene))["王阿姨"].checked_in_at is not None
    [said] = await qq_scene.wire.say("队长老陈", "撤销")
    assert (await rows(qq_scene))["王阿姨"].checked_in_at is None
    assert await qq_scene.names(1) == ["王阿姨"]


@pytest.mark.parametrize(
    ("text", "number", "names", "unread"),
    [
        ("王姐 12", 12, ["王姐"], []),
        ("王姐12", 12, ["王姐"], []),
        ("12 王姐 赵叔 李师傅", 12, ["王姐", "赵叔", "李师傅"], []),
        ("12号 王姐，赵叔；李师傅", 12, ["王姐", "赵叔", "李师傅"], []),
        ("王姐、赵叔和 李师傅 12 号", 12, ["王姐", "赵叔和", "李师傅"], []),
        ("12\n1、王姐\n2、赵叔", 12, ["王姐", "赵叔"], []),
        ("12\n1.王姐\n2.赵叔", 12, ["王姐", "赵叔"], []),
        ("12 王姐 王姐", 12, ["王姐"], []),
        ("12 Mary Jane 赵叔", 12, ["Mary Jane", "赵叔"], []),
        ("12 王姐 等人", 12, ["王姐"], []),
        ("12 王姐 ？？", 12, ["王姐"], ["??"]),
        ("王姐 赵叔", None, ["王姐", "赵叔"], []),
        ("12", 12, [], []),
    ],
)
def test_reading_a_paper_list(text: str, number: int | None, names: list[str], unread: list[str]) -> None:
    paper = read_paper(text)
    assert (paper.number, paper.names, paper.unread) == (number, names, unread)


NAMES = st.lists(st.text("王李赵陈刘张阿姨叔大姐师傅小芳", min_size=2, max_size=4), min_size=1, max_size=30, unique=True)


@given(NAMES, st.integers(1, 999_999), st.sampled_from([" ", "、", "，", ", ", "\n", "；", "/"]), st.booleans())
def test_every_name_once_in_its_order(names: list[str], number: int, between: str, first: bool) -> None:
    written = between.join(names)
    paper = read_paper(f"{number} {written}" if first else f"{written} {number}")
    assert (paper.number, paper.names, paper.unread) == (number, names, [])
