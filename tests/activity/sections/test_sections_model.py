"""Whatever people and their leader do in whatever order: each section's limit holds, nobody is in two places at once, nobody
waits for a free seat, and every sign-up says what its seats say."""

import itertools
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from plugins.activity.models import Activity, SignUp, SignUpState
from plugins.activity.sections import seats
from plugins.activity.sections.models import Seat
from plugins.kernel import clock
from plugins.kernel.db import read
from tests.activity.scene import Scene

NEIGHBOURS = ("王阿姨", "小李", "赵叔", "刘大姐", "小雨")
LEADER = "队长老陈"
SHIFTS = ("早班", "中班", "午班")
DAYS = itertools.count()
Step = tuple[str, str]

people = st.sampled_from(NEIGHBOURS)
shifts = st.sampled_from(SHIFTS)
by_people = st.tuples(
    people,
    st.one_of(
        shifts.map(lambda shift: f"报名 {{n}} {shift}"),
        shifts.map(lambda shift: f"报名 {{n}} 换 {shift}"),
        shifts.map(lambda shift: f"报名 {{n}} 2人 {shift}"),
        shifts.map(lambda shift: f"取消报名 {{n}} {shift}"),
        shifts.map(lambda shift: f"帮 王奶奶 报名 {{n}} {shift}"),
        st.sampled_from(["报名 {n}", "报名 {n} 都报", "报名 {n} 1人", "取消报名 {n} 都退", "帮 王奶奶 取消 {n} 都退", "撤销"]),
    ),
)
by_leader = st.tuples(
    st.just(LEADER),
    st.one_of(
        st.tuples(people, shifts).map(lambda each: f"调 {each[0]} 到 {each[1]} {{n}}"),
        st.tuples(people, shifts).map(lambda each: f"补 {{n}} {each[1]} {each[0]}"),
        st.tuples(people, people, shifts).map(lambda each: f"排班 {{n}} {each[2]} {each[0]} {each[1]}"),
        st.tuples(shifts, st.integers(1, 4)).map(lambda each: f"上限 {{n}} {each[0]} {each[1]}"),
        shifts.map(lambda shift: f"取消活动 {{n}} {shift} 下雨"),
        st.just("撤销"),
    ),
)


@dataclass
class Standing:
    """An activity, its rows and their seats."""

    activity: Activity
    rows: dict[int, SignUp]
    seats: list[Seat]

    def of(self, section: int, state: SignUpState) -> list[Seat]:
        found = [each for each in self.seats if each.section_id == section and each.state == state]
        return sorted(found, key=lambda each: (each.queued_at, each.id))


async def standing(scene: Scene, number: int) -> Standing:
    async with read() as session:
        query = select(Activity).where(Activity.community_id == scene.community, Activity.number == number)
        activity = (await session.scalars(query)).one()
        rows = (await session.scalars(select(SignUp).where(SignUp.activity_id == activity.id))).all()
        found = await session.scalars(select(Seat).where(Seat.sign_up_id.in_([each.id for each in rows])))
        return Standing(activity, {row.id: row for row in rows}, list(found))


def check(now: Standing) -> None:
    for section in now.activity.sections:
        joined, waiting = now.of(section.id, SignUpState.JOINED), now.of(section.id, SignUpState.WAITING)
        heads = sum(now.rows[each.sign_up_id].heads for each in joined)
        assert section.capacity is not None
        assert heads <= section.capacity, f"the limit of {section.name} holds"
        assert not section.called_off or not (joined or waiting), "nobody sits where nothing takes place"
        if waiting:
            assert now.rows[waiting[0].sign_up_id].heads > section.capacity - heads, "nobody waits for a free seat"
    for row in now.rows.values():
        live = [each for each in now.seats if each.sign_up_id == row.id and each.state in seats.ON_IT]
        states = {each.state for each in live}
        expected = next((state for state in seats.ON_IT if state in states), SignUpState.LEFT)
        assert row.state == expected, "a sign-up says what its seats say"
        taken = [each for each in now.activity.sections if each.id in {seat.section_id for seat in live}]
        pairs = [(one, other) for one in taken for other in taken if one.place < other.place]
        assert not any(seats.collide(now.activity, *pair) for pair in pairs), "nobody is in two places at once"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    limits=st.tuples(*[st.integers(1, 3)] * 3),
    steps=st.lists(st.one_of(by_people, by_people, by_leader), min_size=6, max_size=18),
)
async def test_whatever_happens(qq_scene: Scene, limits: tuple[int, ...], steps: list[Step]) -> None:
    clock.set_shift(clock.shift() + timedelta(minutes=11))
    day = clock.local() + timedelta(days=2 + next(DAYS) % 300)  # no two at the same time, which would be warned of
    hours = ("8-10点", "9-11点", "10-12点")
    parts = "，".join(f"{name} {when} {limit}人" for name, when, limit in zip(SHIFTS, hours, limits, strict=True))
    title = f"广场日{clock.local():%m%d%H%M}甲"
    [said] = await qq_scene.wire.say(LEADER, f"发布 {title} {day:%-m月%-d日} 中心广场 分组 {parts}")
    number = int(said.split("【")[1].split("】")[0])
    for at, (who, pattern) in enumerate(steps, 1):
        assert len(await qq_scene.wire.say(who, pattern.format(n=number))) == 1
        try:
            check(await standing(qq_scene, number))
        except AssertionError as failure:
            raise AssertionError(f"{failure} after {parts}: {steps[:at]}") from None
