"""Two messages of one person are handled in the order in which they were sent; others do not wait for them."""

import asyncio

import pytest

from plugins.inbox import order
from tests.activity.scene import Scene
from tests.wire import Frame, Segment


def frame(scene: Scene, who: str, what: list[Segment], group: str | None = "70001") -> Frame:
    chat = f"group:{group}" if group else f"person:{scene.wire.id_of(scene.wire.user(who))}"
    return Frame(scene.wire.frame(what, scene.wire.user(who), group), chat)


@pytest.mark.parametrize("rounds", range(5))
async def test_two_in_quick_succession(scene: Scene, rounds: int) -> None:
    lines = ["报名 1", "取消报名 1", "报名 1 3人"]
    await asyncio.gather(*(scene.wire.put(frame(scene, "王阿姨", [("text", line)])) for line in lines))
    said = scene.wire.said_in()
    assert "报上了" in said[0]
    assert "已退出" in said[1]
    assert "一共 3 人" in said[2]


async def test_a_quote_does_not_let_the_next_message_overtake(scene: Scene) -> None:
    """The v11 adapter asks the peer for the quoted message first; a slow peer must not delay what was said before."""
    await scene.wire.say("王阿姨", "活动 1")
    notice = scene.wire.sent[-1].message_id
    first = frame(scene, "王阿姨", [("reply", notice), ("text", "+1")])
    second = frame(scene, "王阿姨", [("text", "取消报名 1")])
    await asyncio.gather(scene.wire.put(first), scene.wire.put(second))
    assert await scene.names(1) == []
    assert "报上了" in scene.wire.said_in()[-2]
    assert "get_msg" not in [action for action, _ in scene.wire.calls]


async def test_a_question_and_its_answer_in_quick_succession(scene: Scene) -> None:
    await asyncio.gather(*(scene.wire.put(frame(scene, "王阿姨", [("text", line)], group=None)) for line in ("报名", "2")))
    assert await scene.names(2) == ["王阿姨"]


async def test_nobody_waits_for_somebody_else() -> None:
    done: list[str] = []
    blocked = asyncio.Event()

    async def wait(person: str, name: str, event: asyncio.Event | None = None) -> None:
        async with order.in_line(person):
            if event:
                await event.wait()
            done.append(name)

    slow = asyncio.create_task(wait("甲", "甲一", blocked))
    behind = asyncio.create_task(wait("甲", "甲二"))
    await wait("乙", "乙一")
    assert done == ["乙一"]
    blocked.set()
    await asyncio.gather(slow, behind)
    assert done == ["乙一", "甲一", "甲二"]
    assert not order._lines


async def test_who_gives_up_waiting_leaves_the_line() -> None:
    blocked = asyncio.Event()

    async def wait(event: asyncio.Event) -> None:
        async with order.in_line("甲"):
            await event.wait()

    first = asyncio.create_task(wait(blocked))
    second = asyncio.create_task(wait(blocked))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    blocked.set()
    await first
    assert not order._lines
