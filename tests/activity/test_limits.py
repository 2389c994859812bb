"""Limits hold when everybody comes at once, over the real adapters, on whichever database the suite runs."""

import asyncio
import random
import re
from datetime import timedelta

from sqlalchemy import func, select

from plugins.activity.models import SignUp, SignUpState
from plugins.kernel import clock
from plugins.kernel.db import read
from plugins.people.models import Member
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.wire import Frame

CROWD = [str(20_000 + each) for each in range(200)]


def name(scene: Scene, user: str) -> str:
    return scene.wire.name_of(user)


async def doubles() -> list[tuple[int, int]]:
    """Rows of one person in one activity beyond the first, and people of one name beyond the first."""
    async with read() as session:
        query = select(SignUp.member_id, func.count()).group_by(SignUp.activity_id, SignUp.member_id).having(func.count() > 1)
        namesakes = (
            select(func.min(Member.id), func.count()).group_by(Member.community_id, Member.name).having(func.count() > 1)
        )
        return [(row[0], row[1]) for each in (query, namesakes) for row in await session.execute(each)]


async def heads(scene: Scene, number: int) -> int:
    activity = await scene.row(number)
    query = select(func.coalesce(func.sum(1 + SignUp.guests + SignUp.children), 0))
    query = query.where(SignUp.activity_id == activity.id, SignUp.state == SignUpState.JOINED)
    async with read() as session:
        return int(await session.scalar(query) or 0)


def sent_ago(scene: Scene, frame: Frame, seconds: float) -> Frame:
    """The frame, sent some time ago (as real clients' clocks say)."""
    at = (clock.now() - clock.shift() - timedelta(seconds=seconds)).timestamp()
    frame.data["time"] = int(at) if scene.wire.name == "v11" else at
    return frame


def signing_up(scene: Scene, user: str, line: str) -> Frame:
    return Frame(scene.wire.frame([("text", line)], user, "70001"), "group:70001")


async def test_two_hundred_people_for_ten_places_at_once(scene: Scene) -> None:
    number = await scene.activity(capacity=10)
    await asyncio.gather(*(scene.wire.put(signing_up(scene, user, f"报名 {number}")) for user in CROWD))
    answered = [next(user for user in CROWD if each.startswith(name(scene, user))) for each in scene.wire.said_in()]
    assert sorted(answered) == CROWD, "everybody is answered once, by name"
    joined, waiting = await scene.names(number), await scene.waiting(number)
    assert len(joined) == await heads(scene, number) == 10
    assert len(waiting) == 190
    assert sorted(joined + waiting) == sorted(name(scene, user) for user in CROWD)
    assert not await doubles()
    places = [int(found[1]) for each in scene.wire.said_in() if (found := re.search(r"候补第 (\d+) 位", each))]
    assert len(places) == 190
    assert max(places) <= 190


async def test_the_waitlist_goes_by_when_a_message_was_sent(scene: Scene) -> None:
    number = await scene.activity(capacity=1)
    await scene.wire.say("王阿姨", f"报名 {number}")
    crowd = CROWD[:40]
    ago = {user: 60 * (index + 1) for index, user in enumerate(crowd)}
    random.Random(3).shuffle(crowd)
    await asyncio.gather(
        *(scene.wire.put(sent_ago(scene, signing_up(scene, user, f"报名 {number}"), ago[user])) for user in crowd)
    )
    assert await scene.names(number) == ["王阿姨"]
    assert await scene.waiting(number) == [name(scene, user) for user in sorted(crowd, key=lambda each: -ago[each])]


async def test_the_limit_holds_while_people_leave_and_the_leader_raises_it(scene: Scene) -> None:
    number = await scene.activity(capacity=10)
    first, second = CROWD[:60], CROWD[60:90]
    await asyncio.gather(*(scene.wire.put(signing_up(scene, user, f"报名 {number}")) for user in first))
    lines = [(user, f"取消报名 {number}") for user in first[:25]] + [(user, f"报名 {number} 2人") for user in second]
    lines += [(scene.wire.user("队长老陈"), f"上限 {number} {limit}") for limit in (12, 15, 18)]
    random.Random(5).shuffle(lines)
    await asyncio.gather(*(scene.wire.put(signing_up(scene, user, line)) for user, line in lines))
    limit = (await scene.row(number)).capacity or 0
    joined, waiting = await scene.names(number), await scene.waiting(number)
    taken = await heads(scene, number)
    assert limit in (12, 15, 18)
    assert taken <= limit
    assert not set(joined) & set(waiting)
    assert not {name(scene, user) for user in first[:25]} & set(joined + waiting)
    assert {name(scene, user) for user in first[25:]} <= set(joined + waiting)
    assert taken >= limit - 1, "a place stays free only when the next in line needs more than there is"
    assert not await doubles()


async def test_two_who_bring_the_same_neighbour_make_her_one_person(scene: Scene) -> None:
    number = await scene.activity()
    await asyncio.gather(*(scene.wire.put(signing_up(scene, user, f"帮 王奶奶 报名 {number}")) for user in CROWD[:8]))
    assert (await scene.names(number)).count("王奶奶") == 1
    assert not await doubles()


async def test_numbers_of_activities_that_are_published_at_once_differ(scene: Scene) -> None:
    titles = {"队长老陈": "清洁家园", "社工小周": "老人理发", "管理员": "包饺子"}
    lines = [(scene.wire.user(who), f"发布 {title} 11月28日 9:00-11:00 亲水平台 20人") for who, title in titles.items()]
    await asyncio.gather(*(scene.wire.put(signing_up(scene, user, line)) for user, line in lines))
    numbers = [found[1] for each in scene.wire.said_in() if (found := re.search(r"发布好了：【(\d+)】", each))]
    assert sorted(numbers) == ["1", "2", "3"]


async def test_after_the_deadline_nobody_brings_more(scene: Scene) -> None:
    await scene.wire.say("队长老陈", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人 截止27日18点")
    await scene.wire.say("王阿姨", "报名 1 3人")
    set_clock("2026-11-27 18:30")
    assert "截止" in (await scene.wire.say("王阿姨", "报名 1 5人"))[0]
    assert "一共 2 人" in (await scene.wire.say("王阿姨", "报名 1 2人"))[0]
