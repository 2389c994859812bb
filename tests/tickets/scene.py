"""The scene of the tests of tickets: 恋湖社区 with a team for repairs, a 网格员, a 团长, two 社工 and neighbours, and a made-up kind.

A kind of its own for tests, so that the engine is tested without any of the rooms above it: 「试」 is about things, 「私」 about a person.
"""

from dataclasses import dataclass, field

from sqlalchemy import select

from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.people.members import name_key
from plugins.people.models import Account, Chat, Community, Member, Place, Role, Team
from plugins.tickets import kinds, opening
from plugins.tickets.audience import PRIVATELY
from plugins.tickets.kinds import Office, TicketKind, Worth
from plugins.tickets.models import Ticket, TicketStep
from plugins.tickets.opening import Draft
from tests.wire import GROUP, PEOPLE, QQ, WeChat

Wire = QQ | WeChat
OTHER_GROUP = "70009"
MORE = {"社工小吴": "10011", "团长老郑": "10012", "网格员小孙": "10013", "副队长阿梅": "10014"}
AT_HOME = ("社工小周", "队长老陈", "王阿姨", "小李", "赵叔", "刘大姐", "小雨", *MORE)
SECRET = "电话13800138000的井盖松了"


class Things(TicketKind):
    """About things: owned by the team whose name stands as category, else by the 网格员 of the place, else by the 社工."""

    key, prefix, name = "things", "试", "试报"

    async def route(self, session, ticket):
        team = await session.scalar(
            select(Team.id).where(Team.community_id == ticket.community_id, Team.name == ticket.category)
        )
        if team:
            return Office(RoleKind.TEAM_LEADER, team_id=team)
        return Office(RoleKind.GRID_KEEPER, place_id=ticket.place_id) if ticket.place_id else kinds.STAFF

    async def worth(self, session, ticket):
        return Worth(points=2), Worth(points=3, minutes=30)


class Private(Things):
    """About a person."""

    key, prefix, name = "private", "私", "私事"
    shows = PRIVATELY
    followed = False


for _kind in (Things(), Private()):
    kinds.register(_kind)


@dataclass
class Scene:
    """A peer and the community it is in; people, teams and places by name."""

    wire: Wire
    community: int = 0
    next_door: int = 0
    people: dict[str, int] = field(default_factory=dict)
    team: int = 0
    place: int = 0

    def ident(self, group: str) -> str:
        """The group's id as the peer writes it."""
        return self.wire.chat_key(f"group:{group}").removeprefix("group:")

    async def open(
        self,
        words: str = SECRET,
        *,
        by: str | None = "王阿姨",
        category: str = "水电维修",
        kind: str = "things",
        **rest: object,
    ) -> int:
        """A ticket of 王阿姨 for the team of repairs; returns its number."""
        async with write() as session:
            draft = Draft(
                self.community,
                kind,
                words,
                category=category,
                place=str(rest.pop("place", "3栋")),
                reporter_id=self.people[by] if by else None,
                **rest,  # type: ignore[arg-type]
            )
            return (await opening.open_ticket(session, draft)).number

    async def ward(self, name: str, proxy: str) -> None:
        """Somebody without an account, for whom another speaks."""
        async with write() as session:
            key = {"name": name, "name_key": name_key(name), "proxy_id": self.people[proxy]}
            member = Member(community_id=self.community, joined_at=clock.now(), **key)
            session.add(member)
            await session.flush()
            self.people[name] = member.id

    async def appoint(self, who: str, team: str) -> None:
        """Somebody leads that team, too."""
        async with write() as session:
            found = (await session.scalars(select(Team.id).where(Team.name == team))).one()
            office = {"kind": RoleKind.TEAM_LEADER, "team_id": found, "granted_at": clock.now()}
            session.add(Role(community_id=self.community, member_id=self.people[who], **office))

    async def ticket(self, number: int = 1) -> Ticket:
        """As it stands."""
        async with read() as session:
            query = select(Ticket).where(Ticket.community_id == self.community, Ticket.number == number)
            return (await session.scalars(query)).one()

    async def steps(self, number: int = 1) -> list[str]:
        """The verbs that were done and not taken back."""
        ticket = await self.ticket(number)
        async with read() as session:
            query = select(TicketStep).where(TicketStep.ticket_id == ticket.id, TicketStep.undone_at.is_(None))
            return [str(step.verb or "开") for step in await session.scalars(query.order_by(TicketStep.id))]

    async def say(self, who: str, what: str, **rest: object) -> str:
        """In private, one answer."""
        [answer] = await self.wire.say(who, what, **({"group": None} | rest))  # type: ignore[arg-type]
        return answer

    async def told(self, who: str) -> list[str]:
        """What a person hears by letters now."""
        return [each.text for each in await self.wire.settle() if each.chat == self.chat(who)]

    def chat(self, who: str) -> str:
        """The person's private chat."""
        return f"person:{self.wire.id_of(PEOPLE.get(who) or MORE[who])}"


async def settle_in(wire: Wire) -> Scene:
    """Everybody is known and holds his office."""
    scene = Scene(wire)
    PEOPLE.update(MORE)
    async with write() as session:
        homes = [Community(name=name, opened_at=clock.now()) for name in ("恋湖社区", "银湖社区")]
        session.add_all(homes)
        await session.flush()
        scene.community, scene.next_door = (home.id for home in homes)
        for home, group in zip(homes, (GROUP, OTHER_GROUP), strict=True):
            where = {"platform": wire.platform, "ident": scene.ident(group), "account": wire.bot.self_id}
            session.add(Chat(community_id=home.id, bound_at=clock.now(), **where))
        team = Team(community_id=scene.community, name="水电维修", short="维修")
        other = Team(community_id=scene.community, name="环境保护", short="环保")
        place = Place(community_id=scene.community, name="3栋")
        session.add_all([team, other, place])
        await session.flush()
        scene.team, scene.place = team.id, place.id
        for name in AT_HOME:
            member = Member(community_id=scene.community, name=name, name_key=name_key(name), joined_at=clock.now())
            session.add(member)
            await session.flush()
            scene.people[name] = member.id
            account = {"platform": wire.platform, "user": wire.id_of(PEOPLE[name]), "bot": wire.bot.self_id}
            where = {"group": scene.ident(GROUP), "heard_at": clock.now()}
            session.add(Account(community_id=scene.community, member_id=member.id, **account, **where))
        offices = (
            ("社工小周", RoleKind.SOCIAL_WORKER, None, None),
            ("社工小吴", RoleKind.SOCIAL_WORKER, None, None),
            ("队长老陈", RoleKind.TEAM_LEADER, team.id, None),
            ("副队长阿梅", RoleKind.TEAM_DEPUTY, team.id, None),
            ("团长老郑", RoleKind.CORPS_HEAD, None, None),
            ("网格员小孙", RoleKind.GRID_KEEPER, None, place.id),
        )
        for name, kind, team_id, place_id in offices:
            held = {"kind": kind, "team_id": team_id, "place_id": place_id, "granted_at": clock.now()}
            session.add(Role(community_id=scene.community, member_id=scene.people[name], **held))
    return scene
