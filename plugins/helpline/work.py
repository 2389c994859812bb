"""What helping is worth: hours and points for whoever took it and for every hand that came, once the one who asked is served.

In the books stands that somebody helped, and nothing by which anybody could tell whom.
"""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people import settings
from plugins.people.models import Member
from plugins.points import ledger
from plugins.points.models import LedgerEntry
from plugins.points.rule import credit_for
from plugins.tickets.life import FIXED, State
from plugins.tickets.models import Ticket

from . import hand_texts
from .models import HelpingHand, Need

USUAL = settings.knob("求助时长", "办结时没说多久的求助，给帮忙的人记多少分钟", default=60, low=0, high=600, topic="求助")
LONGEST = 12 * 60
_HOURS = re.compile(
    r"(?<![\d.])(?P<hours>\d{1,2}(?:\.\d)?|半|[一二两三四五六七八九十])\s*个?(?P<half>半)?\s*(?:小时|钟头)(?P<more>半)?"
)
_MINUTES = re.compile(r"(?<![\d.])(?P<minutes>\d{1,3})\s*分钟")
_SAID = {"半": 0.5} | {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


async def minutes_in(session: AsyncSession, ticket: Ticket, said: str) -> int:
    """How long it took, as it was said when it was done; else the community's usual time."""
    found = said_minutes(said)
    return found if found is not None else await settings.value(session, ticket.community_id, USUAL)


def said_minutes(said: str) -> int | None:
    """「陪诊 2小时」 → 120, 「半小时」 → 30, 「1个半小时」 → 90; at most twelve hours."""
    if hours := _HOURS.search(said):
        value = _SAID.get(hours["hours"]) or float(hours["hours"])
        return min(LONGEST, round((value + (0.5 if hours["half"] or hours["more"] else 0)) * 60))
    minutes = _MINUTES.search(said)
    return min(LONGEST, int(minutes["minutes"])) if minutes else None


async def settle(session: AsyncSession, ticket: Ticket, need: Need) -> None:
    """Make the books say what each helper has earned as it stands now. Again is nothing."""
    if ticket.state not in (State.CHECKING, State.CLOSED) and need.minutes is None:
        return
    confirmed = ticket.verdict in FIXED and {ticket.confirmed_by_id, ticket.verified_by_id} - {None, ticket.handler_id}
    concerned = await _concerned(session, ticket)
    there = await everybody(session, ticket)
    for member_id in dict.fromkeys((*there, *await _credited(session, ticket))):
        earns = confirmed and need.minutes and member_id in there and member_id not in concerned
        cause = f"help:{ticket.id}:{member_id}"
        when = ticket.finished_at or ticket.changed_at
        credit = (
            await credit_for(
                session,
                community_id=ticket.community_id,
                member_id=member_id,
                minutes=need.minutes or 0,
                earned_at=when,
                cause=cause,
            )
            if earns
            else None
        )
        await ledger.settle(
            session,
            community_id=ticket.community_id,
            cause=cause,
            credit=credit,
            reason=hand_texts.reason(),
            earned_at=when,
            posted_by="-",
        )


async def _credited(session: AsyncSession, ticket: Ticket) -> Sequence[int]:
    """Who has been credited for it at some time: what is no longer so is reversed."""
    query = select(LedgerEntry.member_id).where(LedgerEntry.cause.startswith(f"help:{ticket.id}:"))
    return (await session.scalars(query.where(LedgerEntry.community_id == ticket.community_id).distinct())).all()


async def everybody(session: AsyncSession, ticket: Ticket) -> list[int]:
    """Who has helped: the taker and the hands."""
    hands = select(HelpingHand.member_id).where(HelpingHand.ticket_id == ticket.id, HelpingHand.withdrawn_at.is_(None))
    found = [
        *([ticket.handler_id] if ticket.handler_id else []),
        *await session.scalars(hands.order_by(HelpingHand.offered_at)),
    ]
    return list(dict.fromkeys(found))


async def _concerned(session: AsyncSession, ticket: Ticket) -> set[int]:
    """Nobody earns anything by helping himself or whom he speaks for."""
    asked = {each for each in (ticket.reporter_id, ticket.behalf_id) if each}
    proxies = await session.scalars(select(Member.proxy_id).where(Member.id.in_(asked)))
    return asked | {each for each in proxies if each}
