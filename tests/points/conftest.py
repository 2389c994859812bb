"""Two communities with members and offices, and a way to credit deeds to them."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock
from plugins.kernel.db import Database, read, write
from plugins.people.members import name_key
from plugins.people.models import Account, Chat, Community, Member, Role, Team
from plugins.points import ledger, statement
from plugins.points.rule import Credit
from plugins.points.statement import Balance
from tests.wire import GROUP, PEOPLE, QQ, Peer, Segment, WeChat

OTHER_GROUP = "70002"


def moment(wall: str) -> datetime:
    """Shanghai time."""
    return clock.at_local(datetime.fromisoformat(wall))


def at(who: str, before: str, after: str = "") -> list[Segment]:
    """A sentence with an @ in it."""
    return [("text", f"{before} "), ("at", who), ("text", f" {after}")]


@dataclass
class Village:
    """``恋湖社区`` with its members and teams by name, and ``银湖社区`` with one member, 外人."""

    community: int = 0
    other: int = 0
    people: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    deeds: int = 0

    async def member(self, name: str, *, community: int | None = None, **more: object) -> int:
        async with write() as session:
            row = Member(
                community_id=community or self.community, name=name, name_key=name_key(name), joined_at=clock.now(), **more
            )
            session.add(row)
            await session.flush()
            self.people.setdefault(name, row.id)
            return row.id

    async def earn(
        self,
        name: str,
        minutes: int,
        points: int,
        when: str = "2026-11-21 11:00",
        *,
        cause: str = "",
        team: str | None = None,
        reason: str = "清洁家园",
    ) -> None:
        """Credit a deed; every one has a cause of its own unless one is given."""
        self.deeds += 1
        async with write() as session:
            member = await session.get_one(Member, self.people[name])
            await ledger.settle(
                session,
                community_id=member.community_id,
                cause=cause or f"signup:{self.deeds}",
                credit=Credit(member.id, minutes, points, self.teams[team] if team else None),
                reason=reason,
                earned_at=moment(when),
                posted_by="qq:10003",
            )

    async def balance(self, name: str) -> Balance:
        async with read() as session:
            return await statement.balance(session, self.people[name])

    async def numbers(self, name: str) -> list[int]:
        """The numbers of the postings of a member, newest first."""
        async with read() as session:
            return [entry.number for entry in await statement.last_entries(session, self.people[name], 100)]


@pytest.fixture
async def village(house: Database) -> Village:
    made = Village()
    async with write() as session:
        homes = [Community(name=name, opened_at=clock.now()) for name in ("恋湖社区", "银湖社区")]
        session.add_all(homes)
        await session.flush()
        made.community, made.other = (home.id for home in homes)
        for name in ("环境保护", "环湖骑行队", "消防安全"):
            team = Team(community_id=made.community, name=name, short=name[:2])
            session.add(team)
            await session.flush()
            made.teams[name] = team.id
    for name in ("社工小周", "队长老陈", "王阿姨", "小李", "赵叔"):
        await made.member(name)
    await made.member("王奶奶", proxy_id=made.people["王阿姨"])
    await made.member("外人", community=made.other)
    return made


async def move_in(village: Village, peer: Peer, platform: str) -> None:
    """Groups and accounts on the peer's platform."""
    async with write() as session:
        for community, group in ((village.community, GROUP), (village.other, OTHER_GROUP)):
            ident = peer.chat_key(f"group:{group}").removeprefix("group:")
            chat = Chat(community_id=community, platform=platform, ident=ident, account=peer.bot.self_id, bound_at=clock.now())
            session.add(chat)
        accounts = {name: PEOPLE[name] for name in village.people if name in PEOPLE} | {"外人": "10099"}
        for name, user in accounts.items():
            home, group = (village.other, OTHER_GROUP) if name == "外人" else (village.community, GROUP)
            session.add(
                Account(
                    community_id=home,
                    member_id=village.people[name],
                    platform=platform,
                    user=peer.id_of(user),
                    bot=peer.bot.self_id,
                    group=peer.chat_key(f"group:{group}").removeprefix("group:"),
                    heard_at=clock.now(),
                )
            )
        for name, kind, team in (("社工小周", RoleKind.SOCIAL_WORKER, None), ("队长老陈", RoleKind.TEAM_LEADER, "环境保护")):
            member, team_id = village.people[name], village.teams[team] if team else None
            session.add(
                Role(community_id=village.community, member_id=member, kind=kind, team_id=team_id, granted_at=clock.now())
            )
        session.add(
            Role(
                community_id=village.other,
                member_id=village.people["外人"],
                kind=RoleKind.SOCIAL_WORKER,
                granted_at=clock.now(),
            )
        )


@pytest.fixture
async def chat(village: Village, wire: QQ | WeChat) -> QQ | WeChat:
    """The village on the wire."""
    await move_in(village, wire, wire.platform)
    return wire
