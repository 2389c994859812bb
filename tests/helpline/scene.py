"""The scene of the tests of 求助: that of the tickets, with a team for the sick and what is said in private."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from plugins.helpline.models import Need, RelayedLine
from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock, ticks
from plugins.kernel.db import read, write
from plugins.people.models import Role, Team
from tests.conftest import set_clock
from tests.tickets import scene as tickets
from tests.wire import QQ, Said, WeChat

Wire = QQ | WeChat
NEED = "求助 我妈一个人在家想找人陪去医院，8栋1单元302，13800138000"
TAP = "求助 水龙头坏了，8栋1单元302，13800138000"
PRIVATE_WORDS = ("302", "1380013", "王阿姨", "我妈", "１３８", "一三八")


BACK = "又连上了"


@dataclass
class Scene(tickets.Scene):
    """As there; ``says`` and ``told`` in private."""

    async def says(self, who: str, what: object, **rest: object) -> str:
        """In private, one answer."""
        [answer] = await self.wire.say(who, what, **({"group": None} | rest))  # type: ignore[arg-type]
        return answer

    async def letters(self) -> list[tuple[str, str]]:
        """What the outbox says now: to whom (his name, or the group), and what. That a line is back is another matter."""
        return [(self.name_of(said), said.text) for said in await self.wire.settle() if BACK not in said.text]

    def name_of(self, said: Said) -> str:
        """Whose chat it is."""
        names = {self.chat(name): name for name in (*tickets.AT_HOME, "管理员", "小雨")}
        return names.get(said.chat, said.chat)

    async def until(self, wall: str) -> list[tuple[str, str]]:
        """Let time pass; returns what was said meanwhile."""
        before = len(self.wire.sent)
        await ticks.advance(clock.at_local(datetime.fromisoformat(wall)))
        await self.wire.settle()
        return [(self.name_of(said), said.text) for said in self.wire.sent[before:]]

    async def need(self, number: int = 1) -> Need:
        """The private part as it stands."""
        ticket = await self.ticket(number)
        async with read() as session:
            return await session.get_one(Need, ticket.id)

    async def lines(self) -> list[RelayedLine]:
        """Everything that was relayed."""
        async with read() as session:
            return list(await session.scalars(select(RelayedLine).order_by(RelayedLine.id)))


async def settle_in(wire: Wire) -> Scene:
    """Monday noon. 医疗卫生 has a leader (刘大姐) and a deputy (赵叔)."""
    known = await tickets.settle_in(wire)
    scene = Scene(known.wire, known.community, known.next_door, known.people, known.team, known.place)
    set_clock("2026-11-23 12:00")
    async with write() as session:
        team = Team(community_id=scene.community, name="医疗卫生", short="医疗")
        session.add(team)
        await session.flush()
        for name, kind in (("刘大姐", RoleKind.TEAM_LEADER), ("赵叔", RoleKind.TEAM_DEPUTY)):
            held = {"kind": kind, "team_id": team.id, "granted_at": clock.now()}
            session.add(Role(community_id=scene.community, member_id=scene.people[name], **held))
    return scene
