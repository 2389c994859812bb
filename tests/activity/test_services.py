"""Kinds of service (三星): said at publication, the team's default, changed by the leader; booked, and boards by kind."""

import pytest
from sqlalchemy import select

from plugins.kernel.db import read, write
from plugins.people import service_texts, services
from plugins.people.models import ServiceKind
from plugins.points.models import LedgerEntry
from tests.activity.scene import Scene
from tests.conftest import set_clock

STARS = {"平安": "平安和谐幸福服务星", "文化": "文化休闲娱乐服务星", "扶危": "扶危救助友善服务星"}
LINE = "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人"


@pytest.fixture
async def starry(scene: Scene) -> Scene:
    """恋湖社区 with its three kinds."""
    async with write() as session:
        for position, (short, name) in enumerate(STARS.items()):
            session.add(ServiceKind(community_id=scene.community, name=name, short=short, position=position))
    return scene


async def booked(scene: Scene) -> list[tuple[str, int, str | None]]:
    """What stands in the books: cause, amount, kind."""
    async with read() as session:
        names = {each.id: each.short for each in await session.scalars(select(ServiceKind))}
        rows = await session.scalars(select(LedgerEntry).where(LedgerEntry.book == "points").order_by(LedgerEntry.id))
        return [(row.cause, row.amount, names.get(row.service_id or 0)) for row in rows]


@pytest.mark.parametrize("said", ["类别 平安", "类别：平安星", "服务类别平安", "类别是平安和谐幸福服务星", "類別 平安"])
@pytest.mark.parametrize("place", ["end", "middle"])
async def test_said_at_publication(starry: Scene, said: str, place: str) -> None:
    line = f"{LINE} {said}" if place == "end" else LINE.replace(" 亲水平台", f" {said} 亲水平台")
    [answer] = await starry.wire.say("队长老陈", line)
    assert "类别 平安和谐幸福服务星" in answer
    row = await starry.row(1)
    assert (row.title, row.place, row.capacity) == ("清洁家园", "亲水平台", 20)
    assert row.service_id is not None


async def test_a_kind_that_is_none_is_asked_about(starry: Scene) -> None:
    [answer] = await starry.wire.say("队长老陈", f"{LINE} 类别 环保")
    assert "平安、文化、扶危" in answer
    [answer] = await starry.wire.say("队长老陈", "发布 垃圾类别宣传 11月28日 9:00-11:00 亲水平台 20人")
    assert "垃圾类别宣传" in answer


async def test_a_community_without_kinds_has_none(scene: Scene) -> None:
    assert "没有分服务类别" in (await scene.wire.say("队长老陈", f"{LINE} 类别 平安"))[0]
    assert "没有分服务类别" in (await scene.wire.say("王阿姨", "服务类别"))[0]
    await scene.wire.say("队长老陈", LINE)
    assert "没有分服务类别" in (await scene.wire.say("队长老陈", "类别 1 平安"))[0]
    assert await scene.wire.say("王阿姨", "排行榜 平安") == []


async def test_changed_by_the_leader_and_booked_anew(starry: Scene) -> None:
    await starry.wire.say("队长老陈", LINE)
    await starry.put(1, "王阿姨")
    assert "由发布的人" in (await starry.wire.say("王阿姨", "类别 1 平安"))[0]
    assert "还没有定" in (await starry.wire.say("王阿姨", "类别 1"))[0]
    [answer] = await starry.wire.say("队长老陈", "类别 1 文化")
    assert "文化休闲娱乐服务星" in answer
    assert "本来就" in (await starry.wire.say("队长老陈", "类别 1 文化"))[0]
    assert "文化休闲娱乐服务星" in (await starry.wire.say("王阿姨", "类别 1"))[0]
    set_clock("2026-11-28 12:00")
    await starry.wire.say("队长老陈", "考勤 1 都到了")
    assert await booked(starry) == [("signup:1", 2, "文化")]
    [answer] = await starry.wire.say("队长老陈", "类别 1 扶危")
    assert "跟着改了" in answer
    assert await booked(starry) == [("signup:1", 2, "文化"), ("signup:1", -2, "文化"), ("signup:1", 2, "扶危")]
    assert "照旧算“文化" in (await starry.wire.say("队长老陈", "撤销"))[0]
    assert [each[2] for each in await booked(starry)][-2:] == ["扶危", "文化"]
    assert sum(each[1] for each in await booked(starry)) == 2


async def test_a_team_s_default(starry: Scene) -> None:
    assert (await starry.wire.say("队长老陈", "服务类别 环境保护 平安"))[0] == service_texts.only_staff()
    assert "默认算“平安" in (await starry.wire.say("社工小周", "服务类别 环境保护 平安"))[0]
    assert "本来就算" in (await starry.wire.say("社工小周", "服务类别 环境保护 平安"))[0]
    await starry.wire.say("队长老陈", LINE)
    await starry.put(1, "王阿姨")
    assert "平安和谐幸福服务星" in (await starry.wire.say("王阿姨", "类别 1"))[0]
    set_clock("2026-11-28 12:00")
    await starry.wire.say("队长老陈", "考勤 1 都到了")
    assert await booked(starry) == [("signup:1", 2, "平安")]


async def test_a_team_s_default_taken_back(starry: Scene) -> None:
    await starry.wire.say("社工小周", "服务类别 环境保护 平安")
    assert "不分类别" in (await starry.wire.say("社工小周", "撤销"))[0]
    await starry.wire.say("队长老陈", LINE)
    assert "还没有定" in (await starry.wire.say("王阿姨", "类别 1"))[0]


async def test_boards_by_kind(starry: Scene) -> None:
    for number, (title, kind, who) in enumerate(
        [("清洁家园", "平安", ("王阿姨", "小李")), ("合唱", "文化", ("小李", "赵叔"))], 1
    ):
        await starry.wire.say("队长老陈", f"{LINE.replace('清洁家园', title)} 类别 {kind}")
        await starry.put(number, *who)
    set_clock("2026-11-28 12:00")
    for number in (1, 2):
        await starry.wire.say("队长老陈", f"考勤 {number} 都到了")
    await starry.wire.say("小李", "不上榜")
    [board] = await starry.wire.say("赵叔", "排行榜 平安 本月")
    assert "2026年11月 · 平安和谐幸福服务星" in board
    assert "1. 王阿姨 2 分" in board
    assert "小李" not in board
    assert "赵叔" not in board
    assert "共 2 人 · 4 分" in board
    [board] = await starry.wire.say("赵叔", "排行榜 文化", group=None)
    assert "1. 赵叔 2 分" in board
    assert "您是第 1 名" in board
    [board] = await starry.wire.say("赵叔", "排行榜 队伍 文化 本季")
    assert "1. 环境保护 4 分" in board
    [board] = await starry.wire.say("赵叔", "排行榜 扶危")
    assert "扶危救助友善服务星还没有人上榜" in board
    [board] = await starry.wire.say("赵叔", "排行榜")
    assert "1. 王阿姨 2 分" in board
    assert "1. 赵叔 2 分" in board
    for chatter in ("排行榜平安无事", "类别怎么分", "平安到家了", "服务类别多吗"):
        assert await starry.wire.say("王阿姨", chatter) == []


async def test_next_door_has_its_own(starry: Scene) -> None:
    async with read() as session:
        assert await services.all_of(session, starry.next_door) == []
        assert [each.short for each in await services.all_of(session, starry.community)] == list(STARS)
