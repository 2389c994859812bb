"""Attendance where there are shifts: the hours of each shift, the roll of one or of all, the books, and back."""

import pytest
from sqlalchemy import select

from plugins.kernel.db import read
from plugins.people.models import Member
from plugins.points.models import Book, LedgerEntry
from tests.activity.scene import Scene
from tests.activity.sections.conftest import sections
from tests.conftest import set_clock

LEADER = "队长老陈"


async def minutes(scene: Scene) -> dict[str, int]:
    """What the books give each."""
    async with read() as session:
        query = select(Member.name, LedgerEntry.amount).join(Member, Member.id == LedgerEntry.member_id)
        rows = (await session.execute(query.where(LedgerEntry.book == Book.HOURS))).all()
    found: dict[str, int] = {}
    for row in rows:
        found[row.name] = found.get(row.name, 0) + row.amount
    return {name: amount for name, amount in found.items() if amount}


@pytest.fixture
async def held(scene: Scene) -> Scene:
    """王阿姨 is in both shifts (1), 小李 in the first (2), 赵叔 in the second (3), which is longer."""
    await scene.wire.say(LEADER, "发布 广场日 12月5日 中心广场 分组 早班 8-10点 3人, 午班 10:00-13:00 3人")
    for who, what in (("王阿姨", "都报"), ("小李", "早班"), ("赵叔", "午班")):
        await scene.wire.say(who, f"报名 1 {what}")
    set_clock("2026-12-05 13:30")
    return scene


async def test_everybody_has_the_hours_of_his_own_shifts(held: Scene) -> None:
    [said] = await held.wire.say(LEADER, "考勤 1 都到了")
    assert "到 3" in said
    assert "按各自的班次算时长，最多 5 小时" in said
    assert await minutes(held) == {"王阿姨": 300, "小李": 120, "赵叔": 180}
    await held.wire.say(LEADER, "撤销")
    assert await minutes(held) == {}


async def test_the_roll_of_one_shift_at_a_time(held: Scene) -> None:
    await held.wire.say(LEADER, "考勤 1 早班 都到了")
    assert await minutes(held) == {"王阿姨": 120, "小李": 120}
    assert (await held.row(1)).attended_at is None, "the roll of the other shift is still to be called"
    [said] = await held.wire.say(LEADER, "考勤 1 午班 都到了，除了1", group=None)
    assert "没到 1（王阿姨）" not in said, "she was there in the morning"
    assert await minutes(held) == {"王阿姨": 120, "小李": 120, "赵叔": 180}
    assert (await held.row(1)).attended_at is not None
    [roster] = await held.wire.say(LEADER, "名单 1", group=None)
    assert "午班 10:00–13:00｜2/3，空缺 1\n1. 王阿姨 没到\n3. 赵叔 到" in roster
    await held.wire.say(LEADER, "撤销")
    assert await minutes(held) == {"王阿姨": 120, "小李": 120}
    assert (await held.row(1)).attended_at is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("考勤 1 午班 都到了，除了2", "2 号不在 午班"),
        ("考勤 1 早班 都到了，除了9", "没有 9 号|9 号不在"),
    ],
)
async def test_a_number_of_another_shift_is_not_taken(held: Scene, line: str, says: str) -> None:
    [said] = await held.wire.say(LEADER, line)
    assert any(each in said for each in says.split("|"))
    assert await minutes(held) == {}


async def test_a_shift_that_has_not_begun(held: Scene) -> None:
    set_clock("2026-12-05 09:00")
    [said] = await held.wire.say(LEADER, "考勤 1 午班 都到了")
    assert "午班 还没开始（10:00）" in said


async def test_again_is_nothing_and_a_correction_corrects(held: Scene) -> None:
    await held.wire.say(LEADER, "考勤 1 都到了")
    [said] = await held.wire.say(LEADER, "考勤 1 都到了")
    assert "之前就是这样记的" in said
    await held.wire.say(LEADER, "考勤 1 午班 都到了，除了王阿姨")
    assert await minutes(held) == {"王阿姨": 120, "小李": 120, "赵叔": 180}


async def test_late_truth_into_a_shift(held: Scene) -> None:
    await held.wire.say(LEADER, "考勤 1 都到了")
    [said] = await held.wire.say(LEADER, "补 1 午班 老王")
    assert "午班 补进 老王（补录）" in said
    assert (await minutes(held))["老王"] == 180
    await held.wire.say(LEADER, "撤销")
    assert "老王" not in await minutes(held)
    assert (await sections(held))["午班"] == ["王阿姨", "赵叔"]


async def test_the_record_tells_it_in_plain_words(held: Scene) -> None:
    await held.wire.say(LEADER, "补 1 早班 老王")
    await held.wire.say(LEADER, "考勤 1 早班 都到了")
    [said] = await held.wire.say(LEADER, "记录 1")
    for words in ("报了班次", "补了", "记了考勤"):
        assert words in said
    assert "做了一处改动" not in said
