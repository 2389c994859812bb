"""The scene of the tests of activities: 恋湖社区 with a leader, a 社工 and neighbours in its group, and a community next door."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity, ActivityState, SignUp, SignUpState
from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.people.members import name_key
from plugins.people.models import Account, Chat, Community, Counter, Member, Role, Team
from tests.wire import GROUP, PEOPLE, QQ, Peer, WeChat

Wire = QQ | WeChat
OTHER_GROUP = "70009"
AT_HOME = ("社工小周", "队长老陈", "王阿姨", "小李", "赵叔", "刘大姐", "小雨")


def moment(wall: str) -> datetime:
    """Shanghai time."""
    return clock.at_local(datetime.fromisoformat(wall))


@dataclass
class Scene:
    """A peer and the communities it is in; ``people`` and ``teams`` by name."""

    wire: Wire
    community: int = 0
    next_door: int = 0
    people: dict[str, int] = field(default_factory=dict)
    team: int = 0

    async def settle(self, session: AsyncSession, name: str, user: str) -> None:
        """Somebody who has spoken in the group before."""
        row = Member(community_id=self.community, name=name, name_key=name_key(name), joined_at=clock.now())
        session.add(row)
        await session.flush()
        session.add(
            Account(
                community_id=self.community,
                member_id=row.id,
                platform=self.wire.platform,
                user=self.wire.id_of(user),
                bot=self.wire.bot.self_id,
                group=self.ident(GROUP),
                heard_at=clock.now(),
            )
        )
        self.people[name] = row.id

    def ident(self, group: str) -> str:
        """The group's id as the peer writes it."""
        return self.wire.chat_key(f"group:{group}").removeprefix("group:")

    async def activity(
        self,
        title: str = "清洁家园",
        starts: str = "2026-11-28 09:00",
        *,
        hours: float = 2,
        capacity: int | None = None,
        minimum: int | None = None,
        closes: str | None = None,
        cancel_closes: str | None = None,
        state: ActivityState = ActivityState.OPEN,
        next_door: bool = False,
    ) -> int:
        """An activity of 队长老陈 at 亲水平台; returns its number."""
        community = self.next_door if next_door else self.community
        async with write() as session:
            counter = await session.get(Counter, (community, "activity"))
            if counter is None:
                counter = Counter(community_id=community, kind="activity", value=0)
                session.add(counter)
            counter.value += 1
            session.add(
                Activity(
                    community_id=community,
                    number=counter.value,
                    title=title,
                    starts_at=moment(starts),
                    ends_at=moment(starts) + timedelta(hours=hours),
                    place="亲水平台",
                    capacity=capacity,
                    minimum=minimum,
                    signup_closes_at=moment(closes) if closes else None,
                    cancel_closes_at=moment(cancel_closes) if cancel_closes else None,
                    leader_id=None if next_door else self.people["队长老陈"],
                    state=state,
                    published_at=clock.now(),
                )
            )
            return counter.value

    async def put(self, number: int, *names: str, state: SignUpState = SignUpState.JOINED) -> None:
        """People onto the list (or the waitlist), in this order."""
        row = await self.row(number)
        async with write() as session:
            for index, name in enumerate(names):
                session.add(
                    SignUp(
                        activity_id=row.id,
                        member_id=self.people[name],
                        state=state,
                        queued_at=row.published_at + timedelta(seconds=index + 60 * (state == SignUpState.WAITING)),
                    )
                )

    async def row(self, number: int) -> Activity:
        """The activity of that number."""
        async with read() as session:
            query = select(Activity).where(Activity.community_id == self.community, Activity.number == number)
            return (await session.scalars(query)).one()

    async def names(self, number: int, state: SignUpState = SignUpState.JOINED) -> list[str]:
        """Who is on the list (or the waitlist), in its order."""
        query = (
            select(Member.name).join(SignUp, SignUp.member_id == Member.id).join(Activity, Activity.id == SignUp.activity_id)
        )
        query = query.where(Activity.community_id == self.community, Activity.number == number, SignUp.state == state)
        async with read() as session:
            return list(await session.scalars(query.order_by(SignUp.queued_at, SignUp.id)))

    async def waiting(self, number: int) -> list[str]:
        """Who waits, in order."""
        return await self.names(number, SignUpState.WAITING)


async def settle_in(wire: Wire) -> Scene:
    """Everybody is known, 队长老陈 leads 环境保护, 社工小周 is 社工; 银湖社区 next door has a group of its own."""
    scene = Scene(wire)
    async with write() as session:
        homes = [Community(name=name, opened_at=clock.now()) for name in ("恋湖社区", "银湖社区")]
        session.add_all(homes)
        await session.flush()
        scene.community, scene.next_door = (home.id for home in homes)
        for community, group in ((scene.community, GROUP), (scene.next_door, OTHER_GROUP)):
            session.add(
                Chat(
                    community_id=community,
                    platform=wire.platform,
                    ident=scene.ident(group),
                    account=wire.bot.self_id,
                    bound_at=clock.now(),
                )
            )
        team = Team(community_id=scene.community, name="环境保护", short="环保")
        session.add(team)
        await session.flush()
        scene.team = team.id
        for name in AT_HOME:
            await scene.settle(session, name, PEOPLE[name])
        offices = (("社工小周", RoleKind.SOCIAL_WORKER, None), ("队长老陈", RoleKind.TEAM_LEADER, scene.team))
        for name, kind, team_id in offices:
            session.add(
                Role(
                    community_id=scene.community,
                    member_id=scene.people[name],
                    kind=kind,
                    team_id=team_id,
                    granted_at=clock.now(),
                )
            )
    return scene


def everybody(peer: Peer) -> list[str]:
    """Whom the peer was told to mention, in all that was said."""
    return [user for said in peer.sent for user in said.mentions]
