"""What is special about a ticket that is a hazard: who has it first, by when, what it is worth, who hears of danger."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import RoleKind
from plugins.people import reach, settings, staff
from plugins.people.models import Place
from plugins.people.spots import Spot
from plugins.tickets import kinds, owners, telling
from plugins.tickets.audience import Audience, View
from plugins.tickets.kinds import STAFF, Office, Worth
from plugins.tickets.ladder import Act, Rung
from plugins.tickets.life import Level, State, Verb
from plugins.tickets.models import Ticket, TicketStep
from plugins.tickets.worktime import Allowance, Clock

from . import book, texts

KEY, PREFIX = "hazard", "随"
POINTS = settings.knob(
    "随手报积分", "随手报经社工核实属实、办好，给报的人几分（0 就是不给）", default=1, low=0, high=20, topic="随手报"
)
DANGER_HOURS = 1
PATIENCE = timedelta(minutes=15)
_HEADS = (RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY)
_ON_DUTY = (RoleKind.CORPS_HEAD, RoleKind.CORPS_DEPUTY, RoleKind.GRID_KEEPER)
_NEAR = (RoleKind.BUILDING_HEAD, RoleKind.UNIT_HEAD)
_BUILDINGS = ("栋", "号楼", "幢", "座", "#", "#楼", "楼")


class HazardKind(kinds.TicketKind):
    """随123."""

    key = KEY
    prefix = PREFIX
    name = "随手报"

    async def route(self, session: AsyncSession, ticket: Ticket) -> Office:
        """A team of the category that has a leader, else the 网格员 of the place, else the 社工. Danger is the 社工's."""
        if ticket.urgent:
            return STAFF
        entry = await book.entry(session, ticket.community_id, ticket.category)
        if entry.team and await reach.holders(session, ticket.community_id, _HEADS, entry.team.id):
            return Office(RoleKind.TEAM_LEADER, team_id=entry.team.id, level=Level.GRID)
        keepers = await owners.keepers(session, ticket.community_id, RoleKind.GRID_KEEPER, ticket.place_id)
        if entry.category.owner == RoleKind.GRID_KEEPER and keepers:
            return Office(RoleKind.GRID_KEEPER, place_id=ticket.place_id, level=Level.GRID)
        return STAFF

    async def allowance(self, session: AsyncSession, ticket: Ticket) -> Allowance:
        """The category's working hours; an hour of any day or night for danger."""
        if ticket.urgent:
            return Allowance(DANGER_HOURS, Clock.ALWAYS)
        return Allowance((await book.entry(session, ticket.community_id, ticket.category)).category.hours)

    async def rungs(self, session: AsyncSession, ticket: Ticket) -> Sequence[Rung] | None:
        """Danger that nobody takes goes up every quarter of an hour, night or not."""
        if not ticket.urgent or ticket.state == State.WORKING:
            return None
        stages = len((await owners.chain(session, ticket)).stages)
        start = ticket.timed_at
        if not stages:
            return (Rung(start + PATIENCE, Act.ASSIGN),)
        last = max(1, stages)
        return [
            Rung(start + PATIENCE * step, Act.RAISE, min(step, stages - 1), last=step == last) for step in range(1, last + 1)
        ]

    async def called(self, session: AsyncSession, ticket: Ticket, member_id: int) -> bool:
        """Whoever is called to a danger may take it."""
        return ticket.urgent and member_id in await on_duty(session, ticket)

    def news(self, verb: Verb | None, audience: Audience, view: View) -> str | None:
        """Danger is told by its own letter to everybody on duty, not once more to the owner alone."""
        return "" if verb == Verb.ASSIGN and view.urgent else None

    async def after(self, session: AsyncSession, ticket: Ticket, step: TicketStep) -> None:
        """Whoever was called to a danger hears when somebody is there, when it is done, and when it was a mistake."""
        if not ticket.urgent or step.verb not in (Verb.TAKE, Verb.WITHDRAW, Verb.FINISH):
            return
        stages = (await owners.chain(session, ticket)).stages[: 2 if step.verb == Verb.TAKE else 1]
        known = {step.member_id, *(each for stage in stages for each in stage.there)}  # the engine tells these itself
        called = [each for each in await on_duty(session, ticket) if each not in known]
        verb = Verb(step.verb)
        say = lambda view: texts.alarm_over(view, verb)  # noqa: E731
        await telling.tell(session, ticket, Audience.OWNER, called, f"alarm:{step.id}", say)

    async def worth(self, session: AsyncSession, ticket: Ticket) -> tuple[Worth, Worth]:
        """Points for the reporter, once staff has verified it; none for danger."""
        points = 0 if ticket.urgent else await settings.value(session, ticket.community_id, POINTS)
        return Worth(points=points), Worth()


kinds.register(HazardKind())


async def place_id(session: AsyncSession, community_id: int, spot: Spot | None) -> int | None:
    """The nearest place of the tree that this is, or lies in, however the tree spells it; ``None`` for none."""
    if spot is None:
        return None
    names = [name for step in spot.ladder for name in _spellings(step)]
    rows = await session.execute(select(Place.name, Place.id).where(Place.community_id == community_id, Place.name.in_(names)))
    found = {row.name: row.id for row in rows}
    return next((found[name] for name in names if name in found), None)


def _spellings(name: str) -> Sequence[str]:
    """3栋2单元, 3号楼2单元, 3幢2单元 … are one place."""
    before, mark, after = name.partition("栋")
    return [f"{before}{word}{after}" for word in _BUILDINGS] if mark else [name]


async def on_duty(session: AsyncSession, ticket: Ticket) -> Sequence[int]:
    """Everybody who has to hear of danger at once: 社工, 团长 and 副团长, all 网格员, the 楼长 and 单元长 of the place."""
    found = [*await staff.of(session, ticket.community_id), *await reach.holders(session, ticket.community_id, _ON_DUTY)]
    for office in _NEAR:
        found += await owners.keepers(session, ticket.community_id, office, ticket.place_id)
    return list(dict.fromkeys(found))
