"""Leaving the community's groups: the name stays thirty days for the books, then it is gone; nothing is orphaned meanwhile."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plugins.inbox.movements import Moved, use_movement
from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick
from plugins.outbox.service import Letter, post

from . import appointments, deeds, departure_texts, personal, reach, staff
from .models import Account, Chat, Member, Role

KEPT = timedelta(days=30)
LEFT, BACK, FORGOTTEN = "left", "back", "forgotten"
OnDeparture = Callable[[AsyncSession, Member], Awaitable[None]]
_rooms: list[OnDeparture] = []


def on_departure(room: OnDeparture) -> OnDeparture:
    """Have ``room`` see to what depends on a member who has just left the groups; it tells those who take over."""
    _rooms.append(room)
    return room


async def moved(session: AsyncSession, what: Moved) -> None:
    """Somebody left a group of ours, or came (back). Whoever was last heard in another group has left only this one."""
    chat = await session.scalar(select(Chat).where(Chat.platform == what.platform, Chat.ident == what.group))
    if chat is None:
        return
    here = (Account.community_id == chat.community_id) & (Account.platform == what.platform) & (Account.user == what.user)
    account = await session.scalar(select(Account).where(here).with_for_update())
    if account is None or (account.left_at is not None) is what.gone:
        return
    if not what.gone:
        account.left_at = None
        await deeds.record_own(session, chat.community_id, BACK, f"member:{account.member_id}", {})
    elif account.group in (None, what.group):
        account.left_at = clock.now()
        await deeds.record_own(session, chat.community_id, LEFT, f"member:{account.member_id}", {})
        await session.flush()
        await _see_to(session, account.member_id)


async def _is_gone(session: AsyncSession, member_id: int) -> bool:
    """Whether no account of his is left."""
    query = select(Account.id).where(Account.member_id == member_id, Account.left_at.is_(None))
    return await session.scalar(query.limit(1)) is None


async def _see_to(session: AsyncSession, member_id: int) -> None:
    if not await _is_gone(session, member_id):
        return
    member = await session.get_one(Member, member_id)
    held = [await appointments.label(session, role) for role in await appointments.held(session, member_id)]
    if held:
        text = departure_texts.office_holder_left(member.name, held)
        await tell_staff(session, member, f"{LEFT}:{member_id}:{clock.now():%Y%m%d%H%M}", text)
    for room in _rooms:
        await room(session, member)


async def tell_staff(session: AsyncSession, member: Member, key: str, text: str, *, team_id: int | None = None) -> None:
    """Tell the team's other leaders where there are any, else staff."""
    others: set[int] = set()
    if team_id:
        kinds = [RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY]
        others = set(await reach.holders(session, member.community_id, kinds, team_id)) - {member.id}
    others = others or set(await staff.of(session, member.community_id)) - {member.id}
    for number, found in (await reach.of_members(session, sorted(others))).items():
        await post(session, Letter(f"{key}:{number}", found.private, text))


def _gone_for_long(limit: datetime):
    """Members all of whose accounts left before ``limit`` and who hold no office: staff decides about offices first."""
    other = aliased(Account)
    here = select(other.id).where(other.member_id == Account.member_id, other.left_at.is_(None) | (other.left_at > limit))
    office = select(Role.id).where(Role.member_id == Account.member_id, Role.ended_at.is_(None))
    return select(Account.member_id).where(Account.left_at <= limit, ~here.exists(), ~office.exists()).distinct()


async def _next(session: AsyncSession, after: datetime) -> datetime | None:
    first = await session.scalar(select(func.min(Account.left_at)).where(Account.left_at > after - KEPT))
    return first + KEPT if first else None


@tick("forget who left", next_due=_next, order=80)
async def forget_who_left() -> None:
    """Thirty days after the last account left, nothing but sums is left of the person."""
    async with read() as session:
        due = (await session.scalars(_gone_for_long(clock.now() - KEPT))).all()
    for number in due:
        async with write() as session:
            member = await session.get_one(Member, number, with_for_update=True)
            if await _is_gone(session, number):
                await personal.erase(session, await personal.person(session, member))
                await deeds.record_own(session, member.community_id, FORGOTTEN, f"member:{number}", {})


use_movement(moved)
