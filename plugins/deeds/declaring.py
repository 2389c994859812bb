"""Saying what one has done: as typed, at most so many a day, open until staff has looked at it."""

import re
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member
from plugins.people.numbers import next_number

from . import texts, worth
from .models import DeedKind, DeedState, GoodDeed

LONGEST = 300
MOST_COPIES = 9999
_COPIES = re.compile(r"(\d{1,6})\s*(?:多)?[份张本册页](?![栋号单楼])")
_COUNTED = (DeedState.OPEN, DeedState.CONFIRMED)


def read(turn: Turn) -> str:
    """What was done, in the person's own words. Raises ``Refusal``: nothing said and no photo, or a whole story."""
    words = turn.raw.strip()
    if len(words) > LONGEST:
        raise Refusal(texts.too_long(LONGEST))
    if not turn.heard.photos and not any(sign.isalnum() for sign in words):
        raise Refusal(texts.say_what(turn.word))
    return words


def copies(rest: str) -> int | None:
    """How many leaflets: 60 in „防诈骗传单 60份 3栋“; ``None`` when it is not said. Raises ``Refusal`` for a number nobody carries."""
    found = _COPIES.search(rest)
    if found is None:
        return None
    if not 1 <= int(found[1]) <= MOST_COPIES:
        raise Refusal(texts.copies_out_of_range(MOST_COPIES))
    return int(found[1])


async def declare(turn: Turn, member: Member, kind: DeedKind, words: str) -> tuple[GoodDeed, int]:
    """Write it down; returns it and which one of its day it is. Raises ``Refusal`` when the day is full."""
    await turn.session.get_one(Member, member.id, with_for_update=True)
    day = clock.local(turn.heard.sent_at).date()
    before = select(func.count()).where(GoodDeed.member_id == member.id, GoodDeed.day == day, GoodDeed.kind == kind)
    already = await turn.session.scalar(before.where(GoodDeed.state.in_(_COUNTED))) or 0
    most = await worth.most(turn.session, turn.community_id, kind)
    if already >= most:
        raise Refusal(texts.enough_for_today(kind, most))
    row = GoodDeed(
        community_id=turn.community_id,
        number=await next_number(turn.session, turn.community_id, "good_deed"),
        kind=kind,
        member_id=member.id,
        words=words,
        copies=copies(turn.rest) if kind == DeedKind.LEAFLETS else None,
        photos=list(turn.heard.pictures),
        done_at=turn.heard.sent_at,
        day=day,
    )
    turn.session.add(row)
    await turn.session.flush()
    return row, already + 1


async def own(session: AsyncSession, member_id: int, limit: int = 8) -> Sequence[GoodDeed]:
    """The member's last ones, newest first, without those he took back."""
    query = select(GoodDeed).where(GoodDeed.member_id == member_id, GoodDeed.state != DeedState.WITHDRAWN)
    return (await session.scalars(query.order_by(GoodDeed.id.desc()).limit(limit))).all()


async def withdraw(session: AsyncSession, deed_id: int) -> GoodDeed:
    """Take it back while nobody has decided. Raises ``Refusal`` afterwards."""
    deed = await session.get_one(GoodDeed, deed_id, with_for_update=True)
    if deed.state != DeedState.OPEN:
        raise Refusal(texts.decided_already(deed))
    deed.state = DeedState.WITHDRAWN
    await session.flush()
    return deed
