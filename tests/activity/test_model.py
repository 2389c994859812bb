"""Whatever people and their leader do in whatever order: the limit holds, nobody is twice, nobody is overtaken, the books agree."""

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from plugins.activity.models import Activity, Outcome, SignUp, SignUpState
from plugins.kernel import clock
from plugins.kernel.db import read
from plugins.points.models import Book, LedgerEntry
from tests.activity.scene import Scene

NEIGHBOURS = ("王阿姨", "小李", "赵叔", "刘大姐", "小雨")
BROUGHT = ("王奶奶", "李爷爷")
LEADER = "队长老陈"
Step = tuple[str, str]

people = st.sampled_from(NEIGHBOURS)
joins = st.tuples(people, st.sampled_from(["报名 {n}", "报名 {n} 2人", "报名 {n} 1人", "报名 {n} 带2个孩子"]))
leaves = st.tuples(people, st.just("取消报名 {n}"))
steps = st.lists(
    st.one_of(
        joins,
        joins,
        leaves,
        leaves,
        st.tuples(people, st.sampled_from([f"帮 {name} {verb} {{n}}" for name in BROUGHT for verb in ("报名", "取消")])),
        st.tuples(st.sampled_from((*NEIGHBOURS, LEADER)), st.just("撤销")),
        st.tuples(st.just(LEADER), st.integers(1, 9).map(lambda limit: f"上限 {{n}} {limit}")),
        st.tuples(st.just(LEADER), st.sampled_from(["截止 {n}", "截止 {n} {later}", "补 王姐 {n}", "补 小李 {n}"])),
        st.tuples(st.just(LEADER), people.map(lambda name: f"帮 {name} 取消 {{n}}")),
    ),
    min_size=6,
    max_size=20,
)


@dataclass(frozen=True)
class Standing:
    """An activity and its rows, as they are now."""

    capacity: int | None
    rows: dict[int, SignUp]

    @property
    def joined(self) -> list[SignUp]:
        return [row for row in self.rows.values() if row.state == SignUpState.JOINED]

    @property
    def in_line(self) -> list[SignUp]:
        """Who waits and asked in time, first come first."""
        rows = [row for row in self.rows.values() if row.state == SignUpState.WAITING and not row.late]
        return sorted(rows, key=lambda row: (row.queued_at, row.id))

    @property
    def heads(self) -> int:
        return sum(row.heads for row in self.joined)


async def standing(scene: Scene, number: int) -> Standing:
    async with read() as session:
        query = select(Activity).where(Activity.community_id == scene.community, Activity.number == number)
        activity = (await session.scalars(query)).one()
        rows = (await session.scalars(select(SignUp).where(SignUp.activity_id == activity.id))).all()
    assert len({row.member_id for row in rows}) == len(rows), "one row per person"
    return Standing(activity.capacity, {row.id: row for row in rows})


def check(before: Standing, after: Standing, line: str) -> None:
    """What holds after every step. A party larger than all the places there are stands aside: nobody waits behind it."""
    limit = after.capacity
    assert limit is None or after.heads <= limit, "the limit holds"
    may_fit = [row for row in after.in_line if limit is None or row.heads <= limit]
    if may_fit and limit is not None:
        assert may_fit[0].heads > limit - after.heads, "nobody waits for a place that is free"
    assert not after.in_line or limit is not None
    if not line.startswith(("补", "撤销")):
        still = [row.id for row in before.in_line if row.id in {each.id for each in may_fit}]
        was = {row.id for row in before.joined}
        line_before = [row.id for row in before.in_line]
        for row in after.joined:
            ahead = line_before[: line_before.index(row.id)] if row.id in line_before else line_before
            assert row.id in was or not set(still) & set(ahead), "nobody is overtaken"
    if line != "撤销":
        fallen = [row.id for row in before.joined if after.rows[row.id].state == SignUpState.WAITING]
        assert not fallen, "who has a place keeps it"


async def check_books(after: Standing, minutes: int) -> None:
    """Who was there has the hours in the books, whole; nobody else has any."""
    causes = {f"signup:{each}" for each in after.rows}
    async with read() as session:
        lines = (await session.scalars(select(LedgerEntry).where(LedgerEntry.book == Book.HOURS))).all()
    sums = {cause: sum(line.amount for line in lines if line.cause == cause) for cause in causes}
    expected = {f"signup:{row.id}": minutes * (row.outcome == Outcome.PRESENT) for row in after.rows.values()}
    assert sums == expected


OVERTAKING = [
    ("王阿姨", "报名 {n}"),
    ("小李", "报名 {n}"),
    ("赵叔", "报名 {n} 2人"),
    ("刘大姐", "报名 {n}"),
    ("小李", "取消报名 {n}"),
    ("小雨", "报名 {n}"),
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    limit=st.sampled_from([None, 1, 2, 2, 3, 3, 4, 5]),
    steps=steps,
    rolls=st.lists(st.sampled_from(["都到了", "都到了，除了1", "没到 1"]), max_size=3),
)
async def test_whatever_happens(qq_scene: Scene, limit: int | None, steps: list[Step], rolls: list[str]) -> None:
    await live(qq_scene, limit, steps, rolls)


async def test_one_who_needs_one_place_does_not_overtake_one_who_needs_two(qq_scene: Scene) -> None:
    await live(qq_scene, 2, OVERTAKING, ["都到了，除了1"])


async def live(scene: Scene, limit: int | None, steps: list[Step], rolls: list[str]) -> None:
    """A life of an activity, looked at after every step."""
    clock.set_shift(clock.shift() + timedelta(minutes=11))
    starts = clock.local() + timedelta(days=1)
    number = await scene.activity(starts=f"{starts:%Y-%m-%d %H:%M}", capacity=limit)
    later = f"{clock.local() + timedelta(hours=5):%-m月%-d日%H:%M}"
    before = await standing(scene, number)
    for who, pattern in steps:
        line = pattern.format(n=number, later=later)
        assert len(await scene.wire.say(who, line)) == 1
        after = await standing(scene, number)
        check(before, after, line)
        before = after
    clock.set_shift(clock.shift() + timedelta(days=1, hours=3))
    for roll in rolls:
        await scene.wire.say(LEADER, f"考勤 {number} {roll}")
        await check_books(await standing(scene, number), 120)
    if rolls and before.joined:
        await scene.wire.say(LEADER, "撤销")
        await check_books(await standing(scene, number), 120)
