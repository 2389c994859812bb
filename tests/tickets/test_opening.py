"""A ticket comes into the world: number, owner, day, letters."""

from plugins.kernel import clock
from tests.tickets.scene import Scene


async def test_the_owner_hears_of_it_and_nobody_else(scene: Scene) -> None:
    number = await scene.open()
    [task] = await scene.told("队长老陈")
    for fact in ("试1", "水电维修", "3栋", "接单 1", "退回 1", "王阿姨"):
        assert fact in task, task
    ticket = await scene.ticket(number)
    assert (ticket.state, ticket.level) == ("已派", "网格")
    assert ticket.due_at
    assert ticket.due_at > clock.now()
    for other in ("副队长阿梅", "社工小周", "团长老郑"):
        assert not [each for each in scene.wire.sent if each.chat == scene.chat(other)]
