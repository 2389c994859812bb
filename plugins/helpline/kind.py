"""What is special about a 求助: it is about a person, so hardly anybody may know anything; and nobody is left waiting."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import RoleKind
from plugins.kernel.refusal import Refusal
from plugins.people import reach, settings, staff, teams
from plugins.tickets import kinds, owners, worktime
from plugins.tickets.audience import PRIVATELY, Audience, Field, View
from plugins.tickets.kinds import STAFF, Office, TicketKind
from plugins.tickets.ladder import Act, Rung
from plugins.tickets.life import LIVE, OPEN, Level, Standing, State, Verb
from plugins.tickets.models import Ticket, TicketStep
from plugins.tickets.worktime import Allowance, Clock

from . import news_texts, refusal_texts, relay, revealing, sorts, unreached, work
from .models import Need

KEY = "help"
SOON = settings.knob("急求助等候", "急的求助，几分钟没人接就转给下一位（夜里也算）", default=30, low=5, high=240, topic="求助")
LATER = settings.knob("求助等候", "不急的求助，白天几小时没人接就转给下一位", default=4, low=1, high=48, topic="求助")
IN_HAND = Allowance(72, Clock.ALWAYS)
AT_ONCE = Allowance(1 / 6, Clock.ALWAYS)
HOURLY = Allowance(1, Clock.ALWAYS)
DAILY = Allowance(14.5, Clock.WAKING)  # as long as people are awake in a day
_LEADERS = (RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY)
_FACTS = PRIVATELY[Audience.OWNER]
SHOWS: Mapping[Audience, frozenset[Field]] = {
    **PRIVATELY,
    Audience.TAKER: _FACTS | {Field.STEP},
    Audience.REPORTER: _FACTS | {Field.WORDS, Field.PHOTOS, Field.STEP},
}
"""The taker gets words, name, door and phone once, by ``revealing``, and never again by asking how it stands."""
TALKING = OPEN
_DEALS = frozenset({Audience.OWNER, Audience.TAKER, Audience.REPORTER, Audience.STAFF})
_CHARGE = frozenset({Standing.HANDLER, Standing.OWNER, Standing.STAFF})
_ASKER, _STAFF = frozenset({Standing.REPORTER}), frozenset({Standing.STAFF})
_OFFERED: Mapping[str, tuple[Sequence[State], frozenset[Standing]]] = {
    "回复": (TALKING, frozenset({Standing.REPORTER, Standing.HANDLER})),
    "找人": (LIVE, _CHARGE),
    "告诉帮手": (LIVE, _CHARGE),
    "满意": ((State.CHECKING,), _ASKER),
    "谁看过": (tuple(State), _ASKER | _STAFF),
    "求助详情": (TALKING, _STAFF),
}
_WAITS = (State.NEW, State.ASSIGNED, State.RETURNED)


class HelpKind(TicketKind):
    """求助. The leader of the team for it, else the 社工; up the house every half an hour or four hours while nobody takes it."""

    key, prefix, name = KEY, "求", "求助"
    shows = SHOWS
    followed = False
    asks = "满意吗？"
    answers = (("满意", "满意 {n}"), ("一般", "一般 {n}"), ("不满意", "不满意 {n}"), ("没解决", "没解决 {n}"))

    async def route(self, session: AsyncSession, ticket: Ticket) -> Office:
        """The first team for it that has a leader or a deputy."""
        if ticket.category == news_texts.CRISIS:
            return STAFF
        known = await teams.all_of(session, ticket.community_id)
        sort = (await session.get_one(Need, ticket.id)).sort or ticket.category
        for team in sorts.teams_for(sorts.named(sort), known):
            if await reach.holders(session, ticket.community_id, _LEADERS, team.id):
                return Office(RoleKind.TEAM_LEADER, team.id)
        return STAFF

    async def category(self, session: AsyncSession, ticket: Ticket, audience: Audience) -> str:
        """The sort of a sensitive need is known to those who deal with it, and stands in no list and no export."""
        if audience not in _DEALS:
            return ticket.category
        return (await session.get_one(Need, ticket.id)).sort or ticket.category

    async def above(self, session: AsyncSession, ticket: Ticket) -> Office:
        """From a team to 团长 and 副团长, from there to the 社工."""
        if ticket.team_id and await reach.holders(session, ticket.community_id, owners.CORPS):
            return Office(RoleKind.CORPS_HEAD, level=Level.COMMUNITY)
        return STAFF

    async def allowance(self, session: AsyncSession, ticket: Ticket) -> Allowance:
        """How long it may wait for somebody, or be in his hands."""
        if ticket.state not in _WAITS:
            return IN_HAND
        if ticket.category == news_texts.CRISIS:
            return AT_ONCE
        if ticket.urgent:
            return Allowance(await settings.value(session, ticket.community_id, SOON) / 60, Clock.ALWAYS)
        return Allowance(await settings.value(session, ticket.community_id, LATER), Clock.WAKING)

    async def due(self, session: AsyncSession, ticket: Ticket, verb: Verb | None, now: datetime) -> datetime | None:
        """Waiting and being in hand have clocks of their own."""
        return None

    async def rungs(self, session: AsyncSession, ticket: Ticket) -> Sequence[Rung] | None:
        """While nobody has taken it: one stage up at a time, the last one twice more, and then every day for a fortnight."""
        stages = len((await owners.chain(session, ticket)).stages)
        if ticket.state not in _WAITS or not stages:
            return None
        pauses = [await self.allowance(session, ticket)] * (stages + 1)
        pauses += [HOURLY] * 6 if ticket.category == news_texts.CRISIS else []
        at, found = ticket.timed_at, list[Rung]()
        for stage, pause in enumerate([*pauses, *[DAILY] * 14], 1):
            at = await worktime.after(session, ticket.community_id, at, pause)
            found.append(Rung(at, Act.RAISE, min(stage, stages - 1)))
        return found

    def news(self, verb: Verb | None, audience: Audience, view: View) -> str | None:
        """Nobody but the one who asked ever reads what it is about."""
        return news_texts.news(verb, audience, view)

    def offers(self, ticket: Ticket, standing: frozenset[Standing]) -> Sequence[str]:
        """To the two sides the talk, to whoever leads the call for hands, to the one who asked who has looked."""
        return [name for name, (states, who) in _OFFERED.items() if ticket.state in states and who & standing]

    def raised(self, audience: Audience, view: View, before: str, to: str) -> str | None:
        """Told truthfully: who could not be reached, and who is asked now."""
        return news_texts.raised(audience, view, before, to)

    async def after(self, session: AsyncSession, ticket: Ticket, step: TicketStep) -> None:
        """The taker is told, what was said before reaches him; what helped is booked once it is confirmed."""
        need = await session.get_one(Need, ticket.id)
        if step.verb == Verb.TRANSFER and need.sensitive and ticket.handler_id:
            await _only_to_leaders(session, ticket, ticket.handler_id)
        if step.verb == Verb.TAKE and step.member_id:
            await revealing.to_taker(session, ticket, need, step.member_id)
            await relay.deliver_waiting(session, ticket, step.member_id)
        if step.verb == Verb.FINISH:
            need.minutes = await work.minutes_in(session, ticket, step.words or "")
        await work.settle(session, ticket, need)

    async def undone(self, session: AsyncSession, ticket: Ticket, step: TicketStep) -> None:
        """The books follow, and a word of praise is unsaid."""
        need = await session.get_one(Need, ticket.id)
        if step.verb == Verb.FIXED:
            need.rating = None
        await work.settle(session, ticket, need)

    async def unreached(self, session: AsyncSession, ticket: Ticket, member_id: int) -> bool:
        """Whoever cannot be reached is passed over at once."""
        return await unreached.see_to(session, ticket, member_id)


async def _only_to_leaders(session: AsyncSession, ticket: Ticket, member_id: int) -> None:
    """Raises ``Refusal`` when the member holds no office that may hear of such things."""
    heads = await reach.holders(session, ticket.community_id, (*_LEADERS, *owners.CORPS))
    if member_id not in {*heads, *await staff.of(session, ticket.community_id)}:
        raise Refusal(refusal_texts.only_leaders(kinds.label(ticket)))
