"""A row of a pasted list that names another section than before: its own person, or who speaks for him, asks for a seat there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from .. import signing
from ..counting import row_of
from ..models import Activity, SignUp
from ..sections import seating, seats, which
from ..sections.models import Section
from . import memory
from .chain import Row


@dataclass(slots=True)
class More:
    """Names that have new seats, what undoing needs to know of them, and rows that could not be done (with the reason)."""

    names: list[str] = field(default_factory=list)
    seats: list[list[int]] = field(default_factory=list)
    failed: list[tuple[Row, str]] = field(default_factory=list)


async def take(turn: Turn, activity: Activity, rows: Sequence[Row], sent_at: datetime) -> More:
    """Seats in the sections that such rows name and their people are not in. ``activity`` is locked by the caller."""
    more = More()
    if not activity.sections or turn.speaker.member_id is None:
        return more
    state = await memory.state_of(turn.session, activity, rows, None)
    standing = {key: each for each in state.standing for key in each.keys}
    says = {each.key: each.says for each in state.known}
    for row in rows:
        stands = standing.get(row.key)
        if row.is_off or stands is None or says.get(row.key) == row.says:
            continue
        if turn.speaker.member_id in (stands.member, stands.proxy):
            await _take(turn, activity, stands.member, row, sent_at, more)
    return more


async def _take(turn: Turn, activity: Activity, member_id: int, row: Row, sent_at: datetime, more: More) -> None:
    member = await turn.session.get_one(Member, member_id)
    signup = await row_of(turn.session, activity.id, member_id)
    taken = seats.taken(activity, await seats.of_row(turn.session, activity, signup))
    new = [each for each in which.said(activity, squeeze(row.words)) if each not in taken]
    if not new or signup is None:
        return
    try:
        await signing.join(turn.session, activity, signing.Wish(member, None, sent_at, sections=tuple(new)))
    except Refusal as refusal:
        more.failed.append((row, refusal.text))
        return
    await memory.note_row(turn, activity.id, row, member_id)
    more.names.append(member.name)
    more.seats += [[signup.id, each.id] for each in new]


async def give_up(session: AsyncSession, activity: Activity, taken: Sequence[Sequence[int]], sent_at: datetime) -> list[str]:
    """Those seats again (for 「撤销」); returns the names."""
    names: dict[str, None] = {}
    for number, section_id in taken:
        row = await session.get_one(SignUp, number)
        among: list[Section] = [each for each in activity.sections if each.id == section_id]
        await seating.leave(session, activity, row, sent_at, among)
        names[(await session.get_one(Member, row.member_id)).name] = None
    return list(names)
